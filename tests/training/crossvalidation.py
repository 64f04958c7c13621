"""A chooser trained on four fifths of the groups and judged on the last fifth, so that each group is unseen once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.claims.choosing import AS_THEY_ARE, Choice, Chooser, Odds, Proposal, Weights, choose
from pipeline.reading.claims.classifying import LinearWeights
from tests.gold.groups import balanced_folds, scored_parts
from tests.training.boosting import Linear, Question, fitted, temperature
from tests.training.examples import Example, asked
from tests.training.folds import Score, score
from tests.training.labels import CLAIMHOOD, Gold, is_right, merit
from tests.training.leafwise import LeafWise
from tests.training.odds import fitted_odds
from tests.training.rehearsal import Rehearsal

Chosen = dict[str, dict[str, list[Choice[Any]]]]
"""Field, document id: the choice for each number, by models that had not seen the document's group."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One required claim's choice, with whether it is right and whether the right value was among the candidates."""

    group: str
    document: str
    number: int
    probability: float
    right: bool
    among: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What cross-validation of a field gives: the choices on unseen groups, and what trains on all groups."""

    choices: dict[str, list[Choice[Any]]]
    judged: tuple[Judged, ...]
    trained: Callable[[], Weights | LinearWeights]

    def score(self, groups: Collection[str] | None = None) -> Score:
        """The score over all groups, or over those given."""
        some = [each for each in self.judged if groups is None or each.group in groups]
        return score([e.probability for e in some], [e.right for e in some], [e.among for e in some])


def cross_validated(
    chooser: Chooser[Any],
    examples: Sequence[Example],
    chosen: Chosen,
    boosting: Linear | LeafWise,
    rehearsal: Rehearsal | None = None,
    left_out: Collection[str] = (),
) -> Outcome:
    """Train and judge a chooser; `chosen` holds the earlier fields' choices on unseen groups.

    It trains, but is not judged, on every document a second time as the rehearsal has it; it is judged, but does not
    train, on the groups `left_out`.
    """
    right = is_right(chooser.name)
    proposals = {one.id: chooser.propose(one.document, chosen_for(one, chosen)) for one in examples}
    fold_of = balanced_folds(e.group for e in examples for _ in e.of_number)
    gold = {one.id: asked(chooser.name, one) for one in examples}
    questions = {one.id: _questions(chooser.name, gold[one.id], proposals[one.id]) for one in examples}

    rehearsed: dict[str, list[Question]] = {}
    if rehearsal is not None:
        for one in examples:
            again = chooser.propose(one.document, rehearsal(one.id, chosen_for(one, chosen)))
            rehearsed[one.id] = list(_questions(chooser.name, gold[one.id], again).values())

    def trained(given: Sequence[Example]) -> Weights:
        some = [e for e in given if e.group not in left_out]
        asked_of = _distinct([question for e in some for question in questions[e.id].values()])
        return fitted([*asked_of, *(question for e in some for question in rehearsed.get(e.id, ()))], boosting)

    weights: dict[int, Weights] = {}
    scored: list[tuple[NDArray[np.float64], int | None]] = []
    for k in sorted(set(fold_of.values())):
        weights[k] = trained([e for e in examples if fold_of.get(e.group, 0) != k])
        unseen = [q for e in examples if fold_of.get(e.group, 0) == k for q in questions[e.id].values()]
        scored += [(weights[k].scores(q.rows), q.right) for q in unseen]
    warmth = temperature(scored)

    def judge(odds: Odds) -> tuple[dict[str, list[Choice[Any]]], tuple[Judged, ...]]:
        choices = {
            e.id: choose(proposals[e.id], replace(weights[fold_of.get(e.group, 0)], temperature=warmth, odds=odds))
            for e in examples
        }
        return choices, tuple(
            Judged(
                e.group, e.id, n, (best := choices[e.id][n]).probability, right(best.value, claim), q.right is not None
            )
            for e in examples
            for n, q in questions[e.id].items()
            if (claim := gold[e.id][n])["required"] or chooser.name == CLAIMHOOD
        )

    choices, judged = judge(AS_THEY_ARE)
    odds = AS_THEY_ARE
    if not all(each.among for each in judged):
        open_ones = [each for each in judged if each.probability < 1.0]
        odds = fitted_odds([each.probability for each in open_ones], [each.right for each in open_ones])
        choices, judged = judge(odds)
    return Outcome(choices, judged, lambda: replace(trained(examples), temperature=warmth, odds=odds))


def chosen_for(one: Example, chosen: Chosen) -> dict[str, list[Choice[Any]]]:
    """The choices for an example, by field."""
    return {field: by_document[one.id] for field, by_document in chosen.items()}


def _questions(field: str, gold: Mapping[int, Gold], proposals: Sequence[Proposal[Any]]) -> dict[int, Question]:
    """The question of each number that the field is asked of. Numbers that share a proposal and an answer (where a
    chooser answers once for a document) share a question, which then is trained on once."""
    right, good = is_right(field), merit(field)
    shared: dict[tuple[int, int | None], Question] = {}
    found = {}
    for n, claim in gold.items():
        values = proposals[n].values
        places = [i for i, value in enumerate(values) if right(value, claim)]
        answer = max(places, key=lambda i: good(values[i], claim), default=None)
        found[n] = shared.setdefault((id(proposals[n]), answer), Question(proposals[n].rows, answer))
    return found


def _distinct(questions: Sequence[Question]) -> list[Question]:
    return list({id(question): question for question in questions}.values())


def table(outcomes: Mapping[str, Outcome]) -> str:
    """Each field's score over the parts of the corpus."""
    lines = []
    for field, outcome in outcomes.items():
        for label, some in scored_parts(each.group for each in outcome.judged).items():
            lines.append(f"{field:10} {label:13} {outcome.score(some)}")
    return "\n".join(lines)
