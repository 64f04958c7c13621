"""Labels of a table's rows that stand on several lines, and the row that each line belongs to.

The figures of such a row stand beside the first line, the last one, or half-way between two. How far the lines are
apart tells which; where all are as far apart, the words do: a line that ends in "and" goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.documents.pdf.broken_sentences import breaks_off
from pipeline.documents.pdf.lines import SAME_LINE, Row, Segment, rows_of
from pipeline.documents.pdf.rulings import RuledTable, cell_of

_PITCH = (0.8, 1.6)
"""Distance of two lines of one label, in heights."""
_INDENT = 1.2
"""Heights by which the second line of a label may be set in or out."""
_REACH = 1.8
"""Heights up to the line that the words of another say it goes on with."""

_AS_FAR = 0.95
"""Share of the least distance between rows from which on a line is no closer to its neighbours than these are."""


@dataclass(frozen=True, slots=True)
class CentredLabels:
    """Segments, those of labels whose figures stand half-way between two lines as one each at the line of the figures;
    and for each of these the segments that it was put together of."""

    segments: tuple[Segment, ...]
    parts: Mapping[int, tuple[int, ...]]

    def with_parts(self, orders: frozenset[int]) -> frozenset[int]:
        """These segments by their order, put-together ones as their parts."""
        return frozenset(part for order in orders for part in self.parts.get(order, (order,)))


def has_centred_labels(rows: Sequence[Row]) -> bool:
    """Whether a label stands above and below the line of its figures."""
    return any(True for _ in _centred(rows))


def with_centred_labels(segments: Sequence[Segment]) -> CentredLabels:
    """The segments, with the labels put together that stand above and below the line of their figures."""
    whole: list[Segment] = []
    parts: dict[int, tuple[int, ...]] = {}
    taken: set[int] = set()
    for upper, figure, lower in _centred(rows_of(segments)):
        if upper.order in taken:
            continue
        drop = figure.line - upper.line
        label = replace(
            lower, text=f"{upper.text} {lower.text}", x0=min(upper.x0, lower.x0), x1=max(upper.x1, lower.x1),
            top=upper.top + drop, bottom=upper.bottom + drop,
        )  # fmt: skip
        whole.append(label)
        parts[label.order] = (upper.order, lower.order)
        taken |= {upper.order, lower.order}
    return CentredLabels((*(s for s in segments if s.order not in taken), *whole), parts)


def _centred(rows: Sequence[Row]) -> Iterator[tuple[Segment, Segment, Segment]]:
    """Both lines of each label that stands so, the first of its figures between them."""
    for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
        pair = _around(above, row, below)
        if pair is not None:
            yield pair[0], row[0], pair[1]


def _around(above: Row, row: Row, below: Row) -> tuple[Segment, Segment] | None:
    """The two lines of the label of a row of nothing but figures, where these stand half-way between them."""
    first = row[0]
    if not (all(s.is_cell for s in row) and any(s.is_figure for s in row)):
        return None
    uppers = [s for s in above if s.x1 <= first.x0]
    lowers = [s for s in below if s.x1 <= first.x0]
    if len(uppers) != 1 or len(lowers) != 1 or any(s.is_cell for s in (*above, *below)):
        return None
    upper, lower = uppers[0], lowers[0]
    pitch = lower.line - upper.line
    centred = abs((upper.line + lower.line) / 2 - first.line) < SAME_LINE * upper.height
    near = _PITCH[0] * upper.height < pitch < _PITCH[1] * upper.height
    flush = abs(upper.x0 - lower.x0) < _INDENT * upper.height
    return (upper, lower) if centred and near and flush else None


def goes_on(upper: Segment, lower: Segment) -> bool:
    """Whether the words say that the label on one line goes on on the next: it breaks off, or the next begins small
    where it does not."""
    near = 0 < lower.line - upper.line < _REACH * max(upper.height, lower.height)
    small = lower.text[:1].islower() and not upper.text[:1].islower()
    return near and (small or breaks_off(upper.text))


def with_label_lines(
    rows: Sequence[Row], body: Sequence[int], first: int, ruled: RuledTable | None
) -> tuple[dict[int, Row], set[int]]:
    """The body rows with the further lines of their labels, and the rows without figures that are rows of their own."""
    merged = {k: list(rows[k]) for k in body}
    alone: set[int] = set()
    lines = [rows[k][0].line for k in body]
    steps = [b - a for a, b in pairwise(lines)] or [0.0]
    pitch, closest = median(steps), min(steps)
    for k in range(first, len(rows)):
        if k in merged:
            continue
        home = _home(rows, k, body, pitch, closest, ruled)
        if home is None:
            alone.add(k)
        else:
            merged[home] = merged[home] + rows[k] if home < k else rows[k] + merged[home]
    return merged, alone


def _home(
    rows: Sequence[Row], k: int, body: Sequence[int], pitch: float, closest: float, ruled: RuledTable | None
) -> int | None:
    """The body row that a row without figures belongs to, as a further line of its label; body rows are `pitch` apart
    in the middle, and `closest` where they are closest."""
    row = rows[k][0]
    if ruled is not None:
        cell = cell_of(row, ruled)
        mates = [b for b in body if cell is not None and cell[1] <= (rows[b][0].top + rows[b][0].bottom) / 2 <= cell[3]]
        if len(mates) < 2 and cell is not None:
            return mates[0] if mates else None
    before = max((b for b in body if b < k), default=None)
    after = min((b for b in body if b > k), default=None)
    ends = before is not None and goes_on(rows[k - 1][0], row)
    begins = after is not None and goes_on(row, rows[k + 1][0])
    if ends != begins:
        return before if ends else after
    above = row.line - rows[k - 1][0].line if before is not None else float("inf")
    below = rows[after][0].line - row.line if after is not None else float("inf")
    nearest, near = (before, above) if above <= below else (after, below)
    if near > _AS_FAR * closest > 0:
        return None
    if near < 1.5 * row.height and near < 0.8 * max(pitch, 1.5 * row.height):
        return nearest
    return None
