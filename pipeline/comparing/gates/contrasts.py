"""Claims that a word tells apart: other causes, other kinds of one thing (nurses, doctors), those who are not what the
others are, foreigners among all, and one more beside those before."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from pipeline.comparing.gates.ages import other_ages
from pipeline.comparing.gates.causes import other_causes
from pipeline.comparing.gates.clauses import clause_of
from pipeline.comparing.gates.cues import alternatives
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.intervals import point
from pipeline.comparing.subjects.lexicon import Concept, Lexicon, fold_word, fold_words, wordings
from pipeline.comparing.subjects.reading import PERSON
from pipeline.reading.places import relation
from pipeline.reading.places.gazetteer import gazetteer
from pipeline.records.data import load_yaml
from pipeline.records.text import number_position

_HUNDRED = point(100.0)
_COUNTS = frozenset({"total", "level"})
_SHORTEST = 4
"""Letters of a word that an opening makes its opposite: "into" is not what "to" is not."""

Gate = tuple[str, str]
"""The rule that keeps two claims apart, and what differs."""


def told_apart(a: NormalisedClaim, b: NormalisedClaim) -> Gate | None:
    """What tells two figures that do not meet apart; None where no word does."""
    if why := other_causes(a, b):
        return "about", why
    if why := other_kind(a, b) or other_ages(a, b) or _the_rest(a, b) or _other_things(a, b) or _only_some(a, b):
        return "subject", why
    neither_dated = not a.frame.dated and not b.frame.dated
    if neither_dated and is_addition(a.claim.quote, a.claim.number) != is_addition(b.claim.quote, b.claim.number):
        return "siblings", "one is told as more of what was told before"
    return None


def other_kind(a: NormalisedClaim, b: NormalisedClaim) -> str | None:
    """Of a group of which a thing is one and not another, each names its own."""
    for mine, theirs in zip(_kinds_named(a), _kinds_named(b), strict=True):
        for group in mine.keys() & theirs.keys():
            if not mine[group] & theirs[group]:
                return f"{', '.join(sorted(mine[group]))} against {', '.join(sorted(theirs[group]))}"
    return None


def kinds_named(norm: NormalisedClaim) -> Hashable:
    """All that `other_kind` asks of a claim: those with the same are never of another kind than each other."""
    return tuple(frozenset(kinds.items()) for kinds in _kinds_named(norm))


def _kinds_named(norm: NormalisedClaim) -> tuple[Mapping[int, frozenset[str]], Mapping[int, frozenset[str]]]:
    return _kinds_in(_counted(norm), "groups"), _kinds_in(_of_clause(norm), "said_in_clauses")


def _other_things(a: NormalisedClaim, b: NormalisedClaim) -> str | None:
    """Raids and children, households and districts: counts of things of two known classes, one of which is no people's.
    A measure that says what happened has said of whom: "the counties with the most deaths" are no counties there."""
    heads = {a.subject.head, b.subject.head}
    if a.measure == b.measure and not a.traits.unspecific and heads.isdisjoint(_words_of("people_in")):
        return None
    known = heads <= a.traits.lexicon.heads | {PERSON}
    counts = a.kind in _COUNTS and b.kind in _COUNTS
    return (
        " against ".join(sorted(heads))
        if counts and known and len(heads) == 2 and heads & _words_of("things")
        else None
    )


def _the_rest(a: NormalisedClaim, b: NormalisedClaim) -> str | None:
    """One counts those who are not what the other counts; of two shares, those whom the other leaves of its whole."""
    if a.kind == "share" and not a.value.meets(_HUNDRED - b.value):
        return None
    one, other = _told_of(a), _told_of(b)
    one_denies = _words(one).isdisjoint(_words_of("negations")) != _words(other).isdisjoint(_words_of("negations"))
    if _affirmed(one) == _affirmed(other) if one_denies else _is_opposite(one, other) or _is_opposite(other, one):
        return f"{one} against {other}"
    return None


def _affirmed(text: str) -> frozenset[str]:
    """The words of a text but for those that deny it, and small words that go with those."""
    return _words(text) - _words_of("negations") - _words_of("beside_negations")


def _is_opposite(text: str, other: str) -> bool:
    mine, theirs = _words(text), _words(other)
    bare = [word for word in mine - theirs if len(word) >= _SHORTEST]
    return any(f"{opening}{word}" in theirs - mine for word in bare for opening in _words_of("opposites"))


def _told_of(norm: NormalisedClaim) -> str:
    """What is counted, of a share the part."""
    return norm.claim.part or norm.claim.subject


def _only_some(a: NormalisedClaim, b: NormalisedClaim) -> str | None:
    """People of some country, or from abroad, or pregnant, among people of whom nobody says so."""
    for one, other in ((a, b), (b, a)):
        countries = {word for word in one.subject.qualifiers if _is_country(word)}
        if countries and not _names_one_of(other, countries):
            return f"{one.claim.subject} against {other.claim.subject}"
        some, around = _kinds_in(_counted(one), "some"), _kinds_in(_around(other), "some")
        if any(kinds.isdisjoint(around.get(group, ())) for group, kinds in some.items()):
            return f"{one.claim.subject} against {other.claim.subject}"
    return None


def _counted(norm: NormalisedClaim) -> frozenset[str]:
    return _words(f"{norm.claim.subject} {norm.claim.part or ''}")


def _of_clause(norm: NormalisedClaim) -> frozenset[str]:
    counted = _counted(norm)
    if counted.isdisjoint(_words_of("things_of_clauses")):
        return counted
    return counted | _words(clause_of(norm.claim.quote, norm.claim.number))


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


def kinds_told_apart(text: str) -> frozenset[str]:
    """Of each group of things that a word tells apart the kinds that a text names, each by its first word."""
    return frozenset().union(*_kinds_in(_words(text), "groups").values())


@cache
def kinds_of_one_concept(known: Lexicon) -> frozenset[str]:
    """Kinds that are read as one concept with another of their group, as nurses and doctors are."""
    found: dict[tuple[Concept, int], set[str]] = {}
    for concept, words in wordings(known.phrases):
        for group, kinds in _kinds_in(frozenset(words), "groups").items():
            found.setdefault((concept, group), set()).update(kinds)
    return frozenset().union(*(kinds for kinds in found.values() if len(kinds) > 1))


@lru_cache(maxsize=1 << 16)
def _kinds_in(words: frozenset[str], where: str) -> Mapping[int, frozenset[str]]:
    """By group the kinds that words name, each by its first word."""
    found: dict[int, set[str]] = {}
    for word in words & _kinds(where).keys():
        for group, kind in _kinds(where)[word]:
            found.setdefault(group, set()).add(kind)
    return {group: frozenset(kinds) for group, kinds in sorted(found.items())}


@cache
def _kinds(where: str) -> Mapping[str, Sequence[tuple[int, str]]]:
    """By word the groups that it belongs to, with the kind that it names there."""
    found: dict[str, list[tuple[int, str]]] = {}
    for n, group in enumerate(_data()[where]):
        for kind in group:
            synonyms = [kind] if isinstance(kind, str) else kind
            for word in synonyms:
                found.setdefault(fold_word(word), []).append((n, synonyms[0]))
    return found


@cache
def _words_of(name: str) -> frozenset[str]:
    return frozenset(_data()[name])


@lru_cache(maxsize=1 << 16)
def is_addition(quote: str, number: str) -> bool:
    """Whether a sentence begins with one more of something: "Another 52 were arrested"."""
    return bool(_addition().match(quote[: number_position(quote, number)]))


@cache
def _addition() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:\w+\W+){{0,2}}(?:{alternatives('one_more')})\s+$", re.IGNORECASE)
