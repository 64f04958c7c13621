"""Claims as a person corrected them: a misread field replaced wherever the claim counts, the original kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, get_args

from pipeline.ledger.in_force import CORRECTING, EntriesInForce
from pipeline.ledger.numbers import typed_number
from pipeline.records.model import Bound, Claim, ClaimKind, Decision, Direction
from sources.calendar_dates import check_date

CORRECTABLE: Mapping[str, str] = {
    "value": "number",
    "low": "number",
    "high": "number",
    "bound": "bound",
    "unit": "word",
    "measure": "word",
    "subject": "word",
    "part": "words or nothing",
    "kind": "kind",
    "direction": "direction",
    "start": "date",
    "end": "date",
    "place": "words or nothing",
    "attributed_to": "words or nothing",
}
"""The fields of a claim that a person can correct, and what each takes."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "bound": get_args(Bound),
    "kind": get_args(ClaimKind),
    "direction": get_args(Direction),
}
"""The words that some fields take."""

Values = Mapping[str, str | float | None]
"""Fields with what they are corrected to."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one claim, before and after, and the decision that says so."""

    claim: str
    field: str
    before: str | float | None
    after: str | float | None
    decision: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """The claims that count, with their corrections applied; those withdrawn as no claims, with the decision."""

    claims: tuple[Claim, ...]
    corrections: tuple[Correction, ...]
    withdrawn: Mapping[str, str]


def parse_value(field: str, text: str | None) -> str | float | None:
    """What a person typed for a field. Raises ValueError with what the field takes; empty text is None."""
    takes = CORRECTABLE.get(field)
    if takes is None:
        raise ValueError(f"no field '{field}' can be corrected; choose one of {', '.join(CORRECTABLE)}")
    typed = " ".join((text or "").split())
    if takes in CHOICES:
        choices = CHOICES[takes]
        if typed in choices:
            return typed
        if not typed and takes == "direction":
            return None
        raise ValueError(f"{field} takes one of {', '.join(choices)}, not '{typed}'")
    if not typed:
        if takes == "word":
            raise ValueError(f"{field} cannot be empty")
        return None
    if takes == "number":
        try:
            return typed_number(typed)
        except ValueError as error:
            raise ValueError(f"{field}: {error}") from error
    if takes == "date":
        try:
            check_date(typed)
        except ValueError as error:
            told = f"{field} takes a date as 2012, 2012-05 or 2012-05-31, not '{typed}' ({error})"
            raise ValueError(told) from error
    return typed


def apply_corrections(claim: Claim, values: Values) -> Claim:
    """The claim with fields as a person read them; a point value replaces a range, and a range's end the point."""
    for field in CORRECTABLE:
        if field in values:
            claim = _with_field(claim, field, values[field])
    return claim


def _with_field(claim: Claim, field: str, value: str | float | None) -> Claim:
    changes: dict[str, Any] = {field: value}
    if field == "value" and value is not None and claim.bound == "range":
        changes |= {"low": None, "high": None, "bound": "exact"}
    if field in ("low", "high") and value is not None:
        changes |= {"value": None, "bound": "range"}
    mark = f"corrected:{field}"
    reading = claim.reading if mark in claim.reading else (*claim.reading, mark)
    return replace(claim, **changes, reading=reading)


def corrected(claims: Iterable[Claim], in_force: EntriesInForce) -> Corrected:
    """The claims that count after every correction in force.

    A correction is guarded by what it was made on: when the claim's text, figures or source have changed since,
    it is not applied (and its conflict reopens, see `conflict_state`).
    """
    kept: list[Claim] = []
    corrections: list[Correction] = []
    withdrawn: dict[str, str] = {}
    for claim in claims:
        entries = [e for e in in_force.by_claim.get(claim.id, ()) if _corrects(e, claim)]
        dropped = next((e for e in reversed(entries) if e.decision == "not_a_claim"), None)
        if dropped is not None:
            withdrawn[claim.id] = dropped.id
            continue
        after, changes = _with_corrections(claim, entries)
        kept.append(after)
        corrections.extend(changes)
    return Corrected(tuple(kept), tuple(corrections), withdrawn)


def _corrects(entry: Decision, claim: Claim) -> bool:
    return (
        entry.decision in CORRECTING
        and claim.id in entry.claims
        and dict(entry.evidence).get(claim.id) == claim.evidence()
    )


def _with_corrections(claim: Claim, entries: list[Decision]) -> tuple[Claim, list[Correction]]:
    after = claim
    changes: dict[str, Correction] = {}
    for entry in entries:
        values = _values(entry)
        after = apply_corrections(after, values)
        for field, value in values.items():
            changes[field] = Correction(claim.id, field, getattr(claim, field), value, entry.id)
    return after, list(changes.values())


def _values(entry: Decision) -> Values:
    """What the entry corrects; a value that no field takes, as earlier versions recorded some, corrects nothing."""
    values: dict[str, str | float | None] = {}
    for field, text in entry.corrections:
        with suppress(ValueError):
            values[field] = parse_value(field, text)
    return values
