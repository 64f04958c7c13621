"""Drafts read as sources are: bytes of any kind that documents come in, to blocks and claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.records.model import Block, Claim, DocumentContext, Reading
from pipeline.records.settings import Settings


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft by its name, with its text and what it claims."""

    name: str
    reading: Reading
    claims: tuple[Claim, ...]

    def block_of(self, claim: Claim) -> Block | None:
        """The block that one of its claims stands in."""
        n = claim.locator.block if claim.locator else None
        return next((block for block in self.reading.blocks if block.n == n), None)


def read_drafts(
    given: Iterable[tuple[str, Reading]], settings: Settings, *, published: str, packs: tuple[str, ...]
) -> list[Draft]:
    """The claims of drafts that are read into blocks, each under a name of its own.

    What does not say when it was published is taken to be of `published`, an ISO 8601 date: figures without a time of
    their own are of the time of their page. `packs` are the measure packs that the sources are read with. Raises
    PackError for one that is not there.
    """
    from pipeline.reading.claims import DocumentToRead, extract_many  # heavy

    drafts = list(given)
    documents = [DocumentToRead(name, reading, _context(reading, published)) for name, reading in drafts]
    found = extract_many(documents, settings.claims, packs=packs)
    return [Draft(name, reading, tuple(claims)) for (name, reading), claims in zip(drafts, found, strict=True)]


def _context(reading: Reading, published: str) -> DocumentContext:
    said = reading.metadata
    return DocumentContext(
        publisher=said.publisher.value if said.publisher else None,
        title=said.title.value if said.title else None,
        published=said.published.value if said.published else published,
    )
