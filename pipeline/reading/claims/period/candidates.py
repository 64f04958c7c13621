"""The spans that a number's period could be, each with how it is made of the document's dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from pipeline.reading.claims.period.dates_around import AHEAD, NEAR, ORIGINS, View, Where, relevant
from pipeline.reading.claims.period.outline import STATIC, DateMention, Outline
from pipeline.reading.claims.period.spans import NONE, Span, moved, ordered
from pipeline.reading.periods.dates import Unit


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
    UNTIL_PAGE_YEAR = 21
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


JOINS = frozenset({Form.JOIN_OWN, Form.JOIN_NEAR, Form.JOIN_FAR, Form.WINDOW, Form.BY_LENGTH})


@dataclass(frozen=True, slots=True)
class Derivation:
    """One way to a span: its form, the date that it is made of, and for a joined one the date that ends it."""

    form: Form
    where: Where
    date: DateMention | None = None
    other: DateMention | None = None
    other_where: Where = Where.PAGE


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
        for span, form in _of_one(mention, where, published, open_to):
            add(span, Derivation(form, where, mention))
    for mention, where in dates.values():
        if where in {Where.OWN, Where.BEFORE} and not mention.static[STATIC.index("explicit_year")]:
            for span in {_in_year(mention.span, year): None for year in _years(outline)}:
                if span != mention.span:
                    add(span, Derivation(Form.RE_YEAR, where, mention))
    for span, form in _of_page(published, open_to):
        add(span, Derivation(form, Where.PAGE))
    for span, derivation in _joined(outline, view, dates, open_to):
        add(span, derivation)
    return found


def _open_to(outline: Outline, view: View) -> frozenset[str]:
    """Which kinds of composite spans the words of the number's sentence allow."""
    flags = outline.flags_of(view.number.text, view.sentence)
    found = {name for name in ("change", "earlier") if flags[name]}
    body, quantity = outline.document.texts[view.number.text].block.text, view.number.quantity
    signed = body[max(0, quantity.start - 2) : quantity.start].strip()[-1:] in {"+", "-", "–", "−"}
    if quantity.unit == "percent" or signed:
        found.add("change")
    if flags["previous"] or flags["before"]:
        found.add("before")
    if body[: quantity.start].rstrip()[-1:] in {"(", ",", "→"}:
        found.add("earlier")
    own = {m.role for m in outline.of_text[view.number.text] if m.sentence == view.sentence}
    if flags["counting"] or flags["this"] or flags["done"] or own & {"now", "since", "until", "as_of"} or not own:
        found.add("running")
    return frozenset(found)


def _of_one(
    mention: DateMention, where: Where, published: str | None, open_to: frozenset[str]
) -> Iterator[tuple[Span, Form]]:
    """The spans that are made of one date."""
    first, last = mention.span
    yield (first, last), Form.STATED
    near = where in NEAR
    both = first if first == last else None
    if where in {Where.AHEAD, Where.TOP, Where.BEHIND, Where.WINDOW}:
        if where is Where.WINDOW and "change" in open_to:
            yield from _changes(mention, where)
        if where is Where.WINDOW and "before" in open_to:
            yield from _before(mention, where)
        return
    if both:
        if where is not Where.BACK:
            yield (None, both), Form.UNTIL
        if near and "running" in open_to:
            yield (both, None), Form.FROM
    elif last and not first:
        yield (last, last), Form.LAST
    elif first and not last:
        if near:
            yield (first, first), Form.FIRST
    elif near or where in {Where.BACK, Where.STATE}:
        yield (last, last), Form.LAST
        if where is Where.OWN:
            yield (first, first), Form.FIRST
    date = last or first or ""
    if near or where is Where.STATE:
        if len(date) > 4:
            yield (date[:4], date), Form.YEAR_TO
        running = mention.role == "since" or "running" in open_to
        if first and published and first < published and running:
            yield (first, published), Form.TO_PAGE
            yield (first, published[:4]), Form.TO_PAGE_YEAR
    if near:
        if where is Where.OWN and both and len(both) == 10:
            yield (both[:7], both[:7]), Form.MONTH
        if len(date) > 4 and both:
            yield (date[:4], date[:4]), Form.YEAR
        if "change" in open_to:
            yield from _changes(mention, where)
        if "earlier" in open_to:
            yield from _before(mention, where)


def _changes(mention: DateMention, where: Where) -> Iterator[tuple[Span, Form]]:
    """The spans from what a date is compared with to that date."""
    first, last = mention.span
    if first is None or last is None:
        return
    if first != last:
        for back in _back(first, last):
            yield (back[0], last), Form.SPAN_ON_SPAN
    elif len(first) == 4:
        yield (moved(first, "year", -1), first), Form.YEAR_ON_YEAR
        if where is Where.OWN:
            yield (first, moved(first, "year", 1)), Form.NEXT
    elif where is Where.OWN:
        yield (moved(first, "year", -1), first), Form.YEAR_ON_YEAR
        unit: Unit = "month" if len(first) == 7 else "day"
        yield (moved(first, unit, -1), first), Form.MONTH_ON_MONTH


