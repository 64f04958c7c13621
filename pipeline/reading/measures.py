"""The vocabulary of measures, read from measures.yaml and packs, and the spaCy component that finds its words.

A measure is what was done to, or is said of, what is counted. `vocabulary()` gives the words; the pipeline component
`factledger_measures` (a registered factory, so that any spaCy pipeline with lemmas can add it) leaves the cues that it
finds in `doc.spans["measures"]`, each labelled `MEASURE:SORT`, SORT being verb, noun or state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError, with_config
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from pipeline.records.model import ClaimKind, Direction

CueSort = Literal["verb", "noun", "state"]


class PackError(Exception):
    """A measure pack that cannot be read; the message names file, place and remedy."""


Words = Annotated[tuple[str, ...], BeforeValidator(lambda value: tuple(str(word) for word in value))]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Measure:
    """One measure's words. `counts` names the classes of noun that it can count (none: any), `never` those that it
    cannot; where it is `strict`, a noun of no class is not counted either. `done_to`: its verbs are done to what is
    counted, never by it."""

    gloss: str
    counts: Words = ()
    never: Words = ()
    strict: bool = False
    done_to: bool = False
    kind: ClaimKind = "level"
    direction: Direction | None = None
    verbs: Words = ()
    nouns: Words = ()
    states: Words = ()
    shares: bool = False


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class NounClass:
    """A class of counted nouns, and the measure that such a noun has where nothing else says more."""

    words: Words
    measure: str | None = None


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Vocabulary:
    measures: Mapping[str, Measure]
    nouns: Mapping[str, NounClass]

    def classes_of(self, lemma: str) -> frozenset[str]:
        """The classes of noun that a lemma (lower case) belongs to."""
        return frozenset(name for name, group in self.nouns.items() if lemma in group.words)

    def can_count(self, measure: str, classes: frozenset[str], known: bool) -> bool:
        """Whether a measure can count a noun of these classes; `known`: the sentence names the noun."""
        words = self.measures[measure]
        if classes & set(words.never):
            return False
        if not words.counts or classes & set(words.counts):
            return True
        return not classes and not (known and words.strict)

    def noun_measure(self, lemma: str) -> str | None:
        """The measure that a counted noun has by itself: an act's name before its class."""
        for name, measure in self.measures.items():
            if lemma in measure.nouns:
                return name
        return next((g.measure for g in self.nouns.values() if g.measure and lemma in g.words), None)


@cache
def vocabulary(packs: tuple[str, ...] = ()) -> Vocabulary:
    """The shipped vocabulary with the packs added: shipped ones by name, others by the path of their file.

    Raises PackError where a pack does not exist or does not fit.
    """
    words = _read(
        files("pipeline.reading").joinpath("measures.yaml").read_text("utf-8"), "pipeline/reading/measures.yaml"
    )
    for pack in packs:
        added = _read(_pack_text(pack), pack)
        words = Vocabulary(
            {name: _joined(words.measures.get(name), m) for name, m in {**words.measures, **added.measures}.items()},
            {**words.nouns, **{name: _widened(words.nouns.get(name), group) for name, group in added.nouns.items()}},
        )
    return words


def shipped_packs() -> list[str]:
    """The names of the packs that ship."""
    return sorted(path.name.removesuffix(".yaml") for path in files("pipeline.reading").joinpath("packs").iterdir())


def _pack_text(pack: str) -> str:
    shipped = files("pipeline.reading").joinpath("packs", f"{pack}.yaml")
    if shipped.is_file():
        return shipped.read_text("utf-8")
    if Path(pack).is_file():
        try:
            return Path(pack).read_text("utf-8")
        except UnicodeDecodeError as error:
            raise PackError(f"{pack}: not a text in UTF-8: {error}") from error
    raise PackError(f"no measure pack {pack!r}: name one of {', '.join(shipped_packs())}, or the path of a YAML file")


def _read(text: str, where: str) -> Vocabulary:
    try:
        loaded: Any = yaml.safe_load(text) or {}
        return TypeAdapter(Vocabulary).validate_python({"measures": {}, "nouns": {}, **loaded})
    except yaml.YAMLError as error:
        raise PackError(f"{where}: not YAML: {error}") from error
    except (ValidationError, TypeError) as error:
        raise PackError(f"{where}: {error}") from error


def _joined(old: Measure | None, new: Measure) -> Measure:
    if old is None or old is new:
        return new
    return Measure(
        gloss=new.gloss or old.gloss,
        counts=_union(old.counts, new.counts),
        never=_union(old.never, new.never),
        strict=old.strict or new.strict,
        done_to=old.done_to or new.done_to,
        kind=new.kind,
        direction=new.direction or old.direction,
        verbs=_union(old.verbs, new.verbs),
        nouns=_union(old.nouns, new.nouns),
        states=_union(old.states, new.states),
        shares=old.shares or new.shares,
    )


def _widened(old: NounClass | None, new: NounClass) -> NounClass:
    return new if old is None else NounClass(_union(old.words, new.words), new.measure or old.measure)


def _union(old: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*old, *new]))


class MeasureCues:
    """The pipeline component: finds the cues of a vocabulary in a Doc that has lemmas and parts of speech.

    Words and fixed phrases are looked up; phrases of lemmas are followed from their first word.
    """

    def __init__(self, nlp: Language, packs: tuple[str, ...]) -> None:
        self._lemmas: dict[str, list[tuple[str, frozenset[str]]]] = {}
        self._phrases: dict[str, list[_Phrase]] = {}
        self._participles: dict[str, str] = {}
        self._states: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, measure in vocabulary(packs).measures.items():
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
        doc.spans["measures"] = filter_spans([*self._looked_up(doc), *self._followed(doc)])
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


@Language.factory("factledger_measures", default_config={"packs": []})
def measure_cues(nlp: Language, name: str, packs: list[str]) -> MeasureCues:
    """The component for any spaCy pipeline with a tagger and a lemmatizer."""
    return MeasureCues(nlp, tuple(packs))


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
