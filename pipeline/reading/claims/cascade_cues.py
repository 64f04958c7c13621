"""The words of measures that the positional rules (ties.py, shares.py, wholes.py) were written for; goes with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from pipeline.reading.measures import Vocabulary
from pipeline.reading.measures.vocabulary import added, read_vocabulary

SPANS = "cascade"


@cache
def cascade_vocabulary(packs: tuple[str, ...] = ()) -> Vocabulary:
    """The words of cascade_measures.yaml with the packs added. Raises PackError."""
    text = files("pipeline.reading.claims").joinpath("cascade_measures.yaml").read_text("utf-8")
    return added(read_vocabulary(text, "pipeline/reading/claims/cascade_measures.yaml"), packs)


class CascadeCues:
    """The pipeline component: finds the cues of a vocabulary in a Doc that has lemmas and parts of speech.

    Words and fixed phrases are looked up; phrases of lemmas are followed from their first word.
    """

    def __init__(self, nlp: Language, packs: tuple[str, ...]) -> None:
        self._lemmas: dict[str, list[tuple[str, frozenset[str]]]] = {}
        self._phrases: dict[str, list[_Phrase]] = {}
        self._participles: dict[str, str] = {}
        self._states: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, measure in cascade_vocabulary(packs).measures.items():
            for sort, words in (("verb", measure.verbs), ("noun", measure.nouns)):
                for word in words:
                    if " " in word:
                        first, *rest = word.split()
                        phrase = _Phrase(tuple(rest), f"{name}:{sort}", _PARTS_OF_SPEECH[sort], sort == "verb")
                        self._phrases.setdefault(first, []).append(phrase)
                    else:
                        self._add_word(word, f"{name}:{sort}", sort)
            for state in measure.states:
                words = tuple(state.lower().split())
                self._states.setdefault(words[0], []).append((words, f"{name}:state"))

    def _add_word(self, word: str, label: str, sort: str) -> None:
        self._lemmas.setdefault(word.lower(), []).append((label, _PARTS_OF_SPEECH[sort]))
        if sort == "verb":
            # a participle that the tagger takes for an adjective keeps its ending as a lemma
            self._participles.setdefault(word + ("d" if word.endswith("e") else "ed"), label)

    def __call__(self, doc: Doc) -> Doc:
        doc.spans[SPANS] = filter_spans([*self._looked_up(doc), *self._followed(doc)])
        return doc

    def _followed(self, doc: Doc) -> Iterator[Span]:
        for token in doc:
            for phrase in self._phrases.get(token.lemma_, ()):
                if token.pos_ in phrase.parts:
                    for last in phrase.ends(token):
                        yield Span(doc, token.i, last + 1, label=phrase.label)

    def _looked_up(self, doc: Doc) -> Iterator[Span]:
        lower = tuple(token.lower_ for token in doc)
        for i, token in enumerate(doc):
            for words, state in self._states.get(lower[i], ()):
                if lower[i : i + len(words)] == words:
                    yield Span(doc, i, i + len(words), label=state)
            known = self._lemmas.get(token.lemma_.lower(), ())
            label = next((label for label, parts in known if token.pos_ in parts), None)
            label = label or self._participles.get(lower[i])
            if label is not None:
                yield Span(doc, i, i + 1, label=label)


@Language.factory("factledger_cascade_cues", default_config={"packs": []})
def cascade_cues(nlp: Language, name: str, packs: list[str]) -> Any:
    return CascadeCues(nlp, tuple(packs))


_PARTS_OF_SPEECH = {"verb": frozenset({"VERB", "AUX", "ADJ"}), "noun": frozenset({"NOUN", "PROPN", "ADJ"})}
_GAP = 4
"""How many words may stand between a verb and its object, the words of a phrase."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of lemmas: what follows the first, word by word or, in the phrase of a verb, some way off."""

    rest: tuple[str, ...]
    label: str
    parts: frozenset[str]
    loose: bool

    def ends(self, first: Token) -> set[int]:
        """Where the phrase may end that begins at a token."""
        ends = {first.i}
        for lemma in self.rest:
            ends = {i for end in ends for i in self._within_reach(first.doc, end) if first.doc[i].lemma_ == lemma}
        return ends

    def _within_reach(self, doc: Doc, end: int) -> Iterator[int]:
        for i in range(end + 1, min(end + 2 + _GAP * self.loose, len(doc))):
            yield i
            if doc[i].pos_ == "VERB" or doc[i].text in {",", ";", ":"}:
                return
