"""Tables without rules: rows of a label and figures that stand under one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.documents.pdf.grids import read_grid
from pipeline.documents.pdf.header_rows import heads_columns, holds_ranges
from pipeline.documents.pdf.label_lines import goes_on, with_centred_labels
from pipeline.documents.pdf.lines import SAME_LINE, Segment, rows_of
from pipeline.documents.pdf.rulings import RuledTable
from pipeline.documents.pdf.sideways_headers import level_headers
from pipeline.documents.pdf.tables import Table, read_table

_HEADER_LINES = 6
_TITLE = 1.2
"""Heights of a table's text from which on a line over it is its title, no header."""
_TIGHT = 0.1
"""Heights by which lines that are set tight reach into each other."""
_HALF_WAY = 0.8
"""Heights from a line of a header down to what stands beside two of its lines."""
_STEP = 3.2
"""Heights from one row of a table down to the next."""
_ROWS_BACK = 4
_OUTDENT = 2.5
"""Heights by which the name of a section may stand left of the labels under it."""
_LONGEST_LABEL, _LONGEST_OF_SEVERAL = 14, 10
"""Words of all labels of a row, or else of each; longer ones are prose beside a number."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A label and the figures to its right."""

    labels: tuple[Segment, ...]
    figures: tuple[Segment, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        return (*self.labels, *self.figures)

    @property
    def line(self) -> float:
        return self.figures[0].line

    @property
    def height(self) -> float:
        return self.figures[0].height


def find_tables(segments: Sequence[Segment], ruled: Sequence[RuledTable]) -> list[Table]:
    """The tables of a page: those in rules first, then those that only stand in columns."""
    tables: list[Table] = []
    rest = [s for s in segments if not s.sideways]
    for frame in ruled:
        inside = [s for s in rest if _within(s, frame)]
        if sum(s.is_figure for s in inside) < 2:
            continue
        within = list(inside)
        headers = [s for s in segments if s.sideways and _within(s, frame)]
        inside += _rows_below(inside, rest)
        inside += _label_lines(inside, rest) if any(not s.is_cell for s in inside) else []
        inside += _header_lines(inside, rest) if not _has_header(inside) else []
        table = (None if headers else read_table(inside, frame)) or read_grid([*headers, *within], frame)
        if table is not None:
            tables.append(table)
            rest = [s for s in rest if s.order not in table.used]
    centred = with_centred_labels(rest)
    rest = list(centred.segments)
    for chain in _chains(rest):
        members = [s for line in chain for s in line.segments]
        members += _label_lines(members, rest)
        members += level_headers([s for s in segments if s.sideways], members) or _header_lines(members, rest)
        table = read_table(members)
        if table is not None:
            tables.append(replace(table, used=centred.with_parts(table.used)))
            rest = [s for s in rest if s.order not in table.used]
    return tables


def _within(segment: Segment, frame: RuledTable) -> bool:
    x, y = (segment.x0 + segment.x1) / 2, (segment.top + segment.bottom) / 2
    return frame.box[0] - 2 <= x <= frame.box[2] + 2 and frame.box[1] - 2 <= y <= frame.box[3] + 2


def _has_header(inside: Sequence[Segment]) -> bool:
    first = rows_of(inside)[0]
    return heads_columns(first) or not any(s.is_figure for s in first)


def _rows_below(inside: Sequence[Segment], rest: Sequence[Segment]) -> list[Segment]:
    """Rows under the last rule whose figures stand in the table's columns, such as an open row of totals."""
    x0, x1 = min(s.x0 for s in inside), max(s.x1 for s in inside)
    foot = max(inside, key=lambda s: s.line)
    figures = [s for s in inside if s.is_figure]
    known = {s.order for s in inside}
    added: list[Segment] = []
    for row in rows_of([s for s in rest if s.order not in known and s.line > foot.line and x0 - 5 <= s.x0 < x1]):
        aligned = [s for s in row if s.is_figure and any(_stacked(s, f) for f in figures)]
        if row[0].line - foot.line > 2.4 * foot.height or not aligned:
            break
        added += row
        foot = row[0]
    return added


def _stacked(a: Segment, b: Segment) -> bool:
    reach = 0.5 * max(a.height, b.height)
    return (
        abs(a.x1 - b.x1) < reach or abs(a.x0 - b.x0) < reach or abs((a.x0 + a.x1) - (b.x0 + b.x1)) < 2 * reach
    ) and 0.7 < a.height / max(b.height, 0.1) < 1.4


def _chains(segments: Sequence[Segment]) -> list[list[_Line]]:
    chains: list[list[_Line]] = []
    rows = rows_of(segments)
    for line in (line for k, row in enumerate(rows) if not _is_header(rows, k) for line in _split(row)):
        home = next((chain for chain in reversed(chains) if _continues(chain, line, rows)), None)
        if home is None:
            chains.append([line])
        else:
            home.append(line)
    return [chain for chain in chains if len(chain) > 1]


def _is_header(rows: Sequence[Sequence[Segment]], k: int) -> bool:
    """Whether a row heads columns by its figures; a single year may be what a row has to say."""
    return holds_ranges(rows, k) or (heads_columns(rows[k]) and sum(s.is_figure for s in rows[k]) > 1)


def _split(row: Sequence[Segment]) -> list[_Line]:
    """A row as lines of label and figures; a label after a figure opens a new one."""
    lines: list[_Line] = []
    labels: list[Segment] = []
    figures: list[Segment] = []
    for segment in [*row, None]:
        if segment is None or (figures and not segment.is_cell):
            if labels and any(f.is_figure for f in figures) and _is_label(labels):
                lines.append(_Line(tuple(labels), tuple(figures)))
            labels, figures = [], []
        if segment is not None:
            (figures if segment.is_cell and labels else labels).append(segment)
    return lines


def _is_label(labels: Sequence[Segment]) -> bool:
    words = [len(s.text.split()) for s in labels]
    return (sum(words) <= _LONGEST_LABEL or max(words) <= _LONGEST_OF_SEVERAL) and not labels[0].is_cell


def _continues(chain: list[_Line], line: _Line, rows: Sequence[Sequence[Segment]]) -> bool:
    last = chain[-1]
    step = line.line - last.line
    height = max(line.height, last.height)
    far = 0 < step < 2 * _STEP * height and (
        _is_section_between(chain, line, rows) or _are_words_between(chain, line, rows)
    )
    if not 0 < step < _STEP * height and not far:
        return False
    beside = abs(line.labels[0].x0 - chain[0].labels[0].x0) < 3 * line.height
    if not beside and not _flush_right(chain, line) and not _in_group(chain, line):
        return False
    # a row may leave cells empty: what stands in its columns is in one of those before it
    if any(_stacked(a, b) for a in line.figures for near in chain[-_ROWS_BACK:] for b in near.figures):
        return True
    # the ends of a chart's bars: one figure a row, the labels in line
    single = len(line.figures) == len(last.figures) == 1
    flush = abs(line.labels[0].x0 - last.labels[0].x0) < 0.5 * line.height or _flush_right(chain, line)
    return single and flush and 0.9 < line.height / last.height < 1.1 and step < 2.6 * line.height


def _are_words_between(chain: list[_Line], line: _Line, rows: Sequence[Sequence[Segment]]) -> bool:
    """Whether the rows between are of the same table, a label each and what stands under the figures: words."""
    last = chain[-1]
    between = [row for row in rows if last.line < row[0].line < line.line]
    return bool(between) and all(
        len(row) == 2
        and abs(row[0].x0 - last.labels[0].x0) < 0.5 * last.height
        and min(abs(row[1].x0 - last.figures[0].x0), abs(row[1].x1 - last.figures[0].x1)) < 0.5 * last.height
        for row in between
    )


def _is_section_between(chain: list[_Line], line: _Line, rows: Sequence[Sequence[Segment]]) -> bool:
    """Whether nothing but the name of a section stands between the rows of a table that are set far apart; with one
    figure a row it may be the heading of another list."""
    between = [row for row in rows if chain[-1].line < row[0].line < line.line]
    name = between[0][0] if len(between) == 1 and len(between[0]) == 1 else None
    return (
        len(line.figures) > 1
        and name is not None
        and name.x1 < line.figures[0].x0
        and name.height < _TITLE * line.height
    )


def _in_group(chain: list[_Line], line: _Line) -> bool:
    """Whether the labels of a line begin in a later column of labels, below a row that states its group; with one
    figure a row what stands left of them may be a column of text."""
    return len(line.figures) > 1 and any(
        abs(line.labels[0].x0 - label.x0) < 0.5 * line.height
        for near in chain[-_ROWS_BACK:]
        for label in near.labels[1:]
    )


def _flush_right(chain: list[_Line], line: _Line) -> bool:
    return abs(line.labels[-1].x1 - chain[-1].labels[-1].x1) < 0.5 * line.height


def _label_lines(members: list[Segment], rest: Sequence[Segment]) -> list[Segment]:
    """Lines between the rows of a table that stand in the column of labels, with nothing beside them."""
    known = {s.order for s in members}
    figures = [s for s in members if s.is_cell]
    labels = [s for s in members if not s.is_cell]
    top, foot = min(s.top for s in members), max(s.line for s in members)
    left, right = min(s.x0 for s in labels), min(s.x0 for s in figures)
    reach = 1.3 * members[-1].height
    within = max(s.x1 for s in members)
    taken = [s.line for s in rest if s.order not in known and right - 1 < s.x0 < within]
    opening = _first_line_of(min(labels, key=lambda s: s.line), members, rest)
    found = opening + [
        s
        for s in rest
        if s.order not in known
        and top < s.top
        and s.line < foot + reach
        and left - _OUTDENT * s.height <= s.x0
        and s.x1 < right + 1
        and not any(abs(s.line - line) < SAME_LINE * s.height for line in taken)
        and (s.line < foot or abs(s.x0 - left) < 1.2 * s.height)
    ]
    return found + _last_lines_of(
        max([*labels, *found], key=lambda s: s.line), {*known, *(s.order for s in found)}, rest
    )


def _last_lines_of(label: Segment, known: set[int], rest: Sequence[Segment]) -> list[Segment]:
    """The further lines of the label of a table's last row: each goes on where the one above it breaks off."""
    found: list[Segment] = []
    below = sorted((s for s in rest if s.order not in known and s.line > label.line), key=lambda s: s.line)
    for segment in below:
        flush = abs(segment.x0 - label.x0) < 1.2 * label.height
        if not flush or not goes_on(label, segment):
            break
        found.append(segment)
        label = segment
    return found


def _first_line_of(label: Segment, members: Sequence[Segment], rest: Sequence[Segment]) -> list[Segment]:
    """The line above a table's first row that the label of this row begins with, if it stands alone on it."""
    right = min(s.x0 for s in members if s.is_cell)
    above = [s for s in rest if s.x0 > label.x0 - 2 and goes_on(s, label)]
    alone = len(above) == 1 and above[0].x1 < right and abs(above[0].x0 - label.x0) < 1.2 * label.height
    return above if alone else []


def _header_lines(members: list[Segment], rest: Sequence[Segment]) -> list[Segment]:
    """Lines over a table that stand over its columns, at most a few, none of them prose; with what stands alone on a
    line right over the labels, or among those lines: a section's name, or the header of the labels."""
    known = {s.order for s in members}
    x0, x1 = min(s.x0 for s in members), max(s.x1 for s in members)
    top = min(members, key=lambda s: s.top)
    edge, height = top.top, top.height
    figures_from = min(s.x0 for s in members if s.is_cell)
    found: list[Segment] = []
    beside: list[Segment] = []
    above = [
        s
        for s in rest
        if s.order not in known
        and s.line < edge + _TIGHT * height
        and s.x0 > x0 - _OUTDENT * height
        and s.x0 < x1
        and s.x1 < x1 + 8 * height
    ]
    for row in reversed(rows_of(above)):
        over = [s for s in row if s.x1 > figures_from]
        near = edge - row[0].bottom < (1.2 if found else 2.2) * height
        wide = any(s.x1 - s.x0 > 0.7 * (x1 - x0) and len(s.text.split()) > 8 for s in row)
        title = row[0].height > _TITLE * height
        if not near or wide or title or len(rows_of(found)) >= _HEADER_LINES:
            break
        if over:
            found += [*beside, *row]
            beside = []
        elif beside or len(row) > 1 or (found and found[-1].line - row[0].line > _HALF_WAY * height):
            break
        else:
            beside = row
        edge = row[0].top
    return found
