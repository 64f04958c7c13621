"""Binding numbers that stand on lines of their own to the labels beside them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.documents.figures import is_figure, opens_with_figure, opens_with_scale
from pipeline.documents.text.cell_lines import first_table, says_none
from pipeline.documents.text.lines import Group, Line

FARTHEST_LABEL = 5
"""Lines of whole sentences that may stand between a number and a label that goes on in lower case."""
FEWEST_LABELS_FIRST = 3
"""Labels that stand before as many numbers: of two, the first may be a heading."""
RATES = frozenset({"per", "a", "an"})
"""What leads from a number to that for each of which it is."""
FEWEST_CAPITALS = 4
"""Letters of a line in capitals that heads what follows."""


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
    return _with_far_labels(_with_sentences(groups))


def _with_sentences(groups: Sequence[Group]) -> list[Group]:
    """Numbers left alone with the paragraph right below that goes on from them: its scale begins it ("16.2" / "Million
    newly displaced …"), or it begins in lower case ("58%" / "of the nurses have left.")."""
    result: list[Group] = []
    for group in groups:
        line = group.lines[0]
        goes_on = line.look == "prose" and not line.gap
        opens = goes_on and opens_with_scale(line.text)
        alone: list[Line] = []
        while opens and result and _is_lone_figure(result[-1]):
            alone.insert(0, result.pop().lines[0])
        if goes_on and line.starts_lower and not alone and _begins(result):
            *above, figure = result.pop().lines
            result += [Group((each,)) for each in above]
            alone = [figure]
        result.append(Group((*alone, *group.lines), callout=True) if alone else group)
    return result


def _begins(groups: Sequence[Group]) -> bool:
    """Whether the last group ends in a number that begins something, no page's number amid a sentence: alone, or below
    a line that may be a heading as well as its label."""
    last = groups[-1] if groups else None
    if last is not None and last.callout and [line.look for line in last.lines] == ["short", "figure"]:
        return not last.lines[0].text.endswith(":")
    if last is None or not _is_lone_figure(last):
        return False
    before = groups[-2].lines[-1] if len(groups) > 1 else None
    return before is None or bool(last.lines[0].gap) or before.ends_sentence or groups[-2].callout


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
    """A run of numbers and short lines: numbers then labels, tables with a cell a line, or numbers beside labels."""
    parallel = _parallel(run)
    if parallel:
        return parallel
    groups: list[Group] = []
    while table := first_table(run):
        groups += [*_beside(run[: table.first]), *table.rows]
        run = run[table.last :]
    return groups + _beside(run)


def _beside(run: Sequence[Line]) -> list[Group]:
    return _parallel(run) or _bind(run)


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
    """A number that stands alone, or with a word for what it counts: "770 cases", "9,300 (rounded)"; "2 per household";
    or what says that there is none."""
    if line.look == "figure" or says_none(line.text):
        return True
    words = line.text.split()
    if len(words) < 2 or not is_figure(words[0]):
        return False
    return words[1] in RATES if len(words) > 2 else words[1].islower() or words[1].startswith("(")


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
