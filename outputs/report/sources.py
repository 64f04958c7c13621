"""The report's list of sources: each numbered where it is first referred to, with the address that paper keeps."""

from __future__ import annotations

from dataclasses import dataclass, field

from outputs.links import is_web_address, live_link
from outputs.wording import period
from pipeline.comparing.gates.wording import figure_text
from pipeline.records.model import Claim


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as the report lists it; `address` is empty where it is none on the web."""

    number: int
    publisher: str
    title: str
    published: str
    address: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure with its sentence and the way back to it; `number` is that of its source in the list."""

    words: str
    source: str
    published: str | None
    period: str
    quote: str
    link: str | None
    number: int


@dataclass(slots=True)
class References:
    """The sources referred to so far, in the order of their numbers."""

    listed: dict[str, Reference] = field(default_factory=dict)

    def number_of(self, claim: Claim) -> int:
        """The number of a claim's document among the references, where it is put if it is new."""
        if claim.doc not in self.listed:
            told = claim.document
            address = told.url if told.url and is_web_address(told.url) else ""
            self.listed[claim.doc] = Reference(
                len(self.listed) + 1, publisher_of(claim), told.title or "", told.published or "", address
            )
        return self.listed[claim.doc].number

    def quoted(self, claim: Claim) -> Quoted:
        """A claim as the report quotes it."""
        return Quoted(
            figure_text(claim),
            publisher_of(claim),
            claim.document.published,
            period(claim),
            claim.quote,
            live_link(claim),
            self.number_of(claim),
        )


def publisher_of(claim: Claim) -> str:
    """Who published a claim's document; its id where nobody is known."""
    return claim.document.publisher or claim.doc
