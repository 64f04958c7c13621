"""Where a number stands in its sentence's parse: its noun, its verb, its clause, how far other words are from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from pipeline.reading.claims.document import Number, ParsedDocument, Sentence, Word

_LONGEST = 40
"""Steps up a tree at most: a broken parse may hold a circle."""

_FAR = 20


class Tense(IntEnum):
    """The tense of a verb, as far as its tag and its auxiliaries tell it."""

    NONE = 0
    PAST = 1
    PRESENT = 2
    PERFECT = 3
    MODAL = 4
    PARTICIPLE = 5


@dataclass(frozen=True, slots=True)
class Relation:
    """How a stretch of the sentence stands to a number in the tree.

    `up` steps lead from the number to the word above both, `down` from there to the stretch; `words` lie between.
    """

    same_clause: bool
    up: int
    down: int
    below_verb: bool
    tense: Tense
    verbs_between: int
    words: int


@dataclass(frozen=True, slots=True)
class NumberSyntax:
    """A number's place in the tree: indices of words of its sentence, None where there are none.

    `path` leads from the number's word up to the root; `noun` and `verb` are the first of their kind on it; `clauses`
    gives for each word the head of its clause.
    """

    words: tuple[Word, ...]
    at: int
    path: tuple[int, ...]
    noun: int | None
    verb: int | None
    clauses: tuple[int, ...]

    def tense(self) -> Tense:
        return tense_of(self.words, self.verb)

    def children(self, head: int, *labels: str) -> list[int]:
        """The words below a head, with these dependency labels only where some are given."""
        below = [i for i, word in enumerate(self.words) if word.head == head and i != head]
        return [i for i in below if not labels or self.words[i].dep in labels]

    def word_at(self, start: int, end: int) -> int | None:
        """The topmost word of a stretch of the block's text, None where no word lies in it."""
        inside = [i for i, w in enumerate(self.words) if w.start >= start and w.end <= end and w.end > w.start]
        outer = [i for i in inside if self.words[i].head not in inside]
        return next(reversed(outer or inside), None)

    def relation(self, start: int, end: int) -> Relation | None:
        """How a stretch of the block's text stands to the number; None where no word of the sentence lies in it."""
        other = self.word_at(start, end)
        if other is None:
            return None
        theirs = _upwards(self.words, other)
        common = next((i for i in self.path if i in theirs), None)
        up, down = (self.path.index(common), theirs.index(common)) if common is not None else (_FAR, _FAR)
        low, high = sorted((other, self.at))
        return Relation(
            self.clauses[other] == self.clauses[self.at],
            up,
            down,
            self.verb is not None and self.verb in theirs,
            tense_of(self.words, self.clauses[other]),
            sum(self.words[i].pos == "VERB" for i in range(low + 1, high)),
            high - low,
        )


def syntax_of(document: ParsedDocument, number: Number) -> NumberSyntax:
    """The place of a number in its sentence's tree."""
    return _syntax(document.sentence_of(number), number.j, clause_heads(document.sentence_of(number).words))


def syntax_of_sentence(sentence: Sentence) -> list[NumberSyntax]:
    """The place of each number of a sentence; the clauses are told apart once."""
    clauses = clause_heads(sentence.words)
    return [_syntax(sentence, j, clauses) for j in range(len(sentence.quantities))]


def _syntax(sentence: Sentence, j: int, clauses: tuple[int, ...]) -> NumberSyntax:
    words, at = sentence.words, sentence.anchors[j]
    path = _upwards(words, at)
    verb = next((i for i in path[1:] if words[i].pos in {"VERB", "AUX"}), None)
    noun = next((i for i in path if words[i].pos in {"NOUN", "PROPN"}), None)
    if noun is None and verb is not None and words[verb].dep in {"acl", "relcl"}:
        noun = words[verb].head
    return NumberSyntax(words, at, path, noun, verb, clauses)


def clause_heads(words: Sequence[Word]) -> tuple[int, ...]:
    """For each word the verb of its clause, the root where there is none."""
    heads = []
    for i in range(len(words)):
        at = i
        for _ in range(_LONGEST):
            if words[at].pos in {"VERB", "AUX"} or words[at].head == at:
                break
            at = words[at].head
        if words[at].pos == "AUX" and words[at].dep in {"aux", "auxpass"}:
            at = words[at].head
        heads.append(at)
    return tuple(heads)


def tense_of(words: Sequence[Word], verb: int | None) -> Tense:
    """The tense of the verb at an index."""
    if verb is None or words[verb].pos not in {"VERB", "AUX"}:
        return Tense.NONE
    helpers = [w for w in words if w.head == verb and w.dep in {"aux", "auxpass"}]
    if any(w.tag == "MD" for w in helpers):
        return Tense.MODAL
    if any(w.lemma == "have" for w in helpers):
        return Tense.PERFECT
    tags = {words[verb].tag, *(w.tag for w in helpers)}
    if "VBD" in tags:
        return Tense.PAST
    return Tense.PRESENT if tags & {"VBZ", "VBP"} else Tense.PARTICIPLE


def _upwards(words: Sequence[Word], at: int) -> tuple[int, ...]:
    path = [at]
    while words[path[-1]].head != path[-1] and len(path) < _LONGEST:
        path.append(words[path[-1]].head)
    return tuple(path)
