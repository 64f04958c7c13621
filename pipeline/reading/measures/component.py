"""Where a text speaks of a measure: the words of the vocabulary, found by spaCy's matchers.

`factledger_measures` is a registered component for any pipeline: with a tagger it tells verbs from nouns ("they
report", "a report"), without one it takes every form. It leaves its cues in `doc.spans["measures"]`, each labelled
`MEASURE:SORT`; spans may overlap, since one word may speak for several measures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

import spacy
from spacy.language import Language
from spacy.matcher import DependencyMatcher, Matcher, PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.reading.measures.forms import noun_forms, participles, verb_forms
from pipeline.reading.measures.vocabulary import Measure, PackError, Vocabulary, vocabulary

SPANS = "measures"
CueSort = Literal["verb", "noun", "counted", "state", "pattern"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase of a measure; `start` and `end` are characters of the text that it stands in."""

    start: int
    end: int
    measure: str
    sort: CueSort


_GAP: list[dict[str, Any]] = [{"IS_PUNCT": False, "POS": {"NOT_IN": ["VERB"]}, "OP": "?"}] * 4
"""What may stand between the words of a verb's phrase ("bring 40 women to safety")."""

_LONGEST_PHRASE = 12
"""Words of a verb's phrase at most, with those that stand between."""

_PARTS_OF_SPEECH = {
    "verb": frozenset({"VERB", "AUX", "ADJ", ""}),
    "noun": frozenset({"NOUN", "PROPN", "ADJ", ""}),
    "counted": frozenset({"NOUN", "PROPN", "ADJ", ""}),
}


_Found = tuple[int, int, str]
"""First token, the one behind the last, label."""


class CueMatcher:
    """Finds the cues of a vocabulary in Docs that share a spaCy Vocab."""

    def __init__(self, shared: Vocab, words: Vocabulary) -> None:
        self._vocab = shared
        self._words = PhraseMatcher(shared, attr="LOWER")
        self._participles = PhraseMatcher(shared, attr="LOWER")
        self._openings = PhraseMatcher(shared, attr="LOWER")
        self._phrases: dict[str, Matcher] = {}
        self._patterns = Matcher(shared, validate=True)
        self._trees = DependencyMatcher(shared, validate=True)
        self._strings = shared.strings
        for name, measure in words.measures.items():
            self._add(name, measure, words)

    def _add(self, name: str, measure: Measure, words: Vocabulary) -> None:
        plain, loose = ([w for w in measure.verbs if (" " in w) is spaced] for spaced in (False, True))
        self._add_words(self._words, f"{name}:verb", (f for w in plain for f in verb_forms(w, words.forms)))
        self._add_words(self._participles, f"{name}:verb", (f for w in plain for f in participles(w, words.forms)))
        self._add_words(self._words, f"{name}:noun", (f for w in measure.nouns for f in noun_forms(w, words.forms)))
        counted = (f for w in measure.counted for f in noun_forms(w, words.forms))
        self._add_words(self._words, f"{name}:counted", counted)
        self._add_words(self._participles, f"{name}:state", (state.lower() for state in measure.states))
        for phrase in loose:
            self._add_phrase(f"{name}:verb", phrase.split(), words)
        try:
            for pattern in measure.patterns:
                if any("RIGHT_ID" in node for node in pattern):
                    self._trees.add(f"{name}:pattern", [pattern])
                else:
                    self._patterns.add(f"{name}:pattern", [pattern], greedy="LONGEST")
        except ValueError as error:
            raise PackError(f"measure {name!r}: a pattern that spaCy does not take: {error}") from error

    def _add_words(self, matcher: PhraseMatcher, label: str, forms: Iterable[str]) -> None:
        docs = [Doc(self._vocab, words=_tokens(form)) for form in sorted(set(forms))]
        if docs:
            matcher.add(label, docs)

    def _add_phrase(self, label: str, phrase: Sequence[str], words: Vocabulary) -> None:
        """A verb's phrase: its matcher is only asked where a form of its first word stands."""
        opening, *rest = phrase
        forms = sorted(verb_forms(opening, words.forms))
        if opening not in self._phrases:
            self._phrases[opening] = Matcher(self._vocab)
            self._openings.add(opening, [Doc(self._vocab, words=[form]) for form in forms])
        self._phrases[opening].add(label, [_phrase(form, rest) for form in forms], greedy="FIRST")

    def __call__(self, doc: Doc) -> list[Span]:
        """The cues of a Doc, in order."""
        plain = {*self._of_words(doc), *self._of_any(doc), *self._of_patterns(doc)}
        return [Span(doc, *found) for found in _outermost(plain, set(self._of_phrases(doc)))]

    def _of_words(self, doc: Doc) -> Iterator[_Found]:
        for key, first, last in self._words(doc):
            label = self._strings[key]
            if doc[last - 1].pos_ in _PARTS_OF_SPEECH[label.partition(":")[2]]:
                yield first, last, label

    def _of_any(self, doc: Doc) -> Iterator[_Found]:
        for key, first, last in self._participles(doc):
            yield first, last, self._strings[key]

    def _of_phrases(self, doc: Doc) -> Iterator[_Found]:
        for opening, at, _ in self._openings(doc):
            window = doc[at : at + _LONGEST_PHRASE]
            for key, first, last in self._phrases[self._strings[opening]](window):
                if first == 0:
                    yield at, at + last, self._strings[key]

    def _of_patterns(self, doc: Doc) -> Iterator[_Found]:
        for key, first, last in self._patterns(doc) if len(self._patterns) and doc.has_annotation("LEMMA") else ():
            yield first, last, self._strings[key]
        for key, tokens in self._trees(doc) if len(self._trees) and doc.has_annotation("DEP") else ():
            yield min(tokens), max(tokens) + 1, self._strings[key]