def _before(mention: DateMention, where: Where) -> Iterator[tuple[Span, Form]]:
    """The same stretch a year before, or the one of its own length before it."""
    first, last = mention.span
    if first is None or last is None:
        return
    if first != last:
        for back in _back(first, last):
            yield back, Form.SPAN_BEFORE
    elif where is Where.OWN and len(first) < 10:
        unit: Unit = "month" if len(first) == 7 else "year"
        yield (moved(first, unit, -1),) * 2, Form.YEAR_BEFORE


def _back(first: str, last: str) -> Iterator[tuple[str, str]]:
    if len(first) == len(last) == 4:
        count = int(last) - int(first)
        if 0 < count < 6:
            yield moved(first, "year", -count), moved(last, "year", -count)
        return
    yield moved(first, "year", -1), moved(last, "year", -1)
    if len(first) == len(last) == 7:
        months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
        if months in {3, 6}:
            yield moved(first, "month", -months), moved(last, "month", -months)


def _years(outline: Outline) -> list[str]:
    """The years that bare months and days of a document may be of."""
    years = Counter(date[:4] for date in outline.ends.elements())
    return [year for year, _ in years.most_common(2)]


def _in_year(span: Span, year: str) -> Span:
    """The span in another year, where it names months or days; else as it is."""
    if any(date is not None and len(date) == 4 for date in span):
        return span
    return tuple(date and year + date[4:] for date in span)  # type: ignore[return-value]


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
    if "running" in open_to:
        yield (None, year), Form.UNTIL_PAGE_YEAR
        if len(published) > 4:
            yield (year, published), Form.YEAR_TO_PAGE


def _joined(
    outline: Outline, view: View, dates: dict[int, tuple[DateMention, Where]], open_to: frozenset[str]
) -> Iterator[tuple[Span, Derivation]]:
    """The spans from one date to another."""
    own = [m for m, where in dates.values() if where is Where.OWN]
    near = [(m, where) for m, where in dates.values() if where in NEAR]
    for a in own:
        for b in own:
            if a is not b:
                yield (a.first, b.last), Derivation(Form.JOIN_OWN, Where.OWN, a, b, Where.OWN)
    for a in own:
        for b, where in near[:8]:
            if where is not Where.OWN:
                yield (a.first, b.last), Derivation(Form.JOIN_NEAR, Where.OWN, a, b, where)
                yield (b.first, a.last), Derivation(Form.JOIN_NEAR, where, b, a, Where.OWN)
    ends = [(m, where) for m, where in dates.values() if where in NEAR or where is Where.STATE]
    for start in _beginnings(outline):
        where = dates.get(start.n, (start, Where.TOP))[1]
        if start.text > view.number.text + AHEAD:
            continue
        for b, other in ends:
            if start.first != b.last:
                yield (start.first, b.last), Derivation(Form.JOIN_FAR, where, start, b, other)
        if outline.published and start.first < outline.published and "running" in open_to:
            yield (start.first, outline.published), Derivation(Form.TO_PAGE, where, start)
    yield from _lasting(outline, view, near)


def _beginnings(outline: Outline) -> list[DateMention]:
    """The dates from which something may be counted: those of "since", and those that a beginning is told of."""
    found: dict[str, DateMention] = {}
    for mention in outline.mentions:
        begun = mention.static[6] > 0 and mention.role == "in"
        if mention.role in {"since", "span"} or begun:
            found.setdefault(mention.first, mention)
    ranked = sorted(found, key=lambda date: -outline.starts[date])
    return [found[date] for date in ranked[:4]]


def _lasting(outline: Outline, view: View, near: list[tuple[DateMention, Where]]) -> Iterator[tuple[Span, Derivation]]:
    """Lengths of time of the own sentence, up to a date near by or to the day of the page."""
    units: dict[str, Unit] = {"year": "year", "month": "month", "week": "week", "day": "day"}
    for length in outline.durations[view.number.text]:
        if outline.sentence_at(view.number.text, length.start) != view.sentence:
            continue
        words = length.surface.lower().replace("-", " ").split()
        unit = next((units[w.rstrip("s")] for w in words if w.rstrip("s") in units), None)
        count = next((_count(w) for w in words if _count(w)), 0)
        if unit is None or not 0 < count <= 60:
            continue
        ends = [(m.last, m, where) for m, where in near[-4:]]
        if outline.published:
            ends.append((outline.published, None, Where.PAGE))  # type: ignore[arg-type]
        for end, mention, where in ends:
            last = end[:4] if unit == "year" else end[:7] if unit == "month" else end
            yield (moved(last, unit, -count), last), Derivation(Form.BY_LENGTH, where, mention)
            if unit == "month" and len(last) == 7:
                yield (moved(last, unit, 1 - count), last), Derivation(Form.ENDING, where, mention)
            if unit == "year" and len(end) == 7:
                yield (moved(moved(end, "month", 1), "year", -count), end), Derivation(Form.ENDING, where, mention)


_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def _count(word: str) -> int:
    if word.isdigit():
        return int(word)
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else {"twenty": 20, "a": 1}.get(word, 0)


def origin(ways: Sequence[Derivation]) -> str:
    """In a few words where the dates of a candidate stand; empty for "none"."""
    best = min(ways, key=lambda way: (way.form is not Form.STATED, way.where, way.form))
    if best.form is Form.NONE:
        return ""
    if best.other is not None and best.other_where is not best.where:
        return f"{ORIGINS[best.where]} to {ORIGINS[best.other_where]}"
    return ORIGINS[best.where]
