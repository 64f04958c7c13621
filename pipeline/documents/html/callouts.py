"""Numbers and their labels in separate elements, put together."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import takewhile

from pipeline.documents.html.frames import Frame, Leaf
from pipeline.documents.html.leaves import LONG_TEXT
from pipeline.records.model import Cell

MOST_PARTS = 4
"""Leaves of one card that are taken for a number with its label."""
LONGEST_CARD = 400
"""Characters of one card."""
LONGEST_LABEL = 160

_YEARLY = re.compile(r"^((?:19|20)\d\d)\s?[:–—-]?\s(\D{0,6}\d[\d.,]*(?:\s?%|\s(?:thousand|million|billion))?)$")
"""A figure behind its year."""
_FIELDS = frozenset({"form", "select", "nav", "table", "fieldset"})


def group_leaves(leaves: Sequence[Leaf], by_year: Container[int] = ()) -> list[list[int]]:
    """The indices of the leaves in order, those that make up one call-out in one group.

    A number that stands alone belongs with the other leaves of the smallest element around it that holds more than
    itself, where that is small and holds no second number; where all numbers and labels are children of one
    element, with the label after it, or before it if the children begin with a label and end with a number. Those
    `by_year` stand by themselves, and so does their label.
    """
    groups: list[list[int]] = []
    index = 0
    figures = [leaf.figure for leaf in leaves]
    while index < len(leaves):
        alone = index in by_year or index + 1 in by_year
        group = [index] if alone else _card(leaves, figures, index) or _pair(leaves, figures, index) or [index]
        groups.append(group)
        index = group[-1] + 1
    return groups


def yearly(leaves: Sequence[Leaf]) -> dict[int, str]:
    """The figures that stand each behind its year, several of them below one label ("<dt>Wells dug</dt><dd>2018:
    31</dd><dd>2019: 412</dd>"), with that label."""
    found: dict[int, str] = {}
    label: Leaf | None = None
    run: list[int] = []
    for at, leaf in enumerate(leaves):
        if at and _YEARLY.match(leaf.text) and _are_together(leaves, at):
            run.append(at)
            continue
        if label is not None and len(run) > 1:
            found.update(dict.fromkeys(run, label.text))
        label, run = leaf if (leaf.frame.level or _is_label(leaf)) and not leaf.figure else None, []
    if label is not None and len(run) > 1:
        found.update(dict.fromkeys(run, label.text))
    return found


def _are_together(leaves: Sequence[Leaf], at: int) -> bool:
    tags = {leaves[at - 1].frame.tag, leaves[at].frame.tag}
    return tags <= {"dt", "dd"} or _are_neighbours(leaves[at - 1], leaves[at])


def year_cells(text: str, label: str) -> tuple[Cell, ...]:
    """A figure behind its year as the cells of a row below its label."""
    found = _YEARLY.match(text)
    if found is None:
        return ()
    year, figure = found.span(1), found.span(2)
    return (Cell(*year), Cell(*figure, row_headers=(found[1],), column_headers=(label,)))


def _card(leaves: Sequence[Leaf], figures: Sequence[bool], index: int) -> list[int] | None:
    """The card that begins with the leaf at `index`, if it is one."""
    for at in range(index, min(index + MOST_PARTS - 1, len(leaves))):
        if figures[at]:
            break
    else:
        return None
    frame = _card_frame(leaves[at].frame)
    if frame is None or frame.leaves > MOST_PARTS or frame.chars > LONGEST_CARD or frame.figures != 1:
        return None
    end = index
    while end < len(leaves) and end - index < frame.leaves and _inside(leaves[end].frame, frame):
        end += 1
    if end - index != frame.leaves or not index <= at < end:
        return None
    return list(range(index, end))


def _card_frame(frame: Frame) -> Frame | None:
    """The smallest element around `frame` that holds more than one leaf."""
    for outer in frame.lineage():
        if outer.tag in _FIELDS:
            return None
        if outer.leaves > 1:
            return outer
    return None


def _inside(frame: Frame, outer: Frame) -> bool:
    return any(one is outer for one in frame.lineage())


def _pair(leaves: Sequence[Leaf], figures: Sequence[bool], index: int) -> list[int] | None:
    """A number and its label among the many children of one element, or as the term and its text in a list of those."""
    if _is_defined(leaves, figures, index):
        return [index, *takewhile(lambda at: _is_another(leaves, figures, at), range(index + 1, len(leaves)))]
    if leaves[index].frame.tag == "dd":
        return None
    if _is_headed(leaves, figures, index):
        return [index, index + 1]
    if _begins_labelled_run(leaves, figures, index):
        return [index, index + 1]
    if index + 1 >= len(leaves) or not _are_neighbours(leaves[index], leaves[index + 1]):
        return None
    if figures[index] and not figures[index + 1] and len(leaves[index + 1].text) <= LONGEST_LABEL:
        end = index + 1
        while (
            end + 1 < len(leaves)
            and not figures[end + 1]
            and leaves[end + 1].text[:1].islower()
            and _are_neighbours(leaves[end], leaves[end + 1])
        ):
            end += 1
        return list(range(index, end + 1))
    labelled = not figures[index] and figures[index + 1] and leaves[index].text.rstrip().endswith(":")
    last = figures[index + 1] and not figures[index] and not _label_follows(leaves, figures, index + 1)
    if (labelled or last) and len(leaves[index].text) <= LONGEST_LABEL and not leaves[index].frame.level:
        return [index, index + 1]
    return None


def _is_defined(leaves: Sequence[Leaf], figures: Sequence[bool], index: int) -> bool:
    """ "<dt>Wells dug</dt><dd>412</dd>", either way round."""
    if index + 1 >= len(leaves) or figures[index] == figures[index + 1]:
        return False
    return leaves[index].frame.tag == "dt" and leaves[index + 1].frame.tag == "dd"


def _is_another(leaves: Sequence[Leaf], figures: Sequence[bool], at: int) -> bool:
    """The text of a term, or one more figure of it: "<dt>Wells dug</dt><dd>412</dd><dd>57%</dd>"."""
    return leaves[at].frame.tag == "dd" and (leaves[at - 1].frame.tag == "dt" or figures[at])


def _is_headed(leaves: Sequence[Leaf], figures: Sequence[bool], index: int) -> bool:
    """A heading right above a number that no label follows: "<h3>Wells dug</h3><p>412</p><h3>Homes built</h3>"."""
    if index + 1 >= len(leaves) or not leaves[index].frame.level or not figures[index + 1]:
        return False
    after = leaves[index + 2] if index + 2 < len(leaves) else None
    if after is None or after.frame.level:
        return True
    return after.text.rstrip("”\"')").endswith((".", "!", "?"))


def _begins_labelled_run(leaves: Sequence[Leaf], figures: Sequence[bool], index: int) -> bool:
    """A label in a run of label and number, again and again, that ends with a number: each label is that of the number
    after it, although another label follows that."""
    at = index
    while at + 1 < len(leaves) and _is_label(leaves[at]) and not figures[at] and figures[at + 1]:
        if not _are_neighbours(leaves[at], leaves[at + 1]):
            return False
        at += 2
    ended = at == len(leaves) or leaves[at].frame.level > 0 or len(leaves[at].text) > LONG_TEXT
    return at > index and ended


def _is_label(leaf: Leaf) -> bool:
    return not leaf.frame.level and len(leaf.text) <= LONG_TEXT and not leaf.text.rstrip().endswith((".", "!", "?"))


def _label_follows(leaves: Sequence[Leaf], figures: Sequence[bool], index: int) -> bool:
    after = index + 1
    return (
        after < len(leaves)
        and not figures[after]
        and len(leaves[after].text) <= LONGEST_LABEL
        and _are_neighbours(leaves[index], leaves[after])
        and not (after + 1 < len(leaves) and figures[after + 1] and leaves[after].text.rstrip().endswith(":"))
    )


def _are_neighbours(a: Leaf, b: Leaf) -> bool:
    """Whether two leaves are children, or only children of children, of one element."""
    return _highest_alone(a.frame) is _highest_alone(b.frame)


def _highest_alone(frame: Frame) -> Frame | None:
    for outer in frame.lineage():
        if outer.leaves > 1:
            return outer
    return None
