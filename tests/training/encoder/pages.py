"""Web pages whose claims nobody annotated, as what the network is asked: a teacher can talk about them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.found import DocumentToRead
from pipeline.records.model import DocumentContext
from tests.as_shipped import read_document
from tests.training.encoder.asked import Asked
from tests.training.encoder.go_on import shipped_places
from tests.training.encoder.questions import asked_of
from tests.training.examples import Example

_LISTS = {"listing", "collection", "product"}
"""The types of pages, after their benchmark, that hardly state anything."""
_MOST_WINDOWS = 8
"""Longer pages would take most of the time."""


def asked_of_pages(file: Path, labels: Mapping[str, Sequence[str]]) -> list[Asked]:
    """What the network is asked of the pages of a gzipped file of JSON lines with `id`, `type`, `url` and `html`, those
    without a number and the longest left out. Their publisher is what they say it is, or their host."""
    documents = parsed_documents(list(_read(file)), packs=())
    examples = (
        Example(f"page {n}", "", None, document, (), {}) for n, document in enumerate(documents) if document.numbers
    )
    asked = (asked_of(each, shipped_places(each.document), labels, annotated=False) for each in examples)
    return [one for one in asked if len(one.windows) <= _MOST_WINDOWS]


def _read(file: Path) -> Iterator[DocumentToRead]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for page in map(json.loads, lines):
            if page["type"] not in _LISTS:
                reading = read_document(page["html"].encode(), url=page["url"])
                said = reading.metadata
                host = (urlsplit(page["url"]).hostname or "").removeprefix("www.")
                context = DocumentContext(
                    url=page["url"],
                    publisher=said.publisher.value if said.publisher else host,
                    title=said.title.value if said.title else None,
                    published=said.published.value if said.published else None,
                )
                yield DocumentToRead(page["id"], reading, context)
