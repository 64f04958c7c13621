"""Fit what the choosers' and the encoder's opinions count to documents that neither has learnt from.

    python -m tests.training.encoder.unseen CORPUS [--write]

CORPUS is that of `python -m tests.training`; what is read of it are the groups that are set aside (aside.yaml beside
its annotated sources), by the choosers and the network that ship. Prints how often each field's first candidate is
right: of the choosers alone, with the encoder as it ships, and with what the opinions count fitted on the other half
of these groups; then the scores of the claims, as they ship and so fitted. `--write` writes what the opinions count,
fitted on all that was read, and the calibration of the confidence. Needs the extra `train`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipeline.reading.claims.assembly import assembled
from pipeline.reading.claims.calibration import shipped_calibration
from pipeline.reading.claims.encoder.evidence import FIELDS, Scores
from pipeline.reading.claims.encoder.network import shipped_network
from pipeline.reading.claims.encoder.pooling import evidence_for, shipped_pools
from pipeline.reading.claims.fields import steps
from pipeline.records.rows import claim_to_row
from pipeline.records.settings import default_settings
from tests.gold.corpora import of_groups, read_corpus
from tests.gold.groups import set_aside
from tests.gold.scoring import score
from tests.training import calibration
from tests.training.crossvalidation import Chosen, chosen_for
from tests.training.encoder import pooling
from tests.training.encoder.fields_right import fields_right
from tests.training.evaluation import evaluated
from tests.training.examples import Example, examples_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    settings = default_settings().claims
    examples = examples_of(of_groups(read_corpus(given.corpus), set_aside()))
    chosen, said = _opinions(examples)
    shipped = {**chosen, **pooling.pooled_choices(examples, chosen, said, shipped_pools())}
    fitted = pooling.cross_fitted(examples, chosen, said)
    print(fields_right(examples, chosen, shipped, fitted))
    print("as they ship: ", _as_shipped(examples, shipped))
    print(evaluated(examples, fitted, settings))
    if given.write:
        pooling.write(pooling.fitted(examples, chosen, said))
        rows = calibration.rows(examples, fitted, settings.claim_from)
        calibration.write(calibration.fitted(rows, shipped_calibration().by_ocr))


def _opinions(examples: Sequence[Example]) -> tuple[Chosen, pooling.Said]:
    """What the choosers that ship choose by themselves, and what the network that ships says of their candidates."""
    chosen: Chosen = {}
    said: dict[str, dict[str, list[Scores]]] = {field: {} for field in FIELDS}
    for one in examples:
        choices = {step.name: step.choices for step in steps(one.document, ())}
        for name, some in choices.items():
            chosen.setdefault(name, {})[one.id] = some
        for field, scores in evidence_for(one.document, choices, shipped_network()).items():
            said[field][one.id] = scores
    return chosen, said


def _as_shipped(examples: Sequence[Example], chosen: Chosen) -> str:
    settings, numbers = default_settings().claims, shipped_calibration()
    claims = [
        claim
        for one in examples
        for claim in assembled(one.id, one.document, chosen_for(one, chosen), settings, numbers)
    ]
    scored = score([claim for one in examples for claim in one.gold], [claim_to_row(claim) for claim in claims])
    levels = ", ".join(f"{level} {found.f1:.3f}" for level, found in scored.levels.items())
    return f"{levels}; calibration error {scored.calibration_error:.3f}"


if __name__ == "__main__":
    main()
