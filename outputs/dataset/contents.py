"""What goes into the dataset: of what the ledger holds and people decided, what is exported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from outputs.decisions import ConflictState, DecisionLog, FactState
from outputs.decisions.claim_status import ClaimStatus, claim_statuses
from pipeline.ledger import Ledger
from pipeline.ledger.corrections import Corrected
from pipeline.ledger.in_force import EntriesInForce
from pipeline.records.model import Claim, Conflict, Fact


@dataclass(frozen=True)
class Contents:
    """What the ledger holds and people decided, cut to what is exported; `facts` say what still counts of them,
    `original` claims are as they were read."""

    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]
    original: Mapping[str, Claim]
    corrected: Corrected
    in_force: EntriesInForce
    fact_states: Mapping[str, FactState]
    conflict_states: Mapping[str, ConflictState]
    claim_statuses: Mapping[str, ClaimStatus]
    at: str
    """The ledger's time: when the last run or the last entry was."""
    left_out: Mapping[str, Fact]
    """The facts of the ledger that are not exported."""
    glosses: Mapping[str, str]
    """What each measure that the ledger's lists know is said of."""

    @cached_property
    def fact_ids(self) -> frozenset[str]:
        return frozenset(fact.id for fact in self.facts)

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """The claims as they count: corrected, the withdrawn ones as they were read."""
        return {**self.original, **{claim.id: claim for claim in self.corrected.claims}}


def collect(ledger: Ledger, *, only_vetted: bool) -> Contents:
    """The contents of a release: vetted facts with all that belongs to them, or everything with its status."""
    log = DecisionLog(ledger)
    in_force = log.in_force()
    every_fact = ledger.facts.find()
    every_conflict = log.conflicts(in_force)
    states = log.states(every_conflict, in_force)
    fact_states = log.fact_states(every_fact, in_force, states)
    facts = [fact for fact in every_fact if fact_states[fact.id].vetted or not only_vetted]
    named = {fact.id for fact in facts}
    conflicts = [c for c in every_conflict if not only_vetted or any(fact in named for fact in c.facts)]
    wanted = _claims_wanted(facts, conflicts, fact_states, only_vetted)
    stated = {claim.id: claim for claim in ledger.claims.find()}
    original = {name: claim for name, claim in stated.items() if wanted is None or name in wanted}
    last = ledger.runs.last()
    times = [last.finished_at if last else None, *(entry.at for entry in in_force.entries[-1:])]
    return Contents(
        tuple(sorted(log.as_counted(facts, in_force), key=lambda f: f.id)),
        tuple(sorted(conflicts, key=lambda c: c.id)),
        dict(sorted(original.items())),
        log.corrected(original.values()),
        in_force,
        fact_states,
        states,
        claim_statuses(original, in_force, stated),
        max((at for at in times if at), default=""),
        {fact.id: fact for fact in every_fact if fact.id not in named},
        _glosses(ledger),
    )


def _glosses(ledger: Ledger) -> dict[str, str]:
    from pipeline.reading.measures import vocabulary  # heavy

    return {name: measure.gloss for name, measure in vocabulary(ledger.lists.packs()).measures.items()}


def _claims_wanted(
    facts: Iterable[Fact], conflicts: Iterable[Conflict], states: Mapping[str, FactState], only_vetted: bool
) -> set[str] | None:
    """With only what is vetted: the facts' claims, those they were weighed against, and those withdrawn for them."""
    if not only_vetted:
        return None
    wanted = {claim for fact in facts for claim in fact.claims}
    wanted |= {claim for conflict in conflicts for side in conflict.sides for claim in side}
    for fact in facts:
        wanted |= {claim for entry in states[fact.id].decisions for claim, _ in entry.evidence}
    return wanted
