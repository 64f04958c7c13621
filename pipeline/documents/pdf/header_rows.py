"""Rows of a table's header that no single cell tells: ranges over two lines, and headers over several columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.documents.pdf.lines import Segment

_OPEN_RANGE = re.compile(
    r"(?:\d%?\s?[-‐–—]|\b(?:to|and|under|over|less than|more than|up to|at least|from|age|ages|aged))$", re.I
)
_CENTRED = 0.3
"""Share of the distance between columns by which a header may stand off the middle of those under it."""

Span = tuple[float, float]


def ends_ranges(row: Sequence[Segment], above: Sequence[Segment]) -> bool:
    """Whether the figures of a row end ranges that the headers right above begin: "$10,000-" over "14,999"."""
    figures = [segment for segment in row if segment.is_figure]
    begun = [
        any(s.x0 < figure.x1 and s.x1 > figure.x0 and _OPEN_RANGE.search(s.text) for s in above) for figure in figures
    ]
    return sum(begun) * 2 > len(figures)


def groups_of_columns(row: Sequence[Segment], columns: Sequence[Span]) -> list[frozenset[int]] | None:
    """The columns that each header of a row stands over, where it stands in the middle of as many as the others do.

    None where the headers do not part the columns into equal groups of two or more.
    """
    over = [segment for segment in row if segment.x1 > columns[0][0]]
    if len(over) < 2 or len(columns) % len(over) or len(columns) == len(over):
        return None
    size = len(columns) // len(over)
    pitch = (columns[-1][1] - columns[0][0]) / len(columns)
    groups: dict[int, frozenset[int]] = {}
    for k, segment in enumerate(over):
        first, last = columns[k * size], columns[(k + 1) * size - 1]
        if abs((first[0] + last[1]) / 2 - (segment.x0 + segment.x1) / 2) > _CENTRED * pitch:
            return None
        groups[segment.order] = frozenset(range(k * size, (k + 1) * size))
    return [groups.get(segment.order, frozenset()) for segment in row]
