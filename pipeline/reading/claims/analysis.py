"""Documents to what choosers look at: what the grammars find in them, and their sentences with a number parsed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from pipeline.reading.claims.document import ParsedDocument, parsed_document
from pipeline.reading.claims.found import DocumentToRead, find_in
from pipeline.reading.claims.parsing import cues_in, parse


def parsed_documents(documents: Iterable[DocumentToRead], packs: tuple[str, ...]) -> Iterator[ParsedDocument]:
    """Each document with what was found in it, all documents' sentences parsed in shared batches."""
    found = [find_in(document) for document in documents]
    stream = parse(((read.passage, read.quantities) for one in found for read in one.passages), packs)
    for one in found:
        parsed = list(islice(stream, len(one.passages)))
        texts = [replace(text, cues=tuple(cues_in(text.block.text, packs))) for text in one.texts]
        yield parsed_document(one.document.context, texts, [read.text for read in one.passages], parsed)
