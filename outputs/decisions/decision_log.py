"""The log of decisions over a ledger: record, undo, sign off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from outputs.decisions.correction_checks import KnownWords, check_claim, check_corrections, known_words
from outputs.decisions.decision_reader import DecisionReader
from outputs.decisions.entries import (
    Check,
    DecisionError,
    Request,
    StaleDecisionError,
    entry_id,
    evidence_token,
    name_of,
    new_entry,
    same_words,
    typed,
)
from outputs.decisions.states import FactState
from pipeline.ledger import Ledger, LedgerStale, utc_now
from pipeline.ledger.added import added_claims, place_of, restate
from pipeline.ledger.corrections import Values, corrected
from pipeline.ledger.in_force import ABOUT_CONFLICTS, ABOUT_ENTRIES, CORRECTING, EntriesInForce
from pipeline.records.model import Claim, Decision, DecisionName, Fact

Corrections = Sequence[tuple[str, str | None]]


class DecisionLog(DecisionReader):
    """Records decisions over one ledger. What it refuses it refuses before anything is written."""

    def __init__(
        self,
        ledger: Ledger,
        clock: Callable[[], str] = utc_now,
        *,
        in_force: Callable[[], EntriesInForce] | None = None,
    ) -> None:
        super().__init__(ledger, in_force=in_force)
        self._clock = clock

    def decide(
        self,
        conflict_id: str,
        decision: DecisionName,
        *,
        person: str,
        note: str = "",
        side: int | None = None,
        claims: Sequence[str] = (),
        differs: str | None = None,
        corrections: Corrections = (),
        new_place: bool = False,
        based_on: str | None = None,
    ) -> Decision:
        """Records a decision about a conflict; `side` counts from 0, `claims` are ids of its claims.

        `corrections` are the fields that were misread, each with its right value as it is written; `new_place` lets a
        place pass that nothing knows. `based_on` is the `token` of what the person had before them. Raises
        DecisionError for a decision that lacks something, StaleDecisionError when the evidence changed or someone
        else decided since, UnknownId for an unknown conflict.
        """
        conflict = self._ledger.conflicts.get(conflict_id)
        person = name_of(person)
        if decision not in ABOUT_CONFLICTS:
            raise DecisionError(f"'{decision}' is no decision about a conflict")
        if conflict.status == "withdrawn":
            raise DecisionError(f"{conflict_id} is no longer a conflict: its claims now fit, or are no longer stated")
        fields = tuple(dict(corrections).items())
        request = Request(decision, person, self._clock(), note, side, tuple(claims), differs, fields, new_place)
        members = self.claims(claim for one_side in conflict.sides for claim in one_side)
        return self._append(conflict_id, conflict.sides, request, members, based_on)

    def correct(
        self,
        claim_id: str,
        decision: DecisionName,
        *,
        person: str,
        note: str = "",
        corrections: Corrections = (),
        new_place: bool = False,
        alike: Sequence[str] = (),
        based_on: str | None = None,
    ) -> Decision:
        """Records `misread` or `not_a_claim` about a claim outside any conflict, and about claims of its source that
        were read `alike`: one entry, so that one undo takes it back. Raises as `decide` does."""
        if decision not in CORRECTING:
            raise DecisionError(f"about a single claim one can say misread or not_a_claim, not {decision}")
        spoken_of = tuple(dict.fromkeys((claim_id, *alike)))
        members = self.claims(spoken_of)
        if missing := [claim for claim in spoken_of if claim not in members]:
            raise DecisionError(f"claim {missing[0]} is not in the ledger, or no longer stated")
        if alike and not note.strip():
            raise DecisionError(
                "correcting several claims at once needs a reason (--note), such as the table they are of"
            )
        if len({claim.doc for claim in members.values()}) > 1:
            raise DecisionError("claims that are corrected alike are of one source; correct each source by itself")
        fields = tuple(dict(corrections).items())
        request = Request(decision, person, self._clock(), note, None, spoken_of, None, fields, new_place)
        return self._append(claim_id, (spoken_of,), request, members, based_on)

    def accept(self, fact_id: str, *, person: str, note: str = "", based_on: str | None = None) -> Decision:
        """Records that a person vouches for a fact of one figure that no open conflict stands against; said again by
        the same person it is the same entry. Raises as `decide` does."""
        fact = self._ledger.facts.get(fact_id)
        state = self.fact_states([fact])[fact_id]
        last = state.decisions[-1] if state.vetted else None
        if last is not None and last.decision == "accept" and last.person == person.strip():
            return last
        _check_acceptable(fact, state)
        request = Request("accept", person, self._clock(), note)
        return self._append(fact_id, (fact.claims,), request, self.claims(fact.claims), based_on)

    def accept_all(self, facts: Sequence[Fact], *, person: str, note: str = "") -> list[Decision]:
        """Accepts each of many facts for one reason: all of them, or none. Raises as `accept` does."""
        in_force, at = self.in_force(), self._clock()
        states = self.fact_states(facts, in_force)
        for fact in facts:
            _check_acceptable(fact, states[fact.id])
        claims = self.claims(claim for fact in facts for claim in fact.claims)
        entries = []
        for fact in facts:
            last = in_force.last_on.get(fact.id)
            members = {claim: claims[claim] for claim in fact.claims if claim in claims}
            request = Request("accept", person, at, note)
            after = last.id if last else None
            entries.append((new_entry(fact.id, (fact.claims,), request, members, after, self._checker()), after))
        try:
            self._ledger.decisions.append_all(entries)
        except LedgerStale as error:
            raise StaleDecisionError([str(error)]) from None
        return [entry for entry, _ in entries]

    def split(
        self, fact_id: str, claims: Sequence[str], *, person: str, note: str = "", based_on: str | None = None
    ) -> Decision:
        """Records that some claims of a fact are of another thing: from then on they make a fact of their own, and
        never conflict with the rest. Raises as `decide` does."""
        fact = self._ledger.facts.get(fact_id)
        off = tuple(dict.fromkeys(claims))
        if not off or not set(fact.claims) - set(off):
            raise DecisionError("split needs some of the fact's claims, and must leave some")
        request = Request("split", person, self._clock(), note, None, off)
        return self._append(fact_id, (fact.claims,), request, self.claims(fact.claims), based_on)

    def merge(
        self, fact_id: str, others: Sequence[str], *, person: str, note: str = "", based_on: str | None = None
    ) -> Decision:
        """Records that other facts are of the same thing as this one: from then on they are one. Raises as `decide`
        does, and DecisionError for facts that cannot meet: of another measure, unit, kind or place."""
        fact = self._ledger.facts.get(fact_id)
        joined = [self._ledger.facts.get(other) for other in dict.fromkeys(others) if other != fact_id]
        if not joined:
            raise DecisionError("merge needs another fact that is of the same thing")
        for other in joined:
            _check_can_meet(fact, other, self._ledger)
        if based_on is not None and based_on != self.token(fact_id, fact.claims):
            raise StaleDecisionError(self._what_changed(fact_id))
        theirs = tuple(claim for other in joined for claim in other.claims)
        request = Request("merge", person, self._clock(), note, None, theirs)
        sides = (fact.claims, *(other.claims for other in joined))
        return self._append(fact_id, sides, request, self.claims((*fact.claims, *theirs)), None)

    def add(self, claim: Claim, *, person: str, note: str = "", new_place: bool = False) -> Decision:
        """Records a claim that the reader missed, with all that it says; from then on its document states it. Raises
        DecisionError for one that cannot be, or is read already."""
        if self.claims([claim.id]):
            raise DecisionError(f"'{claim.number}' is read already, as claim {claim.id}; correct that one")
        if place_of(claim.quote, claim.number, self._ledger.documents.get(claim.doc).reading) is None:
            raise DecisionError("the document says this no longer; select it again")
        try:
            check_claim(claim, self.words_for(claim.doc), new_place)
        except ValueError as error:
            raise DecisionError(str(error)) from error
        request = Request("add", person, self._clock(), note, None, (claim.id,))
        last = self._last_on(claim.id)
        entry = new_entry(
            claim.id, ((claim.id,),), request, {claim.id: claim}, last.id if last else None, self._checker()
        )
        restate(self._ledger, claim.doc, [*added_claims(self._ledger, self.in_force(), claim.doc), claim])
        return self._put(entry, last)

    def undo(self, entry_id: str, *, person: str, note: str = "") -> Decision:
        """Records that an entry no longer holds. Raises DecisionError for an unknown entry or one undone before."""
        entry, in_force = self._entry(entry_id)
        if entry_id in in_force.undone_by:
            by = in_force.undone_by[entry_id]
            raise DecisionError(f"entry {entry_id} was undone by {by.person} at {by.at}")
        return self._append_about(entry, "undo", person, note)

    def sign_off(self, entry_id: str, *, person: str, note: str = "") -> Decision:
        """Records a second person's agreement. Raises DecisionError for one's own entry or one that was undone."""
        entry, in_force = self._entry(entry_id)
        if entry.person == person.strip():
            raise DecisionError("a decision is signed off by a second person, not by the one who made it")
        if entry.decision in ABOUT_ENTRIES or entry_id in in_force.undone_by:
            raise DecisionError(
                f"entry {entry_id} cannot be signed off: it was undone, or is itself an undo or a sign-off"
            )
        return self._append_about(entry, "sign_off", person, note)

    def _append(
        self,
        target: str,
        sides: Sequence[Sequence[str]],
        request: Request,
        members: Mapping[str, Claim],
        based_on: str | None,
    ) -> Decision:
        last = self._last_on(target)
        if based_on is not None and based_on != evidence_token(members.values(), self._last_word(target)):
            if last is not None and same_words(last, request):
                return last
            raise StaleDecisionError(self._what_changed(target))
        return self._put(new_entry(target, sides, request, members, last.id if last else None, self._checker()), last)

    def _append_about(self, entry: Decision, what: DecisionName, person: str, note: str) -> Decision:
        by = name_of(person)
        last = self._last_on(entry.id)
        at = self._clock()
        said = Decision("", entry.id, what, by, at, typed(note, "the note"))
        return self._put(replace(said, id=entry_id(said, last.id if last else None)), last)

    def _put(self, entry: Decision, last: Decision | None) -> Decision:
        """Appends an entry to a target whose last one is `last`. Raises StaleDecisionError where there is a later."""
        try:
            self._ledger.decisions.append(entry, after=last.id if last else None)
        except LedgerStale:
            raise StaleDecisionError(self._what_changed(entry.target)) from None
        return entry

    def _entry(self, entry_id: str) -> tuple[Decision, EntriesInForce]:
        in_force = self.in_force()
        entry = next((e for e in in_force.entries if e.id == entry_id), None)
        if entry is None:
            raise DecisionError(f"the log has no entry {entry_id}; `factledger log` lists them")
        return entry, in_force

    def _checker(self) -> Check:
        """Raises ValueError where a claim, as it counts now, cannot be corrected so."""
        words, in_force = cache(self.words_for), cache(self.in_force)

        def check(claim: Claim, values: Values, new_place: bool) -> None:
            counted = corrected([claim], in_force()).claims or (claim,)
            check_corrections(counted[0], values, words(claim.doc), new_place)

        return check

    def words_for(self, doc: str) -> KnownWords:
        """What a correction of a document's claims can say."""
        units, places = self._ledger.claims.units_and_places()
        return known_words(self._ledger.lists.packs_of(doc), units, places)

    def _what_changed(self, target: str) -> list[str]:
        last = self._last_word(target)
        if last is None:
            return ["a claim's text, figures or source changed; read it again"]
        return [f"the last entry is now '{last.decision}' by {last.person} at {last.at}; read it again"]


def _check_acceptable(fact: Fact, state: FactState) -> None:
    """Raises DecisionError where nobody can vouch for the fact, or somebody has."""
    if state.vetted:
        last = state.decisions[-1]
        raise DecisionError(f"fact {fact.id} is vetted already: {last.decision} by {last.person} at {last.at}")
    if fact.status == "mixed" and state.status != "settled":
        raise DecisionError(f"fact {fact.id} holds figures that do not fit; say which claims are misread first")
    if state.status == "open":
        raise DecisionError(f"fact {fact.id} has an open conflict; decide {', '.join(fact.conflicts)} first")


def _check_can_meet(fact: Fact, other: Fact, ledger: Ledger) -> None:
    """Raises DecisionError where the claims of two facts are never held against each other."""
    if ledger.facts.bucket(fact.id) == ledger.facts.bucket(other.id):
        return
    fields = [name for name in ("measure", "unit", "kind", "place") if getattr(fact, name) != getattr(other, name)]
    what = fields[0] if fields else "quantity that it is stated for"
    raise DecisionError(
        f"fact {other.id} has another {what}, so the two cannot be one; where the {what} was misread, correct the claim"
    )
