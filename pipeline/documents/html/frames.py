"""What a page is taken apart into: its leaves, pieces of text, and the elements that they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.records.model import Cell


@dataclass(slots=True, eq=False)
class Frame:
    """An element on the way from the root to a leaf, with sums over all the text in it."""

    tag: str
    parent: Frame | None
    position: int
    depth: int
    tokens: frozenset[str] = frozenset()
    level: int = 0
    """Of a heading, 1 to 6."""
    hidden: bool = False
    dropped: bool = False
    leaves: int = 0
    chars: int = 0
    link_chars: int = 0
    sentence_chars: int = 0
    figures: int = 0
    kind: str = ""
    """Tag and class, by which elements are alike."""
    in_main: bool = False
    in_article: bool = False
    own_path: str = ""
    """Filled by `path` when it is first asked for."""
    children: dict[str, int] = field(default_factory=dict)

    def path(self) -> str:
        """The element's path from the root, each step a tag and its place among its like: html[1]/body[1]/p[2]."""
        waiting: list[Frame] = []
        frame: Frame | None = self
        while frame is not None and not frame.own_path:
            waiting.append(frame)
            frame = frame.parent
        for inner in reversed(waiting):
            outer = inner.parent.own_path + "/" if inner.parent is not None else ""
            inner.own_path = f"{outer}{inner.tag}[{inner.position}]"
        return self.own_path

    def lineage(self) -> Iterator[Frame]:
        """This element and those that it stands in, from the inside out."""
        frame: Frame | None = self
        while frame is not None:
            yield frame
            frame = frame.parent


@dataclass(slots=True, eq=False)
class Leaf:
    """A piece of text (line breaks kept, other white space folded) and the element that it belongs to."""

    text: str
    frame: Frame
    link_chars: int = 0
    bold_chars: int = 0
    counter: str | None = None
    """The attribute that its number was taken from, where the page would have counted up to it."""
    links: int = 0
    leads_away: bool = False
    """Whether a link in it leads to another page."""
    cells: tuple[Cell, ...] = ()
    figure: bool = False
    """A number that stands alone."""
