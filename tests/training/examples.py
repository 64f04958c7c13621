"""Documents of a corpus as the choosers see them, each number with the annotated claim that it is."""

from __future__ import annotations

import collections
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.found import DocumentToRead
from tests.as_shipped import read_document
from tests.gold.corpora import read_corpus
from tests.gold.records import GoldText
from tests.training.matching import matched

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
        """The annotated claim that a number is, with its document's place; None where it is none."""
        index = self.of_number.get(number)
        return None if index is None else {**self.gold[index], "document_place": self.default_place}


def read_examples(corpus: Path, kept_at: Path | None = None) -> list[Example]:
    """The examples of a corpus folder, annotated or built (tests/gold/corpora.py).

    Reading takes half a minute; `kept_at` names a file to keep them in and to take them from the next time.
    """
    if kept_at is not None and kept_at.exists():
        return list(pickle.loads(kept_at.read_bytes()))
    read = read_corpus(corpus)
    gold: collections.defaultdict[str, list[Gold]] = collections.defaultdict(list)
    for claim in read.claims:
        gold[claim["doc"]].append(dict(claim))
    parsed = parsed_documents([_to_read(text) for text in read.docs], packs=())
    examples = [
        Example(
            text.doc, text.group or text.doc, text.default_place, document, tuple(gold[text.doc]),
            matched(gold[text.doc], document),
        )
        for text, document in zip(read.docs, parsed, strict=True)
    ]  # fmt: skip
    if kept_at is not None:
        kept_at.write_bytes(pickle.dumps(examples))
    return examples


def _to_read(text: GoldText) -> DocumentToRead:
    return DocumentToRead(text.doc, read_document(text.text.encode()), text.context)
