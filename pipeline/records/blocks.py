"""What a document holds: blocks in reading order, what it says of itself, and why it could not be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, from the top left corner of the page as it is shown."""
BlockKind = Literal["heading", "paragraph", "list_item", "table_row", "caption", "callout"]
BlockLabel = Literal[
    "content", "navigation", "promotion", "comment", "related", "footer", "form", "contact",
    "cookie", "share", "metadata", "hidden", "running_head", "noise", "other_language", "interstitial",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: where it stands in the block's text, its headers from the outermost in, and in a
    spreadsheet its name ("C7")."""

    start: int
    end: int
    row_headers: tuple[str, ...] = ()
    column_headers: tuple[str, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where a block stands: an element path for a page, page number (from 1) and box for a PDF, line for text, sheet
    and cells ("B7:F7") for a spreadsheet."""

    path: str | None = None
    page: int | None = None
    box: Box | None = None
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document in reading order, kept or dropped, with its chain of headings (outermost first).

    `text` is what the document says, lines inside a call-out joined by a line break. `label` says what it was
    taken for; `why` which rule did so. `by_ocr` marks text that was read from a picture.
    """

    n: int
    kind: BlockKind
    text: str
    kept: bool = True
    label: BlockLabel = "content"
    why: str = ""
    headings: tuple[str, ...] = ()
    place: BlockPlace = BlockPlace()
    cells: tuple[Cell, ...] = ()
    by_ocr: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact about the document and how it was found: `how` is "list", "json-ld", "meta", "byline", …"""

    value: str
    how: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself, as far as it does."""

    title: Stated | None = None
    publisher: Stated | None = None
    published: Stated | None = None
    modified: Stated | None = None
    canonical_url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why bytes that could be parsed are not, or not wholly, the document that was asked for.

    `kind` is for a program, `reason` and `remedy` are sentences for a person. `in_part` where the rest could be read.
    """

    kind: str
    reason: str
    remedy: str
    in_part: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of bytes gives: the blocks, what the document says of itself, and what went wrong."""

    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    kind: Literal["web", "pdf", "text", "sheet", "docx"] = "web"
    notes: tuple[str, ...] = ()
    problem: Problem | None = None

    def kept_nowhere(self, label: BlockLabel, problem: Problem) -> Reading:
        """The reading with nothing kept, since the whole of it is what `label` says."""
        dropped = tuple(
            replace(block, kept=False, label=label, why=problem.kind) if block.kept else block for block in self.blocks
        )
        return replace(self, blocks=dropped, problem=problem)
