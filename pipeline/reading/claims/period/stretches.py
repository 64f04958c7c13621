"""Stretches of time that a sentence tells by their two ends, or by their length and its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.reading.claims.period.date_mention import DateMention
from pipeline.reading.claims.period.durations import begun_of, measured
from pipeline.reading.claims.period.spans import A_MONTH, moved
from pipeline.records.data import load_yaml
from pipeline.records.model import Period

_GAP = 90
"""The most characters between two dates that a stretch runs between."""
_OPENED_BY = 30
"""Characters before the first date that are looked at for a word that opens the stretch."""


def stretches_between(body: str, plain: Sequence[DateMention]) -> list[tuple[str, DateMention, DateMention]]:
    """The stretches between two dates of a sentence, where something says that it runs from one to the other.

    Each with its role: `window`, `up_to`, or `both` for two dates that are told together.
    """
    found, words = [], _words()
    for i, left in enumerate(plain):
        for j, right in enumerate(plain):
            if i == j or left.sentence != right.sentence or not left.first < right.last or left.span == right.span:
                continue
            gap = body[left.end : right.start]
            beside = j == i + 1 and len(gap) <= _GAP
            ending = right.role in {"until", "as_of"}
            if left.role == "since" and ending and right.span[0] is None:
                found.append(("window", left, right))
            elif beside and left.role in {"in", "since"} and right.role in {"in", "until", "as_of", "span"}:
                opened = (
                    left.role == "since"
                    or words.opens.search(body[max(0, left.start - _OPENED_BY) : left.start]) is not None
                )
                if words.closes.search(gap) or (opened and " and " in gap):
                    found.append(("window", left, right))
                elif ending and left.role == "in":
                    found.append(("up_to", left, right))
                elif words.joins.fullmatch(gap) and right.role == "in":
                    found.append(("both", left, right))
    return found


def stretches_ended(
    body: str, lengths: Sequence[Period], plain: Sequence[DateMention]
) -> Iterator[tuple[Period, DateMention, str]]:
    """The lengths of time that a sentence says ended on a date ("a four-month sweep that ended in March").

    Each with that date and with the day, month or year, as precise as the date is, on which the length began.
    """
    for length in lengths:
        end = next((m for m in plain if m.start >= length.end), None)
        measure = measured(length.surface)
        if end is not None and measure is not None and _words().ended_on.fullmatch(body, length.end, end.start):
            count, unit = measure
            if first := begun_of(end.last, unit, count):
                yield length, end, first


def first_parts(
    body: str, lengths: Sequence[Period], told: Sequence[DateMention]
) -> Iterator[tuple[Period, DateMention, str]]:
    """The lengths that a text calls the first part of a stretch of months, each with the last one that was told and
    with the month that ends it: "Season 2023/24 (November to October). In its first three months"."""
    stretch = next((m for m in reversed(told) if len(m.first) == len(m.last) == A_MONTH and m.first < m.last), None)
    for length in lengths if stretch else ():
        opened = _words().first.search(body[max(0, length.start - _OPENED_BY) : length.start])
        measure = measured(length.surface)
        if stretch and measure and measure[1] == "month" and opened and _words().part_of.match(body, length.end):
            last = moved(stretch.first, "month", measure[0] - 1)
            if last < stretch.last:
                yield length, stretch, last


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of stretches.yaml, each kind as a pattern of the place where it stands."""

    opens: re.Pattern[str]
    closes: re.Pattern[str]
    ended_on: re.Pattern[str]
    first: re.Pattern[str]
    part_of: re.Pattern[str]
    joins: re.Pattern[str]


@cache
def _words() -> _Words:
    said: dict[str, str] = load_yaml("pipeline.reading.claims.period", "stretches.yaml")
    return _Words(
        opens=re.compile(rf"\b(?:{said['opens']})\s+(?:\w+\s+){{0,4}}$", re.I),
        closes=re.compile(
            rf"\b(?:{said['closes']})\b[^.;]{{0,20}}$|[-–—]\s*$|\b(?:{said['ended']})\b[^.;]{{0,12}}$", re.I
        ),
        ended_on=re.compile(rf"[^.;:]{{0,60}}\b(?:{said['ended_on']})\b(?: (?:{said['links']}))*\W*", re.I),
        first=re.compile(rf"\b(?:{said['first']})\s+$", re.I),
        part_of=re.compile(rf"\s+(?:{said['part_of']})\b", re.I),
        joins=re.compile(rf"\s*(?:,\s*)?(?:{said['joins']})\s+(?:in\s+|on\s+)?(?:the\s+)?", re.I),
    )
