"""Headers that are written sideways over the columns of a table without rules, laid level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.pdf.columns import columns_of
from pipeline.documents.pdf.lines import Segment, rows_of, sideways_turn

_FEWEST = 2
_NEAR = 3.0
"""Heights of a line within which the headers end over the first row."""
_LONGEST = 20.0
"""Heights of a line up to which a header reaches."""


def level_headers(sideways: Sequence[Segment], members: Sequence[Segment]) -> list[Segment]:
    """The sideways segments that stand over the columns of figures among `members`, as lines right over these; none
    where fewer than two columns have one. Those of one column are lines of one header."""
    if not sideways:
        return []
    figures = [row for row in rows_of(members) if any(s.is_figure for s in row)]
    columns = columns_of(figures)
    height = figures[0][0].height
    top = min(s.top for s in figures[0])
    left, right = columns[0].x0 - 2 * height, columns[-1].x1 + 2 * height
    over = [
        s
        for s in sideways
        if left < s.x0 and s.x1 < right and top - _LONGEST * height < s.top < s.bottom < top + 0.5 * height
    ]
    if not over or max(s.bottom for s in over) < top - _NEAR * height:
        return []
    lines: dict[int, list[Segment]] = defaultdict(list)
    for segment in sorted(over, key=sideways_turn):
        middle = (segment.x0 + segment.x1) / 2
        lines[min(range(len(columns)), key=lambda k: abs(columns[k].middle - middle))].append(segment)
    if len(lines) < _FEWEST:
        return []
    return [
        replace(
            segment,
            x0=columns[k].x0,
            x1=columns[k].x1,
            sideways=False,
            top=top - (len(of_column) - at) * height,
            bottom=top - (len(of_column) - at - 1) * height,
        )
        for k, of_column in lines.items()
        for at, segment in enumerate(of_column)
    ]
