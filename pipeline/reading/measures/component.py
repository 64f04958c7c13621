"""Where a text speaks of a measure: the words of the vocabulary, found by spaCy's matchers.

`factledger_measures` is a registered component for any pipeline: with a tagger it tells verbs from nouns ("they
report", "a report"), without one it takes every form. It leaves its cues in `doc.spans["measures"]`, each
labelled with its measure, its id the kind of its word; they may overlap, since one word may speak for several measures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from spacy.language import Language
from spacy.matcher import DependencyMatcher, Matcher, PhraseMatcher
from spacy.tokens import Doc, Span

from pipeline.reading.measures.forms import noun_forms, participles, verb_forms
from pipeline.reading.measures.vocabulary import Measure, PackError, Vocabulary, vocabulary

SPANS = "measures"
CueKind = Literal["verb", "noun", "counted", "state", "pattern"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase of a measure; `start` and `end` are characters of the text that it stands in."""

    start: int
    end: int
    measure: str
    kind: CueKind


_GAP: list[dict[str, Any]] = [{"IS_PUNCT": False, "POS": {"NOT_IN": ["VERB"]}, "OP": "?"}] * 4
"""What may stand between the words of a verb's phrase ("bring 40 women to safety")."""

_LONGEST_PHRASE = 12
"""Words of a verb's phrase at most, with those that stand between."""

_PARTS_OF_SPEECH = {
    "verb": frozenset({"VERB", "AUX", "ADJ", ""}),
    "noun": frozenset({"NOUN", "PROPN", "ADJ", ""}),
    "counted": frozenset({"NOUN", "PROPN", "ADJ", ""}),
}


_Found = tuple[int, int, str, CueKind]
"""First token, the one behind the last, measure, kind."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A verb's phrase: the forms of its first word, and of each word behind it ("ran a session", "ran sessions")."""

    key: str
    forms: tuple[str, ...]
    rest: tuple[tuple[str, ...], ...]

    def patterns(self) -> list[list[dict[str, Any]]]:
        """What spaCy's matcher takes, one for each form."""
        behind = [token for word in self.rest for token in (*_GAP, {"LOWER": {"IN": list(word)}})]
        return [[{"LOWER": form}, *behind] for form in self.forms]


