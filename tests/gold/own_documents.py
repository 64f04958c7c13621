"""Our own documents: own/docs.jsonl, own/docs/ID.txt and own/claims.jsonl, and the pages and PDFs of the demo.

A row of docs.jsonl with a `path` (from the root of the checkout) is a page or PDF, read from its bytes; any other is
the plain text docs/ID.txt. Claims are annotated after docs/design.md, "A claim, field by field"; `required` is false
where a quantity may or may not count as a claim.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from bs4 import BeautifulSoup

from pipeline.documents.text import read_text
from pipeline.reading.claims import DocumentToRead
from pipeline.records.model import Claim, DocumentContext
from tests.as_shipped import extract_many, read_document

FOLDER = Path(__file__).with_name("own")
ROOT = FOLDER.parents[2]
CONTEXT_FIELDS = ("url", "publisher", "title", "published")


@dataclass(frozen=True, slots=True)
class GoldDocument:
    doc: str
    path: Path
    context: DocumentContext

    @property
    def is_plain_text(self) -> bool:
        return self.path.suffix == ".txt"

    def text(self) -> str:
        """Everything that stands in the document, boilerplate too, with nothing of ours in between."""
        if self.is_plain_text:
            return self.path.read_text("utf-8")
        if self.path.suffix == ".html":
            page = BeautifulSoup(self.path.read_bytes(), "lxml")
            for counter in page.select("[data-count-to]"):  # counts up from 0 on a reader's screen
                counter.string = str(counter["data-count-to"])
            return page.get_text(" ")
        with pypdfium2.PdfDocument(self.path) as pdf:
            return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)

    def to_read(self) -> DocumentToRead:
        reading = read_text(self.text()) if self.is_plain_text else read_document(self.path.read_bytes())
        return DocumentToRead(self.doc, reading, self.context)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def documents() -> list[GoldDocument]:
    return [
        GoldDocument(
            row["id"],
            ROOT / row["path"] if "path" in row else FOLDER / "docs" / f"{row['id']}.txt",
            DocumentContext(**{name: row[name] for name in CONTEXT_FIELDS}),
        )
        for row in rows("docs.jsonl")
    ]


def gold_claims() -> list[dict[str, Any]]:
    return rows("claims.jsonl")


def found_claims(among: list[GoldDocument]) -> list[Claim]:
    """What the whole pipeline reads from the documents, in their order."""
    return [claim for claims in extract_many(each.to_read() for each in among) for claim in claims]
