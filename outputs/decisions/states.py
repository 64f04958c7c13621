"""Where a conflict or a fact stands after the decisions: open, settled, or reopened because its evidence changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from pipeline.ledger.corrections import corrected
from pipeline.ledger.in_force import ABOUT_CONFLICTS, CORRECTING, EntriesInForce
from pipeline.records.model import Claim, Conflict, Decision, Fact, FactStatus

ConflictStatus = Literal["open", "unsure", "settled", "reopened"]
FIGURES = ("doc", "number", "value", "low", "high", "bound", "unit")


def figures_of(claim: Claim) -> str:
    """A claim's figures as JSON, without its text: what a decision keeps of what it was made on."""
    held = asdict(claim)
    return json.dumps({name: held[name] for name in FIGURES} | {"url": claim.document.url}, sort_keys=True)


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """One piece of evidence that is not what it was: old figures and new claim, either of which may be missing. A claim
    that has `left` says what it said, but belongs to another fact now, or to none."""

    what: Literal["changed", "gone", "left", "new"]
    before_id: str | None
    before: Mapping[str, Any] | None
    after: Claim | None


@dataclass(frozen=True, slots=True)
class ConflictState:
    """The decision that speaks of a conflict, who signed it off, and what has changed since it was made."""

    conflict: str
    status: ConflictStatus
    decision: Decision | None = None
    sign_offs: tuple[Decision, ...] = ()
    changes: tuple[ClaimChange, ...] = ()
    still_conflicts: bool = False


@dataclass(frozen=True, slots=True)
class FactState:
    """A fact's status after the decisions; vetted when a person settled what stood against it, or accepted it. Of one
    that is reopened what has changed since."""

    fact: str
    status: FactStatus
    vetted: bool
    decisions: tuple[Decision, ...] = ()
    changes: tuple[ClaimChange, ...] = ()


def conflict_state(
    conflict: Conflict,
    claims: Mapping[str, Claim],
    in_force: EntriesInForce,
    persists: Callable[[Conflict], bool] = lambda _conflict: False,
) -> ConflictState:
    """The state of a conflict.

    `claims` are the claims stated now, as they were read (not corrected), by id: at least those of the conflict
    and of the decisions on it. `persists` says whether the sides still do not fit once a misreading is corrected.
    A decision on a conflict whose id has changed since, because a better reader groups its facts otherwise, is
    carried over when it was made on all the claims of this one.
    """
    members = [claim for side in conflict.sides for claim in side]
    decision = _speaking(conflict, members, in_force)
    if decision is None:
        return ConflictState(conflict.id, "unsure" if conflict.status == "unsure" else "open")
    sign_offs = in_force.sign_offs.get(decision.id, ())
    changes = changes_since(decision, members, claims)
    if changes:
        return ConflictState(conflict.id, "reopened", decision, sign_offs, changes)
    if decision.decision == "misread" and persists(conflict):
        return ConflictState(conflict.id, "open", decision, sign_offs, still_conflicts=True)
    if decision.decision == "not_a_claim" and not set(decision.claims) & set(members):
        return ConflictState(conflict.id, "open", decision, sign_offs, still_conflicts=True)
    return ConflictState(conflict.id, "settled", decision, sign_offs)


def changes_since(decision: Decision, members: list[str], claims: Mapping[str, Claim]) -> tuple[ClaimChange, ...]:
    """What of the evidence changed after a decision: changed and vanished claims, and new ones that say otherwise.

    A further claim with figures that were already weighed changes nothing. A claim that vanished is paired with a
    new one of the same document, so that the two can stand side by side.
    """
    seen = {claim: json.loads(figures) for claim, figures in decision.seen}
    weighed = {_said(figures) for figures in seen.values()}
    changed, gone = [], []
    for claim, evidence in decision.evidence:
        now = claims.get(claim)
        if now is None:
            gone.append(claim)
        elif now.evidence() != evidence:
            changed.append(ClaimChange("changed", claim, seen.get(claim), now))
    known = {claim for claim, _ in decision.evidence}
    new = [claims[c] for c in members if c not in known and c in claims]
    for claim in gone:
        before = seen.get(claim)
        successor = next((n for n in new if before is not None and n.doc == before["doc"]), None)
        if successor is not None:
            new.remove(successor)
        changed.append(ClaimChange("gone" if successor is None else "changed", claim, before, successor))
    unheard = [n for n in new if _said(json.loads(figures_of(n))) not in weighed]
    return (*changed, *(ClaimChange("new", None, None, claim) for claim in unheard))


