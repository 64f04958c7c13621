"""Where a leaf stands among the page's elements: what they are called, their kin, their siblings, what holds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import log1p

from pipeline.documents.html.frames import Frame, Leaf
from pipeline.documents.html.leaves import LONG_TEXT
from pipeline.documents.html.tokens import ELEMENT_GROUP, GROUP_BIT, GROUPS

_LARGEST_CONTAINER = 0.9
"""Share of a page's text beyond which an element is the page, and tells nothing."""
CONTAINERS = 4
_SIBLINGS_ABOVE = 6


def group_bits(leaves: Sequence[Leaf]) -> tuple[list[int], list[int]]:
    """For each leaf, the groups of the three elements around it, and of all elements around it below the body."""
    own: dict[int, int] = {}
    within: dict[int, int] = {}
    near_column, within_column = [], []
    for leaf in leaves:
        near_column.append(_near(leaf.frame, own))
        within_column.append(_within(leaf.frame, own, within))
    return near_column, within_column


def _own(frame: Frame, own: dict[int, int]) -> int:
    key = id(frame)
    if key not in own:
        bits = 0
        if frame.depth > 1:
            for group in frame.tokens:
                bits |= GROUP_BIT[group]
        if (element := ELEMENT_GROUP.get(frame.tag)) is not None:
            bits |= 1 << (len(GROUPS) + element)
        own[key] = bits
    return own[key]


def _near(frame: Frame, own: dict[int, int]) -> int:
    bits = _own(frame, own)
    if frame.parent is not None:
        bits |= _own(frame.parent, own)
        if frame.parent.parent is not None:
            bits |= _own(frame.parent.parent, own)
    return bits


def _within(frame: Frame, own: dict[int, int], within: dict[int, int]) -> int:
    path = []
    outer: Frame | None = frame
    while outer is not None and id(outer) not in within:
        path.append(outer)
        outer = outer.parent
    bits = within[id(outer)] if outer is not None else 0
    for inner in reversed(path):
        bits |= _own(inner, own)
        within[id(inner)] = bits
    return bits


def centre(leaves: Sequence[Leaf]) -> Frame:
    """The deepest element that holds more than half of the page's running text (of all text, if it has none)."""
    total = sum(len(leaf.text) for leaf in leaves if len(leaf.text) > LONG_TEXT)
    best = max(leaves, key=lambda leaf: len(leaf.text)).frame
    for outer in best.lineage():
        held = outer.sentence_chars
        if 2 * held > total or outer.parent is None:
            return outer
    return best


class Kinship:
    """For elements, how deep the element lies that holds both them and a relative, and how far above them it is."""

    def __init__(self, relative: Frame | None) -> None:
        self._known: dict[int, tuple[float, float]] = {}
        self._relative = relative
        for outer in relative.lineage() if relative is not None else ():
            self._known[id(outer)] = (
                (float(outer.depth - relative.depth), 0.0) if relative is not None else (-1.0, -1.0)
            )

    def of(self, frame: Frame) -> tuple[float, float]:
        """-1 and -1 where there is no relative."""
        if self._relative is None:
            return -1.0, -1.0
        path: list[Frame] = []
        outer: Frame | None = frame
        while outer is not None and id(outer) not in self._known:
            path.append(outer)
            outer = outer.parent
        depth, distance = self._known[id(outer)] if outer is not None else (-1.0, float(frame.depth))
        for inner in reversed(path):
            distance += 1
            self._known[id(inner)] = (depth, distance)
        return self._known[id(frame)]


def elements(leaves: Sequence[Leaf]) -> Iterator[Frame]:
    """Every element around any of the leaves, once."""
    seen: set[int] = set()
    for leaf in leaves:
        for outer in leaf.frame.lineage():
            if id(outer) in seen:
                break
            seen.add(id(outer))
            yield outer


def alike_counts(leaves: Sequence[Leaf]) -> Counter[tuple[int, str]]:
    """How many children of one element have one tag and class."""
    return Counter((id(outer.parent), outer.kind) for outer in elements(leaves))


def siblings(frame: Frame, alike: Counter[tuple[int, str]]) -> tuple[float, float]:
    """How many siblings like itself the element has, and the most that any of the five around it has."""
    outer: Frame | None = frame
    counts: list[int] = []
    while outer is not None and len(counts) < _SIBLINGS_ABOVE:
        counts.append(alike[id(outer.parent), outer.kind])
        outer = outer.parent
    return log1p(counts[0]), log1p(max(counts))


def signature(frame: Frame) -> str:
    """Where leaves of one kind stand: tag and class of the element and of the two around it."""
    parent = frame.parent
    if parent is None:
        return frame.kind
    if parent.parent is None:
        return f"{frame.kind}/{parent.kind}"
    return f"{frame.kind}/{parent.kind}/{parent.parent.kind}"


def containers(frame: Frame, page_chars: int) -> list[Frame]:
    """The elements around a leaf, from the inside out, each with more leaves than the one before; the last repeated.

    Elements that hold nearly the whole page are left out, unless nothing else is there.
    """
    found: list[Frame] = []
    leaves = 1
    largest = _LARGEST_CONTAINER * page_chars
    outer: Frame | None = frame
    while outer is not None:
        if outer.leaves > leaves:
            if found and outer.chars > largest:
                break
            found.append(outer)
            leaves = outer.leaves
        outer = outer.parent
    if not found:
        found = [frame]
    top = found[-1]
    return [*found[: CONTAINERS - 1], *[top] * (CONTAINERS - min(len(found), CONTAINERS - 1))]
