"""Binding numbers that stand on lines of their own to the labels beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents.cells import is_time
from pipeline.documents.figures import is_figure, opens_with_figure, opens_with_scale
from pipeline.documents.text.lines import Line
from pipeline.documents.text.tables import FEWEST_TIMES
from pipeline.records.model import Cell

FARTHEST_LABEL = 5
"""Lines of whole sentences that may stand between a number and a label that goes on in lower case."""
FEWEST_LABELS_FIRST = 3
"""Labels that stand before as many numbers: of two, the first may be a heading."""
FEWEST_CAPITALS = 4
"""Letters of a line in capitals that heads what follows."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together; `callout` where a number was bound to its label."""

    lines: tuple[Line, ...]
    callout: bool = False
    cells: tuple[Cell, ...] = ()
    """Of a table's row whose cells stand on lines of their own, in the lines joined by a line break."""


def group_callouts(lines: Sequence[Line]) -> list[Group]:
    """The lines in order, numbers that stand alone grouped with their labels, every other line by itself."""
    groups: list[Group] = []
    index = 0
    while index < len(lines):
        if not _in_run(lines[index]):
            groups.append(Group((lines[index],)))
            index += 1
            continue
        end = index
        while end < len(lines) and _in_run(lines[end]) and (end == index or not _opens_section(lines, index, end)):
            end += 1
        groups.extend(_grouped(lines[index:end]))
        index = end
    return _with_far_labels(_with_scales(groups))


def _with_scales(groups: Sequence[Group]) -> list[Group]:
    """Numbers left alone whose scale begins the paragraph right below ("16.2" / "Million newly displaced …")."""
    result: list[Group] = []
    for group in groups:
        opens = group.lines[0].look == "prose" and not group.lines[0].gap and opens_with_scale(group.lines[0].text)
        alone: list[Line] = []
        while opens and result and _is_lone_figure(result[-1]):
            alone.insert(0, result.pop().lines[0])
        result.append(Group((*alone, *group.lines), callout=True) if alone else group)
    return result


def _in_run(line: Line) -> bool:
    return line.look in {"figure", "short"} and not line.mark.startswith("#")


def _opens_section(lines: Sequence[Line], first: int, at: int) -> bool:
    """Whether a line in capitals heads the labels and numbers below it, which are not in capitals."""
    text = lines[at].text
    if not text.isupper() or sum(map(str.isalpha, text)) < FEWEST_CAPITALS:
        return False
    above, below = lines[max(first, at - _LOOKED_BACK) : at], lines[at + 1 : at + 3]
    mixed = any(line.look == "short" and not line.text.isupper() for line in [*above, *below])
    return mixed and any(line.look == "figure" for line in below)


_LOOKED_BACK = 40
"""Lines of a run that are looked at for labels in small letters, so that long runs take no time in their square."""


def _grouped(run: Sequence[Line]) -> list[Group]:
    """A run of numbers and short lines: numbers then labels, a table with a cell a line, or numbers beside labels."""
    return _parallel(run) or _time_a_line(run) or _cell_a_line(run) or _bind(run)


def _time_a_line(run: Sequence[Line]) -> list[Group]:
    """A label and below it times, each with its figure on the next line ("Wells dug", "2017", "41", "2018", "38")."""
    first = next((at for at, line in enumerate(run) if is_time(line.text)), 0)
    times, figures = run[first::2], run[first + 1 :: 2]
    paired = len(times) == len(figures) >= FEWEST_TIMES
    if not first or not paired or not all(is_time(line.text) for line in times):
        return []
    if any(line.look != "figure" for line in figures):
        return []
    label = [run[first - 1].text.rstrip(" :")]
    rows = (_row_of_lines(pair, label) for pair in zip(times, figures, strict=True))
    return [*(Group((line,)) for line in run[:first]), *rows]


def _parallel(run: Sequence[Line]) -> list[Group]:
    """Some numbers and then as many labels ("1,412" / "96" / "Children rescued" / "Smugglers arrested"), or some
    labels and then as many numbers, a heading perhaps before them; nothing where the run is no such thing."""
    figures = [line.look == "figure" for line in run]
    count = sum(figures)
    heading = len(run) - 2 * count
    if count < 2 or heading not in {0, 1} or any(line.gap for line in run[heading + 1 :]):
        return []
    rest, looks = run[heading:], figures[heading:]
    if (heading and figures[0]) or looks not in ([True] * count + [False] * count, [False] * count + [True] * count):
        return []
    if not looks[0] and count < FEWEST_LABELS_FIRST:
        return []
    pairs = zip(rest[:count], rest[count:], strict=True)
    return [Group((line,)) for line in run[:heading]] + [Group(pair, callout=True) for pair in pairs]


def _cell_a_line(run: Sequence[Line]) -> list[Group]:
    """The rows of a table that has each cell on a line of its own, below its column's names."""
    width = _width(run)
    if not width:
        return []
    first = next(at for at, line in enumerate(run) if line.look == "figure") - 1
    above = width if first >= width and not run[first - width + 1].gap else width - 1
    heads = tuple(run[first - above : first])
    columns = [line.text for line in heads[1 - width :]]
    groups = [Group((line,)) for line in run[: first - above]] + [_row_of_lines(heads, ())]
    rows = (tuple(run[at : at + width]) for at in range(first, len(run), width))
    return groups + [_row_of_lines(row, columns) for row in rows]


