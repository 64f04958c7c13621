"""Columns of figures that stand no farther apart than words do: where lines of nothing but figures are cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
    under one another in three lines or more, and those of the headers over them. `boxes` are left, top, right, bottom.
    """
    figures = [(a, b) for a, b in stretches if b - a > 1 and _is_row_of_figures(words[a:b])]
    gaps = [gap for a, b in figures for gap in _gaps(boxes, a, b)]
    if not _FEWEST_LINES <= len(gaps) <= _MOST_GAPS:
        return []
    sides = np.array([(gap.end, gap.start, gap.stop) for gap in gaps])
    near = (np.abs(sides[:, None, :] - sides[None, :, :]) < _ALIGNED).any(axis=2)
    cuts = [gap for gap, count in zip(gaps, near.sum(axis=1).tolist(), strict=True) if count >= _FEWEST_LINES]
    if not cuts:
        return []
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
    return sorted({*(gap.at for gap in cuts), *headers})


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
