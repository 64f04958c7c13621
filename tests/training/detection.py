"""How many annotated claims are found, and how many numbers are taken for claims wrongly, as the scorer counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.reading.claims.choosing import Choice
from tests.gold.groups import scored_parts
from tests.training.examples import Example, asked
from tests.training.labels import CLAIMHOOD

THRESHOLDS = (0.0, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)


@dataclass(frozen=True, slots=True)
class Detection:
    """Required claims that were found, numbers that were taken for claims wrongly, and all required claims."""

    found: int
    spurious: int
    required: int

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.spurious)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.required)

    @property
    def f1(self) -> float:
        return 2 * self.found / max(1, self.found + self.spurious + self.required)


def detection(
    examples: Sequence[Example], choices: Mapping[str, Sequence[Choice[bool]]], claim_from: float
) -> Detection:
    """What is found where a number is a claim from this probability on."""
    found = spurious = required = 0
    for one in examples:
        required += sum(claim["required"] for claim in one.gold)
        for n, gold in asked(CLAIMHOOD, one).items():
            choice = choices[one.id][n]
            chance = choice.probability if choice.value else 1.0 - choice.probability
            if chance >= claim_from:
                found += gold["required"]
                spurious += not gold["required"]
    return Detection(found, spurious, required)


def detection_table(examples: Sequence[Example], choices: Mapping[str, Sequence[Choice[bool]]]) -> str:
    """Precision, recall and F1 by threshold, over the parts of the corpus."""
    parts_of = scored_parts(one.group for one in examples)
    lines = []
    for threshold in THRESHOLDS:
        parts = []
        for label, groups in parts_of.items():
            got = detection([one for one in examples if one.group in groups], choices, threshold)
            parts.append(f"{label} P {got.precision:.3f} R {got.recall:.3f} F1 {got.f1:.3f}")
        lines.append(f"detected from {threshold:.2f}  " + "   ".join(parts))
    return "\n".join(lines)
