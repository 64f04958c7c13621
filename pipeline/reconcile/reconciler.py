"""All claims to facts and conflicts, and the same again after a change at the cost of the change."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.derive import document_verdicts, told_shares
from pipeline.model import Claim, Conflict, Fact, Verdict
from pipeline.reconcile.buckets import flagged_pairs, parts_above_wholes, people_above_people
from pipeline.reconcile.conflicts import Affair, affair_label, conflict_kind, make_conflict
from pipeline.reconcile.facts import make_fact, with_conflicts
from pipeline.reconcile.keys import DOCUMENT, PEOPLE, SERIES, TOLD, bucket_keys, fact_key_in, home_key, series_key
from pipeline.settings import CompareSettings, Settings, default_settings


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Facts by measure, subject and time; conflicts the worst first."""

    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]


def reconcile(claims: Iterable[Claim], settings: Settings | None = None) -> Reconciled:
    """The facts and conflicts of the claims, whatever their order."""
    reconciler = Reconciler(settings)
    reconciler.update(added=claims)
    return reconciler.result()


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Facts and verdicts make no cycles, and looking for some walks through all claims over and over."""
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.freeze()
            gc.unfreeze()  # the two move all that is new to the oldest generation without walking through it
            gc.enable()


class Reconciler:
    """Claims by bucket, with each bucket's facts and conflicts; only buckets that a change touches are redone."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings: CompareSettings = (settings or default_settings()).compare
        self._claims: dict[str, Claim] = {}
        self._buckets: dict[str, dict[str, str]] = {}
        self._facts: dict[str, dict[str, Fact]] = {}
        self._conflicts: dict[str, dict[str, Conflict]] = {}

    @_collector_paused()
    def update(self, removed: Iterable[str] = (), added: Iterable[Claim] = ()) -> frozenset[str]:
        """Takes claims out by id and in; gives the keys of the buckets that were redone."""
        touched: dict[str, None] = {}
        for claim_id in removed:
            for key in bucket_keys(self._claims.pop(claim_id)):
                self._buckets[key].pop(claim_id, None)
                touched[key] = None
        for claim in added:
            self._claims[claim.id] = claim
            series = series_key(claim)
            for key in bucket_keys(claim, series):
                self._buckets.setdefault(key, {})[claim.id] = series
                touched[key] = None
        for key in touched:
            self._redo(key)
        return frozenset(touched)

    def conflicts_of(self, claim_ids: Iterable[str]) -> list[Conflict]:
        """The conflicts that any of these claims is part of."""
        wanted = set(claim_ids)
        keys = {key: None for claim_id in wanted for key in bucket_keys(self._claims[claim_id])}
        found = [conflict for key in keys for conflict in self._conflicts.get(key, {}).values()]
        return [conflict for conflict in found if any(wanted.intersection(side) for side in conflict.sides)]

    @_collector_paused()
    def result(self) -> Reconciled:
        """The facts and conflicts as they stand, each fact with the conflicts that it is part of."""
        conflicts = [conflict for found in self._conflicts.values() for conflict in found.values()]
        by_fact: dict[str, list[str]] = {}
        for conflict in conflicts:
            for fact in conflict.facts:
                by_fact.setdefault(fact, []).append(conflict.id)
        facts = [
            with_conflicts(fact, by_fact[fact.id]) if fact.id in by_fact else fact
            for found in self._facts.values()
            for fact in found.values()
        ]
        return Reconciled(tuple(sorted(facts, key=_fact_order)), tuple(sorted(conflicts, key=_conflict_order)))

    def _redo(self, key: str) -> None:
        members = self._buckets[key]
        self._facts.pop(key, None)
        self._conflicts.pop(key, None)
        if not members:
            del self._buckets[key]
            return
        if len(members) == 1 and key.startswith(_BETWEEN_CLAIMS):
            return
        claims = [self._claims[claim_id] for claim_id in sorted(members)]
        if key.startswith(SERIES):
            affairs = _whole_affairs(parts_above_wholes(claims, self._settings))
        elif key.startswith(PEOPLE):
            affairs = _whole_affairs(people_above_people(claims, self._settings))
        elif key.startswith(TOLD):
            affairs = _derived_affairs(told_shares(claims, self._settings), claims)
        elif key.startswith(DOCUMENT):
            affairs = _derived_affairs(document_verdicts(claims, self._settings), claims)
        else:
            by_fact: dict[str, list[Claim]] = {}
            for claim in claims:
                by_fact.setdefault(fact_key_in(key, members[claim.id]), []).append(claim)
            self._facts[key] = {fact: make_fact(fact, group, self._settings) for fact, group in by_fact.items()}
            affairs = _bucket_affairs(by_fact, self._settings)
        if affairs:
            made = [make_conflict(affair, self._settings) for affair in affairs.values()]
            self._conflicts[key] = {conflict.id: conflict for conflict in made}


_BETWEEN_CLAIMS = (SERIES, PEOPLE, TOLD, DOCUMENT)
"""Buckets that hold no facts: one claim by itself says nothing there."""


Affairs = dict[tuple[str, str], Affair]


def _noted(affairs: Affairs, verdict: Verdict, facts: list[str], claims: Iterable[Claim]) -> None:
    label = affair_label(verdict, facts)
    affair = affairs.setdefault((verdict.verdict, label), Affair(conflict_kind(verdict), label))
    affair.verdicts.append(verdict)
    affair.facts.update(facts)
    affair.claims.update({claim.id: claim for claim in claims})


def _bucket_affairs(bucket: Mapping[str, list[Claim]], settings: CompareSettings) -> Affairs:
    affairs: Affairs = {}
    for verdict, a, b in flagged_pairs(bucket, settings):
        _noted(affairs, verdict, [a.fact, b.fact], (*a.claims, *b.claims))
    return affairs


def _whole_affairs(found: Iterable[tuple[Verdict, Claim, Claim]]) -> Affairs:
    affairs: Affairs = {}
    for verdict, part, whole in found:
        _noted(affairs, verdict, [_fact_key(part), _fact_key(whole)], (part, whole))
    return affairs


def _derived_affairs(verdicts: Iterable[Verdict], claims: list[Claim]) -> Affairs:
    known = {claim.id: claim for claim in claims}
    affairs: Affairs = {}
    for verdict in verdicts:
        if verdict.verdict == "derived_conflict":
            members = [known[claim_id] for claim_id in (verdict.a, *verdict.b)]
            _noted(affairs, verdict, [_fact_key(claim) for claim in members], members)
    return affairs


def _fact_key(claim: Claim) -> str:
    return fact_key_in(home_key(claim), series_key(claim))


def _fact_order(fact: Fact) -> tuple[str, ...]:
    return (fact.measure, fact.subject, fact.place or "", fact.end or fact.start or "", fact.id)


def _conflict_order(conflict: Conflict) -> tuple[int, float, str]:
    return ({"high": 0, "medium": 1, "low": 2}[conflict.severity], -conflict.score, conflict.id)
