"""What speaks for and against two claims being of one thing, as grades: each question has one answer of a few.

The grades are what the weights of `weights.py` are for, and what an explanation names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.comparing.gates.restating import told_apart
from pipeline.comparing.gates.slots import Slots
from pipeline.comparing.gates.spans import TimeRelation, months_between
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.pairs.values import Values, log_ratio, point_of, significant_digits, slip_between
from pipeline.comparing.pairs.wordings import (
    clause_words,
    counted_words,
    covered,
    own_figure,
    shared,
    surrounding_words,
    told_figures,
    words_of,
)
from pipeline.comparing.subjects import SubjectRelation
from pipeline.comparing.witnesses import body_of
from pipeline.records.data import load_yaml
from pipeline.records.model import Claim
from pipeline.records.settings import CompareSettings

_SHOWN = frozenset({"heading", "callout", "caption"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims with what the gates found between them."""

    a: Slots
    b: Slots
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
def edges() -> Mapping[str, tuple[float, ...]]:
    """Where the grades of a measured answer begin, from grades.yaml."""
    loaded: Mapping[str, list[float]] = load_yaml("pipeline.comparing.pairs", "grades.yaml")
    return {name: tuple(bounds) for name, bounds in loaded.items()}


def graded(question: str, measured: float) -> str:
    """The grade of a measured answer: between which edges it lies."""
    return _grades()[question][bisect_right(edges()[question], measured)]


@cache
def _grades() -> Mapping[str, tuple[str, ...]]:
    return {
        question: (
            f"below {bounds[0]:g}",
            *(f"{low:g} to {high:g}" for low, high in pairwise(bounds)),
            f"{bounds[-1]:g} and more",
        )
        for question, bounds in edges().items()
    }


@cache
def ranks() -> Mapping[str, Mapping[str, int]]:
    """By measured question the rank of each grade, the lowest first."""
    return {question: {grade: rank for rank, grade in enumerate(grades)} for question, grades in _grades().items()}


def gather(pair: Pair, company: Company, settings: CompareSettings) -> Evidence:
    """All answers for a pair of one block."""
    return {
        **_on_values(pair),
        **_on_subjects(pair),
        **_on_times(pair),
        **_on_places(pair),
        **_on_sources(pair, settings),
        **_on_company(pair, company),
        **_on_readings(pair),
    }


def _on_values(pair: Pair) -> Evidence:
    a, b = pair.a.claim, pair.b.claim
    digits = sorted(significant_digits(point_of(claim)) for claim in (a, b))
    sizes = sorted(abs(point_of(claim)) for claim in (a, b))
    open_ends = sum(claim.bound in ("min", "max") for claim in (a, b))
    return {
        "meeting": pair.values.meeting,
        "gap": graded("gap", log_ratio(a, b)),
        "slip": slip_between(a, b),
        "fewer digits": graded("fewer digits", digits[0]),
        "more digits": graded("more digits", digits[1]),
        "size": graded("size", sizes[0]),
        "open ends": str(open_ends),
        "hedges": str(sum(claim.bound == "about" for claim in (a, b))),
    }


def _on_subjects(pair: Pair) -> Evidence:
    mine, theirs = counted_words(pair.a), counted_words(pair.b)
    alone = sorted((len(mine - theirs), len(theirs - mine)))
    unexplained = len(mine - theirs - surrounding_words(pair.b)), len(theirs - mine - surrounding_words(pair.a))
    return {
        "subject": "nested unsaid" if pair.subject.unsaid else _either_way(pair.subject.kind),
        "words in common": graded("words in common", len(mine & theirs)),
        "words of one": graded("words of one", alone[1]),
        "words of each": graded("words of each", alone[0]),
        "unexplained words": graded("unexplained words", max(unexplained)),
        "clause": graded("clause", shared(clause_words(pair.a), clause_words(pair.b))),
        "quote": graded("quote", covered(words_of(pair.a.claim.quote), words_of(pair.b.claim.quote))),
    }


def _either_way(kind: str) -> str:
    return "nested" if kind in ("within", "contains") else kind


