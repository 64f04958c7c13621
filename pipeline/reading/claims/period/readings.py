"""What else a date may mean: a financial year two calendar years, the end of a year its last month or day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace

from pipeline.reading.claims.period.cues import cues
from pipeline.reading.claims.period.spans import Span, moved
from pipeline.records.model import Period


def readings(period: Period) -> Iterator[Period]:
    """The other periods that a date may mean by the conventions of reports."""
    for first, last in _spans(period):
        yield replace(period, first=first, last=last)


def _spans(period: Period) -> Iterator[Span]:
    first, last = period.first, period.last
    if first and first == last and len(first) == 4 and cues()["fiscal"].search(period.surface):
        yield moved(first, "year", -1), first
    if last and cues()["ending"].search(period.surface):
        if len(last) == len("2019"):
            yield f"{last}-12" if first == last else first, f"{last}-12"
        if first == last:
            yield _last_day(last), _last_day(last)
    if first and cues()["opening"].search(period.surface):
        for start in _starts(first):
            yield start, start if first == last else last
    if first and last and _in_whole_months(first, last):
        yield first[:7], last[:7]


def _last_day(date: str) -> str:
    """The last day of a year or month, a day as it is."""
    month = f"{date}-12" if len(date) == len("2019") else date
    return f"{month}-{_days(month):02d}" if len(month) == len("2019-12") else month


def _starts(date: str) -> Iterator[str]:
    """The first month and the first day of a year, the first day of a month."""
    if len(date) == len("2019"):
        yield f"{date}-01"
        yield f"{date}-01-01"
    elif len(date) == len("2019-06"):
        yield f"{date}-01"


def _in_whole_months(first: str, last: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-01", first)) and len(last) == len(first) and last[8:] == f"{_days(last):02d}"


def _days(date: str) -> int:
    return monthrange(int(date[:4]), int(date[5:7]))[1]
