"""A classifier trained on four fifths of the groups and judged on the last fifth, as choosers are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.reading.claims.choosing import Choice
from pipeline.reading.claims.classifying import Classifier, LinearWeights, classify
from pipeline.records.linear import LinearModel
from tests.gold.groups import balanced_folds, scored_parts
from tests.training.boosting import temperature
from tests.training.crossvalidation import Chosen, Judged, Outcome
from tests.training.examples import Example
from tests.training.labels import Gold, is_right, label_of
from tests.training.regression import Regression, regressed

Described = Mapping[str, Sequence[Mapping[str, float]]]
"""Document id: the terms of each number."""


def classified(
    classifier: Classifier[Any], examples: Sequence[Example], chosen: Chosen, regression: Regression
) -> Outcome:
    """Train and judge a classifier; `chosen` holds the earlier fields' choices on unseen groups."""
    described: Described = {
        one.id: classifier.describe(one.document, {field: by_doc[one.id] for field, by_doc in chosen.items()})
        for one in examples
    }
    fold_of = balanced_folds(e.group for e in examples for _ in e.of_number)
    models = {
        k: _fitted(classifier.name, [e for e in examples if fold_of.get(e.group, 0) != k], described, regression)
        for k in sorted(set(fold_of.values()))
    }
    warmth = temperature(
        [
            (scores, _index(model, label_of(classifier.name, gold)))
            for k, model in models.items()
            for e in examples
            if fold_of.get(e.group, 0) == k
            for n, scores in enumerate(model.scores(described[e.id]))
            if (gold := e.gold_of(n)) is not None
        ]
    )
    choices = {
        e.id: classify(classifier, described[e.id], LinearWeights(models[fold_of.get(e.group, 0)], warmth))
        for e in examples
    }
    return Outcome(
        choices,
        tuple(_judged(classifier.name, examples, choices)),
        lambda: LinearWeights(_fitted(classifier.name, examples, described, regression), warmth),
    )


def _fitted(field: str, examples: Sequence[Example], described: Described, regression: Regression) -> LinearModel:
    rows: list[tuple[Mapping[str, float], str, Gold]] = []
    for one in examples:
        for n in one.of_number:
            gold = one.gold_of(n)
            assert gold is not None
            rows.append((described[one.id][n], label_of(field, gold), gold))
    labels = [label for _, label, _ in rows]
    commonest = max(set(labels), key=labels.count)
    weights = [
        (1.0 if gold["required"] else regression.optional_weight)
        * (1.0 if label == commonest else regression.rarer_weight)
        for _, label, gold in rows
    ]
    return regressed([terms for terms, _, _ in rows], labels, weights, regression)


def _index(model: LinearModel, label: str) -> int | None:
    return model.classes.index(label) if label in model.classes else None


def _judged(field: str, examples: Sequence[Example], choices: Mapping[str, Sequence[Choice[Any]]]) -> list[Judged]:
    right = is_right(field)
    return [
        Judged(
            e.group, e.id, n, choice.probability, right(choice.value, gold), any(right(v, gold) for v in choice.values)
        )
        for e in examples
        for n, choice in enumerate(choices[e.id])
        if (gold := e.gold_of(n)) is not None and gold["required"]
    ]


def rarer_table(field: str, examples: Sequence[Example], choices: Mapping[str, Sequence[Choice[Any]]]) -> str:
    """Precision and recall of all classes but the commonest one over all annotated claims, required or not, over
    the parts of the corpus."""
    lines = []
    for label, groups in scored_parts(example.group for example in examples).items():
        some = [example for example in examples if example.group in groups]
        lines.append(f"{field:10} {label:13} {_rarer(field, some, choices)}")
    return "\n".join(lines)


def _rarer(field: str, examples: Sequence[Example], choices: Mapping[str, Sequence[Choice[Any]]]) -> str:
    pairs = [
        (label_of(field, gold), str(choices[e.id][n].value))
        for e in examples
        for n in e.of_number
        if (gold := e.gold_of(n)) is not None
    ]
    labels = [label for label, _ in pairs]
    commonest = max(set(labels), key=labels.count)
    both = sum(label != commonest != value for label, value in pairs)
    found = sum(value != commonest for _, value in pairs)
    there = sum(label != commonest for label in labels)
    return f"not {commonest}: precision {both / max(1, found):.3f}  recall {both / max(1, there):.3f}"
