"""Train the weights that say how likely claims of one figure, or of a figure and its rounding, are of one thing.

    python -m tests.training.joining_weights GOLD --kept-at FILE --choices FILE [--write]

GOLD is a built folder of annotated documents in groups; the files are those of `python -m tests.training GOLD --kept-at
FILE --choices FILE`. Examples are the claims as choosers read them that had not seen the group. Printed is what facts
hold that are joined by weights of groups not trained on, five folds by group, beside facts that join nothing; `--write`
trains on all groups and writes joining.yaml and rounding.yaml.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from pipeline.comparing.gates import normalise
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.blocks import block_key, comparable_kind
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.pairs.evidence import Evidence, Pair
from pipeline.comparing.pairs.joining import gather_for_joining, gather_for_rounding, joinable_pair, rounded_pair
from pipeline.comparing.pairs.judge import Rules
from pipeline.comparing.pairs.weights import Models, shipped_models
from pipeline.comparing.reconcile.filing import figure_key
from pipeline.comparing.reconcile.reconciler import reconcile_by
from pipeline.records.settings import CompareSettings, default_settings
from tests.gold.fact_scoring import NO_FACTS, FactScore, agreeing_clusters, score_facts
from tests.gold.groups import scored_parts, shuffled_folds
from tests.training.logistic import GradedExample, fitted
from tests.training.pair_examples import Group, read_by_the_choosers, read_groups
from tests.training.pair_weights import FOLDS, PAIRS, logistic_text

UNLISTED = 0.5
"""What a pair that nobody listed weighs as an example of two things: annotators list what they see."""


class Examples(NamedTuple):
    """Of two claims of one figure that may be joined, and of two of which one rounds the other."""

    joining: list[GradedExample]
    rounding: list[GradedExample]


def examples_of(group: Group, settings: CompareSettings) -> Examples:
    """Every two claims that may be joined; of one thing where annotators say that they agree."""
    alone = Company.nobody()
    told = [normalise(claim, settings) for claim in group.claims]
    agreeing, linked = _agreeing(group), agreeing_clusters(group.told)

    def made(pair: Pair, evidence: Evidence, also: bool) -> GradedExample:
        relation = group.told.get(frozenset((pair.a.claim.id, pair.b.claim.id)))
        one_thing = relation == "agree" or (relation is None and also)
        return GradedExample(evidence, one_thing, 1.0 if relation or one_thing else UNLISTED)

    def through_a_third(pair: Pair) -> bool:
        return bool(agreeing[pair.a.claim.id] & agreeing[pair.b.claim.id])

    def through_others(pair: Pair) -> bool:
        """Annotators say of a rounding that it agrees with one of those that tell the figure, not with each."""
        one = linked.get(pair.a.claim.id)
        return one is not None and one == linked.get(pair.b.claim.id)

    return Examples(
        [
            made(pair, gather_for_joining(pair, alone, settings), through_a_third(pair))
            for pair in _pairs_of_one_figure(told, settings)
        ],
        [
            made(pair, gather_for_rounding(pair, alone, settings), through_others(pair))
            for pair in _pairs_of_roundings(told, settings)
        ],
    )


def _agreeing(group: Group) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {claim.id: set() for claim in group.claims}
    for pair, relation in group.told.items():
        for claim in pair if relation == "agree" else ():
            found[claim] |= pair - {claim}
    return {claim: frozenset(others) for claim, others in found.items()}


def _pairs_of_one_figure(told: Iterable[NormalisedClaim], settings: CompareSettings) -> Iterator[Pair]:
    figures: dict[object, list[NormalisedClaim]] = {}
    for norm in told:
        figures.setdefault(figure_key(norm.claim, settings), []).append(norm)
    for some in figures.values():
        yield from filter(None, (joinable_pair(a, b, settings) for a, b in combinations(some, 2)))


def _pairs_of_roundings(told: Iterable[NormalisedClaim], settings: CompareSettings) -> Iterator[Pair]:
    """Of claims of one measure or one place, more than are held against each other."""
    kinds: dict[object, list[NormalisedClaim]] = {}
    for norm in told:
        kinds.setdefault((norm.unit, comparable_kind(norm.kind)), []).append(norm)
    for some in kinds.values():
        near = ((a, b) for a, b in combinations(some, 2) if a.measure == b.measure or _one_place(a, b))
        yield from filter(None, (rounded_pair(a, b, settings) for a, b in near))


def _one_place(a: NormalisedClaim, b: NormalisedClaim) -> bool:
    return block_key(a).place == block_key(b).place


def models_of_unseen(groups: Sequence[Group], examples: Mapping[str, Examples]) -> Iterator[tuple[str, Models]]:
    """Each group's name with the shipped weights, those of joining by the other folds' groups."""
    for held in shuffled_folds(len(groups), FOLDS):
        names = {groups[n].name for n in held}
        models = trained(examples[group.name] for group in groups if group.name not in names)
        yield from ((name, models) for name in sorted(names))


def trained(examples: Iterable[Examples]) -> Models:
    """The shipped weights, those of joining by the examples."""
    some = list(examples)
    return replace(
        shipped_models(),
        joining=fitted([each for one in some for each in one.joining]),
        rounding=fitted([each for one in some for each in one.rounding]),
    )


def scores_of(
    groups: Sequence[Group], read: Sequence[Group], models: Mapping[str, Models], settings: CompareSettings
) -> str:
    """What facts hold that are made of read claims, a line for each part of the corpus."""
    of_group: dict[str, FactScore] = {}
    for group, as_read in zip(groups, read, strict=True):
        facts = reconcile_by(as_read.claims, Rules(settings, models[group.name])).facts
        norms = [normalise(claim, settings) for claim in as_read.claims]
        of_group[group.name] = score_facts(group.told, norms, as_read.told, facts)
    return "\n".join(
        f"{label:13} {sum((of_group[name] for name in names), NO_FACTS)}"
        for label, names in scored_parts(of_group).items()
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--kept-at", type=Path, required=True)
    parser.add_argument("--choices", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    settings = default_settings()
    groups = read_groups(asked.gold)
    read = read_by_the_choosers(groups, asked.gold, asked.kept_at, asked.choices, settings.claims)
    examples = {group.name: examples_of(group, settings.compare) for group in read}
    models = dict(models_of_unseen(read, examples))
    for joined_from in (2.0, settings.compare.joined_from):
        print("nothing joined" if joined_from > 1 else f"joined from {joined_from}")
        print(scores_of(groups, read, models, replace(settings.compare, joined_from=joined_from)))
    if asked.write:
        for name in Examples._fields:
            every = [each for some in examples.values() for each in getattr(some, name)]
            print(name, Counter(each.positive for each in every))
            (PAIRS / f"{name}.yaml").write_text(logistic_text(fitted(every), "joining_weights"), "utf-8")


if __name__ == "__main__":
    main()
