"""Reading of claims as a spaCy component: `nlp.add_pipe("factledger_claims")`."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.reading.claims.extract import extract_claims
from pipeline.reading.spans import rows_of, set_spans
from pipeline.records.model import Block, Claim, DocumentContext, Reading
from pipeline.records.rows import claim_to_row, row_to_claim
from pipeline.records.settings import ClaimSettings, default_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SPANS = "claims"
EXTENSION = "claim"
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")


def claims_of(doc: Doc) -> list[Claim]:
    """The claims that the component left in a doc, also in one that was stored and read back."""
    return [row_to_claim(row) for row in rows_of(doc, SPANS, EXTENSION)]


@Language.factory(
    "factledger_claims",
    assigns=["doc.spans"],
    default_config={"packs": [], "settings": asdict(default_settings().claims)},
)
def component(nlp: Language, name: str, packs: list[str], settings: dict[str, Any]) -> Callable[[Doc], Doc]:
    """Sets `doc.spans["claims"]`, a span for each claim's number, labelled by measure, each with `span._.claim`.

    `settings` are those of the section `claims` of settings.yaml; they are saved with the pipeline, as `packs` are.

    `doc.user_data` may hold what is known of the document: `published`, `title`, `publisher`, `url`. Paragraphs are
    parted by empty lines. The claims are read with the English model, whatever `nlp` has before this component.
    """

    claim_settings = ClaimSettings(**settings)

    def set_claims(doc: Doc) -> Doc:
        spans = list(_paragraphs(doc.text))
        blocks = tuple(Block(n, "paragraph", doc.text[start:end]) for n, (start, end) in enumerate(spans))
        known = {key: doc.user_data.get(key) for key in ("published", "title", "publisher", "url")}
        claims = extract_claims(
            "text", Reading(blocks, kind="text"), DocumentContext(**known),
            packs=tuple(packs), settings=claim_settings,
        )  # fmt: skip
        set_spans(doc, SPANS, EXTENSION, (_located(claim, spans) for claim in claims))
        return doc

    return set_claims


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in _PARAGRAPH.finditer(text):
        yield match.start(), match.start() + len(match[0].rstrip())


def _located(claim: Claim, paragraphs: list[tuple[int, int]]) -> tuple[int, int, str, dict[str, Any]]:
    assert claim.locator is not None
    at = paragraphs[claim.locator.block][0]
    row = claim_to_row(claim)
    return at + claim.locator.number_start, at + claim.locator.number_end, claim.measure, row
