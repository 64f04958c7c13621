"""What a cell of a table holds in place of words: a figure with its spread and flags, or a sign that there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.documents.figures import is_number
from pipeline.records.data import load_yaml

_DASHES = re.compile(r"[-–—.*]+")
_BRACKETED = re.compile(r"\[([^\[\]]+)\]")
_LONGEST_FIGURE = 80
"""Characters of a figure with all that stands behind it."""
_PLAIN = r"[-−–+]?\d[\d.,]*\s?%?"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """`behind`: what may follow a figure in its cell, a deviation, a share or an interval in brackets, a flag."""

    behind: re.Pattern[str]
    missing: frozenset[str]


@lru_cache(maxsize=65536)
def is_figure_text(text: str) -> bool:
    """A figure that a cell holds by itself: "1,204", "10.2 ± 1.1", "41 (20.5%)", "3.4 [2.1, 4.9]", "131 (r)"."""
    if is_number(text):
        return True
    if len(text) > _LONGEST_FIGURE or not any(map(str.isdigit, text)):
        return False
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed:
        return is_number(bracketed[1])
    behind = _patterns().behind.search(text)
    return behind is not None and is_number(text[: behind.start()])


@lru_cache(maxsize=65536)
def says_none(text: str) -> bool:
    """What stands in a cell where a figure is missing: a dash, "n.a.", "nil"."""
    return _DASHES.fullmatch(text) is not None or text.casefold() in _patterns().missing


@cache
def _patterns() -> _Patterns:
    data = load_yaml("pipeline.documents.pdf", "cell_texts.yaml")
    between = r"\s?(?:[-–—,;]|to)\s?"
    behind = (
        rf"(?:\s?(?:±\s?{_PLAIN}|[(\[]{_PLAIN}(?:{between}{_PLAIN})?[)\]]|[(\[][a-z]{{1,2}}[)\]]"
        rf"|[{re.escape(data['marks'])}]))+$"
    )
    return _Patterns(re.compile(rf"(?<=[\w%)]){behind}"), frozenset(data["missing"]))
