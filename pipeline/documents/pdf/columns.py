"""The columns of figures of a table, and which headers stand over each."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.documents.cells import states_unit
from pipeline.documents.pdf.header_rows import counts_columns, groups_of_columns
from pipeline.documents.pdf.lines import Row, Segment
from pipeline.documents.pdf.rulings import RuledTable, cell_of


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures from side to side."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def columns_of(rows: list[Row]) -> list[Column]:
    """The columns of figures, from left to right: where the widths of figures meet, they are one column."""
    if all(sum(s.is_cell for s in row) == 1 for row in rows):
        cells = [s for row in rows for s in row if s.is_cell]
        return [Column(min(s.x0 for s in cells), max(s.x1 for s in cells))]
    counts = [sum(s.is_cell for s in row) for row in rows]
    # a row of totals may stand across the columns; the full rows show where these are
    full = [row for row, count in zip(rows, counts, strict=True) if count >= 0.7 * max(counts)]
    columns = _merged_spans([(s.x0, s.x1) for row in full for s in row if s.is_cell])
    others = [(s.x0, s.x1) for row in rows if row not in full for s in row if s.is_cell]
    apart = [span for span in others if not any(_share(span, column) > 0 for column in columns)]
    return [Column(*span) for span in sorted(columns + (_merged_spans(apart) if apart else []))]


def _merged_spans(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    spans = sorted(spans)
    merged = [spans[0]]
    for span in spans[1:]:
        # the boxes of full cells side by side may touch
        if _share(span, merged[-1]) > 0.35:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span[1]))
        else:
            merged.append(span)
    return merged


def _share(a: tuple[float, float], b: tuple[float, float]) -> float:
    """How much two spans have in common, as a share of the narrower one."""
    return (min(a[1], b[1]) - max(a[0], b[0])) / max(min(a[1] - a[0], b[1] - b[0]), 0.1)


def column_headers(rows: list[Row], columns: list[Column], ruled: RuledTable | None) -> list[tuple[str, ...]]:
    """For each column its headers from the outermost in. Lines that cover the same columns are one header; one that
    only counts the columns is none."""
    levels: list[list[tuple[str, frozenset[int]]]] = [[] for _ in columns]
    rows = [row for row in rows if not counts_columns(row)]
    for at, row in enumerate(rows):
        for segment, covered in zip(row, _coverage(row, rows[at + 1 :], columns, ruled), strict=True):
            for k in covered:
                # a unit under a header is told as one only where it stands alone
                if levels[k] and levels[k][-1][1] == covered and not states_unit(segment.text):
                    levels[k][-1] = (f"{levels[k][-1][0]} {segment.text}", covered)
                else:
                    levels[k].append((segment.text, covered))
    return [tuple(text for text, _ in level) for level in levels]


def _coverage(row: Row, below: list[Row], columns: list[Column], ruled: RuledTable | None) -> list[frozenset[int]]:
    """Which columns each segment of a header row stands over, with the header rows below it."""
    if ruled is None and _has_one_each(row, columns):
        return [frozenset({k} if k >= 0 else ()) for k in range(len(columns) - len(row), len(columns))]
    grouped = groups_of_columns(row, [(c.x0, c.x1) for c in columns], below) if ruled is None else None
    if grouped is not None:
        return grouped
    covered = []
    for i, segment in enumerate(row):
        cell = cell_of(segment, ruled)
        if cell is not None and sum(cell_of(other, ruled) == cell for other in row) == 1:
            within = [k for k, c in enumerate(columns) if cell[0] <= c.middle <= cell[2]]
        else:
            span = (segment.x0, segment.x1)
            within = [k for k, c in enumerate(columns) if _share(span, (c.x0, c.x1)) > 0.35]
            within = within or _nearest(segment, i, row, columns)
        covered.append(frozenset(within))
    return covered


def _has_one_each(row: Row, columns: list[Column]) -> bool:
    """Whether a row has a header for the labels and one for each column, at its left side, say, where figures are flush
    right: none reaches another column."""
    over = row[1:]
    if len(over) != len(columns) or row[0].x1 >= columns[0].x0:
        return False
    before, after = (float("-inf"), *(c.x1 for c in columns)), (*(c.x0 for c in columns[1:]), float("inf"))
    return all(left < s.x0 and s.x1 < right for s, left, right in zip(over, before, after, strict=False))


def _nearest(segment: Segment, i: int, row: Row, columns: list[Column]) -> list[int]:
    """The column beside which a narrow header stands, if no other header of its row is as near."""
    middle = (segment.x0 + segment.x1) / 2
    k = min(range(len(columns)), key=lambda k: abs(columns[k].middle - middle))
    reach = 2.5 * segment.height
    near = min(abs(columns[k].x0 - segment.x1), abs(columns[k].x1 - segment.x0)) < reach
    others = [s for j, s in enumerate(row) if j != i]
    taken = any(s.x0 < columns[k].x1 and s.x1 > columns[k].x0 for s in others)
    return [k] if near and not taken else []
