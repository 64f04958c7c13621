"""A text cut into words, numerals and signs by a blank spaCy tokenizer, with the vocabulary's phrases marked in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, compress
from operator import add, sub
from typing import TYPE_CHECKING

from pipeline.reading.quantities.vocabulary import Unit, vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.records.model import Bound

NUMERAL = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)"  # 1,234,567.8
    r"|\d{1,3}(?:['’]\d{3})+(?:\.\d+)?(?!\d)"  # 1'250'000
    r"|\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)"  # 1.226,50
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?!\d)"  # 1,32,121.5
    r"|\d{1,3}(?:,\d{3})+"  # 42,887 of 42,8873, where a footnote mark stuck to it
    r"|\d+(?:\.\d+)+"  # 1.5, and 2.1.3, which is no number
    r"|\d+,\d{1,2}(?![\d,])"  # 7,5
    r"|\d+·\d{1,2}(?![\d·⁰¹²³⁴-⁹⁻])"  # 3·2
    r"|\d+"
    r"|\.\d+"
)
LOOK_AHEAD = 8
LINE_SPACES = str.maketrans("\n\t\r\f\v", "     ")
PARTED = re.compile(
    r"(?<=\.)\.(?=\d)"  # the last dot of "slavery...12 million"
    r"|(?<=[A-Za-z])\.(?=\d)"  # Rs.4, No.7
    r"|(?<![\d,.])\d{1,2}(?:,\d{1,2}){2,}(?![\d,]|\.\d)"  # 3,4,5
)
"""Signs inside what would be taken for one numeral, and lists without spaces."""
MAY_BE_PARTED = (re.compile(r"\.(?=\d)(?<=[A-Za-z.]\.)"), re.compile(r",\d{1,2},\d"))
"""What a text has that holds one of these; asked first, since each begins with a sign, which is soon looked up."""
PIECE = re.compile(rf"(?:{NUMERAL})|[^\W\d_⁰¹²³⁴-⁹]+|[⁰¹²³⁴-⁹]+|\s+|.", re.DOTALL)
"""Raised digits are a word of their own: a footnote mark on "million²", the exponent of "km²"."""


@dataclass(slots=True)
class Tokens:
    """The tokens of one text as parallel lists; phrases by the token they begin at (or, `before`, end before).

    Each list ends with empty tokens at the end of the text, so that looking ahead needs no check.
    """

    text: str
    words: list[str]
    low: list[str]
    start: list[int]
    end: list[int]
    count: int
    before: dict[int, tuple[int, Bound]]
    after: dict[int, tuple[int, Bound]]
    units: dict[int, tuple[int, Unit]]
    read_to: int = 0
    """The tokens before this one belong to quantities that are read: no sign is looked for among them."""

    def glued(self, i: int) -> bool:
        """Whether token i follows the one before it with nothing between."""
        return i > 0 and self.start[i] == self.end[i - 1]

    def gap(self, i: int) -> str:
        """What stands between token i and the one before it."""
        return self.text[self.end[i - 1] : self.start[i]]

    def is_digits(self, i: int) -> bool:
        """Whether the i-th token is a number in digits."""
        word = self.words[i]
        return word[:1].isdecimal() or (word[:1] == "." and word[1:2].isdecimal())


def _part(found: re.Match[str]) -> str:
    """As long as what it stands for, with a sign in it that belongs to no numeral."""
    return found[0].replace(",", ";") if "," in found[0] else ";"


class Reader:
    """Cuts texts with a blank English vocabulary and marks modifiers and units by phrase patterns."""

    def __init__(self) -> None:
        from spacy.lang.en import English
        from spacy.matcher import PhraseMatcher
        from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without a stub
        from spacy.vocab import create_vocab

        vocab = create_vocab("en", English.Defaults)  # without English's own tokenizer, slow to make
        self._tokenizer = Tokenizer(vocab, rules={}, prefix_search=PIECE.match)
        self._matcher = PhraseMatcher(vocab, attr="LOWER")
        self._bounds: dict[int, tuple[str, Bound]] = {}
        self._units: dict[int, Unit] = {}
        words = vocabulary()
        for role, phrases in (("before", words.before), ("after", words.after)):
            for bound in sorted(set(phrases.values())):
                key = f"{role} {bound}"
                self._bounds[vocab.strings.add(key)] = (role, bound)
                self._add(key, [phrase for phrase, its in phrases.items() if its == bound])
        spellings: dict[Unit, list[str]] = {}
        for spelling, unit in words.unit_words.items():
            spellings.setdefault(unit, []).append(spelling)
        for unit, names in spellings.items():
            key = f"unit {unit.group} {unit.name}"
            self._units[vocab.strings.add(key)] = unit
            self._add(key, names)

    def _add(self, key: str, phrases: list[str]) -> None:
        self._matcher.add(key, [self._tokenizer(phrase) for phrase in phrases])

    def read(self, text: str) -> Tokens:
        """The tokens of a text."""
        parted = PARTED.sub(_part, text) if any(sign.search(text) for sign in MAY_BE_PARTED) else text
        doc = self._tokenizer(parted.translate(LINE_SPACES))
        lengths, spaces = doc.to_array(["LENGTH", "SPACY"]).T.tolist()
        following = list(accumulate(map(add, lengths, spaces)))
        end = list(map(sub, following, spaces))
        start = list(map(sub, end, lengths))
        words = [text[i:j] for i, j in zip(start, end, strict=True)]
        position = list(range(len(words) + 1))
        if any(map(str.isspace, words)):
            solid = [not word.isspace() for word in words]
            position = [0, *accumulate(solid)]
            words, start, end = (list(compress(each, solid)) for each in (words, start, end))
        count = len(words)
        words += [""] * LOOK_AHEAD
        start += [len(text)] * LOOK_AHEAD
        end += [len(text)] * LOOK_AHEAD
        tokens = Tokens(text, words, list(map(str.lower, words)), start, end, count, {}, {}, {})
        self._mark(doc, tokens, position)
        return tokens

    def _mark(self, doc: Doc, tokens: Tokens, position: list[int]) -> None:
        for key, first, last in self._matcher(doc):
            i, j = position[first], position[last]
            unit = self._units.get(key)
            if unit is not None:
                if i not in tokens.units or tokens.units[i][0] < j:
                    tokens.units[i] = (j, unit)
                continue
            role, bound = self._bounds[key]
            if role == "after":
                if i not in tokens.after or tokens.after[i][0] < j:
                    tokens.after[i] = (j, bound)
            elif j not in tokens.before or tokens.before[j][0] > i:
                tokens.before[j] = (i, bound)


@cache
def reader() -> Reader:
    """The reader, made once."""
    return Reader()
