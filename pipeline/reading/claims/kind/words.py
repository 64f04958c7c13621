"""The words of kinds near a number: of stocks, of events, of rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import ConfigDict, TypeAdapter, with_config

from pipeline.reading.claims.document import Sentence
from pipeline.reading.claims.roles import counted_noun
from pipeline.reading.claims.syntax import NumberSyntax
from pipeline.records.data import load_yaml

_NEAR = 6
"""Words before or behind the number."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class KindVocabulary:
    """The words of words.yaml."""

    stock_nouns: frozenset[str]
    stock_verbs: frozenset[str]
    stock_phrases: frozenset[str]
    event_phrases: frozenset[str]
    rate_phrases: frozenset[str]


@cache
def kind_vocabulary() -> KindVocabulary:
    return TypeAdapter(KindVocabulary).validate_python(load_yaml("pipeline.reading.claims.kind", "words.yaml"))


_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Phrases:
    """Where the phrases of a sentence stand: for each list of the vocabulary the indices of their first words."""

    at: Mapping[str, tuple[int, ...]]


def phrases_of(sentence: Sentence) -> Phrases:
    words = kind_vocabulary()
    lower = [word.text.lower() for word in sentence.words]
    listed = {"stock": words.stock_phrases, "event": words.event_phrases, "rate": words.rate_phrases}
    found: dict[str, list[int]] = {name: [] for name in listed}
    for i in range(len(lower)):
        for length in range(1, _LONGEST + 1):
            piece = " ".join(lower[i : i + length])
            for name, phrases in listed.items():
                if piece in phrases:
                    found[name].append(i)
    return Phrases({name: tuple(places) for name, places in found.items()})


def kind_signs(syntax: NumberSyntax, phrases: Phrases) -> dict[str, float]:
    """What speaks for a stock, for events or for a rate; distances in words, 40 where there is none."""
    words, vocabulary = syntax.words, kind_vocabulary()
    noun, verb = counted_noun(syntax), syntax.verb
    near = words[max(0, syntax.at - _NEAR) : syntax.at + _NEAR + 1]
    row = {
        "stock_noun": float(noun is not None and words[noun].lemma in vocabulary.stock_nouns),
        "stock_noun_near": float(any(word.lemma in vocabulary.stock_nouns for word in near)),
        "stock_verb": float(verb is not None and words[verb].lemma in vocabulary.stock_verbs),
    }
    for name, places in phrases.at.items():
        row[f"{name}_behind"] = min((i - syntax.at for i in places if i > syntax.at), default=40)
        row[f"{name}_before"] = min((syntax.at - i for i in places if i < syntax.at), default=40)
    return row


def kind_terms(syntax: NumberSyntax, phrases: Phrases) -> dict[str, float]:
    """The same as terms of a linear model."""
    signs, terms = kind_signs(syntax, phrases), {}
    tense = syntax.tense().name
    for name in ("stock_noun", "stock_noun_near", "stock_verb"):
        if signs[name]:
            terms[name] = 1.0
            terms[f"{name}&{tense}"] = 1.0
    if signs["stock_noun"] and signs["stock_verb"]:
        terms["stock_both"] = 1.0
        terms[f"stock_both&{tense}"] = 1.0
    for name in ("stock", "event", "rate"):
        for side in ("behind", "before"):
            distance = signs[f"{name}_{side}"]
            if distance < 40:
                terms[f"{name}_{side}"] = 1.0
                if distance <= 4:
                    terms[f"{name}_{side}_near"] = 1.0
    return terms
