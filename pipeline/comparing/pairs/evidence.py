"""What speaks for and against two claims being of one thing, as grades: each question has one answer of a few.

The grades are what the weights of `weights.py` are for, and what an explanation names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise
from math import prod
from typing import NamedTuple

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.gates.restating import are_siblings
from pipeline.comparing.gates.spans import TimeRelation, months_between
from pipeline.comparing.pairs.blocks import in_one_block
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.pairs.features import Features
from pipeline.comparing.pairs.open_readings import chance_of_one
from pipeline.comparing.pairs.values import Values, log_ratio, slip_between
from pipeline.comparing.pairs.wordings import covered, shared
from pipeline.comparing.subjects import SubjectRelation
from pipeline.records.data import load_yaml
from pipeline.records.settings import CompareSettings


class Pair(NamedTuple):
    """Two claims with what the gates found between them."""

    a: NormalisedClaim
    b: NormalisedClaim
    subject: SubjectRelation
    place: str
    time: TimeRelation
    values: Values

    @property
    def one_document(self) -> bool:
        return self.a.claim.doc == self.b.claim.doc


Evidence = Mapping[str, str]
"""By question the grade of the answer."""


@cache
def _grades() -> Mapping[str, tuple[tuple[float, ...], tuple[str, ...]]]:
    """By question where the grades of a measured answer begin, from grades.yaml, and what they are called."""
    loaded: Mapping[str, list[float]] = load_yaml("pipeline.comparing.pairs", "grades.yaml")
    return {
        question: (
            tuple(edges),
            (
                f"below {edges[0]:g}",
                *(f"{low:g} to {high:g}" for low, high in pairwise(edges)),
                f"{edges[-1]:g} and more",
            ),
        )
        for question, edges in loaded.items()
    }


@lru_cache(maxsize=1 << 16)
def graded(question: str, measured: float) -> str:
    """The grade of a measured answer: between which edges it lies."""
    edges, names = _grades()[question]
    return names[bisect_right(edges, measured)]


@cache
def ranks() -> Mapping[str, Mapping[str, int]]:
    """By measured question the rank of each grade, the lowest first."""
    return {question: {name: rank for rank, name in enumerate(names)} for question, (_, names) in _grades().items()}


def gather_alone(pair: Pair, company: Company, settings: CompareSettings) -> Evidence:
    """All answers but on what else the two documents tell; `company` keeps what was worked out of each claim."""
    return {**_on_the_two(pair, company, settings), **_on_readings(pair)}


def gather_with_readings(pair: Pair, company: Company, settings: CompareSettings) -> Evidence:
    """What `gather` tells, how surely the two were read, and whether they were filed in one block."""
    blocks = "one" if in_one_block(pair.a, pair.b) else "two"
    return {**gather(pair, company, settings), **_on_readings(pair), "blocks": blocks}


def gather(pair: Pair, company: Company, settings: CompareSettings) -> Evidence:
    """All answers on what the two claims say."""
    return {**_on_the_two(pair, company, settings), **_on_company(pair, company)}


def _on_the_two(pair: Pair, company: Company, settings: CompareSettings) -> Evidence:
    a, b = company.features(pair.a), company.features(pair.b)
    return {
        **_on_values(pair, a, b),
        **_on_subjects(pair, a, b),
        **_on_times(pair, a, b),
        **_on_places(pair, a, b),
        **_on_sources(pair, a, b, settings),
    }


def _on_values(pair: Pair, a: Features, b: Features) -> Evidence:
    bounds = pair.a.claim.bound, pair.b.claim.bound
    return {
        "meeting": pair.values.meeting,
        "gap": graded("gap", log_ratio(a.base_point, b.base_point)),
        "slip": slip_between(pair.a.claim, pair.b.claim) or "none",
        "fewer digits": graded("fewer digits", min(a.digits, b.digits)),
        "more digits": graded("more digits", max(a.digits, b.digits)),
        "size": graded("size", min(a.size, b.size)),
        "open ends": str((bounds[0] in _OPEN) + (bounds[1] in _OPEN)),
        "hedges": str(bounds.count("about")),
    }


_OPEN = frozenset({"min", "max"})


def _on_subjects(pair: Pair, a: Features, b: Features) -> Evidence:
    mine, theirs = a.counted - b.counted, b.counted - a.counted
    alone = len(mine), len(theirs)
    unexplained = max(len(mine - b.surrounding), len(theirs - a.surrounding))
    return {
        "subject": "nested unsaid" if pair.subject.unsaid else _either_way(pair.subject.kind),
        "words in common": graded("words in common", len(a.counted) - alone[0]),
        "words of one": graded("words of one", max(alone)),
        "words of each": graded("words of each", min(alone)),
        "unexplained words": graded("unexplained words", unexplained),
        "clause": graded("clause", shared(a.clause, b.clause)),
        "quote": graded("quote", covered(a.quote, b.quote)),
    }


def _either_way(kind: str) -> str:
    return "nested" if kind in ("within", "contains") else kind


def _on_times(pair: Pair, one: Features, other: Features) -> Evidence:
    a, b = pair.a, pair.b
    first, second = a.frame.reference, b.frame.reference
    both = first is not None and second is not None
    return {
        "time": pair.time.kind,
        "time inferred": str(pair.time.inferred),
        "start": _dates(a.claim.start, b.claim.start),
        "end": _dates(a.claim.end, b.claim.end),
        "frame": a.frame.kind if a.frame.kind == b.frame.kind else "two kinds",
        "same time": str(first == second) if both else "unknown",
        "time between": graded("time between", months_between(first, second)) if first and second else "unknown",
        "course": _course(pair, one, other),
        "pages apart": _pages_apart(one.month, other.month),
    }


def _dates(one: str | None, other: str | None) -> str:
    if one == other:
        return "the same" if one else "neither"
    if not one or not other:
        return "one"
    return "one year" if one[:4] == other[:4] else "two years"


def _course(pair: Pair, one: Features, other: Features) -> str:
    first, second = pair.a.frame.reference, pair.b.frame.reference
    if first is None or second is None or first == second:
        return "no order"
    if one.point == other.point:
        return "steady"
    a_is_earlier = (first.last, first.first) < (second.last, second.first)
    return "grows" if (one.point < other.point) == a_is_earlier else "falls"


def _pages_apart(one: int | None, other: int | None) -> str:
    return "unknown" if one is None or other is None else graded("pages apart", abs(one - other))


def _on_places(pair: Pair, one: Features, other: Features) -> Evidence:
    a, b = pair.a.place, pair.b.place
    named = "neither" if a is None and b is None else "one" if a is None or b is None else "equal" if a == b else "two"
    return {
        "place": _either_way(pair.place),
        "place names": named,
        "place words": graded("place words", shared(one.place, other.place)),
    }


def _on_sources(pair: Pair, one: Features, other: Features, settings: CompareSettings) -> Evidence:
    a, b = pair.a, pair.b
    one_quote = a.claim.quote == b.claim.quote
    figures = 0 if one_quote else len((one.figures & other.figures) - {one.own_figure, other.own_figure})
    return {
        "document": "one" if pair.one_document else "two",
        "attribution": _names(one.source, other.source),
        "body": _names(a.body, b.body),
        "titles": "one document" if pair.one_document else graded("titles", shared(one.title, other.title)),
        "quotes": "one" if pair.one_document and one_quote else "two",
        "shown": str(one.shown + other.shown),
        "siblings": str(are_siblings(a, b, settings)),
        "figures in common": graded("figures in common", figures),
        "kind": a.kind if a.kind == b.kind else "level and total",
    }


def _names(one: str | None, other: str | None) -> str:
    if one is None or other is None:
        return "neither" if one is None and other is None else "one"
    return "the same" if one == other else "two"


def _on_company(pair: Pair, company: Company) -> Evidence:
    a, b = pair.a, pair.b
    crowd = {
        "crowd": graded("crowd", company.crowd(a, b)),
        "alike": graded("alike", max(company.alike(a), company.alike(b))),
    }
    if pair.one_document:
        return crowd | dict.fromkeys(("lead", "greater lead", "told elsewhere"), "one document")
    lead, greater = company.leads(a, b)
    elsewhere = company.states_elsewhere(a, b) or company.states_elsewhere(b, a)
    return crowd | {
        "lead": graded("lead", lead),
        "greater lead": graded("greater lead", greater),
        "told elsewhere": str(elsewhere),
    }


def _on_readings(pair: Pair) -> Evidence:
    """How surely the two were read, since a contradiction of misread claims is none; and how likely they have one value
    in each field that brings claims together, also where they were read as two."""
    a, b = pair.a.claim, pair.b.claim
    low, high = sorted((a.confidence, b.confidence))
    chances = {field: chance_of_one(field, a, b) for field in _FIELDS_IN_COMMON}
    return {
        "both read rightly": graded("both read rightly", low * high),
        "less sure": graded("less sure", low),
        "measures": "one" if pair.a.measure == pair.b.measure else "two",
        "one in all": graded("one in all", prod(chances.values())),
        **{f"one {field}": graded(f"one {field}", chance) for field, chance in chances.items()},
    }


_FIELDS_IN_COMMON = ("measure", "place", "period", "kind")
