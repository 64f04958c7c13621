"""What people decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DecisionName = Literal[
    "right", "both", "misread", "not_a_claim", "outdated", "unsettled", "accept", "split", "merge", "add",
    "sign_off", "undo",
]  # fmt: skip
REGROUPING: frozenset[DecisionName] = frozenset({"split", "merge"})
"""What says which claims are of one fact."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said about a conflict, a claim or a fact; append-only, undone by a further entry.

    `target` is the id of a conflict; of a fact for `accept`, `split` and `merge`; of a claim for `add`, and for
    `misread` and `not_a_claim` outside a conflict; of a decision for `undo` and `sign_off`. `claims` are those that the
    decision speaks of: the right side's, the misread one, those that are split off a fact or merged into it. `evidence`
    maps each claim of the target to its `Claim.evidence()` at that time.
    """

    id: str
    target: str
    decision: DecisionName
    person: str
    at: str
    note: str = ""
    claims: tuple[str, ...] = ()
    side: int | None = None
    differs: str | None = None
    corrections: tuple[tuple[str, str | None], ...] = ()
    """Of `misread`: the fields of the claim that were misread, each with its right value as it was written."""
    evidence: tuple[tuple[str, str], ...] = ()
    seen: tuple[tuple[str, str], ...] = ()
    """Each claim of the target with its figures as they were read then (JSON, no text of the source)."""
