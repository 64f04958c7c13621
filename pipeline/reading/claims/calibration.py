"""How probable it is that a claim's fields are all right, given how probable each is.

A logistic regression on the log-probabilities of the choices (Platt 1999), fitted on choices for groups of documents
that the choosers had not seen (tests/training/calibration.py); its numbers are in calibration.yaml.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter, with_config

from pipeline.reading.claims.choosing import Choice
from pipeline.records.data import load_yaml

LEAST = 1e-3
"""Probabilities below this one count as this one."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Calibration:
    """The numbers of calibration.yaml."""

    intercept: float
    log_probability: Mapping[str, float]
    """By field, what the log of its choice's probability counts."""
    by_ocr: float
    """What is added for a text that was read off a picture."""


def confidence(choices: Mapping[str, Choice[Any]], numbers: Calibration, *, by_ocr: bool) -> float:
    """The calibrated probability, to two digits, that figure, unit, measure, period and place are all right."""
    total = numbers.intercept + numbers.by_ocr * by_ocr
    for field, weight in numbers.log_probability.items():
        total += weight * math.log(max(choices[field].probability, LEAST))
    return round(1.0 / (1.0 + math.exp(-total)), 2)


@cache
def shipped_calibration() -> Calibration:
    """The numbers that ship with the choosers' weights."""
    return TypeAdapter(Calibration).validate_python(load_yaml("pipeline.reading.claims", "calibration.yaml"))
