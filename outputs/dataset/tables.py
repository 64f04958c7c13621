"""The tables of the dataset, each row made of what is exported, in an order that never changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from outputs.dataset.contents import Contents
from outputs.dataset.dictionary import Row, dictionary
from outputs.decisions import FactState
from outputs.decisions.claim_status import DOES_NOT_COUNT, ClaimStatus
from outputs.frames import frame_of
from outputs.links import live_link
from outputs.published_ids import published_id, target_id
from pipeline.comparing.gates.spans import span_of
from pipeline.comparing.spread import outer_ends
from pipeline.records.model import Claim, Conflict, Decision, Fact
from pipeline.records.text import number_position

if TYPE_CHECKING:
    import pandas as pd

Tables = Mapping[str, "pd.DataFrame"]
"""The tables of the dataset by name, with the columns that fields.yaml names."""


def tables(contents: Contents, quote_length: int) -> Tables:
    """Every table, by the order of its ids; quotes cut to `quote_length` characters."""
    fact_of = {claim: published_id("fact", fact.id) for fact in contents.facts for claim in fact.claims}
    joined = {claim for fact in contents.facts for claim in fact.joined}
    claims = contents.claims
    rows: Mapping[str, Iterable[Row]] = {
        "measures": _measure_rows(contents),
        "facts": [_fact_row(fact, contents) for fact in contents.facts],
        "claims": [
            {
                **_claim_row(claim, contents.claim_statuses[claim.id], quote_length),
                "fact": fact_of.get(claim.id),
                "joined": claim.id in joined,
            }
            for claim in claims.values()
        ],
        "corrections": _correction_rows(contents),
        "conflicts": [_conflict_row(conflict, contents) for conflict in contents.conflicts],
        "decisions": [_decision_row(entry, contents) for entry in _entries(contents)],
        "sources": _source_rows(claims.values()),
    }
    return {name: frame_of(rows[name], tuple(shape.fields)) for name, shape in dictionary().items()}


def cut_quote(claim: Claim, length: int) -> tuple[str | None, bool]:
    """The quote with at most `length` characters around its figure, and whether any were cut; None for 0."""
    quote = claim.quote
    if length <= 0:
        return None, True
    if len(quote) <= length:
        return quote, False
    at = number_position(quote, claim.number)
    room = max(length - len(claim.number) - 2, 0)
    start = min(max(at - room // 2, 0), max(len(quote) - length + 1, 0))
    end = min(start + length - 2, len(quote))
    return f"{'…' if start else ''}{quote[start:end]}{'…' if end < len(quote) else ''}", True


_SPREAD = ("says", "bound", "low", "high", "as_of", "latest")
_UNDECIDED = frozenset({"open", "reopened"})


def _fact_row(fact: Fact, contents: Contents) -> Row:
    state = contents.fact_states[fact.id]
    said = state.decisions[-1] if state.decisions and state.status not in _UNDECIDED else None
    claims = [contents.claims[claim] for claim in fact.claims if claim in contents.claims]
    counts = any(contents.claim_statuses[claim.id].word not in DOES_NOT_COUNT for claim in claims)
    low_of_all, high_of_all = outer_ends(claims, fact.unit)
    signed = contents.in_force.sign_offs.get(said.id, ()) if said else ()
    return {
        "id": published_id("fact", fact.id),
        **{name: getattr(fact, name) for name in ("measure", "subject", "part", "unit", "kind", "direction", "place")},
        **_period_cells(fact),
        **{name: getattr(fact, name) if counts else None for name in _SPREAD},
        "low_of_all": low_of_all,
        "high_of_all": high_of_all,
        "figures": tuple(value.text for value in fact.values),
        "sources": len({doc for value in fact.values for doc in value.docs}),
        "witnesses": fact.witnesses,
        "status": state.status,
        "vetted": state.vetted,
        "decision": said.decision if said else None,
        "differs": said.differs if said else None,
        "decided_by": said.person if said else None,
        "decided_at": said.at if said else None,
        "signed_off_by": signed[-1].person if signed else None,
        "note": (said.note or None) if said else None,
    }


def _period_cells(of: Fact | Claim) -> Row:
    """The period as precisely as it is told, and its first and last day."""
    first = date.fromordinal(span_of(of.start).first) if of.start else None
    last = date.fromordinal(span_of(of.end).last - 1) if of.end else None
    return {"period_start": of.start, "period_end": of.end, "first_day": first, "last_day": last}


_SCOPE = ("modality", "per", "about", "event")


def _claim_row(claim: Claim, verdict: ClaimStatus, quote_length: int) -> Row:
    quote, is_cut = cut_quote(claim, quote_length)
    place = claim.locator
    names = ("value", "low", "high", "bound", "unit", "measure", "subject", "part", "kind", "direction")
    return {
        "id": published_id("claim", claim.id),
        "status": verdict.word,
        **{name: getattr(claim, name) for name in names},
        **_period_cells(claim),
        **{name: getattr(claim, name) for name in ("place", "attributed_to", *_SCOPE, "number", "modifier")},
        "quote": quote,
        "quote_is_cut": is_cut,
        "headings": claim.headings,
        "source": claim.doc,
        "link": live_link(replace(claim, quote=claim.quote if quote else claim.number)),
        "page": place.page if place else None,
        "sheet": place.sheet if place else None,
        "cell": place.cell if place else None,
        "block": place.block if place else None,
        "quote_start": place.start if place else None,
        "quote_end": place.end if place else None,
        "snapshot": claim.document.snapshot,
        "confidence": claim.confidence,
        "reading": claim.reading,
    }


def _correction_rows(contents: Contents) -> list[Row]:
    rows: list[Row] = [
        {
            "id": f"{published_id('decision', each.decision)}-{each.field}",
            "decision": published_id("decision", each.decision),
            "claim": published_id("claim", each.claim),
            "field": each.field,
            "original": None if each.before is None else _plain(each.before),
            "corrected": None if each.after is None else _plain(each.after),
        }
        for each in contents.corrected.corrections
    ]
    return sorted(rows, key=lambda row: str(row["id"]))


def _conflict_row(conflict: Conflict, contents: Contents) -> Row:
    state = contents.conflict_states[conflict.id]
    return {
        "id": published_id("conflict", conflict.id),
        "kind": conflict.kind,
        "severity": conflict.severity,
        "status": state.status,
        "facts": tuple(published_id("fact", fact) for fact in conflict.facts if fact in contents.fact_ids),
        "sides": tuple(" ".join(published_id("claim", claim) for claim in side) for side in conflict.sides),
        "explanation": conflict.explanation,
        "decision": published_id("decision", state.decision.id) if state.decision else None,
    }


def _entries(contents: Contents) -> list[Decision]:
    """The entries about what is exported, and the undos and sign-offs of those, in the log's order."""
    about = {fact.id for fact in contents.facts} | {c.id for c in contents.conflicts}
    chosen: list[Decision] = []
    for entry in contents.in_force.entries:
        if entry.target in about or any(claim in contents.original for claim, _ in entry.evidence):
            chosen.append(entry)
            about.add(entry.id)
    return chosen


