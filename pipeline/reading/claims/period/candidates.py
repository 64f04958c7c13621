"""The spans that a number's period could be, each with how it is made of the document's dates.

Of figures "in 2017, 2018 and 2019 respectively" each has only its own, and so have those that brackets tie to a date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.reading.claims.document import ParsedDocument, once_a_document
from pipeline.reading.claims.period.dates_around import ORIGINS, View, Where, relevant, view_of
from pipeline.reading.claims.period.forms import Derivation, Form
from pipeline.reading.claims.period.in_turn import listed_in_turn
from pipeline.reading.claims.period.one_date import of_one_date
from pipeline.reading.claims.period.other_years import (
    in_other_years,
    in_own_year,
    in_year_after,
    so_long_before,
    to_the_same_day,
)
from pipeline.reading.claims.period.outline import Outline, outline_of
from pipeline.reading.claims.period.spans import NONE, Span, in_year, monday_of, moved, ordered
from pipeline.reading.claims.period.tied import tied_to
from pipeline.reading.claims.period.two_dates import of_two_dates

_SIGNS = frozenset("+-–−▲▼△▽↑↓")
"""What stands before a change."""


@once_a_document
def candidates_of(document: ParsedDocument) -> list[dict[Span, list[Derivation]]]:
    """For each number of a document the candidate spans with the ways to them."""
    outline = outline_of(document)
    return [candidates(outline, view_of(outline, n)) for n in range(len(document.numbers))]


def candidates(outline: Outline, view: View) -> dict[Span, list[Derivation]]:
    """Each candidate span with the ways to it."""
    dates = relevant(outline, view)
    found: dict[Span, list[Derivation]] = {}

    def add(span: Span, derivation: Derivation) -> None:
        if ordered(span):
            found.setdefault(span, []).append(derivation)

    add(NONE, Derivation(Form.NONE, Where.PAGE))
    open_to = _open_to(outline, view)
    published = outline.published
    for mention, where in dates.values():
        for span, form in of_one_date(mention, where, published, open_to):
            add(span, Derivation(form, where, mention))
    for mention, where in dates.values():
        if where in {Where.OWN, Where.BEFORE} and not mention.static.explicit_year:
            for span in {in_year(mention.span, year): None for year in _years(outline)}:
                if span != mention.span:
                    add(span, Derivation(Form.RE_YEAR, where, mention))
    for span, derivation in (
        *in_other_years(outline, dates),
        *in_own_year(dates),
        *in_year_after(outline, dates),
        *so_long_before(dates),
        *to_the_same_day(outline, dates, open_to),
    ):
        add(span, derivation)
    for span, form in _of_page(published, open_to):
        add(span, Derivation(form, Where.PAGE))
    for span, derivation in of_two_dates(outline, view, dates, open_to):
        add(span, derivation)
    if (tied := tied_to(outline, view)) in found:
        return {span: ways for span, ways in found.items() if span == tied or _within(span, tied)}
    turn = listed_in_turn(outline, view) if "respectively" in open_to else None
    return {span: ways for span, ways in found.items() if span in {NONE, turn}} if turn in found else found


def _within(span: Span, year: Span | None) -> bool:
    """Whether a span lies within a year that brackets name: the months of a report in it."""
    start, end = span
    return year is not None and year[0] == year[1] == (start or "")[:4] == (end or "")[:4]


def _open_to(outline: Outline, view: View) -> frozenset[str]:
    """Which kinds of composite spans the words of the number's sentence allow."""
    flags = outline.flags_of(view.number.text, view.sentence)
    found = {name for name in ("change", "earlier") if flags[name]}
    body, quantity = outline.document.texts[view.number.text].block.text, view.number.quantity
    signed = body[max(0, quantity.start - 2) : quantity.start].strip()[-1:] in _SIGNS
    if quantity.unit == "percent" or signed or flags["changed"]:
        found.add("change")
    if flags["so_far_this_year"]:
        found.add("this_year")
    if flags["previous"] or flags["before"]:
        found.add("before")
    found |= {name for name in ("week", "respectively", "same", "of_this_year") if flags[name]}
    if body[: quantity.start].rstrip()[-1:] in {"(", ",", "→"}:
        found.add("earlier")
    own = {m.role for m in outline.of_text[view.number.text] if m.sentence == view.sentence}
    if flags["counting"] or flags["this"] or flags["done"] or own & {"now", "since", "until", "as_of"} or not own:
        found.add("running")
    return frozenset(found)


def _years(outline: Outline) -> list[str]:
    """The years that bare months and days of a document may be of."""
    years = Counter(date[:4] for date in outline.ends.elements())
    return [year for year, _ in years.most_common(2)]


def _of_page(published: str | None, open_to: frozenset[str]) -> Iterator[tuple[Span, Form]]:
    """The spans that are made of the document's own date."""
    if not published:
        return
    year = published[:4]
    before = moved(year, "year", -1)
    yield (published, published), Form.PAGE
    yield (None, published), Form.UNTIL_PAGE
    yield (year, year), Form.PAGE_YEAR
    yield (before, before), Form.LAST_YEAR
    if "change" in open_to:
        yield (before, year), Form.PAGE_YEAR_ON_YEAR
    month = published[:7]
    if "before" in open_to and len(month) > len(year):
        there = moved(month, "year", -1)
        yield (there, there), Form.YEAR_BEFORE
        if "change" in open_to:
            yield (there, month), Form.YEAR_ON_YEAR
    if len(published) > len(month):
        yield (month, month), Form.PAGE_MONTH
    if "running" in open_to and len(published) > 4:
        yield (year, published), Form.YEAR_TO_PAGE
        yield (None, month), Form.UNTIL_PAGE_MONTH
    if "of_this_year" in open_to and len(published) > 4:
        yield (f"{year}-01", published), Form.JANUARY_TO
        yield (f"{year}-01-01", published), Form.JANUARY_TO
        yield (f"{year}-01", month), Form.JANUARY_TO
    if "week" in open_to and len(published) > len(month):
        yield (moved(published, "day", -6), published), Form.PAGE_WEEK
        monday = monday_of(published)
        yield (moved(monday, "day", -7), moved(monday, "day", -1)), Form.PAGE_WEEK


def origin(ways: Sequence[Derivation]) -> str:
    """In a few words where the dates of a candidate stand; empty for "none"."""
    best = min(ways, key=lambda way: (way.form is not Form.STATED, way.where, way.form))
    if best.form is Form.NONE:
        return ""
    if best.other is not None and best.other_where is not best.where:
        return f"{ORIGINS[best.where]} to {ORIGINS[best.other_where]}"
    return ORIGINS[best.where]
