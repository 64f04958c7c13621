"""The noun phrases of a parsed sentence: which words are their heads, and how far each phrase can be taken to reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.reading.claims.document import Sentence, Text, Word
from pipeline.records.data import load_yaml

LONGEST = 12
"""Words of a phrase at most; what runs longer is a clause, not a name."""

NOUNS = frozenset({"NOUN", "PROPN"})
VERBS = frozenset({"VERB", "AUX"})
_ARGUMENT = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "ROOT", "appos"})
_INSIDE = frozenset({"compound", "nmod", "amod", "npadvmod"})
_NOTE_MARK = re.compile(r"(?:(?<=\w{3})[¹²³⁰⁴-⁹]+|\s?[†‡§]+|\[\w{0,3}\]?)$")
"""What leads from a phrase's last word to a footnote: "patients³", "farms[16]"."""
_BEFORE = frozenset({"det", "predet", "cc", "preconj", "prep", "nsubj", "nsubjpass", "aux", "mark", "dobj", "advcl"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of words.yaml."""

    holders: frozenset[str]
    remainders: frozenset[str]
    not_defining: frozenset[str]
    prepositions: frozenset[str]
    people_words: frozenset[str]
    documents: frozenset[str]
    times: frozenset[str]
    scales: frozenset[str]
    changes: frozenset[str]
    function_words: frozenset[str]
    irregular: dict[str, str]


@cache
def lexicon() -> Lexicon:
    loaded = load_yaml("pipeline.reading.claims.subject", "words.yaml")
    irregular = loaded.pop("irregular")
    return Lexicon(**{name: frozenset(words) for name, words in loaded.items()}, irregular=irregular)


@cache
def singular(form: str) -> str:
    """The lemma of a noun's form in small letters, by its ending, so that words that are not parsed have one too."""
    known = lexicon().irregular.get(form)
    if known is not None:
        return known
    if len(form) > 4 and form.endswith("ies"):
        return form[:-3] + "y"
    if len(form) > 4 and form.endswith(("sses", "ches", "shes", "xes")):
        return form[:-2]
    if len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us", "is")):
        return form[:-1]
    return form


class SentenceNouns:
    """A sentence's words with the way down its tree, its numbers and what periods and places take of it."""

    def __init__(self, sentence: Sentence, text: Text) -> None:
        self.words: tuple[Word, ...] = sentence.words
        self.text = text.block.text
        self.below: list[list[int]] = [[] for _ in self.words]
        for i, word in enumerate(self.words):
            if word.head != i:
                self.below[word.head].append(i)
        spans = [(q.start, q.end) for q in sentence.quantities]
        self.number_of: dict[int, int] = {}
        for i, word in enumerate(self.words):
            for j, (start, end) in enumerate(spans):
                if start <= word.start and word.end <= end:
                    self.number_of[i] = j
        taken = [(p.start, p.end) for p in text.periods] + [(m.start, m.end) for m in text.places if not m.demonym]
        self.taken = {i for i, word in enumerate(self.words) if any(a < word.end and word.start < b for a, b in taken)}

    def start_of(self, j: int) -> int:
        """The first word of the sentence's j-th number."""
        return min((i for i, number in self.number_of.items() if number == j), default=0)

    def heads(self) -> Iterator[int]:
        """The words that can head the name of what is counted, in order."""
        for i, word in enumerate(self.words):
            if i in self.number_of or i in self.taken or self.hyphened(i) != i:
                continue
            if word.pos in NOUNS:
                inside = word.dep in _INSIDE and word.head > i and self.words[word.head].pos in NOUNS
                if not inside and any(c.isalpha() for c in word.text):
                    yield i
            elif word.text.lower() in lexicon().people_words and word.dep in _ARGUMENT:
                yield i

    def first_of(self, head: int) -> int:
        """Where the words before a noun that define it begin."""
        first = head
        for i in range(head - 1, -1, -1):
            if not self._defines(i, head):
                break
            first = i
        return first + (first < head and self.words[first].tag == "POS")

    def hyphened(self, i: int) -> int:
        """The noun that a word with hyphens ends in, where one begins: the combatants of "ex-combatants"."""
        rest = i + 2
        named = self._joins(i + 1) and self.words[rest].pos in NOUNS and rest not in self.number_of
        return self.hyphened(rest) if named else i

    def _joins(self, i: int) -> bool:
        """Whether the i-th word is a hyphen stuck to a word on either side."""
        if not 0 < i < len(self.words) - 1 or self.words[i].text != "-":
            return False
        return self.words[i - 1].end == self.words[i].start and self.words[i].end == self.words[i + 1].start

    def compound(self, head: int) -> int:
        """Where the compound that a noun ends begins: "prison population", "ex-combatants", "brother-in-law"."""
        first = head
        while first > 1 and first - 2 not in self.number_of and self._joins(first - 1):
            first -= 2
        while first and self.words[first - 1].dep == "compound" and self._defines(first - 1, head):
            first -= 1
        return first

    def _defines(self, i: int, head: int) -> bool:
        word = self.words[i]
        if i + 1 < head and self.words[i + 1].text in {"-", "–"} and i not in self.number_of:
            return word.pos != "PUNCT" and self.text[word.end : word.end + 1] == self.words[i + 1].text
        if i in self.number_of or i in self.taken or word.pos in {"DET", "PRON", "ADP", "AUX", "PUNCT", "NUM", "SCONJ"}:
            return word.text in {"-", "–", "&", "/"} and i > 0 and self._defines(i - 1, head)
        if word.pos == "VERB" and word.tag not in {"VBN", "VBG"}:
            return False
        if word.dep in _BEFORE and word.pos != "NOUN" and word.tag != "POS":
            return False
        if word.pos == "CCONJ":
            return i > 0 and self.words[i - 1].pos in {"ADJ", "NOUN"} and self._below(i, head)
        return word.text.lower() not in lexicon().not_defining and self._below(i, head)

    def _below(self, i: int, head: int) -> bool:
        for _ in range(8):
            if i == head:
                return True
            if self.words[i].head == i:
                return False
            i = self.words[i].head
        return False

    def ends_of(self, head: int) -> list[int]:
        """The words that a phrase can end with, from the noun itself to its last complement."""
        ends = [head]
        for i in self.below[head]:
            if i <= head or i > ends[-1] + 2 or ends[-1] - head > LONGEST:
                if i > head:
                    break
                continue
            word = self.words[i]
            between = self.words[ends[-1] + 1 : i]
            if any(w.text not in {"-", "–", "“", '"', "'", "‘"} for w in between) and word.dep != "conj":
                break
            if word.dep in {"prep", "agent"}:
                ends += self.prepositional(i)
            elif word.dep in {"acl", "relcl"}:
                ends += self.participial(i)
            elif word.dep == "conj" and word.pos in NOUNS and not self._has_number(i):
                ends += [e for e in self.ends_of(i) if e > ends[-1]][:2]
            elif word.dep not in {"cc", "punct", "amod", "advmod"}:
                break
        return [e for k, e in enumerate(ends) if e - head <= LONGEST and e not in ends[:k]]

    def prepositional(self, preposition: int) -> list[int]:
        """The words that a prepositional phrase can end with; none where it does not define a noun."""
        if self.words[preposition].text.lower() not in lexicon().prepositions:
            return []
        inner = next((k for k in self.below[preposition] if k > preposition), None)
        if inner is None or inner in self.number_of or inner in self.taken or self._has_number(inner):
            return []
        return self.ends_of(inner)

    def participial(self, verb: int) -> list[int]:
        """The words that a participle with its complements can end with."""
        ends = [verb] if self.words[verb].tag in {"VBN", "VBG", "VBD"} else []
        for i in self.below[verb]:
            if i < verb:
                continue
            dep = self.words[i].dep
            if dep in {"prep", "agent"}:
                more = self.prepositional(i)
            elif dep == "npadvmod" and i not in self.number_of and i not in self.taken:
                more = [i]
            elif dep in {"dobj", "attr", "acomp", "oprd"} and i not in self.number_of and not self._has_number(i):
                more = self.ends_of(i)
            elif dep in {"xcomp", "prt"}:
                more = [i, *(e for e in self.participial(i) if e > i)]
            else:
                break
            if not more:
                break
            ends += more
        return ends

    def _has_number(self, noun: int) -> bool:
        return any(i in self.number_of for i in self.below[noun])

    def phrase(self, first: int, last: int, *without: int) -> str:
        """The text's own words from `first` to `last`, numbers left out, in small letters."""
        text, end = "", -1
        for i in range(first, last + 1):
            if i in self.number_of or i in without:
                continue
            word = self.words[i]
            text += self.text[word.start : word.end] if word.start == end else f" {self.text[word.start : word.end]}"
            end = word.end
        return _NOTE_MARK.sub("", " ".join(text.split())).strip(" ,;:.-–—*•").lower()

    def lemma(self, i: int) -> str:
        word = self.words[i]
        return singular(word.text.lower())


def own_noun(nouns: SentenceNouns, anchor: int) -> int | None:
    """The noun that a number stands before in the tree or in the line, past nouns that only hold a number."""
    words = nouns.words
    found = _object_of(nouns, anchor, "of")
    if found is None:
        head = words[anchor].head
        for _ in range(3):
            if head <= anchor or head in nouns.number_of:
                break
            if words[head].pos in NOUNS:
                found = head
                break
            head = words[head].head
    if found is None:
        found = _following(nouns, anchor)
    for _ in range(3):
        if found is None or nouns.lemma(found) not in lexicon().holders:
            break
        inner = _object_of(nouns, found, "of")
        if inner is None or inner in nouns.number_of:
            break
        found = inner
    return found if found is None else nouns.hyphened(found)


def _object_of(nouns: SentenceNouns, i: int, preposition: str) -> int | None:
    for k in nouns.below[i]:
        if k > i and nouns.words[k].text.lower() == preposition:
            return next((n for n in nouns.below[k] if n > k and nouns.words[n].pos in NOUNS), None)
    return None


def _following(nouns: SentenceNouns, anchor: int) -> int | None:
    found = None
    for i in range(anchor + 1, min(anchor + 7, len(nouns.words))):
        word = nouns.words[i]
        if i in nouns.number_of or i in nouns.taken:
            break
        if word.pos in NOUNS:
            found = i
        elif found is not None or not (word.pos in {"ADJ", "ADV", "DET"} or word.tag in {"VBN", "VBG", "HYPH"}):
            break
    return found


def numbers_between(nouns: SentenceNouns, a: int, b: int) -> int:
    """How many numbers stand between two words."""
    low, high = sorted((a, b))
    return len({nouns.number_of[i] for i in range(low + 1, high) if i in nouns.number_of})
