"""A claim: one quantity that a document asserts about the world, where it stands, and how it was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.records.blocks import BlockKind, Box
from pipeline.records.mentions import Bound
from pipeline.records.text import digest, fold

NO_MEASURE = "other"
"""What stands as the measure of a claim that has none of the vocabulary's."""
ClaimKind = Literal["total", "level", "share", "change", "amount", "rate"]
Direction = Literal["up", "down"]
Modality = Literal["asserted", "planned", "projected", "conditional", "denied"]


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What is known about the document that a claim stands in."""

    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    retrieved: str | None = None
    snapshot: str | None = None
    licence: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """Where a claim stands: block number and character span of its quote in the block's text, the block's place, in a
    spreadsheet that of the number's own cell."""

    block: int
    start: int
    end: int
    number_start: int
    number_end: int
    path: str | None = None
    page: int | None = None
    box: Box | None = None
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a field of a claim could have, written as text: a period as an ISO 8601 interval ("2019/2020",
    "2019/..", "../2020", "2019"), a kind with its direction ("change up"), nothing as None. `origin` says where it
    stands ("own sentence", "heading")."""

    value: str | None
    probability: float
    origin: str = ""


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """How one field of a claim was chosen: the likeliest candidates that the text gives, the best first. The best is
    the field's value unless it was too unsure to stand."""

    field: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One quantity that a document asserts about the world."""

    id: str
    doc: str
    quote: str
    number: str
    value: float | None
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    measure: str
    subject: str
    part: str | None
    kind: ClaimKind
    direction: Direction | None
    start: str | None
    end: str | None
    place: str | None
    attributed_to: str | None
    modality: Modality = "asserted"
    """Only what is asserted can conflict; an aim, a forecast, a condition and what is denied say nothing of what is."""
    per: str | None = None
    """What an amount or a rate is for each of: "year", "day", "100,000 inhabitants"."""
    about: tuple[str, ...] = ()
    """What the count is of beyond its noun: the cause, event or programme that section, heading or title names."""
    event: str | None = None
    """Name and day of the event that the count belongs to, where the text tells of one."""
    modifier: str | None = None
    headings: tuple[str, ...] = ()
    block_kind: BlockKind = "paragraph"
    reading: tuple[str, ...] = ()
    """Where each field was read ("period:heading"), and what people corrected."""
    choices: tuple[FieldChoice, ...] = ()
    confidence: float = 1.0
    """The probability that figure, unit, measure, period and place are all right; 1 for what a person wrote down."""
    document: DocumentContext = field(default_factory=DocumentContext)
    locator: ClaimPlace | None = None
    by_ocr: bool = False

    def evidence(self) -> str:
        """A digest of what a decision about this claim rests on: its text, its values and its source."""
        return digest(
            self.doc,
            fold(self.quote),
            self.number,
            self.value,
            self.low,
            self.high,
            self.unit,
            self.document.url,
        )


def with_ids(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, in document order, with ids from their doc, quote, number and ordinal among equals."""
    seen: dict[tuple[str, str, str], int] = {}
    named = []
    for claim in claims:
        key = (claim.doc, fold(claim.quote), claim.number)
        ordinal = seen[key] = seen.get(key, 0) + 1
        named.append(replace(claim, id=digest(*key, ordinal)))
    return named
