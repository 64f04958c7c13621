"""Claims to facts and conflicts, bucket by bucket."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain, product
from typing import TypeVar

from pipeline.comparing.derive import document_verdicts, may_fail, may_have_shares_across, shares_across_documents
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.close_figures import CloseKey, close_keys
from pipeline.comparing.pairs.judge import Rules
from pipeline.comparing.pairs.weights import shipped_models
from pipeline.comparing.reconcile.conflicts import ConflictGroups, make_conflicts, note_flags
from pipeline.comparing.reconcile.figures import homes_among
from pipeline.comparing.reconcile.filing import figure_key, file_claim, shares_key
from pipeline.comparing.reconcile.flags import Flag, flagged_across_blocks
from pipeline.comparing.reconcile.keys import BucketKey, DocumentKey, FactKey, Filed
from pipeline.comparing.reconcile.linkage import Homes
from pipeline.comparing.reconcile.measure import Findings, Flagged, find_in_measure, read_in_order
from pipeline.comparing.reconcile.regrouping import (
    Regrouping,
    claims_merged,
    claims_split_off,
    claims_spoken_of,
    filed_as_said,
    set_apart,
)
from pipeline.comparing.reconcile.scope import EVERYTHING, Scope, Wanted, every_bucket
from pipeline.comparing.subjects.traits import compared_measure
from pipeline.records.model import Claim, Conflict, Fact, Verdict, weightiest_first, worst_first
from pipeline.records.settings import CompareSettings

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Facts, the weightiest first; conflicts, the worst first."""

    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...]


def reconcile(claims: Iterable[Claim], settings: CompareSettings) -> Reconciled:
    """The facts and conflicts of the claims, whatever their order."""
    return _put_together(find_in_buckets(claims, settings))


def reconcile_by(claims: Iterable[Claim], rules: Rules) -> Reconciled:
    """`reconcile` by rules that are given."""
    return _put_together(_found(list(claims), rules))


def find_in_buckets(
    claims: Iterable[Claim],
    compare: CompareSettings,
    scope: Scope = EVERYTHING,
    *,
    regroupings: Sequence[Regrouping] = (),
    homes: Homes | None = None,
) -> Findings:
    """What the buckets in scope give; the claims must be all that belong to these. `regroupings` is what people said of
    which claims are of one thing, in their order. `homes`: those of claims of these buckets, and of claims at home in
    them; found anew where they are not known, for which the claims must be all that state one figure with a claim whose
    fact is wanted."""
    return _found(list(claims), Rules(compare, shipped_models()), scope, regroupings, homes)


def find_homes(
    claims: Iterable[Claim], compare: CompareSettings, wanted: Wanted, regroupings: Sequence[Regrouping]
) -> Homes:
    """The homes of claims of the wanted buckets of figures; the claims must be all that belong to these."""
    return _homes(list(claims), {}, Rules(compare, shipped_models()), wanted, regroupings)


def _found(
    given: Sequence[Claim],
    rules: Rules,
    scope: Scope = EVERYTHING,
    regroupings: Sequence[Regrouping] = (),
    homes: Homes | None = None,
) -> Findings:
    compare = rules.settings
    read: dict[str, NormalisedClaim] = {}
    filed: dict[str, Filed] = {}
    facts: list[tuple[BucketKey, Fact]] = []

    def filed_in_order(claims: Iterable[Claim]) -> list[Filed]:
        told = read_in_order(claims, compare, read)
        return [filed.pop(norm.claim.id) if norm.claim.id in filed else file_claim(norm) for norm in told]

    with _collector_paused():
        said = as_people_said(given, read, compare, regroupings)
        flagged = Flagged(what_follows(given, read, compare, scope.buckets, said))
        _note_filed_apart(flagged, given, read, filed, rules, scope, said)
        if homes is None:
            homes = _homes(given, read, rules, every_bucket, regroupings)
        arrived = _arrived(given, homes, compare)
        for measure, stated in _grouped(given, partial(compared_measure, settings=compare)).items():
            told, others = filed_in_order(stated), filed_in_order(arrived.get(measure, ()))
            facts += find_in_measure(measure, told, others, rules, scope, regroupings, homes, flagged)
        conflicts = make_conflicts(flagged.groups, compare)
        return Findings(tuple(facts), tuple(conflicts), tuple(flagged.partners.items()))


def _homes(
    given: Sequence[Claim],
    read: dict[str, NormalisedClaim],
    rules: Rules,
    wanted: Wanted,
    regroupings: Sequence[Regrouping],
) -> Homes:
    """The homes of the claims; those that had to be read for that are left in `read`."""
    split_off, merged = claims_split_off(regroupings), claims_merged(regroupings)
    found: dict[str, FactKey] = {}
    for key, members in _grouped(given, lambda claim: figure_key(claim, rules.settings)).items():
        if len(members) > 1 and wanted(key):
            told = _read_and_kept(members, rules.settings, read)
            found.update(homes_among(told, rules, split_off, merged))
    return found


