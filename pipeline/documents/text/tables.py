"""Tables in plain text: rows whose cells are parted by columns of spaces, bars, tabs or strokes, with their headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.documents.cells import is_figure_cell, is_time, is_year, names_row
from pipeline.documents.figures import is_figure
from pipeline.documents.text.lines import Line
from pipeline.records.model import Cell

_SEPARATORS = {
    "bars": re.compile(r"\s*\|\s*"),
    "tabs": re.compile(r"\s*\t\s*"),
    "spaces": re.compile(r"\s*\.{4,}\s*|\s{2,}"),
    "strokes": re.compile(r"\s+/\s+"),
}
_FEWEST_ROWS = {"bars": 1, "tabs": 1, "spaces": 2, "strokes": 3}
"""So many lines of a kind, one after the other, make a table."""
FEWEST_TIMES = 2
"""So many times, each with its figure, make a series."""
MOST_HEADER_ROWS = 2
LONGEST_CELL = 80
"""Characters of a cell; longer ones are prose with a gap in it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a line: its span in the line's text, and the column at which it ends on the page."""

    text: str
    start: int
    end: int
    edge: int


_WORD, _WHOLE = re.compile(r"\S+"), re.compile(r".+")

Row = tuple[Line, tuple[Slot, ...]]


def with_tables(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that make up a table marked as its rows, their cells with the headers of row and column."""
    result = list(lines)
    index = 0
    while index < len(lines):
        run = _run(lines, index)
        rows = _series_in_line(lines, index) or (_with_headers(run) if run else _years(lines, index))
        result[index : index + len(rows)] = rows
        index += len(rows) or 1
    return result


_LONGEST_MONTH = 31
_BEHIND_TIME = re.compile(r"\s*[:=]\s*|\s*[–—]\s*|\s+-\s+|\s*(?:…+|\.{3,})\s*|\s+")


_WITH_ASIDE = re.compile(r"(?P<plain>[^(),]*\d)(?:\s\([^()]*\)|,\s[^\W\d][^,]*)")
"""A time and its figure with a remark behind them: "2016 – 12 (no rain)", "2018 – 21, in part"."""


def _years(lines: Sequence[Line], index: int) -> list[Line]:
    """The rows of a series that begins at a line, each a time and its figure ("2016: 12"), under the line that says of
    what; none where none does."""
    label = _label_above(lines, index)
    if label is None:
        return []
    rows: list[Line] = []
    plain = 0
    for line in lines[index:]:
        parting = _behind_time(line.text)
        aside = None if parting else _WITH_ASIDE.fullmatch(line.text)
        told = line.text if aside is None else aside["plain"]
        parting = parting or _behind_time(told)
        if parting is None or (rows and line.gap > 1):
            break
        plain += aside is None
        cells = Cell(0, parting[0]), Cell(parting[1], len(told), (line.text[: parting[0]],), (label,))
        rows.append(replace(line, look="row", cells=cells))
    return rows if plain >= FEWEST_TIMES else []


def _series_in_line(lines: Sequence[Line], index: int) -> list[Line]:
    """A line that is a series by itself, each of its cells a time and its figure ("2016 12 | 2017 15"), as one row;
    none where it is not."""
    line = lines[index]
    slots = next(filter(None, (_slots(line, separator) for separator in _SEPARATORS.values())), ())
    partings = [_behind_time(slot.text) for slot in slots]
    if len(slots) < FEWEST_TIMES or None in partings:
        return []
    label = _label_above(lines, index)
    cells = [
        Cell(slot.start + parting[1], slot.end, (slot.text[: parting[0]],), (label,) if label else ())
        for slot, parting in zip(slots, partings, strict=True)
        if parting
    ]
    return [replace(line, look="row", cells=tuple(cells))]


def _label_above(lines: Sequence[Line], index: int) -> str | None:
    """The line above, where it can say of what the figures of a series are."""
    above = lines[index - 1] if index else None
    return above.text.rstrip(" :") if above and above.look == "short" and not is_time(above.text) else None


def _behind_time(text: str) -> tuple[int, int] | None:
    """Where a time ends and its figure begins in a text that holds no more than these; None where it holds others."""
    for parting in reversed(list(_BEHIND_TIME.finditer(text))):
        time, figure = text[: parting.start()], text[parting.end() :]
        if is_time(time) and is_figure(figure) and (parting[0].strip() or not _is_day(time, figure)):
            return parting.span()
    return None


def _is_day(month: str, figure: str) -> bool:
    """Whether a month and what stands behind it are a day: "March 12"."""
    return not any(map(str.isdigit, month)) and figure.isdecimal() and int(figure) <= _LONGEST_MONTH


def _run(lines: Sequence[Line], index: int) -> list[Row]:
    """The rows of the table that begins at a line; none where none does."""
    for kind, separator in _SEPARATORS.items():
        rows: list[Row] = []
        for at in range(index, len(lines)):
            line = lines[at]
            slots = _slots(line, separator)
            if (rows and line.gap) or not slots or not _may_be_row(slots, bool(rows), kind):
                break
            rows.append((line, slots))
        if len(rows) >= _FEWEST_ROWS[kind] and (kind in {"bars", "tabs"} or _holds_figures(rows)):
            return rows
    return []


def _may_be_row(slots: tuple[Slot, ...], later: bool, kind: str) -> bool:
    fewest = 2 if later or kind != "spaces" else 1
    return len(slots) >= fewest and all(len(slot.text) <= LONGEST_CELL for slot in slots)


def _slots(line: Line, separator: re.Pattern[str]) -> tuple[Slot, ...]:
    if line.mark:
        return ()
    slots: list[Slot] = []
    start = 0
    partings = list(separator.finditer(line.text))
    for match in [*partings, None]:
        end = match.start() if match else len(line.text)
        parts = _WORD if partings and _are_years(line.text[start:end]) else _WHOLE
        slots += [Slot(m[0], m.start(), m.end(), line.indent + m.end()) for m in parts.finditer(line.text, start, end)]
        start = match.end() if match else end
    return tuple(slots) if len(slots) > 1 or line.indent > 1 else ()


def _are_years(cell: str) -> bool:
    """Whether a cell holds several years, of narrow columns: "2021 2022"."""
    return len(cell.split()) > 1 and all(map(is_year, cell.split()))


def _holds_figures(rows: Sequence[Row]) -> bool:
    """Whether most cells behind the first of each row are figures, and some row says what its figures are of."""
    later = [slot.text for _, slots in rows[1:] for slot in slots[1:]]
    worded = any(names_row(slots[0].text) for _, slots in rows[1:])
    return bool(later) and worded and sum(map(is_figure_cell, later)) >= 0.6 * len(later)


def _with_headers(rows: Sequence[Row]) -> list[Line]:
    heads = 0
    while heads < min(MOST_HEADER_ROWS, len(rows) - 1) and not any(
        is_figure_cell(slot.text) for slot in rows[heads][1]
    ):
        heads += 1
    width = max(len(slots) for _, slots in rows[heads:])
    rows = [*rows[:heads], *((line, _parted(slots, width)) for line, slots in rows[heads:])]
    columns = [_placed(slots, width) for _, slots in rows[:heads]]
    if heads == MOST_HEADER_ROWS and (spanning := _spanning(rows[0][1], rows[1][1])):
        columns[0] = spanning
    corner = rows[0][1][0].text if heads and len(rows[0][1]) == width else ""
    return [
        replace(line, look="row", cells=_cells(slots, columns, corner) if at >= heads else _bare(slots))
        for at, (line, slots) in enumerate(rows)
    ]


_LABEL_AND_FIGURE = re.compile(r"(?P<label>.*[^\W\d_]\S*)\s(?P<figure>\S*\d\S*)")


def _parted(slots: tuple[Slot, ...], width: int) -> tuple[Slot, ...]:
    """The cells of a row that lacks one, its label parted from the first figure, which a single space parts from it."""
    first = slots[0]
    found = _LABEL_AND_FIGURE.fullmatch(first.text) if len(slots) == width - 1 else None
    if found is None or not is_figure_cell(found["figure"]):
        return slots
    behind = first.start + found.end("label"), first.edge - len(first.text) + found.end("label")
    label = Slot(found["label"], first.start, *behind)
    return (label, Slot(found["figure"], first.start + found.start("figure"), first.end, first.edge), *slots[1:])


HeaderOf = Callable[[int, Slot], str]


def _placed(head: tuple[Slot, ...], width: int) -> HeaderOf:
    """For a column's number from the right and its cell, the header above it: by place where the counts agree, else
    by what ends nearest."""
    if width - 1 <= len(head) <= width:
        return lambda from_right, cell: head[-from_right].text if from_right <= len(head) else ""
    return lambda from_right, cell: min(head, key=lambda slot: abs(slot.edge - cell.edge)).text


def _spanning(above: tuple[Slot, ...], below: tuple[Slot, ...]) -> HeaderOf | None:
    """The headers of a row each of which spans as many columns, where the row below says the same times under each."""
    groups = [slot for slot in above if slot.edge > below[0].edge - len(below[0].text)]
    times = [slot.text for slot in below]
    size = len(times) // max(1, len(groups))
    if len(groups) < 2 or times != times[:size] * len(groups) or not all(map(is_time, times)):
        return None
    return lambda from_right, cell: groups[-1 - (from_right - 1) // size].text if from_right <= len(times) else ""


def _bare(slots: tuple[Slot, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(slot.start, slot.end) for slot in slots)


def _cells(slots: tuple[Slot, ...], columns: Sequence[HeaderOf], corner: str) -> tuple[Cell, ...]:
    """The cells of a row; where times head both it and a column, the corner says what is counted."""
    first = slots[0].text
    leads = len(slots) > 1 and names_row(first)
    cells = []
    for at, slot in enumerate(slots):
        headers = [column(len(slots) - at, slot) for column in columns] if at or not leads else []
        row = (first,) if leads and at else ()
        if row and headers and is_time(first) and all(map(is_time, headers)) and not is_time(corner):
            headers = [corner, *headers]
        cells.append(Cell(slot.start, slot.end, row, tuple(dict.fromkeys(h for h in headers if h))))
    return tuple(cells)
