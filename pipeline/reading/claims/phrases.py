"""Nouns with the words that define them: "cases of fraud", "newly displaced people"."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.reading.claims.clauses import object_of_preposition
from pipeline.reading.claims.lexicon import lexicon
from pipeline.reading.claims.parsing import ParsedPassage, lemma_of

_NEVER_DEFINING = frozenset({"det", "predet", "cc", "preconj", "prep", "nsubj", "aux", "mark"})
LONGEST_PHRASE = 8
"""Words of a subject at most; what runs longer is a clause, not a name."""


class Phrases:
    """The noun phrases of one parsed passage."""

    def __init__(self, parsed: ParsedPassage, taken: list[tuple[int, int]]) -> None:
        """`taken` are the spans of periods and places in the block's text, which are never part of a subject."""
        self.parsed = parsed
        self.taken = taken
        self.words = lexicon()
        self.anchors = {anchor: j for j, anchor in enumerate(parsed.anchors)}

    def noun_of(self, anchor: Token) -> Token | None:
        of = object_of_preposition(anchor, "of")
        if of is not None and of.i > anchor.i:
            return of
        if anchor.dep_ in {"nummod", "quantmod", "amod", "compound", "nmod", "det", "advmod", "poss"}:
            head = anchor.head
            if head.i > anchor.i and head.pos_ in {"NOUN", "PROPN", "PRON"}:
                return head
            if head.i > anchor.i and head.dep_ in {"nummod", "amod", "compound", "nmod"} and head.head.pos_ == "NOUN":
                return head.head
        return None

    def content_noun(self, noun: Token) -> Token:
        """Past nouns that only hold a number: "a total of 500 people", "the number of cases"."""
        for _ in range(4):
            inner = object_of_preposition(noun, "of")
            if lemma_of(noun) not in self.words.holders or inner is None:
                break
            if self.parsed.quantity_of(inner) is not None:
                nested = self.noun_of(inner)
                if nested is None:
                    break
                inner = nested
            noun = inner
        return noun

    def phrase(self, noun: Token) -> str:
        """The noun with its defining words, lower case, without articles, numbers, times and places."""
        first = noun.i
        for token in reversed(list(noun.doc[noun.left_edge.i : noun.i])):
            if not self._defines(token, noun):
                break
            first = token.i
        last = noun.i
        for child in noun.rights:
            if child.i > last + 1 + (child.dep_ == "conj") or last - first > LONGEST_PHRASE:
                break
            if child.dep_ == "prep" and self.defining_preposition(child):
                last = self.last_of(child)
            elif (
                child.dep_ in {"cc", "conj"} and not self.has_number(child) and child.pos_ in {"NOUN", "PROPN", "CCONJ"}
            ):
                if child.dep_ == "conj":
                    last = child.i
                elif not any(
                    t.dep_ == "conj" and t.pos_ in {"NOUN", "PROPN"} and not self.has_number(t) for t in noun.rights
                ):
                    break
            elif child.dep_ not in {"cc", "conj"}:
                break
        return self.span_text(first, last)

    def _defines(self, token: Token, noun: Token) -> bool:
        if token.i in self.anchors or self.parsed.quantity_of(token) is not None or self.is_taken(token):
            return False
        if token.dep_ in _NEVER_DEFINING or token.pos_ in {"DET", "PRON"}:
            return False
        if token.dep_ == "poss" or token.tag_ == "POS":
            return token.pos_ != "PRON"
        if token.lower_ in self.words.not_defining:
            return False
        return token.is_alpha or "-" in token.text or token.text in "–&’'"

    def defining_preposition(self, preposition: Token) -> bool:
        noun = next((c for c in preposition.children if c.dep_ in {"pobj", "pcomp"}), None)
        if noun is None or preposition.lower_ not in self.words.defining_prepositions:
            return False
        holds = lemma_of(noun) in self.words.holders and not any(c.dep_ == "prep" for c in noun.children)
        return not holds and not self.is_taken(noun) and not self.has_number(noun)

    def last_of(self, preposition: Token) -> int:
        noun = next(c for c in preposition.children if c.dep_ in {"pobj", "pcomp"})
        last = noun.i
        for child in noun.rights:
            if child.dep_ == "prep" and child.i == last + 1 and self.defining_preposition(child):
                last = max(last, self.last_of(child))
            elif child.dep_ == "conj" and self._joins(child) and child.i - last <= 2:
                last = max(last, child.i)
        return last

    def _joins(self, noun: Token) -> bool:
        return noun.pos_ in {"NOUN", "PROPN"} and not self.has_number(noun)

    def has_number(self, noun: Token) -> bool:
        return self.parsed.quantity_of(noun) is not None or any(
            self.parsed.quantity_of(t) is not None for t in noun.lefts
        )

    def is_taken(self, token: Token) -> bool:
        start, end = self.parsed.spans[token.i]
        return any(a < end and start < b for a, b in self.taken)

    def span_text(self, first: int, last: int) -> str:
        tokens = self.parsed.doc[first : last + 1]
        pieces = [self.parsed.spans[token.i] for token in tokens if self.parsed.quantity_of(token) is None]
        words = [self.parsed.passage.block.text[a:b] for a, b in pieces]
        text = ""
        for (start, _), word, before in zip(pieces, words, [None, *pieces], strict=False):
            text += word if before is not None and before[1] == start else f" {word}"
        return " ".join(text.split()).strip(" ,;:.-–—").lower()
