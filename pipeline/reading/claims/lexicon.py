"""The words that reading a claim turns on (lexicon.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, TypeAdapter, with_config

from pipeline.records.data import load_yaml

WordSet = Annotated[frozenset[str], BeforeValidator(lambda value: frozenset(str(word) for word in value))]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Lexicon:
    """See lexicon.yaml for what each set is."""

    holders: WordSet
    numbering_verbs: WordSet
    not_defining: WordSet
    defining_prepositions: WordSet
    making_up: WordSet
    samples: WordSet
    light_verbs: WordSet
    age_bounds: WordSet
    pointing: WordSet
    saying: WordSet
    documents: WordSet


@cache
def lexicon() -> Lexicon:
    return TypeAdapter(Lexicon).validate_python(load_yaml("pipeline.reading.claims", "lexicon.yaml"))
