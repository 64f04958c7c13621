"""Train the weights that say how likely two claims are of one thing, or contradict each other.

    python -m tests.training.pair_weights GOLD [--kept-at FILE --choices FILE] [--cross-validate] [--write]

GOLD is a built folder of annotated documents in groups. The files are those of `python -m tests.training GOLD --kept-at
FILE --choices FILE`: with them, the claims as choosers read them that had not seen the group are examples of
contradictions as well, so that the weights know how misread claims look. Groups are also thrown together, as in a list
of many topics: their claims are of two things. `--cross-validate` prints what the comparison
says of annotated claims of groups that the weights have not seen, five folds by group, and what a run flags of read
ones; `--write` trains on all groups and writes agreement.yaml and contradiction.npz. Pairs that nobody listed count as
unrelated; of figures that fit for less, since annotators list what they see.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil
from pathlib import Path

import yaml

from pipeline.comparing.pairs.judge import Rules
from pipeline.comparing.pairs.weights import GradedTrees, Logistic, Models, shipped_models
from pipeline.comparing.reconcile.all_pairs import compare_by
from pipeline.comparing.reconcile.reconciler import reconcile_by
from pipeline.records.model import Verdict
from pipeline.records.rows import claim_to_row, conflict_to_row
from pipeline.records.settings import CompareSettings, default_settings
from tests.gold.conflict_scoring import ConflictScore, score_conflicts
from tests.gold.corpora import of_groups, read_corpus
from tests.gold.groups import scored_parts, short_documents, shuffled_folds
from tests.gold.scoring import score
from tests.training.graded_trees import grown, save
from tests.training.logistic import GradedExample, fitted
from tests.training.pair_examples import (
    Examples,
    Group,
    examples_across,
    examples_of,
    read_by_the_choosers,
    read_groups,
)

PAIRS = Path("pipeline/comparing/pairs")
FOLDS = 5
OF_SHORT_DOCUMENTS = 0.15
"""What a contradiction between short documents weighs: where a document tells few figures, two that are close are
nearly always of one thing, in longer ones they seldom are."""
TOGETHER = 8
"""How many groups are taken for one list of sources, to teach that claims of two topics are of two things."""


def trained(examples: Iterable[Examples]) -> Models:
    """Both models from the examples of some groups, the others as they ship."""
    taken = list(examples)
    return replace(shipped_models(), agreement=_agreement(taken), contradiction=_contradiction(taken))


def _agreement(taken: Iterable[Examples]) -> Logistic:
    return fitted(_thinned([each for agreement, _ in taken for each in agreement]))


def _contradiction(taken: Iterable[Examples]) -> GradedTrees:
    return grown([each for _, contradiction in taken for each in contradiction])


def _thinned(examples: Sequence[GradedExample], most: int = 20_000) -> list[GradedExample]:
    """All positive examples and a sample of the others that stands for all of them."""
    dice = random.Random(7)
    others = [example for example in examples if not example.positive]
    keep = min(1.0, most / max(1, len(others)))
    sample = [GradedExample(e.evidence, False, e.weight / keep) for e in others if dice.random() < keep]
    return [example for example in examples if example.positive] + sample


def models_of_unseen(
    groups: Sequence[Group], examples: Mapping[str, Sequence[Examples]]
) -> Iterator[tuple[str, Models]]:
    """Each group's name with models that were trained on the other folds' groups."""
    for held in shuffled_folds(len(groups), FOLDS):
        names = {groups[n].name for n in held}
        models = trained(each for group in groups if group.name not in names for each in examples[group.name])
        yield from ((name, models) for name in sorted(names))


def lists_of_topics(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """The groups of each fold in lists of a few, so that no list holds groups of two folds; neighbours in the order of
    their names, which may tell of one topic, stand in two lists."""
    for held in shuffled_folds(len(groups), FOLDS):
        of_fold = [groups[n] for n in sorted(held)]
        lists = ceil(len(of_fold) / TOGETHER)
        yield from (of_fold[n::lists] for n in range(lists))


def _weighed(group: str, examples: Examples) -> Examples:
    agreement, contradiction = examples
    if group in short_documents():
        contradiction = [replace(each, weight=each.weight * OF_SHORT_DOCUMENTS) for each in contradiction]
    return agreement, contradiction


def said_of(groups: Sequence[Group], verdicts: Mapping[str, Sequence[Verdict]]) -> Counter[tuple[str, str]]:
    """How often each verdict falls on pairs of each relation, "unlisted" ones among them."""
    found: Counter[tuple[str, str]] = Counter()
    for group in groups:
        pairs = [each for each in verdicts[group.name] if len(each.b) == 1]
        found.update((group.told.get(frozenset((each.a, *each.b)), "unlisted"), each.verdict) for each in pairs)
    return found


def flagged_of(gold: Path, read: Sequence[Group], models: Mapping[str, Models], settings: CompareSettings) -> str:
    """The conflicts of a run over claims as they are read, a line for each part of the corpus."""
    corpus = read_corpus(gold)
    found = [claim for group in read for claim in group.claims]
    pairs = score([dict(claim) for claim in corpus.claims], [claim_to_row(claim) for claim in found]).pairs
    of_group: dict[str, ConflictScore] = {}
    for group in read:
        some = of_groups(corpus, {group.name})
        conflicts = reconcile_by(group.claims, Rules(settings, models[group.name])).conflicts
        rows = [conflict_to_row(conflict) for conflict in conflicts if conflict.status == "open"]
        of_group[group.name] = score_conflicts(some.relations, some.claims, rows, pairs)
    return "\n".join(
        f"{label:13} {sum((of_group[name] for name in names), ConflictScore(0, 0, 0, 0))}"
        for label, names in scored_parts(of_group).items()
    )


def flagged_across(read: Sequence[Group], models: Mapping[str, Models], settings: CompareSettings) -> str:
    """How many rows a run flags between claims of two groups that stand in one list."""
    rows = lists = 0
    for some in lists_of_topics(read):
        group_of = {claim.id: group.name for group in some for claim in group.claims}
        claims = [claim for group in some for claim in group.claims]
        conflicts = reconcile_by(claims, Rules(settings, models[some[0].name])).conflicts
        flagged = [conflict for conflict in conflicts if conflict.status == "open"]
        rows += sum(len({group_of[claim] for side in conflict.sides for claim in side}) > 1 for conflict in flagged)
        lists += 1
    return f"flagged across topics: {rows} rows in {lists} lists of {TOGETHER} groups"


def logistic_text(model: Logistic, made_by: str) -> str:
    data = {"intercept": model.intercept, "weights": dict(model.weights)}
    head = f"# Made by python -m tests.training.{made_by}: what each grade of each question weighs.\n"
    return head + yaml.safe_dump(data, allow_unicode=True, sort_keys=True, width=120)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--kept-at", type=Path)
    parser.add_argument("--choices", type=Path)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    settings = default_settings()
    groups = read_groups(asked.gold)
    read: list[Group] = []
    if asked.kept_at and asked.choices:
        read = read_by_the_choosers(groups, asked.gold, asked.kept_at, asked.choices, settings.claims)
    examples = {group.name: [_weighed(group.name, examples_of(group, settings.compare))] for group in groups}
    for group in read:
        _, contradiction = _weighed(group.name, examples_of(group, settings.compare))
        examples[group.name].append(([], contradiction))
    for told in (groups, read):
        for some in lists_of_topics(told):
            examples[some[0].name].append(examples_across(some, settings.compare))
    if asked.cross_validate:
        models = dict(models_of_unseen(groups, examples))
        verdicts = {g.name: compare_by(g.claims, Rules(settings.compare, models[g.name])) for g in groups}
        for (relation, verdict), count in sorted(said_of(groups, verdicts).items()):
            print(f"{relation:16} {verdict:16} {count}")
        if read:
            print(flagged_of(asked.gold, read, models, settings.compare))
            print(flagged_across(read, models, settings.compare))
    if asked.write:
        taken = [each for some in examples.values() for each in some]
        (PAIRS / "agreement.yaml").write_text(logistic_text(_agreement(taken), "pair_weights"), "utf-8")
        save(PAIRS / "contradiction.npz", _contradiction(taken))


if __name__ == "__main__":
    main()
