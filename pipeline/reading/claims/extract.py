"""Documents to claims: what the grammars and the parser find, the choosers of each field one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.assembly import assembled
from pipeline.reading.claims.calibration import shipped_calibration
from pipeline.reading.claims.fields import choices_for
from pipeline.reading.claims.found import DocumentToRead
from pipeline.records.model import Block, Claim, DocumentContext, Reading
from pipeline.records.settings import ClaimSettings, default_settings

_SENTENCE = "In March 2021 police in Lisbon rescued 40 children."
"""One in which each grammar and each chooser finds something."""


def load_reader() -> None:
    """Loads what a process loads once, when it first reads: language model, network, grammars, lexicons, weights.

    Threads that begin to read at once would each do it. Raises as `extract_claims` does.
    """
    reading = Reading((Block(0, "paragraph", _SENTENCE),))
    extract_claims("", reading, DocumentContext(), default_settings().claims)


def extract_claims(
    doc: str, reading: Reading, context: DocumentContext, settings: ClaimSettings, *, packs: tuple[str, ...] = ()
) -> list[Claim]:
    """The claims of one document, in its order, with ids.

    `packs` names measure packs beside the shipped vocabulary (raises PackError for one that is not there). Raises
    WeightsError where the choosers' weights are missing or made for others.
    """
    return next(extract_many([DocumentToRead(doc, reading, context)], settings, packs=packs))


def extract_many(
    documents: Iterable[DocumentToRead], settings: ClaimSettings, *, packs: tuple[str, ...] = ()
) -> Iterator[list[Claim]]:
    """The claims of each document, all documents' sentences parsed in shared batches."""
    given = list(documents)
    for one, document in zip(given, parsed_documents(given, packs), strict=True):
        yield assembled(one.doc, document, choices_for(document, packs), settings, shipped_calibration())