def _width(run: Sequence[Line]) -> int:
    """How many lines make a row, the label and two or more figures, where such rows fill the run up to its end."""
    figures = [line.look == "figure" for line in run]
    if True not in figures:
        return 0
    first = figures.index(True)
    width = 1 + next((n for n, figure in enumerate(figures[first:]) if not figure), len(figures) - first)
    body = figures[first - 1 :] if first else []
    row = [False] + [True] * (width - 1)
    fits = width > 2 and len(body) >= 2 * width and body == row * (len(body) // width)
    return width if fits and first >= width - 1 else 0


def _row_of_lines(lines: tuple[Line, ...], columns: Sequence[str]) -> Group:
    cells: list[Cell] = []
    start = 0
    for at, line in enumerate(lines):
        column = (columns[at - 1],) if at and at <= len(columns) else ()
        cells.append(Cell(start, start + len(line.text), (lines[0].text,) if column else (), column))
        start += len(line.text) + 1
    return Group(lines, cells=tuple(cells))


def _bind(run: Sequence[Line]) -> list[Group]:
    """The numbers of a run of numbers and short lines, each with its label.

    Two numbers in a row tell that the first has its label before it; in each stretch between such places the side
    on which every number has a label is taken: after it unless only the side before it works out, or the labels
    say so by a colon. A label that goes on in lower case belongs to the number before it.
    """
    groups: list[Group] = []
    on_number = _end_on_a_number(run)
    index = 0
    while index < len(run):
        if run[index].look != "figure":
            if _is_label_before(run, index, on_number[index]):
                groups.append(Group((run[index], run[index + 1]), callout=True))
                index += 2
            else:
                groups.append(Group((run[index],)))
                index += 1
            continue
        end = index + 1
        while end < len(run) and run[end].look == "figure" and not run[end].gap:
            end += 1
        if end < len(run) and run[end].look != "figure":
            end += 1
            while end < len(run) and run[end].starts_lower and not run[end].gap and run[end].look == "short":
                end += 1
            groups.append(Group(tuple(run[index:end]), callout=True))
        else:
            groups.extend(Group((line,), callout=True) for line in run[index:end])
        index = end
    return groups


def _is_label_before(run: Sequence[Line], index: int, ends_on_number: bool) -> bool:
    """Whether the short line at `index` labels the number after it, rather than heads what follows."""
    if index + 1 >= len(run) or not _is_value(run[index + 1]) or opens_with_figure(run[index].text):
        return False
    if run[index].text.rstrip("*_ ").endswith(":"):
        return True
    if run[index + 1].gap > 1 or run[index].starts_lower:
        return False
    after = run[index + 2] if index + 2 < len(run) else None
    if after is None:
        return True
    if after.look == "figure":
        return True
    if run[index + 1].look != "figure":
        return ends_on_number
    if after.gap > run[index + 1].gap:
        return True
    if run[index + 1].gap > after.gap:
        return False
    return ends_on_number


def _is_value(line: Line) -> bool:
    """A number that stands alone, or with a word for what it counts: "770 cases", "9,300 (rounded)"."""
    if line.look == "figure":
        return True
    words = line.text.split()
    return len(words) == 2 and is_figure(words[0]) and (words[1].islower() or words[1].startswith("("))


def _end_on_a_number(run: Sequence[Line]) -> list[bool]:
    """For each line, whether label, number, label, number … go on from it up to a number that no label follows."""
    result = [False] * (len(run) + 2)
    for index in range(len(run) - 2, -1, -1):
        if not _is_value(run[index]) and _is_value(run[index + 1]):
            parted = index + 2 < len(run) and run[index + 2].gap > run[index + 1].gap
            result[index] = index + 2 >= len(run) or parted or _is_value(run[index + 2]) or result[index + 2]
    return result


def _with_far_labels(groups: Sequence[Group]) -> list[Group]:
    """Numbers left alone whose label goes on in lower case some whole sentences later, with those sentences.

    Text taken from several columns reads so: the number, its neighbours' sentences, then "people were …".
    """
    result: list[Group] = []
    index = 0
    while index < len(groups):
        group = groups[index]
        end = _far_label(groups, index) if _is_lone_figure(group) else 0
        if end:
            taken = tuple(line for member in groups[index : end + 1] for line in member.lines)
            result.append(Group(taken, callout=True))
            index = end + 1
        else:
            result.append(group)
            index += 1
    return result


def _is_lone_figure(group: Group) -> bool:
    return len(group.lines) == 1 and group.lines[0].look == "figure"


def _far_label(groups: Sequence[Group], index: int) -> int:
    for at in range(index + 1, min(index + 1 + FARTHEST_LABEL, len(groups))):
        line = groups[at].lines[0]
        if line.gap or len(groups[at].lines) > 1 or line.look not in {"short", "prose"}:
            return 0
        if line.starts_lower and not line.ends_sentence:
            return at
        if not line.ends_sentence:
            return 0
    return 0
