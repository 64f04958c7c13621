"""What the templates are given: claims, sides and readings as a person looks at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from outputs.frames import figures_frame
from outputs.links import live_link, snapshot_link
from outputs.plots import COLOURS, Drawn, drawn, history, number_line
from outputs.review.evidence import Excerpt, excerpt
from outputs.wording import dated, period, stands_for
from pipeline.comparing.gates.wording import figure_text, value_text
from pipeline.ledger.corrections import CORRECTABLE, Correction
from pipeline.records.model import Block, Claim, Conflict
from pipeline.records.settings import CompareSettings

if TYPE_CHECKING:
    import pandas as pd

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SPREAD_AT_MOST = 12


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

    @property
    def counted(self) -> Claim:
        """The claim as it counts now; as it was read where it is withdrawn."""
        return self.now or self.claim


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
        """A claim as pages show it; `blocks` are those of its document where the text around it is wanted."""
        now = None if claim.id in self._withdrawn else self._corrected.get(claim.id, claim)
        place = claim.locator
        has_box = place is not None and place.page is not None and place.box is not None
        return ClaimView(
            claim,
            now,
            self._corrections.get(claim.id, {}),
            excerpt(claim, blocks),
            figure_text(now or claim),
            period(claim),
            stands_for(now or claim, self._settings),
            live_link(claim),
            snapshot_link(claim),
            f"/claim/{claim.id}/crop.png" if has_box else None,
            f"/document/{claim.doc}?claim={claim.id}#c-{claim.id}",
        )

    def _figures(self, claims: Iterable[tuple[Claim, int]]) -> pd.DataFrame:
        return figures_frame(claims, self._settings, "/claim/")

    def line(self, sides: Sequence[SideView]) -> Drawn | None:
        """The sides over a common scale; None where they do not share a unit."""
        firsts = [(side, side.claims[0].now or side.claims[0].claim) for side in sides if side.claims]
        if len({claim.unit for _, claim in firsts}) != 1:
            return None
        return drawn(number_line, self._figures((claim, side.colour) for side, claim in firsts))

    def spread(self, claims: Sequence[Claim]) -> Drawn | None:
        """A fact's distinct figures over a common scale."""
        distinct = {(claim.value, claim.low, claim.high, claim.bound, claim.modifier): claim for claim in claims}
        return drawn(number_line, self._figures((claim, 1) for claim in islice(distinct.values(), _SPREAD_AT_MOST)))

    def history(self, claims: Iterable[Claim], sides: Mapping[str, int]) -> Drawn | None:
        """Claims over time, coloured by the side that they are on."""
        ordered = sorted(claims, key=lambda claim: (dated(claim) or 0.0, claim.id))
        return drawn(history, self._figures((claim, sides.get(claim.id, 1)) for claim in ordered))


def sides_of(conflict: Conflict, views: Mapping[str, ClaimView]) -> tuple[SideView, ...]:
    """The sides of a conflict with a letter and a colour each."""
    return tuple(
        SideView(n + 1, letter(n), n % COLOURS + 1, tuple(views[c] for c in side if c in views))
        for n, side in enumerate(conflict.sides)
    )


def letter(n: int) -> str:
    """A, B, … Z, then 27, 28, …"""
    return LETTERS[n] if n < len(LETTERS) else str(n + 1)


def readings(claims: Sequence[ClaimView]) -> list[FieldRow]:
    """Each field of the reading side by side; fields that nobody states are left out."""
    rows = [
        FieldRow("value", cells := tuple(value_text(view.now or view.claim) for view in claims), len(set(cells)) > 1),
        FieldRow("stands_for", cells := tuple(view.stands_for for view in claims), len(set(cells)) > 1),
    ]
    for name in ("modifier", *CORRECTABLE, "published"):
        if name in ("value", "low", "high", "start"):
            continue
        cells = tuple(_cell(view, name) for view in claims)
        if any(cells):
            rows.append(FieldRow("period" if name == "end" else name, cells, len(set(cells)) > 1))
    return rows


def _cell(view: ClaimView, name: str) -> str:
    claim = view.now or view.claim
    if name == "end":
        return period(claim)
    if name == "published":
        return claim.document.published or ""
    return str(getattr(claim, name) or "").replace("_", " ") if name == "kind" else str(getattr(claim, name) or "")
