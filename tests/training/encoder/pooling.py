"""Fits what the choosers' and the encoder's opinions count to choices and evidence on unseen groups: a conditional
logit (McFadden 1974)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import TypeAdapter
from scipy.optimize import minimize

from pipeline.reading.claims.choosing import AS_THEY_ARE, Choice
from pipeline.reading.claims.encoder import pooling
from pipeline.reading.claims.encoder.evidence import FIELDS, Scores
from pipeline.reading.claims.encoder.pooling import Pool, logs
from tests.training.crossvalidation import Chosen, chosen_for
from tests.training.evaluation import halves
from tests.training.examples import Example, asked
from tests.training.labels import CLAIMHOOD, is_right
from tests.training.odds import fitted_odds

PATH = Path(pooling.__file__).with_suffix(".yaml")
Said = Mapping[str, Mapping[str, Sequence[Scores]]]
"""Field, document id: the encoder's scores for each number's candidates, by a network that had not seen the group."""


def fitted(examples: Sequence[Example], chosen: Chosen, said: Said) -> dict[str, Pool]:
    """By field the weights under which the right candidates are likeliest, and the odds of what then comes first."""
    return {field: _fitted(list(_questions(field, examples, chosen[field], said[field]))) for field in FIELDS}


def pooled_choices(examples: Sequence[Example], chosen: Chosen, said: Said, pools: Mapping[str, Pool]) -> Chosen:
    """The choices of the fields that the encoder has a say in, pooled with its evidence."""
    of_document = {
        e.id: pooling.pooled(chosen_for(e, chosen), {field: said[field][e.id] for field in FIELDS}, pools)
        for e in examples
    }
    return {field: {doc: list(some[field]) for doc, some in of_document.items()} for field in FIELDS}


def cross_fitted(examples: Sequence[Example], chosen: Chosen, said: Said) -> Chosen:
    """The pooled choices of each half of the groups (those whose errors may be read, and the others) with what was
    fitted to the other half."""
    found: Chosen = {field: dict(by_document) for field, by_document in chosen.items()}
    parted = halves(examples)
    for half, some in parted.items():
        pools = fitted(parted[not half], chosen, said)
        for field, by_document in pooled_choices(some, chosen, said, pools).items():
            found[field].update(by_document)
    return found


def write(pools: Mapping[str, Pool]) -> None:
    """Write pooling.yaml."""
    head = "# Made by: python -m tests.training.encoder CORPUS --write, or tests.training.encoder.unseen\n"
    rows: dict[str, Any] = TypeAdapter(dict[str, Pool]).dump_python(dict(pools), mode="json")
    PATH.write_text(head + yaml.safe_dump(rows, sort_keys=False), "utf-8")


@dataclass(frozen=True, slots=True)
class _Question:
    """A required claim's candidates with the encoder's scores, and which of them are right."""

    choice: Choice[Any]
    evidence: Scores
    right: NDArray[np.bool_]


def _questions(
    field: str,
    examples: Sequence[Example],
    choices: Mapping[str, Sequence[Choice[Any]]],
    said: Mapping[str, Sequence[Scores]],
) -> Iterator[_Question]:
    right = is_right(field)
    for one in examples:
        for n, gold in asked(field, one).items():
            if gold["required"] or field == CLAIMHOOD:
                choice = choices[one.id][n]
                yield _Question(choice, said[one.id][n], np.array([right(value, gold) for value in choice.values]))


def _fitted(questions: Sequence[_Question]) -> Pool:
    among = [question for question in questions if question.right.any()]
    told = [(question, ~np.isnan(question.evidence)) for question in among]
    told = [(question, known) for question, known in told if question.right[known].any()]
    starts = np.cumsum([0, *(int(known.sum()) for _, known in told)])[:-1]
    of_chooser = np.concatenate([logs(np.array(one.choice.probabilities)[known]) for one, known in told])
    of_encoder = np.concatenate([logs(pooling.opinion(one.evidence)[known]) for one, known in told])
    wrong = ~np.concatenate([one.right[known] for one, known in told])

    def surprise(weights: NDArray[np.float64]) -> float:
        scores = weights[0] * of_chooser + weights[1] * of_encoder
        good = np.logaddexp.reduceat(np.where(wrong, -np.inf, scores), starts)
        return float(np.mean(np.logaddexp.reduceat(scores, starts) - good))

    chooser, encoder = map(float, minimize(surprise, np.array([1.0, 0.5]), method="Nelder-Mead").x)
    pool = Pool(chooser, encoder, AS_THEY_ARE)
    if len(among) == len(questions):
        return pool
    first = [(pool.pooled(question.choice, question.evidence), question) for question in questions]
    judged = [(best.probability, _first_is_right(best, q)) for best, q in first if len(best.values) > 1]
    return replace(pool, odds=fitted_odds([p for p, _ in judged], [good for _, good in judged]))


def _first_is_right(pooled_choice: Choice[Any], question: _Question) -> bool:
    """Whether the first of the pooled candidates is right."""
    return bool(question.right[question.choice.values.index(pooled_choice.value)])
