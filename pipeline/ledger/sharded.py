"""All claims compared by shards: each part by itself and in any order, in any process or machine, and then written.

Four kinds of parts: documents are filed, batch by batch; then figures are joined that were read in several ways, shard
by shard; then shards are compared; and at last what conflicts several parts have found is looked at once more and all
is written. What a part gives is staged under a token of what it was made from, so that a comparison that was cut short
goes on where it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.comparing.gates import normalise
from pipeline.comparing.pairs.blocks import block_key
from pipeline.comparing.reconcile import (
    BlockKey,
    BucketKey,
    DocumentKey,
    FactKey,
    FigureKey,
    Findings,
    Scope,
    Sharding,
    contested,
    deal_out,
    file_documents,
    find_homes,
    find_in_buckets,
    no_bucket,
)
from pipeline.comparing.subjects.traits import compared_under
from pipeline.ledger import Ledger, utc_now
from pipeline.ledger.all_findings import ConflictsFound, FactsFound, FoundParts, PartnersFound
from pipeline.ledger.codec import packed
from pipeline.ledger.comparisons import Basis
from pipeline.ledger.findings import bucket_id
from pipeline.ledger.in_force import entries_in_force
from pipeline.ledger.part import chunks
from pipeline.ledger.staging import Place
from pipeline.ledger.stated_claims import StatedClaims, as_people_put_them, regrouped_claims
from pipeline.records.model import Conflict, Fact, digest

_PLAN: Place = ("plan", 0, 0)
_OF_DOCUMENTS = -1
"""The shard under which what the buckets of documents gave is staged."""
_AT_ONCE = 200

Member = tuple[str, bool, tuple[str, ...]]
"""A claim of a shard: its id, whether its fact lies there, and its buckets there, by their ids."""
_Members = tuple[Member, ...]
_Figures = tuple[tuple[str, str], ...]
"""Claims with the bucket of their figure, both by their ids."""
_Homes = dict[str, FactKey]
_Buckets = dict[str, tuple[str, ...]]
_Facts = tuple[tuple[BucketKey, Fact], ...]
_Partners = tuple[tuple[BucketKey, dict[str, tuple[str, ...]]], ...]
_Conflicts = tuple[tuple[tuple[BucketKey, ...], Conflict], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How all claims are compared: `batches` of documents to file, then the shards of the `sharding` to compare."""

    token: str
    batches: int
    sharding: Sharding

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing to share out."""
        return self.batches <= 1 and self.sharding.shards == 1


@dataclass(frozen=True, slots=True)
class Index:
    """What a part found: facts with their claims, conflicts with the keys of their buckets and their claims."""

    facts: tuple[tuple[str, tuple[str, ...]], ...]
    conflicts: tuple[tuple[str, tuple[BucketKey, ...], tuple[str, ...]], ...]


def plan_for(ledger: Ledger, basis: Basis) -> Plan:
    """The plan for what the basis names; one that was begun goes on."""
    token = digest(
        basis.after, basis.stage, *sorted(basis.documents.items()), *sorted(basis.corrections.items()), length=64
    )
    for begun in ledger.staging.get(Plan, token, _PLAN[0]):
        return begun
    settings = ledger.compare_settings()
    by_measure: Counter[str] = Counter()
    for (measure, kind), count in ledger.claims.counts_by_measure().items():
        by_measure[compared_under(measure, kind, settings)] += count
    batches = list(_batches(ledger.claims.counts_by_document(), settings.claims_a_shard))
    plan = Plan(token, len(batches), deal_out(by_measure, settings.claims_a_shard))
    docs = {("documents", 0, n): packed(tuple[str, ...], tuple(some)) for n, some in enumerate(batches)}
    ledger.staging.put(token, {_PLAN: packed(Plan, plan), **docs})
    return plan


def _batches(counts: Mapping[str, int], at_most: int) -> Iterator[list[str]]:
    some: list[str] = []
    stated = 0
    for doc, count in counts.items():
        if some and stated + count > at_most:
            yield some
            some, stated = [], 0
        some.append(doc)
        stated += count
    if some:
        yield some


def file_batch(ledger: Ledger, token: str, batch: int) -> None:
    """Files the claims of a batch of documents for the shards that their buckets lie in, and looks at the documents."""
    if ledger.staging.has(token, ("buckets", 0, batch)):
        return
    plan = _begun(ledger, token)
    (docs,) = ledger.staging.get(tuple[str, ...], token, "documents", batch=batch)
    stated = as_people_put_them(ledger.claims.find(docs=docs), entries_in_force(ledger.decisions.entries()))
    filed = file_documents(stated.claims, ledger.compare_settings(), stated.regroupings)
    buckets = {claim: tuple(map(bucket_id, keys)) for claim, keys in filed.keys.items()}
    members: dict[int, list[Member]] = {}
    figures: dict[int, list[tuple[str, str]]] = {}
    for claim, keys in filed.keys.items():
        by_shard: dict[int, list[tuple[BucketKey, str]]] = {}
        for key, bucket in zip(keys, buckets[claim], strict=True):
            shard = plan.sharding.shard_of(key)
            if isinstance(key, FigureKey) and shard is not None:
                figures.setdefault(shard, []).append((claim, bucket))
            elif shard is not None:
                by_shard.setdefault(shard, []).append((key, bucket))
        for shard, some in by_shard.items():
            has_fact = any(isinstance(key, BlockKey) for key, _ in some)
            members.setdefault(shard, []).append((claim, has_fact, tuple(bucket for _, bucket in some)))
    ledger.staging.put(
        token,
        {
            ("buckets", 0, batch): packed(_Buckets, buckets),
            **{("members", shard, batch): packed(_Members, tuple(some)) for shard, some in members.items()},
            **{("figures", shard, batch): packed(_Figures, tuple(some)) for shard, some in figures.items()},
            **_as_payloads(filed.found, _OF_DOCUMENTS, batch),
        },
    )


def join_figures(ledger: Ledger, token: str, shard: int) -> None:
    """Finds which claims of the figures of a shard belong to facts of other keys, for the shards that it bears on; all
    documents are filed."""
    if ledger.staging.has(token, ("joined", shard, 0)):
        return
    plan = _begun(ledger, token)
    stated_in = [each for some in ledger.staging.get(_Figures, token, "figures", shard=shard) for each in some]
    counts = Counter(figure for _, figure in stated_in)
    stated = _stated(ledger, ids=[claim for claim, figure in stated_in if counts[figure] > 1])
    settings = ledger.compare_settings()
    homes = find_homes(stated.claims, settings, plan.sharding.wanted(shard), stated.regroupings)
    told: dict[int, _Homes] = {}
    for claim in stated.claims:
        if claim.id in homes:
            home = homes[claim.id]
            for block in (home.block(), block_key(normalise(claim, settings))):
                told.setdefault(plan.sharding.shard_of(block) or 0, {})[claim.id] = home
    payloads = {("homes", other, shard): packed(_Homes, some) for other, some in told.items()}
    ledger.staging.put(token, {**payloads, ("joined", shard, 0): packed(_Homes, dict(homes))})


def compare_shard(ledger: Ledger, token: str, shard: int) -> None:
    """Finds what the buckets of a shard give; all documents are filed, and all figures joined."""
    if ledger.staging.has(token, ("index", shard, 0)):
        return
    plan = _begun(ledger, token)
    members = (each for some in ledger.staging.get(_Members, token, "members", shard=shard) for each in some)
    homes = dict(each for some in ledger.staging.get(_Homes, token, "homes", shard=shard) for each in some.items())
    stated = _stated(ledger, ids={*contested(members), *homes})
    found = find_in_buckets(
        stated.claims,
        ledger.compare_settings(),
        Scope(plan.sharding.wanted(shard)),
        regroupings=stated.regroupings,
        homes=homes,
    )
    ledger.staging.put(token, _as_payloads(found, shard, 0))


def write_all(ledger: Ledger, run_id: int, plan: Plan, basis: Basis) -> bool:
    """Writes what all parts have found; False, and nothing is written, where another comparison came in between."""
    staging, token = ledger.staging, plan.token
    for batch in range(plan.batches):
        file_batch(ledger, token, batch)
    for shard in range(plan.sharding.shards):
        join_figures(ledger, token, shard)
    for shard in range(plan.sharding.shards):
        compare_shard(ledger, token, shard)
    crossing = _crossing(staging.get(Index, token, "index"))
    crossed = frozenset(crossing)

    def conflicts() -> Iterator[ConflictsFound]:
        for some in staging.get(_Conflicts, token, "conflicts"):
            yield [each for each in some if each[1].id not in crossed]
        yield from _found_once_more(ledger, plan, crossing)

    def facts() -> Iterator[FactsFound]:
        return staging.get(_Facts, token, "facts")

    def partners() -> Iterator[PartnersFound]:
        return staging.get(_Partners, token, "partners")

    in_conflict = {
        claim for index in staging.get(Index, token, "index") for _, _, claims in index.conflicts for claim in claims
    }
    fact_ids: set[str] = set()
    fact_of: dict[str, str] = {}
    for index in staging.get(Index, token, "index"):
        fact_ids.update(fact for fact, _ in index.facts)
        fact_of.update((claim, fact) for fact, claims in index.facts for claim in claims if claim in in_conflict)
    found = FoundParts(facts, conflicts, partners, fact_ids, fact_of)
    buckets, homes = staging.get(_Buckets, token, "buckets"), staging.get(_Homes, token, "joined")
    is_written = ledger.comparisons.put_all(run_id, found, buckets, homes, basis, utc_now())
    if is_written:
        staging.clear()
    return is_written


def _crossing(parts: Iterable[Index]) -> dict[str, tuple[BucketKey, ...]]:
    """The conflicts that several parts have found, each with the keys of all its buckets."""
    found: dict[str, list[tuple[BucketKey, ...]]] = {}
    for index in parts:
        for conflict, buckets, _ in index.conflicts:
            found.setdefault(conflict, []).append(buckets)
    return {
        conflict: tuple(sorted({key for keys in parts_of for key in keys}, key=_text))
        for conflict, parts_of in found.items()
        if len(parts_of) > 1
    }


def _found_once_more(
    ledger: Ledger, plan: Plan, crossing: Mapping[str, Sequence[BucketKey]]
) -> Iterator[ConflictsFound]:
    """These conflicts, found in all their buckets together, some at a time, those of the same buckets together."""
    ordered = sorted(crossing, key=lambda conflict: (list(map(_text, crossing[conflict])), conflict))
    for some in chunks(ordered, _AT_ONCE):
        keys = frozenset(key for conflict in some for key in crossing[conflict])
        docs = {key.doc for key in keys if isinstance(key, DocumentKey)}
        stated = _stated(ledger, ids=_claims_in(ledger, plan, keys), docs=docs)
        found = find_in_buckets(
            stated.claims,
            ledger.compare_settings(),
            Scope(keys.__contains__, facts=no_bucket),
            regroupings=stated.regroupings,
            homes={},
        )
        wanted = frozenset(some)
        yield [each for each in found.conflicts if each[1].id in wanted]


def _claims_in(ledger: Ledger, plan: Plan, keys: Collection[BucketKey]) -> set[str]:
    """The ids of the claims that may be in these buckets of shards."""
    shards = {shard for key in keys if (shard := plan.sharding.shard_of(key)) is not None}
    ids = frozenset(bucket_id(key) for key in keys)
    return {
        claim
        for shard in sorted(shards)
        for some in ledger.staging.get(_Members, plan.token, "members", shard=shard)
        for claim, _, buckets in some
        if not ids.isdisjoint(buckets)
    }


def _as_payloads(found: Findings, shard: int, batch: int) -> dict[Place, bytes]:
    index = Index(
        tuple((fact.id, fact.claims) for _, fact in found.facts),
        tuple((each.id, keys, tuple(claim for side in each.sides for claim in side)) for keys, each in found.conflicts),
    )
    return {
        ("facts", shard, batch): packed(_Facts, found.facts),
        ("conflicts", shard, batch): packed(_Conflicts, found.conflicts),
        ("partners", shard, batch): packed(_Partners, found.partners),
        ("index", shard, batch): packed(Index, index),
    }


def _begun(ledger: Ledger, token: str) -> Plan:
    (plan,) = ledger.staging.get(Plan, token, _PLAN[0])
    return plan


def _stated(ledger: Ledger, *, ids: Collection[str], docs: Collection[str] = ()) -> StatedClaims:
    """The claims with these ids, those of these documents and those that people regrouped, as people have put them."""
    in_force = entries_in_force(ledger.decisions.entries())
    some = ledger.claims.find(docs=docs), ledger.claims.find(ids={*ids, *regrouped_claims(in_force)})
    return as_people_put_them({claim.id: claim for claim in chain(*some)}.values(), in_force)


def _text(key: BucketKey) -> str:
    return key.text()
