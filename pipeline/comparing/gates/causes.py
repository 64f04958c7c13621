"""Causes that the words around a figure name: what two counts of harm are of, where their subjects leave it out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from pipeline.comparing.gates.clauses import clause_of
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.subjects.lexicon import fold_words
from pipeline.records.causes import cause_names, causes_of_one_event, phrases_of_no_cause, wider_causes

Causes = frozenset[str]


def other_causes(a: NormalisedClaim, b: NormalisedClaim) -> str | None:
    """The causes that two claims name where none of the one is a cause of the other or a kind of it, and no event can
    have one of each; else None."""
    mine, theirs = _causes_of(a), _causes_of(b)
    if not mine or not theirs or _with_wider(mine) & theirs or _with_wider(theirs) & mine:
        return None
    if any(mine & together and theirs & together for together in causes_of_one_event()):
        return None
    return f"{', '.join(sorted(mine))} against {', '.join(sorted(theirs))}"


def _causes_of(norm: NormalisedClaim) -> Causes:
    """As the claim's `about` says, else as its clause or its quote does."""
    return _causes_told(norm.claim.about, norm.claim.quote, norm.claim.number)


@lru_cache(maxsize=1 << 16)
def _causes_told(about: tuple[str, ...], quote: str, number: str) -> Causes:
    told = frozenset(map(str.lower, about)) & cause_names().keys()
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
