"""Figures that follow from others by arithmetic: sums, differences, shares, changes, rates."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Claim, Verdict
from pipeline.settings import CompareSettings


def derived_verdicts(
    claims: Sequence[Claim], settings: CompareSettings, *, pairs: Sequence[Verdict] = ()
) -> list[Verdict]:
    return []
