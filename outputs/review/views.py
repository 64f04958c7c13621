"""What the templates are given: claims, sides and readings as a person looks at them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from outputs.decisions import CORRECTABLE, Correction
from outputs.links import live_link, snapshot_link
from outputs.review.evidence import Excerpt, excerpt
from outputs.review.plots import Plot, Span, history, number_line, short, year_of
from pipeline.intervals import said_interval
from pipeline.model import Block, Claim, Conflict
from pipeline.settings import CompareSettings

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_COLOURS = 4


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as it was read and as it counts now, in its surroundings, with the ways back to its place."""

    claim: Claim
    now: Claim | None
    corrections: Mapping[str, Correction]
    excerpt: Excerpt
    figure: str
    period: str
    stands_for: str
    live: str | None
    snapshot: str | None
    crop: str | None
    in_document: str


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a conflict: its letter, its colour (1 to 4), its claims."""

    n: int
    letter: str
    colour: int
    claims: tuple[ClaimView, ...]

    @property
    def figure(self) -> str:
        return self.claims[0].figure if self.claims else "no longer stated"


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of the reading, a cell for each side, and whether the sides differ in it."""

    name: str
    cells: tuple[str, ...]
    differs: bool


class Viewer:
    """Makes views of claims; `corrected` are the claims as they count now, by id."""

    def __init__(
        self,
        settings: CompareSettings,
        corrected: Mapping[str, Claim],
        corrections: Iterable[Correction] = (),
        withdrawn: Iterable[str] = (),
    ) -> None:
        self._settings = settings
        self._corrected = corrected
        self._withdrawn = frozenset(withdrawn)
        self._corrections: dict[str, dict[str, Correction]] = {}
        for each in corrections:
            self._corrections.setdefault(each.claim, {})[each.field] = each

    def claim(self, claim: Claim, blocks: Sequence[Block] = ()) -> ClaimView:
        now = None if claim.id in self._withdrawn else self._corrected.get(claim.id, claim)
        place = claim.locator
        has_box = place is not None and place.page is not None and place.box is not None
        return ClaimView(
            claim,
            now,
            self._corrections.get(claim.id, {}),
            excerpt(claim, blocks),
            figure(now or claim),
            period(claim),
            self.stands_for(now or claim),
            live_link(claim),
            snapshot_link(claim),
            f"/claim/{claim.id}/crop.png" if has_box else None,
            f"/document/{claim.doc}?claim={claim.id}#c-{claim.id}",
        )

    def stands_for(self, claim: Claim) -> str:
        """The interval that the claim's words stand for, as a person would write it."""
        low, high = self.ends(claim)
        if low is None and high is None:
            return "any value"
        if low is None:
            return f"up to {short(high or 0.0)}"
        if high is None:
            return f"{short(low)} or more"
        return short(low) if low == high else f"{short(low)} to {short(high)}"

    def ends(self, claim: Claim) -> tuple[float | None, float | None]:
        """The ends of that interval; None for an open one."""
        if claim.value is None and claim.low is None and claim.high is None:
            return None, None
        said = said_interval(claim, self._settings)
        low = None if math.isinf(said.low) or (claim.bound == "max" and said.low <= 0) else said.low
        return low, None if math.isinf(said.high) else said.high

    def span(self, claim: Claim, side: int, *, label: str | None = None, dated: bool = False) -> Span:
        low, high = self.ends(claim)
        who = claim.document.publisher or claim.doc
        when = year_of(claim.end or claim.start or claim.document.published) if dated else None
        text = label or f"{figure(claim)} · {who}"
        return Span(text, low, high, claim.value, side, when, f"/claim/{claim.id}")

    def line(self, sides: Sequence[SideView]) -> Plot | None:
        """The sides over a common scale; None where they do not share a unit."""
        firsts = [(side, side.claims[0].now or side.claims[0].claim) for side in sides if side.claims]
        if len({claim.unit for _, claim in firsts}) != 1:
            return None
        return number_line([self.span(claim, side.colour) for side, claim in firsts])

    def history(self, claims: Iterable[Claim], sides: Mapping[str, int]) -> Plot | None:
        """Claims over time, coloured by the side that they are on."""
        ordered = sorted(claims, key=lambda c: (year_of(c.end or c.start or c.document.published) or 0.0, c.id))
        return history([self.span(c, sides.get(c.id, 1), dated=True) for c in ordered])


def sides_of(conflict: Conflict, views: Mapping[str, ClaimView]) -> tuple[SideView, ...]:
    return tuple(
        SideView(n + 1, letter(n), n % _COLOURS + 1, tuple(views[c] for c in side if c in views))
        for n, side in enumerate(conflict.sides)
    )


def letter(n: int) -> str:
    """A, B, … Z, then 27, 28, …"""
    return LETTERS[n] if n < len(LETTERS) else str(n + 1)


def readings(claims: Sequence[ClaimView]) -> list[FieldRow]:
    """Each field of the reading side by side; fields that nobody states are left out."""
    rows = [
        FieldRow("value", cells := tuple(_value(view.now or view.claim) for view in claims), len(set(cells)) > 1),
        FieldRow("stands_for", cells := tuple(view.stands_for for view in claims), len(set(cells)) > 1),
    ]
    for name in ("modifier", *CORRECTABLE, "published"):
        if name in ("value", "low", "high", "start"):
            continue
        cells = tuple(_cell(view, name) for view in claims)
        if any(cells):
            rows.append(FieldRow("period" if name == "end" else name, cells, len(set(cells)) > 1))
    return rows


def figure(claim: Claim) -> str:
    """The number's own words with their modifier: "more than 300"; a corrected one as its value."""
    if any(mark in claim.reading for mark in ("corrected:value", "corrected:low", "corrected:high")):
        return _value(claim)
    words = f"{claim.modifier} {claim.number}" if claim.modifier else claim.number
    return " ".join(words.split())


def period(claim: Claim) -> str:
    """The period that a claim is about, in words; empty where none is stated."""
    if claim.start and claim.end:
        return claim.start if claim.start == claim.end else f"{claim.start} to {claim.end}"
    if claim.start:
        return f"since {claim.start}"
    return f"until {claim.end}" if claim.end else ""


def _value(claim: Claim) -> str:
    unit = {"count": "", "percent": " %", "times": " times"}.get(claim.unit, f" {claim.unit}")
    if claim.low is not None and claim.high is not None and claim.value is None:
        return f"{_digits(claim.low)} to {_digits(claim.high)}{unit}"
    return "" if claim.value is None else f"{_digits(claim.value)}{unit}"


def _digits(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.10g}"


def _cell(view: ClaimView, name: str) -> str:
    claim = view.now or view.claim
    if name == "end":
        return period(claim)
    if name == "published":
        return claim.document.published or ""
    return str(getattr(claim, name) or "").replace("_", " ") if name == "kind" else str(getattr(claim, name) or "")
