"""Let the network that ships learn on, for a corpus that grew or was mended: the mean of before and after ships.

    python -m tests.training.encoder.go_on CORPUS --base FILE [--kept-at FILE]

CORPUS and `--kept-at` are those of `python -m tests.training`, `--base` that of `python -m tests.training.encoder`.
What its opinion counts is then fitted anew by `python -m tests.training.encoder.unseen`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.reading.claims.choosing import Choices
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.fields import steps
from tests.training.encoder.asked import Asked
from tests.training.encoder.export import NETWORK, exported
from tests.training.encoder.learning import went_on
from tests.training.encoder.questions import asked_of, labels_of
from tests.training.encoder.shipped import shipped
from tests.training.examples import Example, learnt_from, read_examples


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--kept-at", type=Path)
    given = parser.parse_args()
    examples = learnt_from(read_examples(given.corpus, given.kept_at))
    labels = labels_of(examples)
    encoder, layout = shipped(NETWORK, given.base, labels)
    learnt = went_on(encoder, asked_with_shipped(examples, labels), layout)
    NETWORK.write_bytes(exported(learnt, layout))


def asked_with_shipped(examples: Sequence[Example], labels: Mapping[str, tuple[str, ...]]) -> list[Asked]:
    """What the network is asked of the examples, with the candidates that the choosers that ship have for places."""
    return [asked_of(each, shipped_places(each.document), labels) for each in examples if each.document.numbers]


def shipped_places(document: ParsedDocument) -> Choices:
    """The candidates that the choosers that ship have for the places of a document's numbers."""
    return {"place": next(step.choices for step in steps(document, ()) if step.name == "place")}


if __name__ == "__main__":
    main()
