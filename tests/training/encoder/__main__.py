"""Fine-tune the encoder on a corpus, and pool its evidence with the choosers' choices.

    python -m tests.training.encoder CORPUS --base FILE --choices FILE --pooled FILE [--larger FILE --pages FILE]
                                            [--kept-at FILE] [--networks FOLDER] [--write]

CORPUS, `--kept-at` and `--choices` are those of `python -m tests.training`, which comes first. The network is trained
three times on two thirds of the groups and asked about the last third; what its opinion counts is fitted to that, for
each half of the groups on the other.
Prints how often each field's first candidate is right without it and with it, and the scores of the claims that are
put together from the pooled choices, which `--pooled` keeps for what is trained next.
`--base` names the pretrained weights of a MiniLM with six layers (model.safetensors of all-MiniLM-L6-v2). With
`--larger`, those of an MPNet (model.safetensors of all-mpnet-base-v2), a larger network learns first and teaches the
one that ships: it says what it makes of the corpus and of `--pages` (wcxb_more.jsonl.gz of ../shared/anchors, pages
that nobody annotated). The network that ships was made so, on an accelerator. `--networks` keeps what was trained
between calls; `--write` writes the network that learnt from all groups, what it counts, and the calibration of the
confidence.
Needs the extra `train` and requirements.txt beside this file.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.reading.claims.calibration import shipped_calibration
from pipeline.reading.claims.encoder.evidence import FIELDS, Scores
from pipeline.reading.claims.encoder.network import network_of
from pipeline.reading.claims.encoder.pooling import evidence_for
from pipeline.records.settings import default_settings
from tests.gold.groups import balanced_folds
from tests.training import calibration
from tests.training.crossvalidation import Chosen, chosen_for
from tests.training.encoder import pooling
from tests.training.encoder.export import NETWORK
from tests.training.encoder.fields_right import fields_right
from tests.training.encoder.model import layout_for
from tests.training.encoder.networks import Lesson, Networks, TaughtBy
from tests.training.encoder.pages import asked_of_pages
from tests.training.encoder.questions import asked_of, labels_of
from tests.training.evaluation import evaluated
from tests.training.examples import Example, learnt_from, read_examples
from tests.training.reliability import reliability_svg

_FOLDS = 3
_PLOT = Path("docs/images/reliability.svg")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--larger", type=Path)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--choices", type=Path, required=True)
    parser.add_argument("--pooled", type=Path, required=True)
    parser.add_argument("--kept-at", type=Path)
    parser.add_argument("--networks", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    examples = learnt_from(read_examples(given.corpus, given.kept_at))
    chosen: Chosen = pickle.loads(given.choices.read_bytes())
    labels = labels_of(examples)
    networks = Networks(given.networks, lambda: _lesson(given, examples, chosen, labels))
    said = _said_of_unseen(examples, chosen, networks)
    pooled = pooling.cross_fitted(examples, chosen, said)
    given.pooled.write_bytes(pickle.dumps(pooled))
    print(fields_right(examples, chosen, pooled))
    settings = default_settings().claims
    evaluation = evaluated(examples, pooled, settings)
    print(evaluation)
    if given.write:
        NETWORK.write_bytes(networks.trained("all", lambda group: True))
        pooling.write(pooling.fitted(examples, chosen, said))
        _PLOT.write_text(reliability_svg(evaluation.scores["all"].confidence), "utf-8")
        rows = calibration.rows(examples, pooled, settings.claim_from)
        calibration.write(calibration.fitted(rows, shipped_calibration().by_ocr))


def _lesson(
    given: argparse.Namespace, examples: Sequence[Example], chosen: Chosen, labels: Mapping[str, tuple[str, ...]]
) -> Lesson:
    documents = [asked_of(e, chosen_for(e, chosen), labels) for e in examples if e.document.numbers]
    taught_by = TaughtBy(given.larger, asked_of_pages(given.pages, labels)) if given.larger else None
    return Lesson(documents, layout_for(labels), given.base, taught_by)


def _said_of_unseen(examples: Sequence[Example], chosen: Chosen, networks: Networks) -> pooling.Said:
    """What networks say of the groups that they had not seen, as the program that ships asks them."""
    fold_of = balanced_folds((e.group for e in examples for _ in e.of_number), _FOLDS)
    said: dict[str, dict[str, list[Scores]]] = {field: {} for field in FIELDS}
    for k in range(_FOLDS):
        name = f"fold-{k + 1}"
        network = network_of(networks.trained(name, lambda group, k=k: fold_of.get(group, 0) != k), name)
        for one in examples:
            if fold_of.get(one.group, 0) == k:
                for field, scores in evidence_for(one.document, chosen_for(one, chosen), network).items():
                    said[field][one.id] = scores
    return said


if __name__ == "__main__":
    main()
