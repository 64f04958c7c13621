"""The values of a claim's fields as candidates write them, one text for each value, both ways."""

from __future__ import annotations

from typing import cast

from pipeline.records.model import Claim, ClaimKind, Direction

CHOSEN_FIELDS = ("kind", "measure", "modality", "place", "period", "subject", "part", "attribution")
"""The fields of a claim that are chosen among candidates."""


def value_as_text(field: str, claim: Claim) -> str | None:
    """The claim's own value of a field as `Candidate.value` has it."""
    if field == "period":
        return interval_as_text(claim.start, claim.end)
    if field == "kind":
        return kind_as_text(claim.kind, claim.direction)
    value: str | None = getattr(claim, field)
    return value or None


def interval_as_text(start: str | None, end: str | None) -> str | None:
    """An ISO 8601 interval, ".." for an end that is open: "2019/2020", "2019/..", "2019"; None for none."""
    if start is None and end is None:
        return None
    return start if start == end else f"{start or '..'}/{end or '..'}"


def kind_as_text(kind: str, direction: str | None) -> str:
    """The kind, of a change with its direction: "change up"."""
    return f"{kind} {direction}" if direction else kind


def period_ends(value: str | None) -> tuple[str | None, str | None]:
    """Start and end of a period that is a candidate's value; None for an open side."""
    start, slash, end = (value or "").partition("/")
    return _stated(start), _stated(end if slash else start)


def _stated(end: str) -> str | None:
    return None if end in {"", ".."} else end


def kind_and_direction(value: str) -> tuple[ClaimKind, Direction | None]:
    """The kind that is a candidate's value, and the direction beside it."""
    kind, _, direction = value.partition(" ")
    return cast(ClaimKind, kind), cast(Direction, direction) if direction else None
