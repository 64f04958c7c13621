"""Release notes: what was added, changed and withdrawn since the release before, and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from outputs.dataset.contents import Contents
from outputs.dataset.dictionary import Row
from outputs.dataset.tables import Tables
from outputs.frames import records_of
from outputs.published_ids import published_id
from outputs.wording import says
from pipeline.comparing.gates.wording import digits_text
from pipeline.ledger import Ledger
from pipeline.records.model import digest

_ABOUT = ("measure", "subject", "place", "start", "end", "unit")

_TOLD = ("says", "as_of", "low", "high", "status", "vetted", "decision")


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that is new, different or gone: which, what, why."""

    fact: str
    label: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the release before; `before` is its number, None for a first release."""

    before: int | None
    added: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    waiting: tuple[Change, ...] = ()
    """Facts that are left out until a person looks at them again: their evidence has changed."""
    withdrawn: tuple[Change, ...] = ()


def manifest_of(rows: Tables, contents: Contents, files: Mapping[str, str], only_vetted: bool) -> dict[str, Any]:
    """What the ledger remembers of a release, to tell the next one's changes; no text of any source."""
    evidence = {claim.id: claim.evidence() for claim in contents.original.values()}
    facts = {
        fact.id: {name: getattr(fact, name) for name in _ABOUT}
        | {name: row[name] for name in _TOLD}
        | {"claims": list(fact.claims)}
        for fact, row in zip(contents.facts, records_of(rows["facts"]), strict=True)
    }
    held = {"only_vetted": only_vetted, "facts": facts, "evidence": evidence}
    return {**held, "digest": digest(json.dumps(held, sort_keys=True), *sorted(files.items()), length=64)}


def changes_since(before: Mapping[str, Any], number: int, now: Mapping[str, Any], reasons: Reasons) -> Changes:
    """What differs between two manifests."""
    old, new = before["facts"], now["facts"]
    gone = sorted(set(old) - set(new))
    waiting = {f for f in gone if reasons.waits(f)}
    return Changes(
        number,
        tuple(Change(f, label(new[f]), _values(new[f]), reasons.added(f, before)) for f in sorted(set(new) - set(old))),
        tuple(
            Change(f, label(new[f]), _difference(old[f], new[f]), reasons.changed(f, before))
            for f in sorted(set(new) & set(old))
            if _differs(old[f], new[f])
        ),
        tuple(
            Change(f, label(old[f]), reasons.update(f, figures_text(old[f])), reasons.changed(f, before))
            for f in gone
            if f in waiting
        ),
        tuple(
            Change(f, label(old[f]), _values(old[f]), reasons.withdrawn(f, before)) for f in gone if f not in waiting
        ),
    )


