"""Causes that the words around a figure name: what two counts of harm are of, where their subjects leave it out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from pipeline.comparing.gates.clauses import clause_of
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.subjects.lexicon import fold_words
from pipeline.records.causes import (
    cause_names,
    causes_of_one_day,
    causes_of_one_event,
    phrases_of_no_cause,
    wider_causes,
)
from pipeline.records.model import Claim

Causes = frozenset[str]
_DAY = len("2012-05-31")


def other_causes(a: NormalisedClaim, b: NormalisedClaim) -> str | None:
    """The causes that two claims name where none of the one is a cause of the other or a kind of it, and no event can
    have one of each; else None."""
    mine, theirs = causes_of(a), causes_of(b)
    if not mine or not theirs or not _exclude_each_other(mine, theirs, _of_days(a.claim, b.claim)):
        return None
    return f"{', '.join(sorted(mine))} against {', '.join(sorted(theirs))}"


def other_things(a: Claim, b: Claim) -> str | None:
    """What two claims say that they are about where that is not one thing: no name in common, and no causes that can be
    of one event; else None."""
    mine, theirs = (frozenset(map(str.lower, claim.about)) for claim in (a, b))
    if not mine or not theirs or mine & theirs:
        return None
    causes, others = mine.intersection(cause_names()), theirs.intersection(cause_names())
    if causes and others and not _exclude_each_other(causes, others, _of_days(a, b)):
        return None
    return f"{', '.join(a.about)} against {', '.join(b.about)}"


def _exclude_each_other(mine: Causes, theirs: Causes, of_days: bool) -> bool:
    """Whether no cause is one of the others, or a kind of it, and no event can have one of each."""
    if _with_wider(mine) & theirs or _with_wider(theirs) & mine:
        return False
    of_one_event = (*causes_of_one_event(), *(causes_of_one_day() if of_days else ()))
    return not any(mine & together and theirs & together for together in of_one_event)


def _of_days(*claims: Claim) -> bool:
    """Whether each counts what happened on a day."""
    return all(len(claim.start or "") == _DAY and claim.start == claim.end for claim in claims)


def causes_of(norm: NormalisedClaim) -> Causes:
    """As the claim's `about` says, else as its clause or its quote does."""
    return _causes_told(norm.claim.about, norm.claim.quote, norm.claim.number)


@lru_cache(maxsize=1 << 16)
def _causes_told(about: tuple[str, ...], quote: str, number: str) -> Causes:
    told = frozenset(map(str.lower, about)).intersection(cause_names())
    return told or causes_in(clause_of(quote, number)) or causes_in(quote)


def _with_wider(causes: Causes) -> Causes:
    return causes.union(*map(wider_causes, causes))


@lru_cache(maxsize=1 << 16)
def causes_in(text: str) -> Causes:
    """The causes that a text names, the longest phrase first."""
    words, known = fold_words(text), _phrases()
    found: set[str] = set()
    behind = 0
    for at, word in enumerate(words):
        if at < behind:
            continue
        for phrase, name in known.get(word, ()):
            if words[at : at + len(phrase)] == phrase:
                if name is not None:
                    found.add(name)
                behind = at + len(phrase)
                break
    return frozenset(found)


@cache
def _phrases() -> Mapping[str, list[tuple[tuple[str, ...], str | None]]]:
    """By first word the phrases that begin with it, the longest first, and the causes that they name, if any."""
    named: dict[str, list[tuple[tuple[str, ...], str | None]]] = {}
    for name, written in [*cause_names().items(), (None, phrases_of_no_cause())]:
        for words in map(fold_words, written):
            named.setdefault(words[0], []).append((words, name))
    return {first: sorted(found, key=lambda each: -len(each[0])) for first, found in named.items()}
