"""Cross-validate the choosers on a corpus, and train what ships.

    python -m tests.training CORPUS [--fields FIELD,…] [--kept-at FILE] [--write]

CORPUS is a folder of documents and annotated claims. Each chooser is trained five times on four fifths of the groups
and judged on the last fifth; later choosers see what earlier ones chose on groups that these had not seen. Prints each
field's score over all groups, over the half whose errors may be read, and over the half that is only scored, and at
the end that of the claims put together from these choices.
`--kept-at` keeps the parsed documents in a file between calls; `--write` writes the weights, trained on all groups,
to pipeline/reading/claims/weights; what the encoder's opinion counts beside them, and the calibration of the
confidence, are then made anew by `python -m tests.training.encoder`. Needs the extra `train`.
"""

from __future__ import annotations

import argparse
import pickle
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline.reading.claims import choosing
from pipeline.reading.claims.classifying import Classifier, LinearWeights
from pipeline.records.settings import default_settings
from tests.training.boosting import save
from tests.training.choosers import BOOSTINGS, LEFT_OUT, REGRESSIONS, REHEARSALS, SHIPPED
from tests.training.classification import classified, rarer_table
from tests.training.crossvalidation import Chosen, Outcome, cross_validated, table
from tests.training.detection import detection_table
from tests.training.evaluation import evaluated
from tests.training.examples import Example, learnt_from, read_examples
from tests.training.labels import CLAIMHOOD
from tests.training.regression import save_linear

WEIGHTS = Path(choosing.__file__).parent / "weights"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--fields")
    parser.add_argument("--kept-at", type=Path)
    parser.add_argument("--choices", type=Path, help="a file for the choices on unseen groups, kept between calls")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    fields = asked.fields.split(",") if asked.fields else list(SHIPPED)
    examples = learnt_from(read_examples(asked.corpus, asked.kept_at))
    chosen: Chosen = pickle.loads(asked.choices.read_bytes()) if asked.choices and asked.choices.exists() else {}
    outcomes: dict[str, Outcome] = {}
    for field in fields:
        started = time.monotonic()
        outcomes[field] = outcome = _judged(field, examples, chosen)
        chosen[field] = outcome.choices
        print(table({field: outcome}), f" {time.monotonic() - started:.0f} s", flush=True)
        if field in REGRESSIONS and REGRESSIONS[field].rarer_weight != 1.0:
            print(rarer_table(field, examples, outcome.choices), flush=True)
        if field == CLAIMHOOD:
            print(detection_table(examples, outcome.choices), flush=True)
        if asked.write:
            _save(field, outcome)
    if asked.choices:
        asked.choices.write_bytes(pickle.dumps(chosen))
    if set(SHIPPED) <= set(chosen):
        print(evaluated(examples, chosen, default_settings().claims))


def _judged(field: str, examples: Sequence[Example], chosen: Chosen) -> Outcome:
    shipped = SHIPPED[field]
    if isinstance(shipped, Classifier):
        return classified(shipped, examples, chosen, REGRESSIONS[field])
    left_out = LEFT_OUT.get(field, frozenset())
    return cross_validated(shipped, examples, chosen, BOOSTINGS[field], REHEARSALS.get(field), left_out)


def _save(field: str, outcome: Outcome) -> None:
    WEIGHTS.mkdir(exist_ok=True)
    weights, path, shipped = outcome.trained(), WEIGHTS / f"{field}.npz", SHIPPED[field]
    if isinstance(weights, LinearWeights):
        save_linear(path, weights)
    elif not isinstance(shipped, Classifier):
        save(path, weights, shipped.features)


if __name__ == "__main__":
    main()
