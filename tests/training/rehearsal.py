"""Training as if some measures came from a pack, so that the ranker knows what to do with measures that no linear model
has been trained with."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.reading.claims.choosing import Choice, Choices

Rehearsal = Callable[[str, Choices], Choices]
"""Document id and the earlier fields' choices: the choices as they would be under other conditions."""

_HIDDEN = 0.35
"""The share of measures that are hidden in a document."""


def measures_of_a_pack(document: str, chosen: Choices) -> Choices:
    """The choices with about a third of the measures unknown to the classifier of words."""
    chance = random.Random(document)
    known = sorted({value for choice in chosen["measure_words"] for value in choice.values})
    hidden = {value for value in known if chance.random() < _HIDDEN}
    return {**chosen, "measure_words": _without(chosen["measure_words"], hidden)}


def _without(choices: Sequence[Choice[Any]], hidden: set[str]) -> list[Choice[Any]]:
    found = []
    for choice in choices:
        kept = [(v, p) for v, p in zip(choice.values, choice.probabilities, strict=True) if v not in hidden]
        total = sum(p for _, p in kept)
        found.append(Choice(tuple(v for v, _ in kept), tuple(p / total for _, p in kept)))
    return found
