"""Dates of documents as their makers write them, to ISO 8601 at the precision that is stated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.records.months import MONTH

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"({MONTH})\b\.?"
_YEAR = r"((?:19|20)\d{2})(?!\d)"
_FORMS = (
    (re.compile(rf"(?<!\d){_YEAR}[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?!\d)"), (0, 1, 2)),
    (re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)"), (0, 1, 2)),
    (re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}", re.I), (2, 1, 0)),
    (re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}", re.I), (2, 0, 1)),
    (re.compile(rf"(?<!\d){_YEAR}[-/](\d{{1,2}})(?![\d/-])"), (0, 1)),
    (re.compile(rf"(?<!\d\s)\b{_MONTH},?\s+{_YEAR}", re.I), (1, 0)),
    (re.compile(rf"^\s*{_YEAR}\s*$"), (0,)),
)
_UTC = re.compile(r"\d[T ](\d{2}):?\d{2}(?::?\d{2}(?:\.\d+)?)?\s*(?:Z|UTC|GMT|[+-]00:?00)?\s*$")
_NOON = 12
_DAY = 10
"""Characters of a date that names the day."""
_EARLIEST = 1990
"""Pages and the documents on them are not older than the web; an earlier year is a year that they write about."""


def iso_date(text: str, *, at_start: bool = False) -> str | None:
    """The first date in `text` as 2018-05-22, 2018-05 or 2018; None where there is none or it lies in the future.

    With `at_start` only a date that the text begins with, a weekday before it allowed.
    """
    if at_start:
        text = re.sub(
            r"^\W*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\W*)?", "", text, flags=re.I
        )
    for form, order in _FORMS:
        match = form.match(text) if at_start else form.search(text)
        if match is None:
            continue
        found = _valid([match.group(place + 1) for place in order])
        if found is not None:
            return found
    return None


def iso_dates(text: str) -> frozenset[str]:
    """All dates in `text` that name a day."""
    found = (
        _valid([match.group(place + 1) for place in order])
        for form, order in _FORMS
        if len(order) == 3
        for match in form.finditer(text)
    )
    return frozenset(date for date in found if date is not None)


def day_elsewhere(day: str, written: str) -> str | None:
    """The day that it was in some places at the time, in UTC or of no zone, that is written: the one before in the
    morning, the one after from noon on. None where the words hold no time, or one with another zone."""
    match = _UTC.search(written)
    if match is None or len(day) < _DAY:
        return None
    return (date.fromisoformat(day) + timedelta(days=-1 if int(match.group(1)) < _NOON else 1)).isoformat()


def possible_date(*parts: int, earliest: int = _EARLIEST) -> str | None:
    """Year, month and day, as many as are stated, in ISO 8601; None where the calendar has no such date, or it lies
    before the year `earliest` or in the future."""
    year, month, day = (*parts, 1, 1)[:3]
    try:
        stated = date(year, month, day)
    except ValueError:
        return None
    if year < earliest or stated.toordinal() > date.today().toordinal() + 1:
        return None
    return "-".join((f"{year:04}", f"{month:02}", f"{day:02}")[: len(parts)])


def month_number(text: str) -> int:
    """The month of a name, in full or short, or of digits."""
    return int(text) if text.isdecimal() else _MONTHS.index(text[:3].lower()) + 1


def _valid(parts: Sequence[str]) -> str | None:
    year, *rest = parts
    return possible_date(int(year), *map(month_number, rest[:1]), *map(int, rest[1:]))