def fact_state(
    fact: Fact,
    states: Mapping[str, ConflictState],
    claims: Mapping[str, Claim],
    in_force: EntriesInForce,
    former: Sequence[Decision],
    present: Collection[str],
) -> FactState:
    """A fact's status: open while a conflict of it is undecided or left unsettled, settled when all are decided,
    reopened when what a person decided or accepted rests on evidence that is no longer what it was.

    `claims` are those of the fact and of the decisions about it, as they were read; `former` are the decisions on
    conflicts that named the fact and are flagged no longer; `present` are the ids of the accepted facts that are there
    still. A fact whose conflict went away because a claim was
    corrected or withdrawn is settled by that decision, but not vetted: who corrects one reading has not vouched for
    the others. A fact of which every claim was rejected is decided too, and there is nothing in it to vouch for.
    """
    of_fact = [states[c] for c in fact.conflicts if c in states]
    deciding = tuple(s.decision for s in of_fact if s.decision is not None)
    if any(s.status != "settled" or (s.decision and s.decision.decision == "unsettled") for s in of_fact):
        return FactState(fact.id, "open", False, deciding)
    accepted = _acceptance(fact, in_force, present)
    changes = tuple(_since_accepted(accepted, fact, claims, in_force)) if accepted is not None else ()
    holds = accepted is not None and not changes
    again = _reopened(fact, accepted, changes)
    if of_fact:
        return _settled(fact, deciding, accepted if holds else None, again)
    base: FactStatus = fact.status if fact.status in ("agreed", "mixed") else "single"
    earlier = _decided_before(fact, in_force, former)
    holding = tuple(entry for entry in earlier if _holds(entry, fact, claims))
    if holding and _has_what_counts(fact, holding) and not (base == "mixed" and _only_corrects(holding)):
        return _settled(fact, holding, accepted if holds else None, again)
    if accepted is not None and holds and base != "mixed":
        return FactState(fact.id, base, True, (accepted,))
    if accepted is None and earlier:
        again = _reopened(fact, earlier[-1], changes_since(earlier[-1], list(fact.claims), claims))
    return again or FactState(fact.id, base, False)


def _settled(
    fact: Fact, deciding: tuple[Decision, ...], accepted: Decision | None, again: FactState | None
) -> FactState:
    """A fact whose conflicts are decided; one that nothing but corrections settled is vetted by an acceptance that
    holds, and asked for `again` where one holds no longer."""
    if not _only_corrects(deciding):
        return FactState(fact.id, "settled", _has_what_counts(fact, deciding), deciding)
    said = (*deciding, accepted) if accepted is not None else deciding
    return again or FactState(fact.id, "settled", accepted is not None, said)


def _reopened(fact: Fact, entry: Decision | None, changes: tuple[ClaimChange, ...]) -> FactState | None:
    """The fact as waiting for a person again; None where nothing was decided, nothing has changed since, or only what
    the decision rejected is left."""
    if entry is None or not changes:
        return None
    if not any(change.after for change in changes) and not _has_what_counts(fact, (entry,)):
        return None
    return FactState(fact.id, "reopened", False, (entry,), changes)


def _only_corrects(deciding: Iterable[Decision]) -> bool:
    return all(entry.decision in CORRECTING for entry in deciding)


def _acceptance(fact: Fact, in_force: EntriesInForce, present: Collection[str]) -> Decision | None:
    """The last acceptance of the fact, or of one that is there no longer and some of whose claims it holds."""
    own = [entry for entry in in_force.by_target.get(fact.id, ()) if entry.decision == "accept"]
    if own:
        return own[-1]
    told = (entry for claim in fact.claims for entry in in_force.by_claim.get(claim, ()))
    carried = (entry for entry in told if entry.decision == "accept" and entry.target not in present)
    return max(carried, key=lambda entry: entry.at, default=None)


