"""Claims that a person added, where the reader missed one: kept when a document is read anew, as long as it says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.ledger import Ledger, utc_now
from pipeline.ledger.in_force import EntriesInForce
from pipeline.records.model import Claim, ClaimPlace, DocumentContext, Reading
from pipeline.records.text import number_position

BY_A_PERSON = "person"
"""What stands in `Claim.reading` of a claim that no reader found."""


def added_claims(ledger: Ledger, in_force: EntriesInForce, doc: str) -> list[Claim]:
    """The claims of a document that people added, as they wrote them down; also those not stated at present."""
    ids = [entry.target for entry in in_force.entries if entry.decision == "add" and entry.id not in in_force.undone_by]
    return [claim for claim in ledger.claims.find(ids=ids, stated=None) if claim.doc == doc] if ids else []


def with_added(
    read: Iterable[Claim], added: Iterable[Claim], reading: Reading, context: DocumentContext
) -> list[Claim]:
    """What a reading states with what people added to it, in the order of the document.

    An added claim stands where its quote now does; where the document says it no longer, it is left out. Where the
    reader has come to read the same figure, the person's claim holds.
    """
    by_id = {claim.id: claim for claim in read}
    for claim in added:
        place = place_of(claim.quote, claim.number, reading)
        if place is not None:
            by_id[claim.id] = replace(claim, locator=place, document=context)
    return sorted(by_id.values(), key=_position)


def place_of(quote: str, number: str, reading: Reading) -> ClaimPlace | None:
    """Where a kept block says this; None where none does."""
    for block in reading.blocks:
        start = block.text.find(quote) if block.kept else -1
        if start >= 0:
            at = start + number_position(quote, number)
            spans = (start, start + len(quote), at, at + len(number))
            return ClaimPlace(block.n, *spans, block.place.path, block.place.page, block.place.box)
    return None


def restate(ledger: Ledger, doc: str, added: Sequence[Claim]) -> None:
    """Makes the document state what its reader found and what people added. Raises UnknownId."""
    stored = ledger.documents.get(doc)
    run = ledger.runs.last()
    read = [claim for claim in ledger.claims.find(doc=doc) if BY_A_PERSON not in claim.reading]
    ledger.documents.put(
        run.id if run else 0,
        doc,
        sha256=stored.sha256,
        stage=stored.stage,
        context=stored.context,
        reading=stored.reading,
        claims=with_added(read, added, stored.reading, stored.context),
        at=utc_now(),
    )


def bring_added_in_line(ledger: Ledger, in_force: EntriesInForce) -> None:
    """Withdraws added claims whose entry was undone, and states those whose entry came back."""
    ever = [entry.target for entry in in_force.entries if entry.decision == "add"]
    docs = {claim.doc for claim in ledger.claims.find(ids=ever, stated=None)} if ever else set()
    for doc in sorted(docs):
        added, reading = added_claims(ledger, in_force, doc), ledger.documents.get(doc).reading
        wanted = {claim.id for claim in added if place_of(claim.quote, claim.number, reading) is not None}
        if wanted != {claim.id for claim in ledger.claims.find(doc=doc) if BY_A_PERSON in claim.reading}:
            restate(ledger, doc, added)


def _position(claim: Claim) -> tuple[int, int]:
    return (claim.locator.block, claim.locator.number_start) if claim.locator else (0, 0)
