"""Fits the numbers of calibration.yaml to choices on groups that the choosers had not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression

from pipeline.reading.claims import calibration
from pipeline.reading.claims.calibration import Calibration
from pipeline.reading.claims.choosing import Choice
from tests.gold.groups import scored_parts, short_documents
from tests.training.crossvalidation import Chosen
from tests.training.examples import Example
from tests.training.labels import is_right

FIELDS = ("claimhood", "kind", "measure", "place", "period")
DECIDING = ("measure", "place", "period")
"""The fields that have to be right, beside figure and unit, for a claim to be right in its core."""
_OF_FIRST_SERIES = 2.0
"""What a row of the first series counts."""
PATH = Path(calibration.__file__).with_suffix(".yaml")


@dataclass(frozen=True, slots=True)
class Row:
    """A number taken for a claim: the log-probabilities of its choices, and whether its core is right."""

    group: str
    document: str
    number: int
    logs: tuple[float, ...]
    right: bool


def rows(examples: Sequence[Example], chosen: Chosen, claim_from: float) -> list[Row]:
    """A row for each number that is taken for a claim, less those that the annotation leaves open."""
    found = []
    for one in examples:
        for n, number in enumerate(one.document.numbers):
            choices = {field: chosen[field][one.id][n] for field in FIELDS}
            hood = dict(zip(choices["claimhood"].values, choices["claimhood"].probabilities, strict=True))
            gold = one.gold_of(n)
            if hood.get(True, 0.0) < claim_from or (gold is not None and not gold["required"]):
                continue
            right = gold is not None and gold["unit"] == number.quantity.unit
            right = right and all(is_right(field)(choices[field].value, gold or {}) for field in DECIDING)
            found.append(Row(one.group, one.id, n, logs(choices), right))
    return found


def logs(choices: Mapping[str, Choice[Any]]) -> tuple[float, ...]:
    return tuple(float(np.log(max(choices[field].probability, calibration.LEAST))) for field in FIELDS)


def fitted(some: Sequence[Row], by_ocr: float) -> Calibration:
    """The numbers under which the rows are likeliest; `by_ocr` is given, since the corpus has no scans.

    Rows of short documents are left out: a choice of a given probability is right less often in them than in documents
    of the usual length. So it is in later series, which were written to be learnt from: the first counts for more.
    """
    kept = [row for row in some if row.group not in short_documents()]
    first = scored_parts(row.group for row in kept).get("all", frozenset())
    counts = [_OF_FIRST_SERIES if row.group in first else 1.0 for row in kept]
    model = LogisticRegression(C=10.0).fit([row.logs for row in kept], [row.right for row in kept], counts)
    weights = {field: round(float(weight), 4) for field, weight in zip(FIELDS, model.coef_[0], strict=True)}
    return Calibration(round(float(model.intercept_[0]), 4), weights, by_ocr)


def write(numbers: Calibration) -> None:
    """Write calibration.yaml."""
    head = (
        "# Made by: python -m tests.training.encoder … --write, or tests.training.encoder.unseen\n"
        "# (by_ocr is set by hand: the corpus has no scans)\n"
    )
    PATH.write_text(head + yaml.safe_dump(asdict(numbers), sort_keys=False), "utf-8")
