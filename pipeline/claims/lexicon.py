"""The words that reading a claim turns on (lexicon.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import BeforeValidator, ConfigDict, TypeAdapter, with_config

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
    text = files("pipeline.claims").joinpath("lexicon.yaml").read_text("utf-8")
    return TypeAdapter(Lexicon).validate_python(yaml.safe_load(text))
