"""Rows of a table's header that no single cell tells: years and bands, ranges over two lines, and headers over several
columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from pipeline.documents.cells import numbers_columns
from pipeline.documents.pdf.lines import Segment

_OPEN_RANGE = re.compile(
    r"(?:\d%?\s?[-‐–—]|\b(?:to|and|under|over|less than|more than|up to|at least|from|age|ages|aged))$", re.I
)
_YEAR = re.compile(r"\(?(?:FY\s?)?(?:19|20)\d\d(?:[-–/]\d{2,4})?\)?[*†]?$")
_RANGE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)\s?(?:[-‐–—]|to)\s?(\d{1,3}(?:,\d{3})+|\d+)$")
"""An age or a size from one figure to another, as "12–17" and "1,000 to 4,999"."""
_CENTRED = 0.3
"""Share of the distance between columns by which a header may stand off the middle of those under it."""

_FLUSH = 1.5
"""Points by which the sides of two lines of one header may differ."""
_MOST_COLUMNS = 14

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Head:
    """A column from side to side, its own headers counted in, and their text."""

    x0: float
    x1: float
    text: str


@dataclass(frozen=True, slots=True)
class Parting:
    """Columns in groups, one for each header above them; how surely names tell the groups, whether the last column is
    in none, and by how many points the headers stand off their groups."""

    groups: tuple[frozenset[int], ...]
    named: int
    leaves_last: bool
    off: float


def is_year(text: str) -> bool:
    """Whether a cell holds a year, as headers of columns do."""
    return _YEAR.match(text) is not None


def heads_columns(row: Sequence[Segment]) -> bool:
    """Whether the figures of a row name the columns under it: all are years, or bands of which each goes on where the
    one before it ends; or the row only counts them."""
    if counts_columns(row):
        return True
    figures = [segment.text for segment in row if segment.is_figure]
    if figures and all(map(is_year, figures)):
        return True
    bands = [text for text in figures if is_range(text)]
    # under headers of groups the bands return
    return len(bands) > 1 and all(b == bands[0] or goes_on_from(a, b) for a, b in pairwise(bands))


def counts_columns(row: Sequence[Segment]) -> bool:
    """Whether a row says no more of its columns than their numbers."""
    return numbers_columns([segment.text for segment in row])


def is_range(text: str) -> bool:
    """Whether a cell holds an age or a size from one figure to another."""
    return _RANGE.match(text) is not None


def goes_on_from(text: str, following: str) -> bool:
    """Whether a band begins where the one before it ends: 5–9 and 10–14."""
    first, second = _RANGE.match(text), _RANGE.match(following)
    if first is None or second is None:
        return False
    end, begin = (int(figure.replace(",", "")) for figure in (first[2], second[1]))
    return begin in {end, end + 1}


def holds_ranges(rows: Sequence[Sequence[Segment]], k: int) -> bool:
    """Whether a row is one of two over which headers of columns go: "$10,000-" over "14,999"."""
    return any(_ends_ranges(below, above) for above, below in pairwise(rows[max(k - 1, 0) : k + 2]))


def _ends_ranges(row: Sequence[Segment], above: Sequence[Segment]) -> bool:
    """Whether the figures of a row end ranges that the headers right above begin."""
    figures = [segment for segment in row if segment.is_figure]
    begun = [
        any(s.x0 < figure.x1 and s.x1 > figure.x0 and _OPEN_RANGE.search(s.text) for s in above) for figure in figures
    ]
    return sum(begun) * 2 > len(figures)


def groups_of_columns(
    row: Sequence[Segment], columns: Sequence[Span], below: Sequence[Sequence[Segment]]
) -> list[frozenset[int]] | None:
    """The columns that each header of a row stands over, where it heads groups of them; `below` are the header rows
    under it.

    Groups are told by their names: those in one group differ, and some return in another. Without such names every
    header stands in the middle of its group. None where the headers do not part the columns so.
    """
    heads = heads_of_columns(columns, below)
    over = [segment for segment in row if segment.x1 > min(head.x0 for head in heads)]
    if not 0 < len(over) < len(heads) or len(heads) > _MOST_COLUMNS:
        return None
    partings = _partings(over, heads)
    best = min(partings, key=lambda one: (-one.named, one.leaves_last, one.off), default=None)
    if best is None:
        return None
    covered = {segment.order: group for segment, group in zip(over, best.groups, strict=True)}
    return [covered.get(segment.order, frozenset()) for segment in row]


def heads_of_columns(columns: Sequence[Span], below: Sequence[Sequence[Segment]]) -> list[Head]:
    """The columns with the texts of the header rows that stand over one of them each."""
    heads = [Head(x0, x1, "") for x0, x1 in columns]
    pitch = (columns[-1][1] - columns[0][0]) / len(columns)
    for segment in (segment for row in below for segment in row):
        k = min(range(len(columns)), key=lambda k: _distance((segment.x0, segment.x1), columns[k]))
        if _distance((segment.x0, segment.x1), columns[k]) < _CENTRED * pitch:
            held = heads[k]
            text = f"{held.text} {segment.text.casefold()}".strip()
            heads[k] = Head(min(held.x0, segment.x0), max(held.x1, segment.x1), text)
    return heads


def _distance(a: Span, b: Span) -> float:
    """How far a header stands off a column, at whichever sides they are nearest: left, right or in the middle."""
    return min(abs(a[0] - b[0]), abs(a[1] - b[1]), abs(a[0] + a[1] - b[0] - b[1]) / 2)


def _partings(over: Sequence[Segment], heads: Sequence[Head]) -> Iterator[Parting]:
    """The ways to part the columns, from any on to the last or the last but one, into a group for each header."""
    most = _CENTRED * (heads[-1].x1 - heads[0].x0) / len(heads)
    for end in (len(heads), len(heads) - 1):
        for starts in combinations(range(end), len(over)):
            groups = [range(first, after) for first, after in zip(starts, (*starts[1:], end), strict=True)]
            named = _told_by_names([[heads[k].text for k in group] for group in groups])
            if all(len(group) == 1 for group in groups) or not (named or _are_centred(over, groups, heads)):
                continue
            sides = [_sides_off(segment, heads, group) for segment, group in zip(over, groups, strict=True)]
            off = min(max(side) for side in list(zip(*sides, strict=True))[: 3 if named else 1])
            if off < most:
                yield Parting(tuple(frozenset(group) for group in groups), named, end < len(heads), off)


def _sides_off(segment: Segment, heads: Sequence[Head], group: range) -> tuple[float, float, float]:
    """By how much a header stands off the middle of its group, its left side, and the right side of its first column:
    where names tell the groups, all headers of a row may stand at any of these."""
    first, last = heads[group[0]], heads[group[-1]]
    middle = abs(segment.x0 + segment.x1 - first.x0 - last.x1) / 2
    return middle, abs(segment.x0 - first.x0), abs(segment.x1 - first.x1)


def _told_by_names(groups: Sequence[Sequence[str]]) -> int:
    """Whether the names within each group differ and at least two of one group are those of another (1), or all of
    each are those of all others (2); else 0."""
    sets = [set(group) for group in groups]
    if any(len(names) < len(group) for names, group in zip(sets, groups, strict=True)):
        return 0
    pairs = list(combinations(sets, 2))
    return 2 if pairs and all(a == b for a, b in pairs) else int(any(len((a & b) - {""}) > 1 for a, b in pairs))


def _are_centred(over: Sequence[Segment], groups: Sequence[range], heads: Sequence[Head]) -> bool:
    """Whether headers can be in the middle of these groups: none is flush with a name under it, of which it would be
    the first line, and of an even number of columns one is, or all are of as many."""
    flush = any(
        min(abs(segment.x0 - heads[k].x0), abs(segment.x1 - heads[k].x1)) < _FLUSH
        for segment, group in zip(over, groups, strict=True)
        for k in group
        if len(group) > 1
    )
    sizes = {len(group) for group in groups}
    alike = len(sizes) == 1 and len(groups) > 1 and len(groups) * len(groups[0]) == len(heads)
    return alike or (not flush and any(size % 2 == 0 for size in sizes))
