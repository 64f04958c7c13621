"""Pairs of annotated claims, and of the same claims as they are read, with what annotators said of them."""

from __future__ import annotations

import json
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, permutations
from pathlib import Path
from typing import Any

from pipeline.comparing.gates.normalised import normalise
from pipeline.comparing.pairs.blocks import block_key, companies
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.pairs.comparable import comparable_pairs, pairs_of_two_measures
from pipeline.comparing.pairs.contradictable import can_contradict
from pipeline.comparing.pairs.evidence import Pair, gather
from pipeline.comparing.pairs.judge import can_agree, evidence_of
from pipeline.comparing.pairs.pairing import pair_of
from pipeline.comparing.pairs.shut_gates import shut_gate
from pipeline.records.model import Claim
from pipeline.records.rows import claim_to_row, claims_from_jsonl, documents_beside
from pipeline.records.settings import ClaimSettings, CompareSettings
from tests.gold.corpora import read_rows
from tests.gold.groups import set_aside
from tests.gold.records import Relation
from tests.gold.relating import retold_conflicts
from tests.gold.scoring import score
from tests.training.evaluation import claims_on_unseen_groups
from tests.training.examples import learnt_from, read_examples
from tests.training.logistic import GradedExample
from tests.training.slips import with_slips

UNLISTED = 0.3
"""What a pair of figures that fit weighs as an example of unrelated claims where nobody listed it."""
SLIP = 0.01
"""What a made-up slip weighs."""
RETOLD = "retold"
"""Said of pairs that retell a listed contradiction."""
Examples = tuple[list[GradedExample], list[GradedExample]]
"""What teaches of agreement and of contradiction."""
_RELATED = frozenset({"agree", "progression", "conflict", "regression", "scope", "period_conflict", RETOLD})
_CONTRADICTS = frozenset({"conflict", "regression", RETOLD})


@dataclass(frozen=True)
class Group:
    """One group of documents: its claims, and by pair what annotators said of it (dates that exclude each other left
    out). `relations` are as they were annotated."""

    name: str
    claims: list[Claim]
    told: Mapping[frozenset[str], str]
    relations: list[Mapping[str, Any]]


def read_groups(gold: Path) -> list[Group]:
    """The groups of a built corpus (claims.jsonl, docs.jsonl, relations.jsonl, docs/) that may be learnt from, in the
    order of their names."""
    documents = documents_beside(gold / "claims.jsonl")
    group_of = {row["id"]: row.get("group") or gold.name for row in read_rows(gold / "docs.jsonl")}
    rows: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in read_rows(gold / "claims.jsonl"):
        rows[group_of[row["doc"]]].append(row)
    relations: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in read_rows(gold / "relations.jsonl"):
        relations[group_of[row["a"].rpartition("#")[0]]].append(row)
    return [
        Group(
            name,
            claims_from_jsonl([json.dumps(row) for row in rows[name]], documents),
            _told(relations[name], rows[name]),
            relations[name],
        )
        for name in sorted(set(group_of.values()) - set_aside())
    ]


def _told(relations: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> dict[frozenset[str], str]:
    listed = [
        Relation(row["a"], (row["b"],) if isinstance(row["b"], str) else tuple(row["b"]), row["relation"])
        for row in relations
    ]
    told = {relation.members: RETOLD for relation in retold_conflicts(listed, {row["id"]: row for row in rows})}
    pairs = [relation for relation in listed if len(relation.b) == 1 and relation.name != "period_conflict"]
    return told | {relation.members: relation.name for relation in pairs}


def read_by_the_choosers(
    groups: Sequence[Group], corpus: Path, kept_at: Path, choices: Path, settings: ClaimSettings
) -> list[Group]:
    """The same groups with the claims as choosers read them that had not seen the group, and what annotators said of
    the claims that these stand for. The files are those of `python -m tests.training`."""
    examples = learnt_from(read_examples(corpus, kept_at))
    halves = claims_on_unseen_groups(examples, pickle.loads(choices.read_bytes()), settings)
    found = [claim for half in halves.values() for claim in half]
    stands_for = score(read_rows(corpus / "claims.jsonl"), [claim_to_row(claim) for claim in found]).pairs
    found_of = {gold: read for read, gold in stands_for.items()}
    of_doc: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in found:
        of_doc[claim.doc].append(claim)
    return [
        Group(
            group.name,
            [claim for doc in sorted({claim.doc for claim in group.claims}) for claim in of_doc[doc]],
            {
                frozenset(found_of[gold] for gold in pair): relation
                for pair, relation in group.told.items()
                if pair <= found_of.keys()
            },
            [],
        )
        for group in groups
    ]


def examples_of(group: Group, settings: CompareSettings) -> Examples:
    """What the group teaches of agreement and of contradiction."""
    told = (
        (pair, around, group.told.get(frozenset((pair.a.claim.id, pair.b.claim.id))))
        for pair, around in _open_pairs(group.claims, settings)
    )
    agreement, contradiction = _graded(told, settings)
    return agreement, [*contradiction, *_slips_told(group, settings)]


def examples_across(groups: Sequence[Group], settings: CompareSettings) -> Examples:
    """What the groups teach when they stand in one list: claims of two groups, which tell of two topics, are of two
    things."""
    group_of = {claim.id: group.name for group in groups for claim in group.claims}
    together = [claim for group in groups for claim in group.claims]
    across = (
        (pair, around, None)
        for pair, around in _open_pairs(together, settings)
        if group_of[pair.a.claim.id] != group_of[pair.b.claim.id]
    )
    return _graded(across, settings)


def _graded(pairs: Iterable[tuple[Pair, Company, str | None]], settings: CompareSettings) -> Examples:
    """The evidence of pairs, each with its company and what annotators said of it, as far as it is weighed at all."""
    agreement: list[GradedExample] = []
    contradiction: list[GradedExample] = []
    for pair, around, relation in pairs:
        if can_agree(pair):
            weight = 1.0 if relation in _RELATED else UNLISTED
            agreement.append(GradedExample(gather(pair, around, settings), relation == "agree", weight))
        elif pair.values.apart and can_contradict(pair, settings):
            evidence = evidence_of(pair, around, settings)
            contradiction.append(GradedExample(evidence, relation in _CONTRADICTS, 1.0))
    return agreement, contradiction


def _slips_told(group: Group, settings: CompareSettings) -> Iterator[GradedExample]:
    """What annotators say agrees, told once more with a slip."""
    known = {claim.id: claim for claim in group.claims}
    company = companies(normalise(claim, settings) for claim in group.claims)
    for told, relation in group.told.items():
        if relation != "agree" or len({known[each].doc for each in told}) < 2:
            continue
        for first, second in permutations(sorted(told)):
            a = normalise(known[first], settings)
            for claim in with_slips(known[second]):
                slip = normalise(claim, settings)
                pair = None if shut_gate(a, slip, settings) else pair_of(a, slip, settings)
                if pair is None or not pair.values.apart:
                    continue
                around = Company({**company[block_key(a)].by_document, slip.claim.doc: (slip,)})
                if can_contradict(pair, settings):
                    yield GradedExample(evidence_of(pair, around, settings), True, SLIP)


def _open_pairs(claims: Sequence[Claim], settings: CompareSettings) -> Iterator[tuple[Pair, Company]]:
    """Every pair that passes the gates, with who else could be meant."""
    read = [normalise(claim, settings) for claim in claims]
    for a, b, company in chain(comparable_pairs(read, settings), pairs_of_two_measures(read, settings)):
        if not shut_gate(a, b, settings):
            yield pair_of(a, b, settings), company
