"""Figures at the end of dotted leaders: cells of a table, unless they are the pages that a table of contents names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.pdf.cell_texts import is_figure_text

_DOTS = re.compile(r"\.{4,}|…{2,}|_{4,}")
_DOT = "."
_LEADERS = ("." * 4, ". . . .", "…" * 2, "_" * 4)
_FEWEST_DOTS = 4
_PAGE = re.compile(r"\d{1,3}|[ivxl]+")

Stretch = tuple[int, int]


def leader_cuts(words: Sequence[str], stretches: Sequence[Stretch]) -> list[int]:
    """The words before which stretches of a line are cut since leaders lead to them, where these are no page numbers:
    figures that do not rise from line to line, or are none of a page."""
    text = " ".join(words)
    if not any(leader in text for leader in _LEADERS):
        return []
    figures = [at for a, b in stretches if (at := _led_to(words, a, b)) is not None]
    texts = [words[at] for at in figures]
    if not figures or (all(map(_PAGE.fullmatch, texts)) and _rise([text for text in texts if text.isdecimal()])):
        return []
    return figures


def _led_to(words: Sequence[str], first: int, stop: int) -> int | None:
    """The word of a stretch that leaders lead to, where nothing but a figure stands there."""
    for at in range(stop - 1, first, -1):
        if _DOTS.fullmatch(words[at - 1]) or words[at - _FEWEST_DOTS : at] == [_DOT] * _FEWEST_DOTS:
            return at if is_figure_text(" ".join(words[at:stop])) else None
    return None


def _rise(figures: Sequence[str]) -> bool:
    return all(int(a) <= int(b) for a, b in pairwise(figures))
