"""Figures that restate others of the very same thing: shares that make up their whole, a rate stated for another
stretch of time, a change between two values that one body states anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from pipeline.comparing.derive.changes import changes_between
from pipeline.comparing.derive.equations import Equation
from pipeline.comparing.derive.figures import Figure
from pipeline.comparing.derive.rates import rate_equations
from pipeline.comparing.derive.sums import sum_to_hundred
from pipeline.comparing.intervals import Interval
from pipeline.comparing.pairs.wordings import covered
from pipeline.reading.places import relation
from pipeline.records.settings import CompareSettings

Series = dict[tuple[object, ...], list[Figure]]


def restated_in_document(figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    """Shares of one sentence that make up their whole, and rates of one thing; all of them come out."""
    sentences: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        if figure.claim.kind == "share" and figure.point > 0:
            told = (figure.sentence, figure.claim.subject, figure.claim.start, figure.claim.end)
            sentences.setdefault(told, []).append(figure)
    for shares in sentences.values():
        if len(shares) > 2 and (equation := sum_to_hundred(shares)).fits:
            yield equation
    for equation in rate_equations(figures, settings):
        base, rate = equation.terms[0], equation.follows
        if base.norm.measure == rate.norm.measure and _alike(base, rate) and base.norm.place == rate.norm.place:
            yield equation


def restated_by_body(figures: Sequence[Figure]) -> Iterator[Equation]:
    """Changes that come out between two values of one series, stated by the document or by one body."""
    series: Series = {}
    for figure in figures:
        if figure.claim.kind != "change" and figure.point > 0:
            thing = (figure.thing, figure.claim.unit, figure.norm.measure, figure.norm.place)
            for teller in {figure.claim.doc, figure.norm.body} - {None}:
                series.setdefault((teller, *thing), []).append(figure)
    by_teller: dict[object, list[list[Figure]]] = {}
    for key, members in series.items():
        by_teller.setdefault(key[0], []).append(members)
    for change in figures:
        if change.norm.unit == "days":
            yield from _durations(change, by_teller.get(change.claim.doc, ()))
        if change.claim.kind == "change" and change.norm.unit in ("percent", "times"):
            for teller in sorted({change.claim.doc, change.norm.body or change.claim.doc}):
                for members in by_teller.get(teller, ()):
                    if _is_of(change, members[0]):
                        yield from _between(change, members)


def _is_of(change: Figure, value: Figure) -> bool:
    one, other = change.norm.place, value.norm.place
    return one is not None and other is not None and relation(one, other) == "same" and _alike(change, value)


def _between(change: Figure, values: Sequence[Figure]) -> Iterator[Equation]:
    falls = change.claim.direction == "down"
    for one, other in combinations(values, 2):
        if one.point == other.point or one.at_one_time(other):
            continue
        earlier, later = (one, other) if (one.point > other.point) == falls else (other, one)
        first, second = earlier.norm.frame.span(), later.norm.frame.span()
        if first is not None and second is not None and first.first > second.first:
            continue
        for rule, terms, near, result in changes_between(change, earlier, later):
            equation = Equation("change", rule, change, terms, near, result, change.worked_out, 1)
            if rule != "points" and equation.fits:
                yield equation


def _durations(stretch: Figure, series: Sequence[Sequence[Figure]]) -> Iterator[Equation]:
    """A stretch of time between the dates of two values of one series, both of which it names."""
    start, end = stretch.norm.frame.start, stretch.norm.frame.end
    if start is None or end is None:
        return
    for members in series:
        dated = [(each, span) for each in members if (span := each.norm.frame.span())]
        for (earlier, first), (later, second) in permutations(dated, 2):
            if start.overlaps(first) and end.overlaps(second) and first.before(second):
                between = Interval(float(second.first - first.last), float(second.last - first.first))
                equation = Equation(
                    "change", "duration", stretch, (earlier, later), between, between, stretch.norm.value, 1
                )
                if equation.fits:
                    yield equation


def _alike(one: Figure, other: Figure) -> bool:
    return bool(one.thing and other.thing) and covered(one.thing, other.thing) >= _ALIKE


_ALIKE = 0.5
"""The share of the shorter one's words that both must have."""
