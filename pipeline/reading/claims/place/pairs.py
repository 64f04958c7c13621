"""Which places a sentence pairs with its numbers: "Marden (214)", "214 in Marden", "Marden with 214"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.reading.claims.period.in_turn import lists_of
from pipeline.reading.claims.place.mentions import Mention
from pipeline.reading.claims.place.words import alternatives, words
from pipeline.records.model import Quantity

_FAR = 60

PAIR_OF_NUMBER = ("pair_before", "pair_after", "pairs_before", "pairs_after", "pair_share")
PAIR_OF_PLACE = ("paired_before", "paired_after", "paired_elsewhere", "paired_usual")


@dataclass(frozen=True, slots=True)
class Pairs:
    """For each number of a sentence the keys of the places named right before it, and of those right behind."""

    before: tuple[frozenset[str], ...]
    after: tuple[frozenset[str], ...]

    def of_number(self, j: int) -> dict[str, float]:
        """What holds for all candidates of the j-th number."""
        every = [one | other for one, other in zip(self.before, self.after, strict=True)]
        return {
            "pair_before": bool(self.before[j]),
            "pair_after": bool(self.after[j]),
            "pairs_before": sum(map(bool, self.before)),
            "pairs_after": sum(map(bool, self.after)),
            "pair_share": sum(map(bool, every)) / len(every),
        }

    def of_place(self, key: str, j: int) -> dict[str, float]:
        """How the j-th number pairs with a place; `paired_usual`: on the side on which the sentence mostly pairs."""
        before, after = sum(map(bool, self.before)), sum(map(bool, self.after))
        usual = self.before if before >= after else self.after
        return {
            "paired_before": key in self.before[j],
            "paired_after": key in self.after[j],
            "paired_elsewhere": any(
                key in some for side in (self.before, self.after) for n, some in enumerate(side) if n != j
            ),
            "paired_usual": key in usual[j],
        }


def pairs_of(line: str, quantities: Sequence[Quantity], mentions: Sequence[Mention]) -> Pairs:
    """The pairs of a sentence; `line` is the text that all offsets are in."""
    turns = dict(_in_turn(line, quantities, mentions))
    return Pairs(
        tuple(
            turns.get(j) or frozenset(m.key for m in mentions if _joined(_leads(), line, m.end, number.start))
            for j, number in enumerate(quantities)
        ),
        tuple(
            frozenset(() if j in turns else (m.key for m in mentions if _joined(_follows(), line, number.end, m.start)))
            for j, number in enumerate(quantities)
        ),
    )


def _in_turn(
    line: str, quantities: Sequence[Quantity], mentions: Sequence[Mention]
) -> Iterator[tuple[int, frozenset[str]]]:
    """The numbers whose places are told in their order, as if each stood behind its own: "in Lima and Cusco 214 and 96
    men, respectively"."""
    single = sorted((m for m in mentions if m.parts == 1), key=lambda m: m.start)
    if not quantities or not _says_in_turn().search(line, quantities[0].start):
        return
    places = list(lists_of([(m.start, m.end) for m in single], line))
    for numbers in lists_of([(q.start, q.end) for q in quantities], line):
        for listed in places:
            if len(listed) == len(numbers) > 1:
                yield from ((j, frozenset({single[n].key})) for j, n in zip(numbers, listed, strict=True))


@cache
def _says_in_turn() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(words().in_turn)})\b")


def _joined(pattern: re.Pattern[str], line: str, start: int, end: int) -> bool:
    return 0 <= end - start <= _FAR and pattern.fullmatch(line, start, end) is not None


_OTHER = r"(?:[^\W\d][\w’'-]*\s){0,2}"


@cache
def _leads() -> re.Pattern[str]:
    """What may stand between a place and the number that it leads to."""
    verbs = alternatives(words().reporting)
    return re.compile(
        rf"(?:[’']s)?(?:\s?[:(–—-]\s?(?:also\s|about\s)?|,?\s(?:with|for|at|by|alone|where|{verbs})\s{_OTHER}|,?\s)\W{{0,2}}"
    )


@cache
def _follows() -> re.Pattern[str]:
    """What may stand between a number and the place that it is of."""
    places = alternatives(words().locative | {"from", "for", "of"})
    heads = alternatives(words().heads | words().bearing_nouns)
    return re.compile(rf"\)?\s(?:{_OTHER}{_OTHER}(?:{places})\s(?:the\s)?(?:{_OTHER}(?:{heads})\sof\s(?:the\s)?)?|\()")
