"""What could follow from what: figures of one document, and the arithmetic that would tie them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import Literal

from pipeline.comparing.derive.figures import Figure
from pipeline.comparing.gates.wording import figure_text, interval_text, number_text
from pipeline.comparing.intervals import Interval
from pipeline.records.model import Verdict, VerdictName

Family = Literal["share", "change", "sum", "quotient"]


@dataclass(frozen=True, slots=True)
class Equation:
    """`follows` would come out of `terms`: at `near` where open ends are left out, at `result` with them.

    `tried` is how many equations of the family were looked at for this figure that lie no further apart: so many
    chances there were that one comes out by accident."""

    family: Family
    rule: str
    follows: Figure
    terms: tuple[Figure, ...]
    near: Interval
    result: Interval
    said: Interval
    tried: int

    @property
    def fits(self) -> bool:
        return self.near.meets(self.said)

    @property
    def cannot_fit(self) -> bool:
        """Not within rounding, nor within any bound."""
        return not self.result.meets(self.said.hull(self.follows.exact)) and not self.fits

    @property
    def members(self) -> frozenset[str]:
        return frozenset((self.follows.claim.id, *(term.claim.id for term in self.terms)))

    @property
    def gap(self) -> float:
        """The ratio of the nearer ends."""
        lower, upper = (self.near, self.said) if self.near.below(self.said) else (self.said, self.near)
        if lower.high * upper.low <= 0:
            return float("inf")
        ratio = upper.low / lower.high
        return ratio if ratio >= 1 else 1 / ratio


def verdict_of(equation: Equation, name: VerdictName, probability: float | None) -> Verdict:
    """The equation with its arithmetic; a conflict with its gap."""
    follows, terms = equation.follows, equation.terms
    claim = follows.claim
    down = claim.kind == "change" and claim.direction == "down"
    result, said = (each.scaled(-1) if down else each for each in (equation.near, equation.said))
    unit = follows.norm.unit if follows.norm.unit in ("percent", "count", "times") else claim.unit
    outcome = "fits" if name == "derived" else "does not fit"
    arithmetic = f"{_TEXTS[equation.rule](terms)} = {interval_text(result, unit)}; {figure_text(claim)} {outcome}"
    if said.low != said.high:
        arithmetic += f" ({interval_text(said, unit)})"
    gap = float(f"{equation.gap:.4g}") if name == "derived_conflict" and isfinite(equation.gap) else None
    members = tuple(term.claim.id for term in terms)
    return Verdict(claim.id, members, name, equation.rule, arithmetic, gap=gap, probability=probability)


def _joined(sign: str, opening: str = "", ending: str = "") -> Callable[[tuple[Figure, ...]], str]:
    return lambda terms: opening + sign.join(number_text(term.point) for term in terms) + ending


_TEXTS: dict[str, Callable[[tuple[Figure, ...]], str]] = {
    "share": _joined(" of "),
    "above": _joined(" above "),
    "change": _joined(" to ", "from "),
    "points": _joined(" to ", "from ", ", in points"),
    "times": _joined(" to ", "from ", ", in times"),
    "duration": _joined(" to ", "days between the dates of "),
    "sum": _joined(" + "),
    "column": _joined(" + "),
    "hundred": _joined(" + ", "100 − (", ")"),
    "rate": _joined("", ending=" over its time"),
    "quotient": _joined(" ÷ "),
}
