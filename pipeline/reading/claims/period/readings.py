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
        for end in _ends(last):
            yield end if first == last else first, end
    if first and cues()["opening"].search(period.surface):
        for start in _starts(first):
            yield start, start if first == last else last
    if first and last and _in_whole_months(first, last):
        yield first[:7], last[:7]


def _ends(date: str) -> Iterator[str]:
    """The last month and the last day of a year, the last day of a month."""
    if len(date) == len("2019"):
        yield f"{date}-12"
        yield f"{date}-12-31"
    elif len(date) == len("2019-06"):
        yield f"{date}-{_days(date):02d}"


def _starts(date: str) -> Iterator[str]:
    if len(date) == len("2019"):
        yield f"{date}-01"
        yield f"{date}-01-01"
    elif len(date) == len("2019-06"):
        yield f"{date}-01"


def _in_whole_months(first: str, last: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-01", first)) and len(last) == len(first) and last[8:] == f"{_days(last):02d}"


def _days(date: str) -> int:
    return monthrange(int(date[:4]), int(date[5:7]))[1]
