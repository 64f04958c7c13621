"""Why two claims conflict, or do not, in a sentence that a person can check."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import Claim, Verdict
from pipeline.settings import CompareSettings


def explain_verdict(verdict: Verdict, claims: Mapping[str, Claim], settings: CompareSettings) -> str:
    return verdict.arithmetic


def explain_sides(
    kind: str,
    sides: tuple[tuple[str, ...], ...],
    claims: Mapping[str, Claim],
    verdicts: list[Verdict],
    settings: CompareSettings,
) -> str:
    return verdicts[0].explanation
