"""Where conflicts and facts stand by the log of decisions over a ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from outputs.decisions.claim_status import DOES_NOT_COUNT, claim_statuses
from outputs.decisions.entries import evidence_token
from outputs.decisions.states import ConflictState, FactState, conflict_state, fact_state
from pipeline.ledger import Ledger
from pipeline.ledger.corrections import Corrected, corrected
from pipeline.ledger.in_force import ABOUT_CONFLICTS, EntriesInForce, entries_in_force
from pipeline.records.model import Claim, Conflict, Decision, Fact, worst_first


class DecisionReader:
    """The decisions over one ledger, to read. Every method reads the ledger afresh, so several may be open at once.

    `in_force` is for who keeps the entries in force up to date already.
    """

    def __init__(self, ledger: Ledger, *, in_force: Callable[[], EntriesInForce] | None = None) -> None:
        self._ledger = ledger
        self._known_in_force = in_force

    def in_force(self) -> EntriesInForce:
        """What of the log is in force."""
        if self._known_in_force is not None:
            return self._known_in_force()
        return entries_in_force(self._ledger.decisions.entries())

    def token(self, target: str, claim_ids: Iterable[str]) -> str:
        """What a decision on a target is based on: the claims' evidence and the last entry on it."""
        return evidence_token(self.claims(claim_ids).values(), self._last_word(target))

    def tokens(self, facts: Sequence[Fact], in_force: EntriesInForce) -> dict[str, str]:
        """`token` of many facts at once, by id."""
        claims = self.claims(claim for fact in facts for claim in fact.claims)
        last_on, tokens = in_force.last_on, {}
        for fact in facts:
            last = last_on.get(fact.id)
            held = [claims[claim] for claim in fact.claims if claim in claims]
            tokens[fact.id] = evidence_token(held, last and last_on.get(last.id, last))
        return tokens

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Of these claims those that are stated, as they were read, by id."""
        wanted = list(dict.fromkeys(ids))
        return {claim.id: claim for claim in self._ledger.claims.find(ids=wanted)} if wanted else {}

    def state(self, conflict_id: str) -> ConflictState:
        """Where one conflict stands. Raises UnknownId."""
        return self.states([self._ledger.conflicts.get(conflict_id)])[conflict_id]

    def states(self, conflicts: Iterable[Conflict], in_force: EntriesInForce | None = None) -> dict[str, ConflictState]:
        """Where conflicts stand, by id."""
        among = list(conflicts)
        in_force = in_force or self.in_force()
        claims = self._weighed(among, in_force)
        effective = {claim.id: claim for claim in corrected(claims.values(), in_force).claims}
        persists = partial(_persists, effective=effective, ledger=self._ledger)
        return {conflict.id: conflict_state(conflict, claims, in_force, persists) for conflict in among}

    def settled(self) -> set[str]:
        """The present conflicts whose decision holds. Only those that an entry may speak of are looked at."""
        in_force = self.in_force()
        spoken_of = self._ledger.conflicts.of_claims(in_force.by_claim) | in_force.by_target.keys()
        states = self.states(self._ledger.conflicts.find(ids=spoken_of), in_force)
        return {conflict for conflict, state in states.items() if state.status == "settled"}

    def fact_states(
        self,
        facts: Iterable[Fact],
        in_force: EntriesInForce | None = None,
        states: Mapping[str, ConflictState] | None = None,
        gone: Iterable[Conflict] | None = None,
    ) -> dict[str, FactState]:
        """Where facts stand, by id; `states` are those of their conflicts, `gone` the decided conflicts that are
        flagged no longer, where the caller has them."""
        among = list(facts)
        in_force = in_force or self.in_force()
        if states is None:
            ids = {conflict for fact in among for conflict in fact.conflicts}
            states = self.states(self._ledger.conflicts.find(ids=ids), in_force)
        former = _by_fact(self.gone_conflicts(in_force) if gone is None else gone, in_force)
        about = {fact.id: _entries_about(fact, in_force, former) for fact in among}
        touched = [fact for fact in among if about[fact.id]]
        weighed = (claim for fact in touched for entry in about[fact.id] for claim, _ in entry.evidence)
        claims = self.claims((*(claim for fact in touched for claim in fact.claims), *weighed))
        present = self._present_among(
            {entry.target for fact in touched for entry in about[fact.id] if entry.decision == "accept"}, among
        )
        return {fact.id: fact_state(fact, states, claims, in_force, former.get(fact.id, ()), present) for fact in among}

    def as_counted(self, facts: Iterable[Fact], in_force: EntriesInForce | None = None) -> list[Fact]:
        """Facts with the spread of their claims that count: not of what was rejected or is outdated."""
        from outputs.decisions.counted import as_counted  # heavy

        among, in_force = list(facts), in_force or self.in_force()
        out = self.not_counting((claim for fact in among for claim in fact.claims), in_force)
        if not out:
            return among
        some_out = {fact.id for fact in among if not out.isdisjoint(fact.claims)}
        claims = self.claims(claim for fact in among if fact.id in some_out for claim in fact.claims)
        counted = {claim.id: claim for claim in corrected(claims.values(), in_force).claims}
        settings = self._ledger.compare_settings()
        return [as_counted(fact, counted, out, settings) if fact.id in some_out else fact for fact in among]

    def not_counting(self, ids: Iterable[str], in_force: EntriesInForce) -> set[str]:
        """Of these claims those that decisions leave out of what facts say."""
        spoken_of = [claim for claim in ids if claim in in_force.by_claim]
        weighed = (claim for each in spoken_of for entry in in_force.by_claim[each] for claim, _ in entry.evidence)
        statuses = claim_statuses(spoken_of, in_force, self.claims((*spoken_of, *weighed)))
        return {claim for claim, status in statuses.items() if status.word in DOES_NOT_COUNT}

    def conflicts(self, in_force: EntriesInForce | None = None) -> list[Conflict]:
        """The conflicts that people look at, the worst first: all that are flagged, and those that somebody decided and
        that are too unlikely to be flagged now."""
        in_force = in_force or self.in_force()
        kept = [c for c in self.gone_conflicts(in_force) if c.status == "unsure" and in_force.latest(c.id)]
        return sorted([*self._ledger.conflicts.find(), *kept], key=worst_first)

    def reopened(self) -> list[Decision]:
        """The decisions whose evidence has changed since."""
        in_force = self.in_force()
        if not in_force.entries:
            return []
        states = self.states(self.conflicts(in_force), in_force)
        lapsed = [state.decision for state in states.values() if state.status == "reopened" and state.decision]
        of_facts = self.fact_states(self._ledger.facts.find(), in_force, states).values()
        lapsed += [state.decisions[-1] for state in of_facts if state.status == "reopened"]
        return list(dict.fromkeys(lapsed))

    def gone_conflicts(self, in_force: EntriesInForce) -> list[Conflict]:
        """The conflicts with an entry in the log that are withdrawn, or too unlikely to be flagged now."""
        ids = {entry.target for entry in in_force.entries if entry.decision in ABOUT_CONFLICTS}
        find = partial(self._ledger.conflicts.find, ids=ids)  # not all that were decided: most are flagged still
        return sorted((*find(withdrawn=True, unsure=None), *find(unsure=True)), key=worst_first) if ids else []

    def corrected(self, claims: Iterable[Claim]) -> Corrected:
        """The claims that count: corrections applied, withdrawn ones left out."""
        return corrected(claims, self.in_force())

    def _present_among(self, facts: Iterable[str], known: Iterable[Fact]) -> set[str]:
        """Those of these facts that there are, some of which may be known."""
        found = {fact.id for fact in known}
        return found | {fact.id for fact in self._ledger.facts.find(ids=set(facts) - found)}

    def _last_on(self, target: str) -> Decision | None:
        on_target = self._ledger.decisions.entries(target)
        return on_target[-1] if on_target else None

    def _last_word(self, target: str) -> Decision | None:
        """The last entry on a target, or what was said of that entry since."""
        last = self._last_on(target)
        return (self._last_on(last.id) or last) if last else None

    def _weighed(self, conflicts: list[Conflict], in_force: EntriesInForce) -> dict[str, Claim]:
        ids: dict[str, None] = {}
        for conflict in conflicts:
            members = [claim for side in conflict.sides for claim in side]
            entries = in_force.by_target.get(conflict.id) or in_force.by_claim.get(members[0] if members else "", ())
            if entries:
                ids.update(dict.fromkeys(members))
                ids.update((claim, None) for entry in entries for claim, _ in entry.evidence)
        return self.claims(ids)


def _by_fact(conflicts: Iterable[Conflict], in_force: EntriesInForce) -> dict[str, list[Decision]]:
    """The last decision on each of these conflicts, by the facts that they named."""
    found: dict[str, list[Decision]] = {}
    for conflict in conflicts:
        if entry := in_force.latest(conflict.id):
            for fact in conflict.facts:
                found.setdefault(fact, []).append(entry)
    return found


def _entries_about(
    fact: Fact, in_force: EntriesInForce, former: Mapping[str, Sequence[Decision]]
) -> tuple[Decision, ...]:
    of_claims = (entry for claim in fact.claims for entry in in_force.by_claim.get(claim, ()))
    return (*in_force.by_target.get(fact.id, ()), *of_claims, *former.get(fact.id, ()))


def _persists(conflict: Conflict, *, effective: Mapping[str, Claim], ledger: Ledger) -> bool:
    """Whether a conflict is still found among its claims once they are corrected."""
    from pipeline.comparing.reconcile import reconcile  # heavy

    claims = [effective[claim] for side in conflict.sides for claim in side if claim in effective]
    found = reconcile(claims, ledger.compare_settings()).conflicts
    return any(each.kind == conflict.kind and each.status == "open" for each in found)