def _on_times(pair: Pair) -> Evidence:
    a, b = pair.a, pair.b
    first, second = a.frame.reference(), b.frame.reference()
    return {
        "time": pair.time.kind,
        "time inferred": str(pair.time.inferred),
        "start": _dates(a.claim.start, b.claim.start),
        "end": _dates(a.claim.end, b.claim.end),
        "frame": a.frame.kind if a.frame.kind == b.frame.kind else "two kinds",
        "same time": str(first == second) if first and second else "unknown",
        "time between": graded("time between", months_between(first, second)) if first and second else "unknown",
        "course": _course(pair),
        "pages apart": _pages_apart(a.claim, b.claim),
    }


def _dates(one: str | None, other: str | None) -> str:
    if one == other:
        return "the same" if one else "neither"
    if not one or not other:
        return "one"
    return "one year" if one[:4] == other[:4] else "two years"


def _course(pair: Pair) -> str:
    first, second = pair.a.frame.reference(), pair.b.frame.reference()
    if first is None or second is None or first == second:
        return "no order"
    one, other = point_of(pair.a.claim), point_of(pair.b.claim)
    if one == other:
        return "steady"
    a_is_earlier = (first.last, first.first) < (second.last, second.first)
    return "grows" if (one < other) == a_is_earlier else "falls"


def _pages_apart(a: Claim, b: Claim) -> str:
    first, second = a.document.published, b.document.published
    if not first or not second:
        return "unknown"
    return graded("pages apart", abs(_month(first) - _month(second)))


def _month(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7] or 6)


def _on_places(pair: Pair) -> Evidence:
    a, b = pair.a.place, pair.b.place
    named = "neither" if a is None and b is None else "one" if a is None or b is None else "equal" if a == b else "two"
    return {
        "place": _either_way(pair.place),
        "place names": named,
        "place words": graded("place words", shared(words_of(a or ""), words_of(b or ""))),
    }


def _on_sources(pair: Pair, settings: CompareSettings) -> Evidence:
    a, b = pair.a, pair.b
    named = body_of(a.claim.attributed_to), body_of(b.claim.attributed_to)
    own = {own_figure(a), own_figure(b)}
    figures = (told_figures(a) & told_figures(b)) - own if a.claim.quote != b.claim.quote else frozenset()
    titles = shared(words_of(a.claim.document.title or ""), words_of(b.claim.document.title or ""))
    return {
        "document": "one" if pair.one_document else "two",
        "attribution": _names(*named),
        "body": _names(a.body, b.body),
        "titles": "one document" if pair.one_document else graded("titles", titles),
        "quotes": "one" if pair.one_document and a.claim.quote == b.claim.quote else "two",
        "shown": str(sum(slots.claim.block_kind in _SHOWN for slots in (a, b))),
        "siblings": str(told_apart(a, b, settings)),
        "figures in common": graded("figures in common", len(figures)),
        "kind": a.kind,
    }


def _names(one: str | None, other: str | None) -> str:
    if one is None or other is None:
        return "neither" if one is None and other is None else "one"
    return "the same" if one == other else "two"


def _on_company(pair: Pair, company: Company) -> Evidence:
    a, b = pair.a, pair.b
    crowd = max(len(company.beside(a)), len(company.beside(b)))
    alike = sorted((company.alike(a), company.alike(b)))
    if pair.one_document:
        leads, elsewhere = [0.0, 0.0], "one document"
    else:
        leads = sorted((company.lead(a, b), company.lead(b, a)))
        elsewhere = str(company.tells_elsewhere(a, b) or company.tells_elsewhere(b, a))
    return {
        "lead": "one document" if pair.one_document else graded("lead", leads[0]),
        "greater lead": "one document" if pair.one_document else graded("greater lead", leads[1]),
        "told elsewhere": elsewhere,
        "crowd": graded("crowd", crowd),
        "alike": graded("alike", alike[1]),
    }


def _on_readings(pair: Pair) -> Evidence:
    """How surely the two were read: a contradiction of misread claims is none."""
    low, high = sorted((pair.a.claim.confidence, pair.b.claim.confidence))
    return {"both read rightly": graded("both read rightly", low * high), "less sure": graded("less sure", low)}
