"""The words of kinds near a number: of stocks, of events, of rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import ConfigDict, TypeAdapter, with_config

from pipeline.reading.claims.document import Sentence, Text
from pipeline.reading.claims.layout import sign_of, unit_class
from pipeline.reading.claims.roles import Role, counted_noun, roles
from pipeline.reading.claims.syntax import NumberSyntax
from pipeline.reading.measures import Vocabulary
from pipeline.records.data import load_yaml
from pipeline.records.model import Quantity

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
_ADJACENT = 4
_CLOSE_BY, _FAR_OFF = 20, 80
"""Characters."""


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


def change_terms(sentence: Sentence, j: int, syntax: NumberSyntax, words: Vocabulary) -> dict[str, float]:
    """The sign of a number ("+5%"), the rises and falls next to it, and the kinds of the measures that its verb and its
    noun speak for."""
    quantity, text = sentence.quantities[j], sentence.passage.block.text
    unit, terms = unit_class(quantity.unit), dict[str, float]()
    sign = sign_of(text, quantity)
    if sign is not None:
        terms = {f"signed={sign}": 2.0, f"{unit}&signed={sign}": 2.0, f"turn={sign}": 1.0}
    at_char = {word.start: i for i, word in reversed(list(enumerate(syntax.words)))}
    parts = roles(syntax)
    for cue in sentence.cues:
        i, measure = at_char.get(cue.start), words.measures[cue.measure]
        if i is None:
            continue
        side, distance = ("behind" if cue.start >= quantity.end else "before"), abs(i - syntax.at)
        if measure.direction is not None and distance <= _ADJACENT:
            terms[f"turn={measure.direction}"] = 1.0
            terms[f"{unit}&turn={measure.direction}&{side}"] = 1.5
        if parts[i] in {Role.NOUN, Role.VERB}:
            kind = " ".join(filter(None, (measure.kind, measure.direction)))
            terms[f"{parts[i].name.lower()}_kind={kind}"] = 1.0
            terms[f"{unit}&{parts[i].name.lower()}_kind={kind}"] = 1.0
    return terms


def rate_terms(text: Text, quantity: Quantity) -> dict[str, float]:
    """Whether a time that makes a figure a rate ("a day", "every hour") stands right behind it or close to it."""
    distances = [period.start - quantity.end for period in text.periods if period.role == "rate"]
    behind = min((distance for distance in distances if distance >= 0), default=_FAR_OFF)
    if behind >= _FAR_OFF:
        return {}
    return {"rate_time": 1.0} | ({"rate_time_close": 1.5} if behind < _CLOSE_BY else {})


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
