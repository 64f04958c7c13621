"""Asks a language model about the claims of flagged conflicts, where the settings name one. Off by default.

What leaves the machine is in docs/second-reader.md: the quote, its headings, the document's title and date, and the
candidates that the patterns proposed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx

from pipeline.ledger import Ledger, utc_now
from pipeline.reading.second_reader import Question, marks_of, picked, question, reread
from pipeline.records.model import Claim
from pipeline.records.settings import SecondReaderSettings


@dataclass(slots=True)
class SecondReader:
    """A chat-completions server, and how many questions it may still be asked in this run."""

    settings: SecondReaderSettings
    client: httpx.Client
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.settings.most_questions

    def answer(self, asked: Question) -> str | None:
        """The model's words; None where the server fails, is slow, or the run's questions are used up."""
        if self.left <= 0:
            return None
        self.left -= 1
        body = {"model": self.settings.model, "messages": list(asked.messages), "temperature": 0}
        try:
            reply = self.client.post("chat/completions", json=body)
            reply.raise_for_status()
            return str(reply.json()["choices"][0]["message"]["content"])
        except (httpx.HTTPError, ValueError, LookupError, TypeError):
            return None


def read_flagged_again(ledger: Ledger, run_id: int) -> bool:
    """Ask about each claim of an open conflict that was not asked about before; whether any claim was changed.

    A wrong or slow answer leaves the claim as the shipped choosers read it.
    """
    settings = ledger.settings.second_reader
    if settings.ask == "never":
        return False
    key = os.environ.get(settings.key_variable) if settings.key_variable else None
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    address = settings.address.rstrip("/") + "/"
    with httpx.Client(base_url=address, headers=headers, timeout=settings.seconds) as client:
        reader = SecondReader(settings, client)
        changed = [_read_again(ledger, run_id, doc, ids, reader) for doc, ids in _flagged(ledger)]
    return any(changed)


def _flagged(ledger: Ledger) -> Iterator[tuple[str, set[str]]]:
    """The documents with claims in open conflicts, and the ids of these claims."""
    ids = {claim for conflict in ledger.conflicts.find() for side in conflict.sides for claim in side}
    by_document: dict[str, set[str]] = {}
    for claim, doc in ledger.claims.documents(ids).items():
        by_document.setdefault(doc, set()).add(claim)
    yield from sorted(by_document.items())


def _read_again(ledger: Ledger, run_id: int, doc: str, ids: set[str], reader: SecondReader) -> bool:
    before = list(ledger.claims.find(docs=[doc]))
    after = [_asked_about(ledger, claim, reader) if claim.id in ids else claim for claim in before]
    if after == before:
        return False
    stored = ledger.documents.get(doc)
    ledger.documents.put(
        run_id, doc, sha256=stored.sha256, stage=stored.stage, context=stored.context, reading=stored.reading,
        claims=after, at=utc_now(),
    )  # fmt: skip
    return True


def _asked_about(ledger: Ledger, claim: Claim, reader: SecondReader) -> Claim:
    asked = question(claim)
    model = reader.settings.model
    if asked is None or not marks_of(model).isdisjoint(claim.reading):
        return claim
    key = asked.key(model)
    answer = ledger.second_readings.answer(key)
    if answer is None:
        answer = reader.answer(asked)
        if answer is None:
            return claim
        ledger.second_readings.put(key, model, answer, utc_now())
    try:
        return reread(claim, picked(asked, answer), model)
    except ValueError:
        return claim
