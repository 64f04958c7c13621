"""Columns of figures that stand no farther apart than words do: where lines of nothing but figures are cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.documents.pdf.characters import Floats

_NUMBER = re.compile(r"[$€£¥₹(]{0,2}[-−–+]?\d[\d,]*(?:\.\d+)?%?\)?")
_PLAIN, _THREE = re.compile(r"\d{1,3}"), re.compile(r"\d{3}")
_LEADING_ZERO = re.compile(r"0\d")
_ALIGNED = 1.5
"""Points by which the sides of figures under one another may differ."""
_FEWEST_LINES = 3
_MOST_GAPS = 2_000
_HEADER_REACH = 5.0
"""Heights of a line from a header down to the first figures under it."""
_MOST_HEADER_WORDS = 6
_SLACK = 2.0
_WIDER_SPACE = 0.4
"""Heights of a line between a label and its figure, from which on it is more than a space between words."""
_COLUMN_REACH = 6.0
"""Heights of a line within which other figures of a column stand above or below."""

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Gap:
    """The place before word `at` of a line: the end of the word before it, and the sides of the word behind it."""

    at: int
    end: float
    start: float
    stop: float
    top: float


def column_cuts(words: Sequence[str], boxes: Floats, stretches: Sequence[Stretch]) -> list[int]:
    """The words before which stretches of a line are cut since another column begins: those of figures that stand
    under one another in three lines or more, whether their lines are in one stretch or not, and those of the headers
    over them; and figures right behind a label. `boxes` are left, top, right, bottom.
    """
    behind_labels = _behind_labels(words, boxes, stretches)
    figures = [(a, b) for a, b in stretches if b - a > 1 and _is_row_of_figures(words[a:b])]
    gaps = [gap for a, b in figures for gap in _gaps(boxes, a, b)]
    if not 0 < len(gaps) <= _MOST_GAPS:
        return behind_labels
    apart = _gaps_between(words, boxes, stretches)[:_MOST_GAPS]
    sides = np.array([(gap.end, gap.start, gap.stop) for gap in (*gaps, *apart)])
    near = (np.abs(sides[: len(gaps), None, :] - sides[None, :, :]) < _ALIGNED).any(axis=2)
    cuts = [gap for gap, count in zip(gaps, near.sum(axis=1).tolist(), strict=True) if count >= _FEWEST_LINES]
    if not cuts:
        return behind_labels
    # what stands in brackets behind a figure is under the same header: "2021, n (%)"
    headed = [gap for gap in cuts if not words[gap.at].startswith("(")]
    top = min((gap.top for gap in headed), default=0.0)
    headers = [
        gap.at
        for a, b in stretches
        if 1 < b - a <= _MOST_HEADER_WORDS and 0 < top - boxes[a, 1] < _HEADER_REACH * (boxes[a, 3] - boxes[a, 1])
        for gap in _gaps(boxes, a, b)
        if sum(gap.end < cut.start + _SLACK and cut.end < gap.start + _SLACK for cut in headed) >= _FEWEST_LINES
    ]
    return sorted({*(gap.at for gap in cuts), *headers, *behind_labels})


def _gaps_between(words: Sequence[str], boxes: Floats, stretches: Sequence[Stretch]) -> list[_Gap]:
    """The places between two figures of a line that stand in stretches of their own."""
    return [
        gap
        for (_, b), (after, _) in pairwise(stretches)
        if _NUMBER.fullmatch(words[after]) and _NUMBER.fullmatch(words[b - 1])
        for gap in _gaps(boxes, b - 1, after + 1)
        if gap.start > gap.end and abs(boxes[b - 1, 3] - boxes[after, 3]) < _ALIGNED
    ]


def _behind_labels(words: Sequence[str], boxes: Floats, stretches: Sequence[Stretch]) -> list[int]:
    """The figures that end a stretch of words, farther off than words stand, where right above or below them others
    stand in their column by themselves."""
    last = [
        _gaps(boxes, b - 2, b)[0]
        for a, b in stretches
        if b - a > 1 and _NUMBER.fullmatch(words[b - 1]) and words[b - 2][-1:].isalpha()
    ]
    close = [gap for gap in last if gap.start - gap.end > _WIDER_SPACE * _height(boxes, gap.at)]
    if not close:
        return []
    alone = [a for a, b in stretches if b - a == 1 and _NUMBER.fullmatch(words[a])]
    return [
        gap.at
        for gap in close
        if sum(
            min(abs(boxes[k, 0] - gap.start), abs(boxes[k, 2] - gap.stop)) < _ALIGNED
            and abs(boxes[k, 1] - gap.top) < _COLUMN_REACH * _height(boxes, gap.at)
            for k in alone
        )
        >= _FEWEST_LINES - 1
    ]


def _height(boxes: Floats, k: int) -> float:
    return float(boxes[k, 3] - boxes[k, 1])


def _gaps(boxes: Floats, first: int, stop: int) -> list[_Gap]:
    return [
        _Gap(k, float(boxes[k - 1, 2]), float(boxes[k, 0]), float(boxes[k, 2]), float(boxes[k, 1]))
        for k in range(first + 1, stop)
    ]


def _is_row_of_figures(words: Sequence[str]) -> bool:
    """Whether the words are figures each, and neither one figure with spaces between its thousands nor a telephone
    number."""
    if not all(_NUMBER.fullmatch(word) for word in words) or any(_LEADING_ZERO.match(word) for word in words):
        return False
    return not (_PLAIN.fullmatch(words[0]) and all(_THREE.fullmatch(word) for word in words[1:]))
