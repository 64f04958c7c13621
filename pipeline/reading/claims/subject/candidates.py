"""The nouns that could name what a number counts, each with all the places where a reader would look for it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pipeline.reading.claims.document import Number, ParsedDocument, once_a_document
from pipeline.reading.claims.subject.nouns import SentenceNouns, lexicon, own_noun, singular
from pipeline.reading.claims.syntax import NumberSyntax, syntax_of_sentence
from pipeline.reading.quantities import is_statement

PEOPLE = "person"
OWN_SENTENCE = 9
EARLIER_NUMBERS = 8
COMMON_NOUNS = 3
LOOSE_NOUNS = 4
_SHORT = 4

_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*[^\W_])?")
_BREAK = re.compile(r"[.,;:!?()\[\]/|–—•…]|\d")


@dataclass(frozen=True, slots=True)
class Counted:
    """A candidate: the lemma of the noun, and where it stands.

    `own` are words of the number's own sentence, `earlier` numbers before (indices of the document's numbers) that
    stand before this noun, `loose` phrases of headings, title, lead-in and sentences without a number.
    """

    lemma: str
    own: tuple[int, ...] = ()
    earlier: tuple[int, ...] = ()
    loose: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Loose:
    """A noun in a text that is not parsed, with the words around it that may belong to it."""

    lemma: str
    short: str
    long: str


class DocumentNouns:
    """The nouns of a document, looked up once."""

    def __init__(self, document: ParsedDocument) -> None:
        self.document = document
        self.sentences = [SentenceNouns(s, document.texts[s.text]) for s in document.sentences]
        self.syntax: list[NumberSyntax] = [one for s in document.sentences for one in syntax_of_sentence(s)]
        self.heads = [list(nouns.heads()) for nouns in self.sentences]
        self.own = [own_noun(self.sentences[n.sentence], self.anchor(n)) for n in document.numbers]
        self.own_lemma = [
            None if own is None else self.sentences[n.sentence].lemma(own)
            for n, own in zip(document.numbers, self.own, strict=True)
        ]
        self.forms = Counter(
            nouns.words[i].text.lower() for nouns, heads in zip(self.sentences, self.heads, strict=True) for i in heads
        )
        self.common = Counter(lemma for lemma in self.own_lemma if lemma is not None and _may_be_counted(lemma))
        self._loose: dict[str, list[Loose]] = {}
        self.sentences_of: dict[int, list[int]] = defaultdict(list)
        for k, sentence in enumerate(document.sentences):
            self.sentences_of[sentence.text].append(k)

    def anchor(self, number: Number) -> int:
        return self.document.sentences[number.sentence].anchors[number.j]

    def loose_nouns(self, text: str) -> list[Loose]:
        """The nouns of a text that is not parsed: words that are nouns elsewhere in the document, and plurals."""
        if text not in self._loose:
            self._loose[text] = list(self._found(text))
        return self._loose[text]

    def _found(self, text: str) -> Iterable[Loose]:
        for piece in _BREAK.split(text):
            words = [] if is_statement(piece) else [m[0] for m in _WORD.finditer(piece)]
            for i, word in enumerate(words):
                form = word.lower()
                if not (form in self.forms or _is_plural(form)) or not _may_be_counted(singular(form)):
                    continue
                first = i
                while first and _describes(words[first - 1].lower()) and i - first < 3:
                    first -= 1
                last = i
                if i + 2 < len(words) and words[i + 1].lower() in lexicon().prepositions:
                    last = i + 2
                    while last + 1 < len(words) and words[last].lower() not in self.forms and last - i < 5:
                        last += 1
                short = " ".join(words[first : i + 1]).lower()
                yield Loose(singular(form), short, " ".join(words[first : last + 1]).lower())

    @cached_property
    def candidates(self) -> list[list[Counted]]:
        """For each number of the document the nouns that could be what it counts."""
        return [_candidates(self, n) for n in range(len(self.document.numbers))]

    @cached_property
    def title(self) -> list[Loose]:
        return self.loose_nouns(self.document.context.title or "")

    def lead_in(self, text: int) -> int | None:
        """The text that a list item, a row or a call-out stands under: the last one before of another kind."""
        kind = self.document.texts[text].block.kind
        if kind not in {"list_item", "table_row", "callout"}:
            return None
        for k in range(text - 1, max(text - 30, 0), -1):
            if self.document.texts[k].block.kind != kind:
                return k
        return None


def _may_be_counted(lemma: str) -> bool:
    words = lexicon()
    return len(lemma) > 1 and not any(lemma in kind for kind in (words.holders, words.times, words.scales))


def _is_plural(form: str) -> bool:
    return len(form) > _SHORT and singular(form) != form and form not in lexicon().function_words


def _describes(word: str) -> bool:
    return word not in lexicon().function_words and word not in lexicon().not_defining


@once_a_document
def nouns_of(document: ParsedDocument) -> DocumentNouns:
    """The nouns of a document."""
    return DocumentNouns(document)


def _candidates(found: DocumentNouns, n: int) -> list[Counted]:
    """The nouns that could be what the n-th number of the document counts."""
    document = found.document
    number = document.numbers[n]
    nouns, anchor = found.sentences[number.sentence], found.anchor(number)
    own: dict[str, list[int]] = defaultdict(list)
    near = sorted(found.heads[number.sentence], key=lambda i: abs(i - anchor) - 30 * (i == found.own[n]))
    for i in near[:OWN_SENTENCE]:
        if nouns.lemma(i) not in lexicon().scales:
            own[nouns.lemma(i)].append(i)
    earlier: dict[str, list[int]] = defaultdict(list)
    for k in range(n - 1, max(-1, n - 1 - EARLIER_NUMBERS), -1):
        lemma = found.own_lemma[k]
        if lemma is not None and _may_be_counted(lemma):
            earlier[lemma].append(k)
    loose: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for place, noun in _around(found, n):
        loose[noun.lemma].append((place, noun.long))
        loose[noun.lemma].append((place, noun.short))
    lemmas = dict.fromkeys([*own, *earlier, *loose, *(lemma for lemma, _ in found.common.most_common(COMMON_NOUNS))])
    lemmas.setdefault(PEOPLE)
    return [
        Counted(lemma, tuple(own[lemma]), tuple(earlier[lemma]), tuple(dict.fromkeys(loose[lemma])))
        for lemma in lemmas
    ]  # fmt: skip


def _around(found: DocumentNouns, n: int) -> Iterable[tuple[str, Loose]]:
    """The nouns around a number that no parse tells: in headings, the lead-in, the sentences before."""
    document = found.document
    number = document.numbers[n]
    text = document.texts[number.text]
    sentence = document.sentences[number.sentence]
    start = sentence.passage.start
    if not sentence.passage.row:
        before = [text.block.text[a:b] for a, b in text.spans if b <= start][-1:]
        if not before and number.text and document.texts[number.text - 1].spans:
            previous = document.texts[number.text - 1]
            before = [previous.block.text[previous.spans[-1][0] : previous.spans[-1][1]]]
        for piece in before:
            yield from (("before", noun) for noun in found.loose_nouns(piece)[-LOOSE_NOUNS:])
    lead = found.lead_in(number.text)
    if lead is not None:
        yield from (("lead-in", noun) for noun in found.loose_nouns(document.texts[lead].block.text)[-LOOSE_NOUNS:])
    for heading in text.block.headings[-1:]:
        yield from (("heading", noun) for noun in found.loose_nouns(heading)[:LOOSE_NOUNS])
    for heading in text.block.headings[-2:-1]:
        yield from (("heading above", noun) for noun in found.loose_nouns(heading)[:2])
    if text.block.kind not in {"heading"}:
        yield from (("title", noun) for noun in found.title[:LOOSE_NOUNS])
