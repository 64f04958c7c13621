"""Claims that a word tells apart: other causes, other kinds of one thing (nurses, doctors), foreigners among all, and
one more beside those before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from pipeline.comparing.gates.causes import other_causes
from pipeline.comparing.gates.clauses import clause_of
from pipeline.comparing.gates.cues import alternatives
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.subjects.lexicon import fold_words
from pipeline.comparing.subjects.reading import PERSON
from pipeline.reading.places import relation
from pipeline.reading.places.gazetteer import gazetteer
from pipeline.records.data import load_yaml

_COUNTS = frozenset({"total", "level"})

Gate = tuple[str, str]
"""The rule that keeps two claims apart, and what differs."""


def told_apart(a: NormalisedClaim, b: NormalisedClaim) -> Gate | None:
    """What tells two figures that do not meet apart; None where no word does."""
    if why := other_causes(a, b):
        return "about", why
    if why := _other_kind(a, b) or _other_things(a, b) or _of_other_origin(a, b):
        return "subject", why
    neither_dated = not a.frame.dated and not b.frame.dated
    if neither_dated and is_addition(a.claim.quote, a.claim.number) != is_addition(b.claim.quote, b.claim.number):
        return "siblings", "one is told as more of what was told before"
    return None


def _other_kind(a: NormalisedClaim, b: NormalisedClaim) -> str | None:
    """Of a group of which a thing is one and not another, each names its own."""
    for words, groups in ((_counted, _groups("groups")), (_of_clause, _groups("said_in_clauses"))):
        mine, theirs = words(a), words(b)
        for group in groups:
            one, other = mine & group, theirs & group
            if one and other and not one & other:
                return f"{', '.join(sorted(one))} against {', '.join(sorted(other))}"
    return None


def _other_things(a: NormalisedClaim, b: NormalisedClaim) -> str | None:
    """Raids and children, households and districts: counts of things of two known classes, one of which is no people's.
    A measure that says what happened has said of whom: "the counties with the most deaths" are no counties there."""
    heads = {a.subject.head, b.subject.head}
    if a.measure == b.measure and not a.traits.unspecific:
        return None
    known = heads <= a.traits.lexicon.heads | {PERSON}
    counts = a.kind in _COUNTS and b.kind in _COUNTS
    return " against ".join(sorted(heads)) if counts and known and len(heads) == 2 and heads & _things() else None


def _of_other_origin(a: NormalisedClaim, b: NormalisedClaim) -> str | None:
    """People of some country, or from abroad, among people of whom nobody says so."""
    for one, other in ((a, b), (b, a)):
        countries = {word for word in one.subject.qualifiers if _is_country(word)}
        if countries and not _names_one_of(other, countries):
            return f"{one.claim.subject} against {other.claim.subject}"
        if _counted(one) & _foreign() and not _around(other) & _foreign():
            return f"{one.claim.subject} against {other.claim.subject}"
    return None


def _counted(norm: NormalisedClaim) -> frozenset[str]:
    return _words(f"{norm.claim.subject} {norm.claim.part or ''}")


def _of_clause(norm: NormalisedClaim) -> frozenset[str]:
    return _counted(norm) | _words(clause_of(norm.claim.quote, norm.claim.number))


@lru_cache(maxsize=1 << 16)
def _words(text: str) -> frozenset[str]:
    return frozenset(fold_words(text))


def _around(norm: NormalisedClaim) -> frozenset[str]:
    claim = norm.claim
    return _words(" ".join((claim.subject, claim.quote, *claim.headings, claim.document.title or "")))


def _names_one_of(norm: NormalisedClaim, countries: set[str]) -> bool:
    if norm.place is not None and any(relation(norm.place, country) in ("same", "within") for country in countries):
        return True
    said = {word for word in _around(norm) if _is_country(word)}
    return any(relation(word, country) == "same" for word in said for country in countries)


@lru_cache(maxsize=1 << 16)
def _is_country(word: str) -> bool:
    senses = gazetteer().lookup(word)
    return len(senses) == 1 and senses[0].kind == "country"


@cache
def _data() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = load_yaml("pipeline.comparing.gates", "contrasts.yaml")
    return loaded


@cache
def _groups(name: str) -> Sequence[frozenset[str]]:
    return tuple(map(frozenset, _data()[name]))


@cache
def _things() -> frozenset[str]:
    return frozenset(_data()["things"])


@cache
def _foreign() -> frozenset[str]:
    return frozenset(_data()["foreign"])


@lru_cache(maxsize=1 << 16)
def is_addition(quote: str, number: str) -> bool:
    """Whether a sentence begins with one more of something: "Another 52 were arrested"."""
    return bool(_addition().match(quote[: max(quote.find(number), 0)]))


@cache
def _addition() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:\w+\W+){{0,2}}(?:{alternatives('one_more')})\s+$", re.IGNORECASE)