def _decision_row(entry: Decision, contents: Contents) -> Row:
    return {
        "id": published_id("decision", entry.id),
        "target": target_id(entry),
        "decision": entry.decision,
        "person": entry.person,
        "decided_at": entry.at,
        "claims": tuple(published_id("claim", claim) for claim in entry.claims),
        "differs": entry.differs,
        "corrections": tuple(f"{field}: {value or ''}".rstrip() for field, value in entry.corrections),
        "note": entry.note or None,
        "undone": entry.id in contents.in_force.undone_by,
    }


def _source_rows(claims: Iterable[Claim]) -> list[Row]:
    by_doc = {claim.doc: claim.document for claim in claims}
    names = ("url", "publisher", "title", "published", "retrieved", "snapshot", "licence")
    return [{"id": doc, **{name: getattr(of, name) for name in names}} for doc, of in sorted(by_doc.items())]


def _measure_rows(contents: Contents) -> list[Row]:
    """The measures that facts and claims have, with how many facts of each stand where."""
    named = {fact.measure for fact in contents.facts} | {claim.measure for claim in contents.claims.values()}
    states: dict[str, list[FactState]] = {measure: [] for measure in named}
    for fact in contents.facts:
        states[fact.measure].append(contents.fact_states[fact.id])
    return [
        {
            "id": measure,
            "description": contents.glosses.get(measure),
            "facts": len(of_measure),
            "vetted": sum(state.vetted for state in of_measure),
            **{word: sum(state.status == word for state in of_measure) for word in ("agreed", "open", "reopened")},
        }
        for measure, of_measure in sorted(states.items())
    ]


def _plain(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.15g}"
