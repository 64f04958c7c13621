"""A chooser trained on four fifths of the groups and judged on the last fifth, so that each group is unseen once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.claims.choosing import Choice, Chooser, Weights, choose
from pipeline.reading.claims.classifying import LinearWeights
from tests.training.boosting import Boosting, Question, fitted, temperature
from tests.training.examples import Example
from tests.training.folds import Score, balanced_folds, read_half, score
from tests.training.labels import is_right

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
    """What cross-validation of a chooser gives: the choices on unseen groups, and the weights trained on all."""

    choices: dict[str, list[Choice[Any]]]
    weights: Weights | LinearWeights
    judged: tuple[Judged, ...]

    def score(self, groups: set[str] | None = None) -> Score:
        """The score over all groups, or over those given."""
        some = [each for each in self.judged if groups is None or each.group in groups]
        return score([e.probability for e in some], [e.right for e in some], [e.among for e in some])


def cross_validated(chooser: Chooser[Any], examples: Sequence[Example], chosen: Chosen, boosting: Boosting) -> Outcome:
    """Train and judge a chooser; `chosen` holds the earlier fields' choices on unseen groups."""
    right = is_right(chooser.name)
    proposals = {
        one.id: chooser.propose(one.document, {field: by_doc[one.id] for field, by_doc in chosen.items()})
        for one in examples
    }
    fold = balanced_folds(e.group for e in examples for _ in e.of_number)
    questions: dict[str, dict[int, Question]] = {}
    for one in examples:
        questions[one.id] = {}
        for n in one.of_number:
            gold, proposal = one.gold_of(n), proposals[one.id][n]
            assert gold is not None
            place = next((i for i, value in enumerate(proposal.values) if right(value, gold)), None)
            questions[one.id][n] = Question(proposal.rows, place)
    choices: dict[str, list[Choice[Any]]] = {}
    scored: list[tuple[NDArray[np.float64], int | None]] = []
    for k in sorted(set(fold.values())):
        train = [q for e in examples if fold.get(e.group, 0) != k for q in questions[e.id].values()]
        trees = fitted(train, boosting)
        for e in examples:
            if fold.get(e.group, 0) == k:
                choices[e.id] = choose(proposals[e.id], Weights(trees, 1.0))
                scored += [(trees.scores(q.rows), q.right) for q in questions[e.id].values()]
    warmth = temperature(scored)
    choices = {doc: [_tempered(choice, warmth) for choice in of_doc] for doc, of_doc in choices.items()}
    weights = Weights(fitted([q for of_doc in questions.values() for q in of_doc.values()], boosting), warmth)
    judged = [
        Judged(e.group, e.id, n, choices[e.id][n].probability, right(choices[e.id][n].value, gold), q.right is not None)
        for e in examples
        for n, q in questions[e.id].items()
        if (gold := e.gold_of(n)) is not None and gold["required"]
    ]
    return Outcome(choices, weights, tuple(judged))


def _tempered(choice: Choice[Any], warmth: float) -> Choice[Any]:
    powers = np.asarray(choice.probabilities) ** (1 / warmth)
    return Choice(choice.values, tuple((powers / powers.sum()).tolist()), choice.origins)


def table(outcomes: Mapping[str, Outcome]) -> str:
    """Each field's score over all groups, over those whose errors may be read, and over those only scored."""
    lines = []
    for field, outcome in outcomes.items():
        groups = {each.group for each in outcome.judged}
        read = read_half(groups)
        for label, some in (("all", groups), ("read", read), ("only scored", groups - read)):
            lines.append(f"{field:10} {label:12} {outcome.score(some)}")
    return "\n".join(lines)
