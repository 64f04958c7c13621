"""Documents of a corpus as the choosers see them, each number with the annotated claim that it is."""

from __future__ import annotations

import collections
import json
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.found import DocumentToRead
from pipeline.records.model import DocumentContext
from tests.as_shipped import read_document
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
    """The examples of a corpus folder (docs.jsonl, docs/, claims.jsonl).

    Reading takes half a minute; `kept_at` names a file to keep them in and to take them from the next time.
    """
    if kept_at is not None and kept_at.exists():
        return list(pickle.loads(kept_at.read_bytes()))
    docs = _rows(corpus / "docs.jsonl")
    gold = collections.defaultdict(list)
    for claim in _rows(corpus / "claims.jsonl"):
        gold[claim["doc"]].append(claim)
    parsed = parsed_documents([_to_read(corpus, row) for row in docs], packs=())
    examples = [
        Example(
            row["id"], row.get("group") or row["id"], row.get("default_place"), document, tuple(gold[row["id"]]),
            matched(gold[row["id"]], document),
        )
        for row, document in zip(docs, parsed, strict=True)
    ]  # fmt: skip
    if kept_at is not None:
        kept_at.write_bytes(pickle.dumps(examples))
    return examples


def _to_read(corpus: Path, row: dict[str, Any]) -> DocumentToRead:
    context = DocumentContext(**{name: row.get(name) for name in ("url", "publisher", "title", "published")})
    return DocumentToRead(row["id"], read_document((corpus / "docs" / f"{row['id']}.txt").read_bytes()), context)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
