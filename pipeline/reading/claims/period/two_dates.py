"""The spans from one date of a document to another, or to the day of the page."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.reading.claims.period.date_mention import DateMention
from pipeline.reading.claims.period.dates_around import NEAR, View, Where
from pipeline.reading.claims.period.forms import Derivation, Form
from pipeline.reading.claims.period.lengths import lasting
from pipeline.reading.claims.period.outline import Outline
from pipeline.reading.claims.period.spans import Span


def of_two_dates(
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
        if start.text > view.number.text or where in {Where.BEHIND, Where.WINDOW}:
            continue
        for b, other in ends:
            if start.first != b.last:
                yield (start.first, b.last), Derivation(Form.JOIN_FAR, where, start, b, other)
        for b in outline.top if start.role == "since" else ():
            if start.first != b.last and len(start.first) == len(b.last):
                yield (start.first, b.last), Derivation(Form.JOIN_FAR, where, start, b, Where.TOP)
        if outline.published and start.first < outline.published and "running" in open_to:
            yield (start.first, outline.published), Derivation(Form.TO_PAGE, where, start)
    if "change" in open_to:
        yield from _changes_between(dates)
    yield from lasting(outline, view, near)


_COMPARED = 4
_FAR = frozenset({Where.BACK, Where.TOP, Where.WINDOW, Where.STATE})


def _changes_between(dates: dict[int, tuple[DateMention, Where]]) -> Iterator[tuple[Span, Derivation]]:
    """From one to another of the dates and stretches that a document tells of and that are alike in length: what its
    table or list of changes compares."""
    far: dict[Span, tuple[DateMention, Where]] = {}
    for mention, where in dates.values():
        if (where in _FAR or where in {Where.HEADING, Where.LEAD}) and None not in mention.span:
            far.setdefault(mention.span, (mention, where))
    some = list(far.values())[:_COMPARED]
    for a, where in some:
        for b, other in some:
            if a.first < b.first and len(a.first) == len(b.last) and (a.first == a.last) == (b.first == b.last):
                yield (a.first, b.last), Derivation(Form.JOIN_FAR, where, a, b, other)


_STARTS = 4


def _beginnings(outline: Outline) -> list[DateMention]:
    """The dates from which something may be counted: those of "since", and those that a beginning is told of."""
    found: dict[str, DateMention] = {}
    for mention in outline.mentions:
        begun = mention.static.begun > 0 and mention.role == "in"
        if mention.role in {"since", "span"} or begun:
            found.setdefault(mention.first, mention)
    ranked = sorted(found, key=lambda date: -outline.starts[date])[:_STARTS]
    told = {m.first: m for m in outline.top if m.role == "in" and len(m.first) > 4}
    return [*(found[date] for date in ranked), *(m for date, m in told.items() if date not in ranked)]
