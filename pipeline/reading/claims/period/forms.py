"""The ways in which a span is made of a document's dates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from pipeline.reading.claims.period.date_mention import DateMention
from pipeline.reading.claims.period.dates_around import Where


class Form(IntEnum):
    """How a span is made of a date, or of two."""

    NONE = 0
    STATED = 1
    UNTIL = 2
    FROM = 3
    LAST = 4
    FIRST = 5
    YEAR = 6
    YEAR_TO = 7
    YEAR_ON_YEAR = 8
    YEAR_BEFORE = 9
    NEXT = 10
    MONTH_ON_MONTH = 11
    TO_PAGE = 12
    TO_PAGE_YEAR = 13
    MONTH = 14
    PAGE = 15
    UNTIL_PAGE = 16
    PAGE_YEAR = 17
    LAST_YEAR = 18
    YEAR_TO_PAGE = 19
    PAGE_YEAR_ON_YEAR = 20
    JOIN_OWN = 22
    JOIN_NEAR = 23
    JOIN_FAR = 24
    WINDOW = 25
    SPAN_BEFORE = 26
    SPAN_ON_SPAN = 27
    PAGE_MONTH = 28
    RE_YEAR = 29
    BY_LENGTH = 30
    ENDING = 31
    UNTIL_PAGE_MONTH = 32
    PAGE_WEEK = 33
    SAME_STRETCH = 34
    JANUARY_TO = 35
    EACH_YEAR = 36
    SAME_DAY = 37


JOINS = frozenset({Form.JOIN_OWN, Form.JOIN_NEAR, Form.JOIN_FAR, Form.WINDOW, Form.BY_LENGTH})


@dataclass(frozen=True, slots=True)
class Derivation:
    """One way to a span: its form, the date that it is made of, and for a joined one the date that ends it."""

    form: Form
    where: Where
    date: DateMention | None = None
    other: DateMention | None = None
    other_where: Where = Where.PAGE
