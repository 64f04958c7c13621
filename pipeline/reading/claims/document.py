"""A document as the choosers see it: its texts with what the grammars found, its sentences as parsed, its numbers.

Plain records without spaCy objects: they cross a process border in kilobytes and can be kept for training.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from pipeline.reading.claims.parsing import ParsedPassage, lemma_of
from pipeline.reading.claims.passages import Passage
from pipeline.reading.measures import Cue
from pipeline.reading.places import PlaceMention
from pipeline.records.model import Block, DocumentContext, Period, Quantity

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Text:
    """A block, or a table's cell as the line "figure column, row", with all that grammars and vocabulary found in it.

    Offsets are in `block.text`. `spans` are its sentences, also those without a figure. Text 0 of a document is its
    title, a heading with `block.n` -1 that has no numbers of its own.
    """

    block: Block
    spans: tuple[tuple[int, int], ...]
    quantities: tuple[Quantity, ...]
    periods: tuple[Period, ...]
    places: tuple[PlaceMention, ...]
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A token of the parsed sentence; `start` and `end` are where it stands in the block's text, `head` is the index of
    its head in the sentence. A figure is one to three words ("500", "50 %") that share the quantity's span."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A passage that holds a number, parsed: `anchors[j]` is the word that stands for `quantities[j]`.

    `cues` are words of measures as the parse tells them ("they report" from "a report"), offsets in the block's text.
    """

    text: int
    passage: Passage
    quantities: tuple[Quantity, ...]
    words: tuple[Word, ...]
    anchors: tuple[int, ...]
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """The j-th quantity of a sentence; `text` is the index of the text that it stands in."""

    sentence: int
    j: int
    text: int
    quantity: Quantity


@dataclass(frozen=True, slots=True, eq=False)
class ParsedDocument:
    """All that choosers may look at, in reading order. Each is equal to itself alone."""

    context: DocumentContext
    texts: tuple[Text, ...]
    sentences: tuple[Sentence, ...]
    numbers: tuple[Number, ...]

    def text_of(self, number: Number) -> Text:
        return self.texts[number.text]

    def sentence_of(self, number: Number) -> Sentence:
        return self.sentences[number.sentence]


def once_a_document(work: Callable[[ParsedDocument], T]) -> Callable[[ParsedDocument], T]:
    """Work that one chooser after the other asks for, done once: what came of the last document is kept. Nobody may
    change it."""
    return lru_cache(maxsize=1)(work)


def parsed_document(
    context: DocumentContext, texts: Sequence[Text], text_of_passage: Sequence[int], parsed: Sequence[ParsedPassage]
) -> ParsedDocument:
    """Put together what was found and parsed; `text_of_passage[i]` is the text that `parsed[i]` is a passage of."""
    sentences = tuple(_sentence(n, one) for n, one in zip(text_of_passage, parsed, strict=True))
    numbers = tuple(
        Number(i, j, sentence.text, quantity)
        for i, sentence in enumerate(sentences)
        for j, quantity in enumerate(sentence.quantities)
    )
    return ParsedDocument(context, tuple(texts), sentences, numbers)


def _sentence(text: int, parsed: ParsedPassage) -> Sentence:
    words = tuple(
        Word(start, end, token.text, lemma_of(token), token.pos_, token.tag_, token.dep_, token.head.i)
        for token, (start, end) in zip(parsed.doc, parsed.spans, strict=True)
    )
    return Sentence(text, parsed.passage, parsed.quantities, words, parsed.anchors, tuple(parsed.cues()))