class Reasons:
    """Why facts differ, told from the ledger: corrections, decisions, sources that changed, were added or forgotten."""

    def __init__(self, ledger: Ledger, contents: Contents) -> None:
        self._contents = contents
        self._facts = {**contents.left_out, **{fact.id: fact for fact in contents.facts}}
        self._every_fact = {fact.id for fact in ledger.facts.find()}
        self._stated = {claim.id: claim for claim in ledger.claims.find()}
        self._forgotten = {mark.source_id for mark in ledger.takedowns.marks()}
        self._ledger = ledger

    def added(self, fact_id: str, before: Mapping[str, Any]) -> str:
        """Why a fact came into the dataset. `before` is the manifest of the release before."""
        fact = self._facts[fact_id]
        if decided := self._decided(fact_id):
            return decided
        new = [claim for claim in fact.claims if claim not in before["evidence"]]
        return f"stated by {self._sources(new)}" if new else "its claims are grouped anew"

    def changed(self, fact_id: str, before: Mapping[str, Any]) -> str:
        """Why a fact's row changed. `before` is the manifest of the release before."""
        fact = self._facts[fact_id]
        known = before["evidence"]
        corrections = [
            f"{each.field} of claim {each.claim} corrected from {each.before} to {each.after}"
            for each in self._contents.corrected.corrections
            if each.claim in fact.claims
        ]
        new = [claim for claim in fact.claims if claim not in known]
        reread = [c for c in fact.claims if c in known and c in self._stated and self._stated[c].evidence() != known[c]]
        gone = [claim for claim in before["facts"][fact_id]["claims"] if claim not in self._stated]
        reasons = [
            *corrections,
            *([f"further claims of {self._sources(new)}"] if new else []),
            *([f"read anew from {self._sources(reread)}"] if reread else []),
            *([f"no longer stated: {', '.join(gone)}"] if gone else []),
        ]
        decided = self._decided(fact_id)
        return "; ".join([*reasons, *([decided] if decided else [])]) or self._unsaid(before["facts"][fact_id])

    def _unsaid(self, was: Mapping[str, Any]) -> str:
        return "its decision was undone or reopened" if was["decision"] else "its figures are compared otherwise"

    def waits(self, fact_id: str) -> bool:
        """Whether a fact that is not exported waits for a person, who has vetted it before."""
        state = self._contents.fact_states.get(fact_id)
        return state is not None and (state.status == "reopened" or (state.status == "open" and bool(state.decisions)))

    def update(self, fact_id: str, before: str) -> str:
        """What such a fact said and says now."""
        now = says(self._facts[fact_id])
        return f"updated {before} → {now}, waits for a person" if now != before else f"{now}, waits for a person"

    def withdrawn(self, fact_id: str, before: Mapping[str, Any]) -> str:
        """Why a fact left the dataset. `before` is the manifest of the release before."""
        claims: list[str] = before["facts"][fact_id]["claims"]
        gone = [claim for claim in claims if claim not in self._stated]
        if gone:
            docs = {claim.doc for claim in self._ledger.claims.find(ids=gone, stated=False)}
            if len(docs) < len(gone) and self._forgotten:
                return "a source was forgotten"
            return f"no longer stated by {', '.join(sorted(docs)) or 'its source'}"
        withdrawn = self._contents.in_force.by_claim
        if said := [e for c in claims for e in withdrawn.get(c, ()) if e.decision == "not_a_claim" and c in e.claims]:
            return f"not a claim, according to {said[-1].person}" + (f": {said[-1].note}" if said[-1].note else "")
        if fact_id in self._every_fact:
            return "no longer vetted: its decision was undone"
        return "its claims are grouped anew or were corrected"

    def _decided(self, fact_id: str) -> str:
        entries = self._contents.fact_states[fact_id].decisions
        if not entries:
            return ""
        last = entries[-1]
        return f"{last.decision} by {last.person} at {last.at}" + (f": {last.note}" if last.note else "")

    def _sources(self, claims: Iterable[str]) -> str:
        return ", ".join(sorted({self._stated[claim].doc for claim in claims if claim in self._stated}))


def first_of_kind(release: int) -> str:
    """What is said of a release that none is compared with: earlier ones, if any, held vetted facts where this one
    holds all, or the other way round."""
    return "the first release" if release == 1 else "the first release of its kind, vetted facts or all"


def release_notes(changes: Changes, title: str, release: int, at: str) -> bytes:
    """RELEASE-NOTES.md."""
    lines = [f"# {title}: release {release}", "", f"As of {at or 'an empty ledger'}."]
    if changes.before is None:
        said = first_of_kind(release)
        lines += ["", f"{said[0].upper()}{said[1:]}."]
    else:
        lines += ["", f"Against release {changes.before}:"]
        lines += _section("Added", changes.added)
        lines += _section("Changed", changes.changed)
        lines += _section("Waiting for a person", changes.waiting)
        lines += _section("Withdrawn", changes.withdrawn)
        if not (changes.added or changes.changed or changes.waiting or changes.withdrawn):
            lines += ["", "No fact was added, changed or withdrawn."]
    return ("\n".join(lines) + "\n").encode()


def label(fact: Mapping[str, Any] | Row) -> str:
    """What a fact is about, in a line."""
    period = " to ".join(str(part) for part in dict.fromkeys((fact["start"], fact["end"])) if part)
    return ", ".join(str(part) for part in (fact["measure"], fact["subject"], fact["place"], period) if part)


def _section(title: str, changes: tuple[Change, ...]) -> list[str]:
    if not changes:
        return []
    return [
        "",
        f"## {title}",
        "",
        *(f"- `{published_id('fact', c.fact)}` {c.label}: {c.what}. Why: {c.why}." for c in changes),
    ]


def _differs(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """In what the notes tell; a release of before the words were kept is told by its numbers."""
    return any(name in old and old[name] != new[name] for name in _TOLD)


def _values(fact: Mapping[str, Any]) -> str:
    return f"{figures_text(fact)}, {fact['status']}"


def figures_text(fact: Mapping[str, Any]) -> str:
    """A fact's figures as a manifest holds them, in words where it has them: "more than 300 as of 2023"."""
    if "says" not in fact:
        low, high = fact["low"], fact["high"]
        if low is None or high is None:
            return "no single value"
        return digits_text(low) if low == high else f"{digits_text(low)} to {digits_text(high)}"
    told = fact["says"] or "no figure that counts"
    return f"{told} as of {fact['as_of']}" if fact["as_of"] else told


def _difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    return f"{_values(old)} → {_values(new)}"
