"""Documents of a corpus as the choosers see them, each number with the annotated claim that it is."""

from __future__ import annotations

import collections
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.found import DocumentToRead
from tests.as_shipped import read_document
from tests.gold.corpora import read_corpus
from tests.gold.groups import set_aside
from tests.gold.records import Corpus, GoldText
from tests.training.labels import CLAIMHOOD, NO_CLAIM
from tests.training.matching import left_open, matched

Gold = dict[str, Any]
"""An annotated claim, the fields of docs/design.md, section 3."""


@dataclass(frozen=True, slots=True)
class Example:
    """A document with its annotated claims; `of_number` tells which claim (an index of `gold`) a number is."""

    id: str
    group: str
    default_place: str | None
    document: ParsedDocument
    gold: tuple[Gold, ...]
    of_number: dict[int, int]

    def gold_of(self, number: int) -> Gold | None:
        """The annotated claim that a number is, with its document's place and main source; None where it is none."""
        index = self.of_number.get(number)
        if index is None:
            return None
        return {**self.gold[index], "document_place": self.default_place, "document_source": self.main_source()}

    def main_source(self) -> str | None:
        """Whom most of the document's required claims are given to, None where that is nobody."""
        given = collections.Counter(claim["attributed_to"] for claim in self.gold if claim["required"])
        return given.most_common(1)[0][0] if given else None


def asked(field: str, example: Example) -> dict[int, Mapping[str, Any]]:
    """The numbers that a field's chooser is trained and judged on, with what they are annotated as.

    Whether a number is a claim is asked of all but those that the annotation leaves open, the part of shares only.
    """
    if field == CLAIMHOOD:
        leaves_open = left_open(example.gold, example.document, example.of_number)
        numbers = range(len(example.document.numbers))
        return {n: example.gold_of(n) or NO_CLAIM for n in numbers if n not in leaves_open}
    matched_claims = {n: example.gold_of(n) or NO_CLAIM for n in example.of_number}
    return {n: gold for n, gold in matched_claims.items() if field != "part" or gold["kind"] == "share"}


def read_examples(corpus: Path, kept_at: Path | None = None) -> list[Example]:
    """The examples of a corpus folder, annotated or built (tests/gold/corpora.py).

    Reading takes half a minute; `kept_at` names a file to keep them in and to take them from the next time.
    """
    if kept_at is not None and kept_at.exists():
        return list(pickle.loads(kept_at.read_bytes()))
    examples = examples_of(read_corpus(corpus))
    if kept_at is not None:
        kept_at.write_bytes(pickle.dumps(examples))
    return examples


def examples_of(read: Corpus) -> list[Example]:
    """The examples of a corpus that was read."""
    gold: collections.defaultdict[str, list[Gold]] = collections.defaultdict(list)
    for claim in read.claims:
        gold[claim["doc"]].append(dict(claim))
    parsed = parsed_documents([_to_read(text) for text in read.docs], packs=())
    return [
        Example(
            text.doc, text.group or text.doc, text.default_place, document, tuple(gold[text.doc]),
            matched(gold[text.doc], document),
        )
        for text, document in zip(read.docs, parsed, strict=True)
    ]  # fmt: skip


def learnt_from(examples: Sequence[Example]) -> list[Example]:
    """The examples without those that are set aside."""
    return [one for one in examples if one.group not in set_aside()]


def _to_read(text: GoldText) -> DocumentToRead:
    return DocumentToRead(text.doc, read_document(text.text.encode()), text.context)
