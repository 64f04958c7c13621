"""Train the weights that say how likely two claims are of one thing, or contradict each other.

    python -m tests.training.pair_weights GOLD… [--cross-validate] [--write]

Each GOLD is a folder of annotated documents in groups: claims.jsonl, docs.jsonl (with `group`), relations.jsonl, docs/.
`--cross-validate` prints what the comparison says of claims of groups that the weights have not seen, five folds by
group; `--write` trains on all groups and writes pipeline/comparing/pairs/weights.yaml. Pairs that nobody listed count
as unrelated, but for less: annotators list what they see, and a figure told often conflicts with more than they list.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from pipeline.comparing.gates.slots import Slots, read_slots
from pipeline.comparing.pairs.blocks import block_key, companies, company_of
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.pairs.evidence import Evidence, Pair, gather
from pipeline.comparing.pairs.judge import Rules, can_contradict, pair_of, shut_gate
from pipeline.comparing.pairs.weights import Model, Models
from pipeline.comparing.reconcile.all_pairs import compare_by
from pipeline.records.model import Claim, Verdict
from pipeline.records.rows import claims_from_jsonl, documents_beside
from pipeline.records.settings import CompareSettings, default_settings
from tests.gold.groups import shuffled_folds
from tests.training.slips import with_slips

WEIGHTS = Path("pipeline/comparing/pairs/weights.yaml")
FOLDS = 5
RIDGE = 8.0
UNLISTED = 0.3
"""What a pair that nobody listed weighs as an example of unrelated claims."""
SLIP = 0.05
"""What a made-up slip weighs."""
_RELATED = frozenset({"agree", "progression", "conflict", "regression", "scope", "period_conflict"})
_CONTRADICTS = frozenset({"conflict", "regression"})


@dataclass(frozen=True)
class Group:
    """One group of documents: its claims, and what annotators said of pairs of them."""

    name: str
    claims: list[Claim]
    rows: list[Mapping[str, Any]]
    relations: list[Mapping[str, Any]]

    def relation_of(self) -> dict[frozenset[str], str]:
        """By pair what was said of it, dates that exclude each other left out."""
        return {
            frozenset((row["a"], row["b"])): row["relation"]
            for row in self.relations
            if isinstance(row["b"], str) and row["relation"] != "period_conflict"
        }


@dataclass(frozen=True)
class Example:
    """A pair of one model: its evidence, whether it is one, what it weighs."""

    evidence: Evidence
    positive: bool
    weight: float


def read_groups(gold: Path) -> list[Group]:
    """The groups of a corpus, in the order of their names."""
    documents = documents_beside(gold / "claims.jsonl")
    group_of = {row["id"]: row.get("group") or gold.name for row in _rows(gold / "docs.jsonl")}
    names = sorted(set(group_of.values()))
    lines: dict[str, list[str]] = {name: [] for name in names}
    rows: dict[str, list[Mapping[str, Any]]] = {name: [] for name in names}
    for row in _rows(gold / "claims.jsonl"):
        name = group_of[row["doc"]]
        lines[name].append(json.dumps(row))
        rows[name].append(row)
    relations: dict[str, list[Mapping[str, Any]]] = {name: [] for name in names}
    for row in _rows(gold / "relations.jsonl"):
        relations[group_of[row["a"].rpartition("#")[0]]].append(row)
    return [Group(name, claims_from_jsonl(lines[name], documents), rows[name], relations[name]) for name in names]


def _rows(path: Path) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def examples_of(group: Group, settings: CompareSettings) -> tuple[list[Example], list[Example]]:
    """What the group teaches of agreement and of contradiction."""
    told = group.relation_of()
    agreement: list[Example] = []
    contradiction: list[Example] = []
    for pair, around in _open_pairs(group.claims, settings):
        relation = told.get(frozenset((pair.a.claim.id, pair.b.claim.id)))
        weight = 1.0 if relation in _RELATED else UNLISTED
        if not pair.values.apart:
            agreement.append(Example(gather(pair, around, settings), relation == "agree", weight))
        elif can_contradict(pair, around, settings):
            contradiction.append(Example(gather(pair, around, settings), relation in _CONTRADICTS, weight))
    contradiction += _slips_told(group, settings)
    return agreement, contradiction


def _slips_told(group: Group, settings: CompareSettings) -> Iterator[Example]:
    """What annotators say agrees, told once more with a slip."""
    known = {claim.id: claim for claim in group.claims}
    company = companies(read_slots(claim, settings) for claim in group.claims)
    for told, relation in group.relation_of().items():
        if relation != "agree" or len({known[each].doc for each in told}) < 2:
            continue
        for first, second in permutations(sorted(told)):
            a = read_slots(known[first], settings)
            for claim in with_slips(known[second]):
                slip = read_slots(claim, settings)
                pair = None if shut_gate(a, slip) else pair_of(a, slip, settings)
                if pair is None or not pair.values.apart:
                    continue
                around = Company({**company[block_key(a)].by_document, slip.claim.doc: (slip,)})
                if can_contradict(pair, around, settings):
                    yield Example(gather(pair, around, settings), True, SLIP)


def _open_pairs(claims: Sequence[Claim], settings: CompareSettings) -> Iterator[tuple[Pair, Company]]:
    """Every pair that passes the gates, with who else could be meant."""
    read = [read_slots(claim, settings) for claim in claims]
    company = companies(read)
    series: dict[tuple[str, str, str], list[Slots]] = {}
    for slots in read:
        series.setdefault((slots.measure, slots.unit, slots.kind), []).append(slots)
    for members in series.values():
        for a, b in combinations(members, 2):
            if shut_gate(a, b):
                continue
            pair = pair_of(a, b, settings)
            if pair.place == "different":
                continue
            yield pair, company_of(a, b, company)


def fitted(examples: Sequence[Example]) -> Model:
    """Logistic regression with a ridge penalty over the grades, by Newton's method with halved steps."""
    grades = sorted({(question, grade) for example in examples for question, grade in example.evidence.items()})
    place = {grade: n + 1 for n, grade in enumerate(grades)}
    table = np.zeros((len(examples), len(grades) + 1), dtype=np.float32)
    table[:, 0] = 1.0
    for n, example in enumerate(examples):
        table[n, [place[grade] for grade in example.evidence.items()]] = 1.0
    positive = np.array([float(example.positive) for example in examples])
    weights = np.array([example.weight for example in examples])
    found = _newton(table, positive, weights)
    by_question: dict[str, dict[str, float]] = {}
    for (question, grade), n in place.items():
        by_question.setdefault(question, {})[grade] = round(float(found[n]), 3)
    return Model(round(float(found[0]), 3), by_question)


