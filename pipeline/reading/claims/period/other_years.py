"""The time that a document reports on, in another year that is named near a number."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.reading.claims.period.cues import cues
from pipeline.reading.claims.period.date_mention import DateMention
from pipeline.reading.claims.period.dates_around import Where
from pipeline.reading.claims.period.durations import measured
from pipeline.reading.claims.period.forms import Derivation, Form
from pipeline.reading.claims.period.outline import Outline
from pipeline.reading.claims.period.spans import A_YEAR, Span, in_year, moved
from pipeline.reading.periods.dates import Unit

_STRETCHES = 2
_BASES = 2
"""The last dates before "a year earlier" that it may be told from."""
_NAMING = frozenset({Where.OWN, Where.HEADING, Where.LEAD})
_ABOVE = frozenset({Where.HEADING, Where.LEAD, Where.TITLE})
_BEFORE = frozenset({Where.OWN, Where.BEFORE})


def in_other_years(outline: Outline, dates: dict[int, tuple[DateMention, Where]]) -> Iterator[tuple[Span, Derivation]]:
    """The stretch of months or days that a document reports on, in a year that is named near by: a column "2022"."""
    reported = {m.span: m for m in (*outline.top, *outline.stretches) if len(m.first) > A_YEAR and m.first != m.last}
    for mention, where in dates.values():
        if where not in _NAMING or not len(mention.first) == len(mention.last) == A_YEAR:
            continue
        for stretch in list(reported.values())[:_STRETCHES]:
            count = _years_apart(stretch, mention)
            span = moved(stretch.first, "year", count), moved(stretch.last, "year", count)
            if count:
                yield span, Derivation(Form.SAME_STRETCH, where, mention)


def _years_apart(stretch: DateMention, year: DateMention) -> int:
    """How many years on the same stretch lies in another year; in one of two calendar years ("2022/23") that of a
    stretch over the turn of the year, 0 of one that is not."""
    first, last = (int(date[:4]) for date in (stretch.first, stretch.last))
    apart = int(year.last) - last
    in_year = year.first == year.last or int(year.first) - first == apart
    return apart if in_year else 0


def in_own_year(dates: dict[int, tuple[DateMention, Where]]) -> Iterator[tuple[Span, Derivation]]:
    """A month or day that a heading names without a year, in the year of the number's own row: "2021   1,877" under
    "Licences at 31 December"."""
    years = [
        m.last for m, where in dates.values() if where is Where.OWN and m.first == m.last and len(m.last) == A_YEAR
    ]
    for mention, where in dates.values():
        if where in _ABOVE and not mention.static.explicit_year and len(mention.last) > A_YEAR:
            for year in years:
                yield in_year(mention.span, year), Derivation(Form.RE_YEAR, where, mention)


def to_the_same_day(
    outline: Outline, dates: dict[int, tuple[DateMention, Where]], open_to: frozenset[str]
) -> Iterator[tuple[Span, Derivation]]:
    """A year that is named near by up to the day of the report in it: "against 96 in the same period of 2022"."""
    if "same" not in open_to:
        return
    days = [outline.published, *(m.last for m in outline.states)]
    for mention, where in dates.values():
        if where in _NAMING and mention.first == mention.last and len(mention.last) == A_YEAR:
            for date in {d: None for d in days if d and len(d) > A_YEAR and d[:4] > mention.last}:
                there = moved(date, "year", int(mention.last) - int(date[:4]))
                yield (mention.last, there), Derivation(Form.SAME_DAY, where, mention)
                yield (there, there), Derivation(Form.SAME_DAY, where, mention)


def in_year_after(outline: Outline, dates: dict[int, tuple[DateMention, Where]]) -> Iterator[tuple[Span, Derivation]]:
    """A bare month or day behind the end of a year, in the next: "61 by the end of 2022, and 88 in March"."""
    told = [(mention, where) for mention, where in dates.values() if where in _BEFORE]
    for mention, where in told:
        if mention.static.explicit_year or None in mention.span or len(mention.last) <= A_YEAR:
            continue
        ended = {
            m.last[:A_YEAR]: None for m, _ in told if _lies_before(m, mention) and m.last[A_YEAR:].startswith("-12")
        }
        for year in ended:
            span = in_year(mention.span, str(int(year) + 1))
            if outline.published is None or (span[1] or "") <= outline.published:
                yield span, Derivation(Form.RE_YEAR, where, mention)


def so_long_before(dates: dict[int, tuple[DateMention, Where]]) -> Iterator[tuple[Span, Derivation]]:
    """The day or month of the date before "a year earlier", that long before it: "91 on 30 June. A year earlier 77"."""
    told = [(mention, where) for mention, where in dates.values() if where in _BEFORE]
    for mention, where in told:
        length = _length_back(mention.surface) if where is Where.OWN else None
        bases = [m for m, _ in told if _lies_before(m, mention) and len(m.last) > A_YEAR]
        count, unit = length or (0, "year")
        for base in sorted(bases, key=lambda m: m.start)[-_BASES:] if length else ():
            there = moved(base.last, unit, -count)
            yield (there, there), Derivation(Form.SAME_DAY, where, mention)


def _lies_before(date: DateMention, other: DateMention) -> bool:
    return date.text == other.text and date.start < other.start


def _length_back(surface: str) -> tuple[int, Unit] | None:
    """How long before another a date lies, in years or months; "the year before" is one year."""
    if cues()["back"].search(surface) is None:
        return None
    return measured(surface) or measured(f"a {surface.split(maxsplit=1)[-1]}")
