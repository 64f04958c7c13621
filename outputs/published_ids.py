"""Ids as they are published: a word for what they name before the ledger's hex digits.

Twelve hex digits may be all decimal, or hold one "e": a spreadsheet takes "000997399644" and "23e510040700" for
numbers, and joins by them fail.
"""

from __future__ import annotations

from typing import Literal, get_args

from pipeline.records.model import REGROUPING, Decision

Named = Literal["fact", "claim", "conflict", "decision"]


def published_id(named: Named, ledger_id: str) -> str:
    """An id of the ledger as it is published: "fact-000997399644"."""
    return f"{named}-{ledger_id}"


def ledger_id(given: str) -> str:
    """The ledger's id of a published one; any other text as it is."""
    named, dash, rest = given.partition("-")
    return rest if dash and named in get_args(Named) else given


def target_id(entry: Decision) -> str:
    """What an entry of the log is about, as it is published."""
    if entry.decision in ("undo", "sign_off"):
        return published_id("decision", entry.target)
    if entry.decision == "accept" or entry.decision in REGROUPING:
        return published_id("fact", entry.target)
    is_claim = entry.target in dict(entry.evidence)
    return published_id("claim" if is_claim else "conflict", entry.target)