class CueMatcher:
    """Finds the cues of a vocabulary in the Docs of a pipeline."""

    def __init__(self, nlp: Language, words: Vocabulary) -> None:
        shared = nlp.vocab
        self._vocab = shared
        self._tokenizer = nlp.tokenizer
        self._words = PhraseMatcher(shared, attr="LOWER")
        self._participles = PhraseMatcher(shared, attr="LOWER")
        self._openings = PhraseMatcher(shared, attr="LOWER")
        self._phrases: defaultdict[str, list[_Phrase]] = defaultdict(list)
        self._matchers: dict[str, Matcher] = {}
        self._patterns = Matcher(shared, validate=True)
        self._trees = DependencyMatcher(shared, validate=True)
        self._strings = shared.strings
        self._measure_of: dict[int, tuple[str, CueKind]] = {}
        for name, measure in words.measures.items():
            self._add(name, measure, words)

    def _add(self, name: str, measure: Measure, words: Vocabulary) -> None:
        plain, loose = ([w for w in measure.verbs if (" " in w) is spaced] for spaced in (False, True))
        verb, noun, counted = (self._key(name, kind) for kind in ("verb", "noun", "counted"))
        self._add_words(self._words, verb, (f for w in plain for f in verb_forms(w, words.forms)))
        self._add_words(self._participles, verb, (f for w in plain for f in participles(w, words.forms)))
        self._add_words(self._words, noun, (f for w in measure.nouns for f in noun_forms(w, words.forms)))
        self._add_words(self._words, counted, (f for w in measure.counted for f in noun_forms(w, words.forms)))
        self._add_words(self._participles, self._key(name, "state"), (state.lower() for state in measure.states))
        for phrase in loose:
            self._add_phrase(verb, phrase.split(), words)
        try:
            for pattern in measure.patterns:
                if any("RIGHT_ID" in node for node in pattern):
                    self._trees.add(self._key(name, "pattern"), [pattern])
                else:
                    self._patterns.add(self._key(name, "pattern"), [pattern], greedy="LONGEST")
        except ValueError as error:
            raise PackError(f"measure {name!r}: a pattern that spaCy does not take: {error}") from error

    def _key(self, measure: str, kind: CueKind) -> str:
        """What the matchers call a measure's words of a kind."""
        key = f"{measure} {kind}"
        self._measure_of[self._strings.add(key)] = measure, kind
        return key

    def _add_words(self, matcher: PhraseMatcher, key: str, forms: Iterable[str]) -> None:
        docs = [self._doc_of(form) for form in sorted(set(forms))]
        if docs:
            matcher.add(key, docs)

    def _doc_of(self, form: str) -> Doc:
        plain = form.replace(" ", "").isalpha()
        doc: Doc = Doc(self._vocab, words=form.split()) if plain else self._tokenizer(form)
        return doc

    def _add_phrase(self, key: str, phrase: Sequence[str], words: Vocabulary) -> None:
        """A verb's phrase, looked for where a form of its first word stands."""
        opening, *rest = phrase
        behind = tuple(tuple(sorted({word, *noun_forms(word, words.forms)})) for word in rest)
        forms = tuple(sorted(verb_forms(opening, words.forms)))
        if opening not in self._phrases:
            self._openings.add(opening, [Doc(self._vocab, words=[form]) for form in forms])
        self._phrases[opening].append(_Phrase(key, forms, behind))

    def _phrases_of(self, opening: str) -> Matcher:
        """The matcher of the phrases that begin with a verb, made when a text first holds it: few texts hold many."""
        if opening not in self._matchers:
            matcher = Matcher(self._vocab)
            for phrase in self._phrases[opening]:
                matcher.add(phrase.key, phrase.patterns(), greedy="FIRST")
            self._matchers[opening] = matcher
        return self._matchers[opening]

    def __call__(self, doc: Doc) -> list[Span]:
        """The cues of a Doc, in order."""
        plain = {*self._of_words(doc), *self._of_any(doc), *self._of_patterns(doc)}
        found = _outermost(plain, set(self._of_phrases(doc)))
        return [Span(doc, first, last, label=measure, span_id=kind) for first, last, measure, kind in found]

    def _of_words(self, doc: Doc) -> Iterator[_Found]:
        for key, first, last in self._words(doc):
            measure, kind = self._measure_of[key]
            if doc[last - 1].pos_ in _PARTS_OF_SPEECH[kind]:
                yield first, last, measure, kind

    def _of_any(self, doc: Doc) -> Iterator[_Found]:
        for key, first, last in self._participles(doc):
            yield first, last, *self._measure_of[key]

    def _of_phrases(self, doc: Doc) -> Iterator[_Found]:
        for opening, at, _ in self._openings(doc):
            window = doc[at : at + _LONGEST_PHRASE]
            for key, first, last in self._phrases_of(self._strings[opening])(window):
                if first == 0:
                    yield at, at + last, *self._measure_of[key]

    def _of_patterns(self, doc: Doc) -> Iterator[_Found]:
        for key, first, last in self._patterns(doc) if len(self._patterns) and doc.has_annotation("LEMMA") else ():
            yield first, last, *self._measure_of[key]
        for key, tokens in self._trees(doc) if len(self._trees) and doc.has_annotation("DEP") else ():
            yield min(tokens), max(tokens) + 1, *self._measure_of[key]


def _outermost(plain: set[_Found], loose: set[_Found]) -> list[_Found]:
    """In order, without what stands within a longer stretch: in "killed or injured" nobody is only killed.

    A loose phrase takes its first and last word only: in "bring the victims to safety" the victims are victims.
    """
    ends = {at for first, last, *_ in loose for at in ((first, first + 1), (last - 1, last))}
    kept: list[_Found] = []
    reach = 0
    for found in sorted(plain, key=lambda found: (found[0], -found[1], *found[2:])):
        if found[:2] not in ends and (found[1] > reach or (kept and found[:2] == kept[-1][:2])):
            kept.append(found)
            reach = max(reach, found[1])
    return sorted([*kept, *loose])


@Language.factory("factledger_measures", assigns=["doc.spans"], default_config={"packs": []})
def measure_cues(nlp: Language, name: str, packs: list[str]) -> Any:
    """Sets `doc.spans["measures"]` to the cues of the vocabulary with these packs."""
    matcher = CueMatcher(nlp, vocabulary(tuple(packs)))

    def set_cues(doc: Doc) -> Doc:
        doc.spans[SPANS] = matcher(doc)
        return doc

    return set_cues


def cue(start: int, end: int, span: Span) -> Cue:
    """What a span of the component says, at characters of a text."""
    return Cue(start, end, span.label_, cast(CueKind, span.id_))


def cues_of(doc: Doc) -> list[Cue]:
    """The cues that the component left in a doc; offsets in its text."""
    return [cue(span.start_char, span.end_char, span) for span in doc.spans.get(SPANS, ())]