def _tokens(form: str) -> list[str]:
    plain = form.replace(" ", "").isalpha()
    return form.split() if plain else [str(token) for token in _tokenizer()(form)]


@cache
def _tokenizer() -> Any:
    return spacy.blank("en").tokenizer


def _phrase(first: str, rest: Sequence[str]) -> list[dict[str, Any]]:
    pattern: list[dict[str, Any]] = [{"LOWER": first}]
    for word in rest:
        pattern += [*_GAP, {"LOWER": word}]
    return pattern


def _outermost(plain: set[_Found], loose: set[_Found]) -> list[_Found]:
    """In order, without what stands within a longer stretch: in "killed or injured" nobody is only killed.

    A loose phrase takes its first and last word only: in "bring the victims to safety" the victims are victims.
    """
    ends = {at for first, last, _ in loose for at in ((first, first + 1), (last - 1, last))}
    kept: list[_Found] = []
    reach = 0
    for first, last, label in sorted(plain, key=lambda found: (found[0], -found[1], found[2])):
        if (first, last) not in ends and (last > reach or (kept and (first, last) == kept[-1][:2])):
            kept.append((first, last, label))
            reach = max(reach, last)
    return sorted([*kept, *loose])


@Language.factory("factledger_measures", assigns=["doc.spans"], default_config={"packs": []})
def measure_cues(nlp: Language, name: str, packs: list[str]) -> Any:
    """Sets `doc.spans["measures"]` to the cues of the vocabulary with these packs."""
    matcher = CueMatcher(nlp.vocab, vocabulary(tuple(packs)))

    def set_cues(doc: Doc) -> Doc:
        doc.spans[SPANS] = matcher(doc)
        return doc

    return set_cues


def cue(start: int, end: int, label: str) -> Cue:
    """A cue of a span's label at characters of a text."""
    measure, _, sort = label.partition(":")
    return Cue(start, end, measure, cast(CueSort, sort))


def cues_of(doc: Doc) -> list[Cue]:
    """The cues that the component left in a doc; offsets in its text."""
    return [cue(span.start_char, span.end_char, span.label_) for span in doc.spans.get(SPANS, ())]