def _arrived(given: Iterable[Claim], homes: Homes, settings: CompareSettings) -> Mapping[str, list[Claim]]:
    """By measure the claims of other measures that are at home in a fact of it."""
    found: dict[str, list[Claim]] = {}
    for claim in given if homes else ():
        home = homes.get(claim.id)
        if home is not None and home.thing.measure != compared_measure(claim, settings):
            found.setdefault(home.thing.measure, []).append(claim)
    return found


def _put_together(found: Findings) -> Reconciled:
    fact_of = {claim: fact.id for _, fact in found.facts for claim in fact.claims}
    conflicts = [conflict.with_facts(fact_of) for _, conflict in found.conflicts]
    by_fact: dict[str, list[str]] = {}
    for conflict in conflicts:
        if conflict.status == "unsure":
            continue
        for fact in conflict.facts:
            by_fact.setdefault(fact, []).append(conflict.id)
    facts = [fact.with_conflicts(by_fact.get(fact.id, ())) for _, fact in found.facts]
    return Reconciled(tuple(sorted(facts, key=weightiest_first)), tuple(sorted(conflicts, key=worst_first)))


def _grouped(claims: Iterable[Claim], key_of: Callable[[Claim], Key | None]) -> dict[Key, list[Claim]]:
    groups: dict[Key, list[Claim]] = {}
    for claim in claims:
        if key := key_of(claim):
            groups.setdefault(key, []).append(claim)
    return groups


Said = Mapping[str, Filed]
"""By id the claims that people split off or merged, under the keys that this gives them."""


def as_people_said(
    claims: Iterable[Claim],
    read: dict[str, NormalisedClaim],
    settings: CompareSettings,
    regroupings: Sequence[Regrouping],
) -> Said:
    """Where people put the claims that they merged or split. `read` keeps what is normalised on the way."""
    named = claims_spoken_of(regroupings)
    return filed_as_said(_read_and_kept((c for c in claims if c.id in named), settings, read), regroupings)


def _read_and_kept(
    claims: Iterable[Claim], settings: CompareSettings, read: dict[str, NormalisedClaim]
) -> list[NormalisedClaim]:
    """The claims in the order of their ids; those that had to be read are left in `read`."""
    told = read_in_order(claims, settings, read)
    read.update((norm.claim.id, norm) for norm in told)
    return told


def what_follows(
    claims: Sequence[Claim], read: dict[str, NormalisedClaim], settings: CompareSettings, wanted: Wanted, said: Said
) -> ConflictGroups:
    """What does not come out by arithmetic; the claims that had to be read for that are left in `read`."""
    groups: ConflictGroups = {}

    def look(
        keyed: Mapping[BucketKey, Sequence[Claim]],
        may: Callable[[Sequence[Claim]], bool],
        verdicts: Callable[[Sequence[NormalisedClaim], CompareSettings], Iterable[Verdict]],
    ) -> None:
        for key, members in keyed.items():
            if wanted(key) and may(members):
                told = _read_and_kept(members, settings, read)
                note_flags(groups, key, _derived(verdicts(told, settings), told, said))

    look(_grouped(claims, lambda claim: DocumentKey(claim.doc)), may_fail, document_verdicts)
    look(_grouped(claims, shares_key), may_have_shares_across, shares_across_documents)
    return groups


def _note_filed_apart(
    flagged: Flagged,
    claims: Sequence[Claim],
    read: dict[str, NormalisedClaim],
    filed: dict[str, Filed],
    rules: Rules,
    scope: Scope,
    said: Said,
) -> None:
    """Notes close figures that were filed apart; the claims that had to be read and filed for that are left in `read`
    and `filed`."""
    keys = {claim.id: close_keys(claim, rules.settings) for claim in claims}
    sizes = Counter(chain.from_iterable(keys.values()))
    wanted = {key for key, size in sizes.items() if size > 1 and scope.buckets(key)}
    met = {claim: sorted(some & wanted) for claim, some in keys.items() if not some.isdisjoint(wanted)}
    told = _read_and_kept((claim for claim in claims if claim.id in met), rules.settings, read)
    buckets: dict[CloseKey, list[int]] = {}
    for n, norm in enumerate(told):
        for key in met[norm.claim.id]:
            buckets.setdefault(key, []).append(n)
    filed.update((norm.claim.id, file_claim(norm)) for norm in told)
    as_said = [said.get(norm.claim.id) or filed[norm.claim.id] for norm in told]
    flagged.note(flagged_across_blocks(as_said, buckets, rules, scope.pairs, flagged.partners))


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


def _derived(verdicts: Iterable[Verdict], told: Iterable[NormalisedClaim], said: Said) -> Iterator[Flag]:
    """What does not come out, but where a person said that what follows is not of one thing with what it follows from.
    The keys are those without such words, so that a decision about a sum lasts when a fact of it is split."""
    flagged = [verdict for verdict in verdicts if verdict.verdict == "derived_conflict"]
    known = {norm.claim.id: norm for norm in told} if flagged else {}
    for verdict in flagged:
        follows = [said[verdict.a]] if verdict.a in said else []
        if any(set_apart(whole, said[term]) for whole, term in product(follows, said.keys() & set(verdict.b))):
            continue
        members = [file_claim(known[claim_id]) for claim_id in (verdict.a, *verdict.b)]
        yield Flag(verdict, tuple(filed.fact for filed in members), tuple(filed.norm for filed in members))
