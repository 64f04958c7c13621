"""The modality of a number: asserted, planned, projected, conditional or denied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from pipeline.reading.claims.choosing import Choices
from pipeline.reading.claims.description import descriptions
from pipeline.reading.claims.document import ParsedDocument, Sentence
from pipeline.reading.claims.syntax import NumberSyntax, syntax_of_sentence
from pipeline.records.data import load_yaml

_LONGEST = 4
_NEAR = 8
"""Words before or behind the number."""


@cache
def modality_words() -> Mapping[str, frozenset[str]]:
    """The words of words.yaml, by modality."""
    loaded = load_yaml("pipeline.reading.claims.modality", "words.yaml")
    return TypeAdapter(dict[str, frozenset[str]]).validate_python(loaded)


@dataclass(frozen=True, slots=True)
class ModalityClassifier:
    """The modality by the words around the number."""

    name: str = "modality"
    after: tuple[str, ...] = ()

    def describe(self, document: ParsedDocument, chosen: Choices) -> Sequence[Mapping[str, float]]:
        found = [(_found(sentence), syntax_of_sentence(sentence)) for sentence in document.sentences]
        terms = [_terms(syntax, of_sentence) for of_sentence, several in found for syntax in several]
        return [around | own for around, own in zip(descriptions(document), terms, strict=True)]

    def value(self, label: str) -> str:
        return label


def _found(sentence: Sentence) -> list[tuple[int, str, str]]:
    """The words of modality of a sentence: where, of which modality, which."""
    lower = [word.text.lower() for word in sentence.words]
    return [
        (i, modality, piece)
        for i in range(len(lower))
        for length in range(1, _LONGEST + 1)
        if i + length <= len(lower)
        for piece in [" ".join(lower[i : i + length])]
        for modality, phrases in modality_words().items()
        if piece in phrases
    ]


def _terms(syntax: NumberSyntax, found: Sequence[tuple[int, str, str]]) -> dict[str, float]:
    """Where words of modality stand as seen from the number: in its clause or above it, near it, before or behind."""
    terms: dict[str, float] = {}
    clause = syntax.clauses[syntax.at]
    helpers = set(syntax.path)
    helpers |= {i for verb in syntax.path for i in syntax.children(verb, "aux", "auxpass", "neg", "mark", "advmod")}
    for i, modality, piece in found:
        side = "before" if i < syntax.at else "behind"
        terms[f"m={modality}"] = 0.5
        terms[f"mword={piece}"] = 0.5
        if syntax.clauses[i] == clause or i in helpers:
            terms[f"mclause={modality}"] = 1.0
            terms[f"mcword={piece}"] = 1.0
            terms[f"mclause={modality}&{side}"] = 1.0
        if abs(i - syntax.at) <= _NEAR:
            terms[f"mnear={modality}&{side}"] = 1.0
            terms[f"mnword={piece}"] = 0.7
    for i in helpers:
        word = syntax.words[i]
        if word.tag == "MD" or word.dep in {"neg", "mark"}:
            terms[f"helper={word.lemma}"] = 1.0
            terms[f"helper={word.tag}"] = 1.0
    for step in syntax.path[1:]:
        if syntax.words[step].tag == "VB":
            terms["infinitive"] = 1.0
    return terms
