"""Verbs and what stands to them in a dependency parse (labels of ClearNLP, as spaCy's English models give them)."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from pipeline.reading.claims.lexicon import lexicon
from pipeline.reading.claims.parsing import lemma_of

Relation = Literal["subject", "object", "passive", "predicate", "oblique", "none"]
ARGUMENTS: dict[str, Relation] = {
    "nsubj": "subject",
    "csubj": "subject",
    "nsubjpass": "passive",
    "dobj": "object",
    "dative": "object",
    "oprd": "object",
    "attr": "predicate",
    "acomp": "predicate",
    "npadvmod": "oblique",
    "advmod": "oblique",
}


def clause(token: Token) -> tuple[Token | None, Relation, str | None]:
    """The verb that governs a noun, the noun's relation to it, and the preposition between them, if any."""
    preposition = None
    for _ in range(len(token.doc)):
        if token.dep_ in ARGUMENTS and token.head.pos_ in {"VERB", "AUX"}:
            relation = ARGUMENTS[token.dep_]
            if relation == "subject" and _is_headline_participle(token.head):
                relation = "passive"
            return token.head, relation, preposition
        if token.dep_ == "pobj":
            preposition = preposition or token.head.lemma_
            token = token.head
            if token.head.pos_ in {"VERB", "AUX"}:
                return token.head, "oblique", preposition
            if lemma_of(token.head) in lexicon().holders:
                preposition = None  # "by an average of 80 percent" is by 80 percent
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"amod"}:
            return token, "none", preposition
        if token.head.i == token.i:
            break
        token = token.head
    return None, "none", preposition


def _is_headline_participle(verb: Token) -> bool:
    """ "34 children rescued" without a full stop: a label's participle, which the parser takes for a finite verb."""
    finished = verb.doc[-1].text in {".", "!", "?"}
    helped = any(child.dep_ in {"aux", "auxpass"} for child in verb.children)
    return verb.tag_ in {"VBN", "VBD"} and not finished and not helped and object_of(verb) is None


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, shared with the verb that it is joined to, or the noun that its clause describes."""
    for _ in range(len(verb.doc)):
        for child in verb.children:
            if child.dep_ in {"nsubj", "nsubjpass", "csubj"}:
                return _antecedent(child, verb)
        if verb.dep_ in {"acl", "relcl"}:
            return verb.head
        if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp"} and verb.head.pos_ in {"VERB", "AUX"}:
            verb = verb.head
            continue
        return None
    return None


def _antecedent(token: Token, verb: Token) -> Token:
    if token.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
        return verb.head
    return token


def object_of(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}), None)


def object_of_preposition(token: Token, *prepositions: str) -> Token | None:
    """The noun that a preposition ties to a token: victims in "50% of the victims"."""
    for child in token.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in prepositions:
            for noun in child.children:
                if noun.dep_ in {"pobj", "pcomp"}:
                    return noun
    return None
