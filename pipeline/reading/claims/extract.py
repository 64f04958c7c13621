"""Documents to claims: passages read one after the other, what one leaves open filled in from those around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from pipeline.reading.claims.cascade_cues import cascade_vocabulary
from pipeline.reading.claims.confidence import confidence
from pipeline.reading.claims.found import DocumentToRead, FoundDocument, find_in
from pipeline.reading.claims.number_reader import NumberReader
from pipeline.reading.claims.parsing import ParsedPassage, parse
from pipeline.reading.claims.passages import Passage
from pipeline.reading.claims.surroundings import Filled, Surroundings, body_behind, fill
from pipeline.reading.claims.whole_document import with_repeats, with_the_event
from pipeline.reading.measures import Vocabulary
from pipeline.records.model import Block, Claim, ClaimPlace, DocumentContext, Reading, with_ids
from pipeline.records.settings import ClaimSettings


def extract_claims(
    doc: str,
    reading: Reading,
    context: DocumentContext,
    settings: ClaimSettings,
    *,
    packs: tuple[str, ...] = (),
) -> list[Claim]:
    """The claims of one document, in its order, with ids.

    `packs` names measure packs beside the shipped vocabulary (raises PackError for one that is not there).
    """
    return next(extract_many([DocumentToRead(doc, reading, context)], settings, packs=packs))


def extract_many(
    documents: Iterable[DocumentToRead], settings: ClaimSettings, *, packs: tuple[str, ...] = ()
) -> Iterator[list[Claim]]:
    """The claims of each document, all documents' sentences parsed in shared batches."""
    prepared = [find_in(document) for document in documents]
    words = cascade_vocabulary(packs)
    headings = list(dict.fromkeys(h for p in prepared for h in p.headings))
    numbered = ((r.passage, r.quantities) for p in prepared for r in p.passages)
    stream = parse(chain(((_as_passage(h), ()) for h in headings), numbered), packs)
    parsed_headings = dict(zip(headings, islice(stream, len(headings)), strict=True))
    for one in prepared:
        yield _claims_of(one, list(islice(stream, len(one.passages))), parsed_headings, words, settings)


def _as_passage(heading: str) -> Passage:
    return Passage(Block(0, "heading", heading), 0, len(heading))


def _claims_of(
    prepared: FoundDocument,
    parsed: list[ParsedPassage],
    headings: dict[str, ParsedPassage],
    words: Vocabulary,
    settings: ClaimSettings,
) -> list[Claim]:
    surroundings = Surroundings(prepared)
    filled: list[Filled] = []
    for read, parse_ in zip(prepared.passages, parsed, strict=True):
        block = read.passage.block
        surroundings.enter(read)
        body = body_behind(read.passage, prepared.bodies)
        above = [headings[h] for h in reversed(block.headings) if h in headings]
        for draft in NumberReader(read, parse_, words, above, settings).drafts():
            one = fill(draft, surroundings, body)
            filled.append(one)
            surroundings.recent = [*surroundings.recent[-5:], one]
    filled = with_the_event(filled, settings)
    filled = with_repeats(filled)
    return with_ids(_claim(one, prepared.document) for one in filled if _says_something(one))


def _says_something(filled: Filled) -> bool:
    """A number of nothing in particular, of which nothing known is said, asserts nothing that could be compared."""
    return bool(filled.subject) or filled.draft.measure != "other"


def _claim(filled: Filled, document: DocumentToRead) -> Claim:
    draft, quantity = filled.draft, filled.draft.quantity
    passage, block = draft.read.passage, draft.read.passage.block
    return Claim(
        id="",
        doc=document.doc,
        quote=passage.quote,
        number=quantity.surface,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        bound=quantity.bound,
        unit=quantity.unit,
        measure=draft.measure,
        subject=filled.subject,
        part=draft.part if draft.kind == "share" else None,
        kind=draft.kind,
        direction=draft.direction,
        start=filled.dated.start,
        end=filled.dated.end,
        place=filled.placed.name,
        attributed_to=filled.attributed_to,
        modifier=quantity.modifier,
        headings=block.headings,
        block_kind=block.kind,
        reading=(*draft.rules, filled.dated.rule, filled.placed.rule),
        confidence=confidence(filled),
        document=document.context,
        locator=_locator(filled),
        by_ocr=block.by_ocr,
    )


def _locator(filled: Filled) -> ClaimPlace:
    passage, quantity = filled.draft.read.passage, filled.draft.quantity
    place = passage.block.place
    return ClaimPlace(
        block=passage.block.n,
        start=0 if passage.row else passage.start,
        end=len(passage.quote) if passage.row else passage.end,
        number_start=quantity.start + passage.shift,
        number_end=quantity.end + passage.shift,
        path=place.path,
        page=place.page,
        box=place.box,
    )
