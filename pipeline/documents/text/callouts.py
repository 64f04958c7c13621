"""Binding numbers that stand on lines of their own to the labels beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents.text.lines import Line, opens_with_figure

_SCALE = re.compile(r"(?:thousand|million|billion|trillion|percent|per cent)\b", re.I)
FARTHEST_LABEL = 5
"""Lines of whole sentences that may stand between a number and a label that goes on in lower case."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together; `callout` where a number was bound to its label."""

    lines: tuple[Line, ...]
    callout: bool = False


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
        while end < len(lines) and _in_run(lines[end]):
            end += 1
        groups.extend(_bind(lines[index:end]))
        index = end
    return _with_far_labels(_with_scales(groups))


def _with_scales(groups: Sequence[Group]) -> list[Group]:
    """Numbers left alone whose scale begins the paragraph right below ("16.2" / "Million newly displaced …")."""
    result: list[Group] = []
    for group in groups:
        opens = group.lines[0].look == "prose" and not group.lines[0].gap and _SCALE.match(group.lines[0].text)
        alone: list[Line] = []
        while opens and result and _is_lone_figure(result[-1]):
            alone.insert(0, result.pop().lines[0])
        result.append(Group((*alone, *group.lines), callout=True) if alone else group)
    return result


def _in_run(line: Line) -> bool:
    return line.look in {"figure", "short"} and not line.mark.startswith("#")


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
    if index + 1 >= len(run) or run[index + 1].look != "figure" or opens_with_figure(run[index].text):
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
    if after.gap > run[index + 1].gap:
        return True
    if run[index + 1].gap > after.gap:
        return False
    return ends_on_number


def _end_on_a_number(run: Sequence[Line]) -> list[bool]:
    """For each line, whether label, number, label, number … go on from it up to a number that no label follows."""
    result = [False] * (len(run) + 2)
    for index in range(len(run) - 2, -1, -1):
        if run[index].look != "figure" and run[index + 1].look == "figure":
            result[index] = index + 2 >= len(run) or run[index + 2].look == "figure" or result[index + 2]
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