def _newton(table: NDArray[Any], positive: NDArray[Any], weights: NDArray[Any]) -> NDArray[Any]:
    ridge = np.full(table.shape[1], RIDGE)
    ridge[0] = 1e-6
    found = np.zeros(table.shape[1])
    found[0] = np.log((weights * positive).sum() / (weights * (1 - positive)).sum())

    def loss(at: NDArray[Any]) -> float:
        scores = table @ at
        return float((weights * (np.logaddexp(0, scores) - positive * scores)).sum() + (ridge * at * at).sum() / 2)

    for _ in range(30):
        likely = 1 / (1 + np.exp(-(table @ found)))
        gradient = table.T @ ((likely - positive) * weights) + ridge * found
        curvature = (np.maximum(likely * (1 - likely), 1e-6) * weights).astype(np.float32)
        hessian = ((table * curvature[:, None]).T @ table).astype(float) + np.diag(ridge)
        step, size, before = np.linalg.solve(hessian, gradient), 1.0, loss(found)
        while loss(found - size * step) > before and size > 1e-4:
            size /= 2
        found = found - size * step
        if np.abs(size * step).max() < 1e-2:
            break
    return found


def trained(groups: Iterable[tuple[list[Example], list[Example]]]) -> Models:
    """Both models from the examples of these groups."""
    taken = list(groups)
    return Models(
        agreement=fitted(_thinned([each for agreement, _ in taken for each in agreement])),
        contradiction=fitted(_thinned([each for _, contradiction in taken for each in contradiction])),
    )


def _thinned(examples: Sequence[Example], most: int = 20_000) -> list[Example]:
    """All positive examples and a sample of the others that stands for all of them."""
    dice = random.Random(7)
    others = [example for example in examples if not example.positive]
    keep = min(1.0, most / max(1, len(others)))
    sample = [Example(e.evidence, False, e.weight / keep) for e in others if dice.random() < keep]
    return [example for example in examples if example.positive] + sample


def cross_validated(groups: Sequence[Group], settings: CompareSettings) -> dict[str, list[Verdict]]:
    """By group what the comparison says by weights that were trained on the other folds' groups."""
    examples = [examples_of(group, settings) for group in groups]
    found: dict[str, list[Verdict]] = {}
    for held in shuffled_folds(len(groups), FOLDS):
        rules = Rules(settings, trained(examples[n] for n in range(len(groups)) if n not in held))
        for n in held:
            found[groups[n].name] = compare_by(groups[n].claims, rules)
    return found


def said_of(groups: Sequence[Group], verdicts: Mapping[str, Sequence[Verdict]]) -> Counter[tuple[str, str]]:
    """How often each verdict falls on pairs of each relation, "unlisted" ones among them."""
    found: Counter[tuple[str, str]] = Counter()
    for group in groups:
        told = group.relation_of()
        pairs = [each for each in verdicts[group.name] if len(each.b) == 1]
        found.update((told.get(frozenset((each.a, *each.b)), "unlisted"), each.verdict) for each in pairs)
    return found


def written(models: Models) -> str:
    data = {
        name: {"intercept": m.intercept, "weights": dict(m.weights)}
        for name, m in (("agreement", models.agreement), ("contradiction", models.contradiction))
    }
    head = "# Made by python -m tests.training.pair_weights: what each grade of each question weighs.\n"
    return head + yaml.safe_dump(data, allow_unicode=True, sort_keys=True, width=120)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    settings = default_settings().compare
    groups = [group for gold in asked.gold for group in read_groups(gold)]
    if asked.cross_validate:
        for (relation, verdict), count in sorted(said_of(groups, cross_validated(groups, settings)).items()):
            print(f"{relation:16} {verdict:16} {count}")
    if asked.write:
        WEIGHTS.write_text(written(trained(examples_of(group, settings) for group in groups)), "utf-8")


if __name__ == "__main__":
    main()
