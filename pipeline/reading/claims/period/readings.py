"""What else a date may mean: a financial year two calendar years, the end of a year its last month or day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace

from pipeline.reading.claims.period.cues import cues
from pipeline.reading.claims.period.spans import A_DAY, A_MONTH, A_YEAR, Span, moved
from pipeline.reading.periods.lexicon import lexicon
from pipeline.records.model import Period

_REACH = 24


def readings(period: Period, body: str) -> Iterator[Period]:
    """The other periods that a date may mean by the conventions of reports, and by the words before it in its text."""
    for first, last in (*_spans(period), *_nights(period, body)):
        yield replace(period, first=first, last=last)


def _spans(period: Period) -> Iterator[Span]:
    first, last = period.first, period.last
    if first and first == last and len(first) == A_YEAR and cues()["two_years"].search(period.surface):
        yield moved(first, "year", -1), first
    if last and cues()["ending"].search(period.surface):
        if len(last) == A_YEAR:
            yield f"{last}-12" if first == last else first, f"{last}-12"
        if first == last:
            yield _last_day(last), _last_day(last)
    if first and cues()["opening"].search(period.surface):
        for start in _starts(first):
            yield start, start if first == last else last
    if first and last and (_in_whole_months(first, last) or _runs_to_feast(period.surface, first, last)):
        yield first[:7], last[:7]


def _nights(period: Period, body: str) -> Iterator[Span]:
    """The two days of a night that is told by one: "the night of 26 October", "overnight to Sunday"."""
    day = period.first
    if day is None or day != period.last or len(day) != A_DAY:
        return
    before = body[max(0, period.start - _REACH) : period.start].rstrip()
    if cues()["night_of"].search(before):
        yield day, moved(day, "day", 1)
    elif cues()["night_to"].search(before):
        yield moved(day, "day", -1), day


def _runs_to_feast(surface: str, first: str, last: str) -> bool:
    """Whether a stretch from a month ends on a day that has a name: "from August to Christmas 2022"."""
    mixed = len(first) == A_MONTH < len(last)
    return mixed and any(name in surface.lower() for name in lexicon().named_days)


def _last_day(date: str) -> str:
    """The last day of a year or month, a day as it is."""
    month = f"{date}-12" if len(date) == A_YEAR else date
    return f"{month}-{_days(month):02d}" if len(month) == A_MONTH else month


def _starts(date: str) -> Iterator[str]:
    """The first month and the first day of a year, the first day of a month."""
    if len(date) == A_YEAR:
        yield f"{date}-01"
        yield f"{date}-01-01"
    elif len(date) == A_MONTH:
        yield f"{date}-01"


def _in_whole_months(first: str, last: str) -> bool:
    """Whether a stretch runs from the first of a month to the end of one: "from 1 January to July"."""
    ends = len(last) == A_MONTH or (len(last) == A_DAY and last[8:] == f"{_days(last):02d}")
    return ends and re.fullmatch(r"\d{4}-\d\d-01", first) is not None


def _days(date: str) -> int:
    return monthrange(int(date[:4]), int(date[5:7]))[1]
