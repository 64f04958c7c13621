"""A time expression as its words have it, read against no date yet."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pipeline.reading.periods.dates import Unit

Kind = Literal[
    "date",
    "years",
    "months",
    "weekday",
    "shift",
    "window",
    "season",
    "now",
    "vague",
    "rate",
    "duration",
    "same",
    "week",
    "numbered_week",
    "day_of_it",
    "anniversary",
    "previous",
    "feast",
    "orthodox_feast",
]
Base = Literal["document", "stated", "nearest"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A time expression as its words have it.

    date: the parts that are named of `year`, `month`, `day`. years: `year` to `last`. months: `month` to `last` of
    `year`. A date or months without a year may have the year `count` years from the base ("October of that year").
    shift: `count` units from the base. window: the `count` units up to the base, or from it on where positive. week:
    the `last`-th week or weekend (`unit`) of a month, its last one where that is -1, or `last` days from `day` on, or
    up to its end where `day` is -1. numbered_week: the ISO weeks `day` to `last` of a year. day_of_it: `day` of the
    month that is told of, or of the document's where `count` is 0. anniversary: the document's `unit`, `count` years
    on. previous: the period before the one that was stated last, or the `count` units before it. feast: so many days
    (`day`) from Easter Sunday of the western or the eastern churches. season and weekday: `count` is -1 for the last, 1
    for the next, 0 for this one, None where nothing says.
    """

    start: int
    end: int
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last: int | None = None
    unit: Unit = "day"
    count: int | None = None
    weekday: int | None = None
    base: Base = "document"


Build = Callable[[re.Match[str]], list[Mention]]