def _since_accepted(
    accepted: Decision, fact: Fact, claims: Mapping[str, Claim], in_force: EntriesInForce
) -> Iterator[ClaimChange]:
    """What of a fact is not what was accepted: its evidence, claims that belong to it no longer, and what people have
    corrected since. In the place of a fact that is gone every further claim counts, also one with a figure that was
    weighed, since the fact may be about what that claim says."""
    members, seen = set(fact.claims), {claim: json.loads(figures) for claim, figures in accepted.seen}
    changes = changes_since(accepted, list(fact.claims), claims)
    yield from changes
    told_of = {each for change in changes for each in (change.before_id, change.after and change.after.id)}
    evidence = [claim for claim, _ in accepted.evidence]
    for claim in (each for each in evidence if each not in told_of):
        if claim not in members:
            yield ClaimChange("left", claim, seen.get(claim), claims[claim])
        elif _is_corrected_since(accepted, claim, in_force):
            for now in corrected([claims[claim]], in_force).claims:
                yield ClaimChange("changed", claim, seen.get(claim), now)
    if accepted.target != fact.id:
        further = (claims[each] for each in fact.claims if each in claims and each not in evidence)
        yield from (ClaimChange("new", None, None, claim) for claim in further if claim.id not in told_of)


def _is_corrected_since(accepted: Decision, claim: str, in_force: EntriesInForce) -> bool:
    """Whether a person corrected the claim since, or took back a correction that was in force then."""
    told, place = in_force.by_claim[claim], in_force.entries.index
    after = told[told.index(accepted) + 1 :]
    if any(entry.decision == "misread" and claim in entry.claims for entry in after):
        return True
    undone = ((entry, in_force.undone_by[entry.id]) for entry in in_force.taken_back.get(claim, ()))
    return any(place(entry) < place(accepted) < place(undo) for entry, undo in undone)


def _decided_before(fact: Fact, in_force: EntriesInForce, former: Sequence[Decision]) -> list[Decision]:
    """What was decided about conflicts that stand against the fact no longer, oldest first. A correction outside of a
    conflict decides nothing, and one in a conflict decides about the facts that the conflict named."""
    told = [entry for claim in fact.claims for entry in in_force.by_claim.get(claim, ())]
    about = [entry for entry in told if entry.decision in ABOUT_CONFLICTS - CORRECTING]
    deciding = dict.fromkeys(entry for entry in (*about, *former) if entry.decision != "unsettled")
    return sorted(deciding, key=lambda entry: entry.at)


def _speaking(conflict: Conflict, members: list[str], in_force: EntriesInForce) -> Decision | None:
    own = [e for e in in_force.by_target.get(conflict.id, ()) if e.decision in ABOUT_CONFLICTS]
    if own:
        return own[-1]
    if not members:
        return None
    carried = [
        entry
        for entry in in_force.by_claim.get(members[0], ())
        if entry.decision in ABOUT_CONFLICTS - CORRECTING and set(members) <= {claim for claim, _ in entry.evidence}
    ]
    return carried[-1] if carried else None


def _holds(entry: Decision, fact: Fact, claims: Mapping[str, Claim]) -> bool:
    """Whether a decision still speaks of a fact whose conflict is gone: its evidence there is what it was, something of
    what it found right is still stated so, and nothing that was not weighed has come in the place of evidence that is
    there no longer."""
    of_fact = set(fact.claims)
    evidence = dict(entry.evidence)
    unchanged = {claim for claim, was in evidence.items() if claim in claims and claims[claim].evidence() == was}
    if entry.decision == "right" and unchanged.isdisjoint(entry.claims):
        return False
    if not of_fact & evidence.keys() <= unchanged:
        return False
    seen = {claim: json.loads(figures) for claim, figures in entry.seen}
    weighed = {_said(figures) for figures in seen.values()}
    left_by = {figures["doc"] for claim, figures in seen.items() if claim not in of_fact}
    come = (claims[claim] for claim in of_fact - evidence.keys() if claim in claims)
    return not any(c.doc in left_by and _said(json.loads(figures_of(c))) not in weighed for c in come)


def _has_what_counts(fact: Fact, entries: Iterable[Decision]) -> bool:
    out: set[str] = set()
    for entry in entries:
        if entry.decision == "right":
            out |= {claim for claim, _ in entry.evidence} - set(entry.claims)
        elif entry.decision == "outdated":
            out |= set(entry.claims)
    return not set(fact.claims) <= out


def _said(figures: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(figures[name] for name in ("value", "low", "high", "bound", "unit"))
