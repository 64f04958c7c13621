"""How sure the reading of a claim is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import ConfigDict, TypeAdapter, with_config

from pipeline.reading.claims.surroundings import Filled
from pipeline.records.data import load_yaml


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class ConfidenceRules:
    """The numbers of confidence.yaml."""

    highest: float
    lowest: float
    loose_measure: float
    """For each unit of a tie's cost."""
    loosest_measure: float
    """The highest cost that counts."""
    no_subject: float
    by_ocr: float
    rules: Mapping[str, float]
    """By the name of the rule that gave a period or place."""


def confidence(filled: Filled) -> float:
    """Between 0 and 1: less for a measure tied loosely, and for what the sentence did not say itself."""
    rules = confidence_rules()
    sure = rules.highest - rules.loose_measure * min(filled.draft.cost, rules.loosest_measure)
    sure -= rules.no_subject * (not filled.subject or filled.draft.elliptic)
    sure -= rules.rules.get(filled.dated.rule, 0.0) + rules.rules.get(filled.placed.rule, 0.0)
    return round(max(rules.lowest, sure - rules.by_ocr * filled.draft.read.passage.block.by_ocr), 2)


@cache
def confidence_rules() -> ConfidenceRules:
    return TypeAdapter(ConfidenceRules).validate_python(load_yaml("pipeline.reading.claims", "confidence.yaml"))
