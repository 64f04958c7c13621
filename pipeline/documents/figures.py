"""Figures that stand alone, as plain text, pages and PDFs have them: one pattern, of the parts in figures.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from babel.core import get_global

from pipeline.records.bounds import bound_words
from pipeline.records.data import load_yaml

LONGEST_FIGURE = 40
"""Characters of a line that may still be a figure alone."""
_SPACES = "\u00a0\u202f\u2009 "
_DIGITS = rf"(?:\d{{1,3}}(?:[.,'’{_SPACES}]\d{{3}})+|\d{{1,2}}(?:,\d{{2}})+,\d{{3}}|\d+)(?:[.,]\d+)?"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARKS = re.compile(r"\d{1,3}(?:[,;–-]\s?\d{1,2}){0,3}", re.ASCII)
_BEFORE = r"[\s*_#>~≈<≤≥±+\-−–▲▼↑↓→(]*"
_BEHIND = r"[\s*_+%▲▼↑↓)¹²³⁴⁵⁶⁷⁸⁹]*"
_DATE_LIKE = re.compile(
    r"^\W*(?:(?:in|since|by|to|fy|cy)\s)?(?:(?:19|20)\d{2}(?:\s?[-–—/]\s?(?:19|20)?\d{2})?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})\W*$",
    re.I,
)
_ONE_YEAR = re.compile(r"^\W*(?:19|20)\d{2}\W*$")
_PHONE_LIKE = re.compile(r"^\W*\+?\(?\d{1,5}\)?(?:[-\s.]\(?\d{2,5}\)?){2,5}\W*$")
_GROUPED = re.compile(r"^\W*\d{1,3}(?:[,.\s]\d{3})+\W*$")
_FIGURES_AND_LABELS = 2
"""Rows of a table of figures with labels below them."""


@lru_cache(maxsize=65536)
def is_number(text: str) -> bool:
    """A figure and nothing else, with its sign, unit or scale: "$1.2 million", "10–12%", "one in four"; a year is one,
    a day and a list's counter ("12.") are none."""
    if text.endswith(".") and ("," in text or not text[:1].isdigit()):
        text = text[:-1]
    if len(text) > LONGEST_FIGURE or "\n" in text or not _patterns().alone.match(text):
        return False
    return not _DATE_LIKE.match(text) or bool(_ONE_YEAR.match(text))


def is_figure(text: str) -> bool:
    """A number that stands alone, with its unit or scale; dates, years and telephone numbers are none."""
    if not is_number(text) or _DATE_LIKE.match(text):
        return False
    return bool(_GROUPED.match(text)) or not _PHONE_LIKE.match(text)


def is_figure_line(text: str) -> bool:
    """A number that stands alone on a line of a text, also with its measure or in words: "41 million kg", "Two thirds",
    "Zero"."""
    if is_figure(text):
        return True
    measured = _patterns().measured.fullmatch(text) if len(text) <= LONGEST_FIGURE else None
    return is_figure(measured["figure"]) if measured else _patterns().in_words.fullmatch(text) is not None


def figures_above_labels(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table is a row of figures, each with its label in the row below."""
    if len(rows) != _FIGURES_AND_LABELS or len(rows[0]) != len(rows[1]):
        return False
    figures, labels = rows
    return all(map(is_figure, figures)) and not any(map(is_figure, labels)) and all(labels)


def is_figure_with_words(text: str) -> bool:
    """A figure with up to three words behind it ("4,100 people reached"); a date alone is none."""
    return _patterns().with_words.match(text) is not None and not _DATE_LIKE.match(text)


def opens_with_figure(text: str) -> bool:
    """A quantity followed by words in lower case ("25.4 million refugees"): a number with its label on one line."""
    match = _patterns().opening.match(text)
    return match is not None and not _DATE_LIKE.match(match.group(1))


def opens_with_scale(text: str) -> bool:
    """The scale of a number that stands above: "Million newly displaced"."""
    return _patterns().scale.match(text) is not None


def raised_digits(text: str) -> str:
    """Footnote marks or an exponent as they are seen: 42,887³, never 42,8873; nothing where the text is neither."""
    return text.translate(_RAISED) if _MARKS.fullmatch(text) else ""


def has_sign_or_scale(text: str) -> bool:
    """Whether something tells a figure from a bare number: a sign, a scale, thousands parted."""
    return _patterns().telling.search(text) is not None


@cache
def money_pattern() -> str:
    """A regular expression for what may stand before a sum of money: nothing, a sign, a code, letters."""
    data: Mapping[str, Any] = load_yaml("pipeline.documents", "figures.yaml")
    signs = f"[{data['currency_signs']}]"
    codes = _either([*get_global("all_currencies"), *data["currency_names"]])
    prefixes = _either(data["currency_prefixes"])
    return rf"(?:(?-i:{codes})\s?|(?-i:{prefixes})(?=\\?{signs}))?\\?{signs}?\s?"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """`alone`: nothing but the figure; `with_words`: and up to three words; `opening`: a figure that words in lower
    case follow, in its group; `scale`: what begins with a scale or a percent; `telling`: what no bare number has,
    a sign, a scale, thousands parted; `measured`: what ends in a measure; `in_words`: a share or nothing in words."""

    alone: re.Pattern[str]
    with_words: re.Pattern[str]
    opening: re.Pattern[str]
    scale: re.Pattern[str]
    telling: re.Pattern[str]
    measured: re.Pattern[str]
    in_words: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data: Mapping[str, Any] = load_yaml("pipeline.documents", "figures.yaml")
    signs = f"[{data['currency_signs']}]"
    scale, percent, word = (_either(map(re.escape, data[key])) for key in ("scales", "percents", "number_words"))
    bound = _either(map(re.escape, sorted(bound_words().before, key=len, reverse=True)))
    money = money_pattern()
    unit = rf"(?:{percent}|(?:{scale}|{_either(data['multiples'])})(?!\w))"
    share = rf"(?:in|out\ of|of|/|:)\s?(?:{_DIGITS}|{word})(?:\s?{scale}\b)?"
    figure = (
        rf"{_BEFORE}(?:(?:19|20)\d{{2}}:?\s)?(?:{bound}\s?)?{money}"
        rf"(?:{_DIGITS}|{word}(?=\s(?:in\b|out\ of\b|{scale}\b)))"
        rf"(?:\s?(?:[-–—]|to)\s?{money}{_DIGITS})?(?:\s?{unit})*(?:\s?{share})?(?:\[\w{{1,3}}\])?{_BEHIND}"
    )
    return _Patterns(
        alone=re.compile(rf"^{figure}$", re.I),
        with_words=re.compile(rf"^{figure}(?:\s[\w()&/-]+){{0,3}}$", re.I),
        opening=re.compile(rf"^\W*(\d[\d.,]*)\s?(?:{percent}|{scale}\b|\+)?(?:\s{scale}\b)?\s(?:of\s|in\s)?[a-z]\w+"),
        scale=re.compile(rf"(?:{scale}\b|{percent})", re.I),
        telling=re.compile(rf"{signs}|{percent}|\d,\d{{3}}|\d\s?{scale}\b|\d+\s?[x+]$", re.I),
        measured=re.compile(rf"(?P<figure>.*\S)\s?{_either(data['measures'])}", re.I),
        in_words=re.compile(rf"(?:{bound}\s)?{_either(data['in_words'])}", re.I),
    )


def _either(parts: Iterable[str]) -> str:
    return "(?:" + "|".join(parts) + ")"
