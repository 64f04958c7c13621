"""What a document's numbers say of its place: which place each is nearest to, and in which money they count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log1p

from pipeline.reading.claims.document import Number, ParsedDocument
from pipeline.reading.claims.place.mentions import Mention
from pipeline.reading.claims.place.named_place import NamedPlace
from pipeline.reading.claims.place.words import words
from pipeline.reading.quantities import is_currency

_LEAD = 4
"""The texts at a document's head, its title among them."""

VOTES = (
    "named_by_numbers", "carried_by_numbers", "inner_named", "inner_carried", "log_inner_places_named", "first_named",
    "lead_share", "own_money", "other_money", "own_numerals", "unnamed",
)  # fmt: skip


@dataclass
class NumberVotes:
    """A vote of each number for a place: the nearest of its sentence, else the last that was named before.

    `telling[n]` are the mentions of the n-th text that may say where something happened.
    """

    document: ParsedDocument
    telling: Sequence[Sequence[Mention]]

    @cached_property
    def named(self) -> Counter[str]:
        """The votes for places that the number's own sentence names."""
        return Counter(m.key for number in self.document.numbers if (m := self._nearest(number)))

    @cached_property
    def carried(self) -> Counter[str]:
        """The votes for places that were named before; "" where none was."""
        return Counter(
            last.key if (last := self._last(number)) else ""
            for number in self.document.numbers
            if not self._nearest(number)
        )

    @cached_property
    def money(self) -> Counter[str]:
        """Amounts by the first two letters of their currency, the code of its country (ISO 4217, ISO 3166-1)."""
        units = [number.quantity.unit for number in self.document.numbers]
        return Counter(unit[:2] for unit in units if is_currency(unit))

    @cached_property
    def numerals(self) -> frozenset[str]:
        """The countries that count as the document does, empty where all do ("lakh")."""
        texts = [text.block.text for text in self.document.texts]
        return frozenset(
            code
            for pattern, codes in words().local_numerals.items()
            if any(re.search(pattern, text) for text in texts)
            for code in codes.split()
        )

    @cached_property
    def lead(self) -> list[str]:
        """The places that the document's head names, in order."""
        return [m.key for some in self.telling[:_LEAD] for m in some]

    def of_place(self, place: NamedPlace, inner: frozenset[str]) -> dict[str, float]:
        """The votes for a place and for those that lie in it; only countries have a money and numerals."""
        numbers, every = max(1, len(self.document.numbers)), max(1, self.money.total())
        code = next(iter(place.countries)) if place.kind == "country" and len(place.countries) == 1 else ""
        return {
            "named_by_numbers": self.named[place.key] / numbers,
            "carried_by_numbers": self.carried[place.key] / numbers,
            "inner_named": sum(self.named[key] for key in inner) / numbers,
            "inner_carried": sum(self.carried[key] for key in inner) / numbers,
            "log_inner_places_named": log1p(sum(self.named[key] > 0 for key in inner)),
            "first_named": self.lead[:1] == [place.key],
            "lead_share": self.lead.count(place.key) / max(1, len(self.lead)),
            "own_money": self.money[code] / every if code else 0.0,
            "other_money": bool(code and self.money and not self.money[code]),
            "own_numerals": (1.0 if code in self.numerals else -1.0) if code and self.numerals else 0.0,
        }

    @property
    def unnamed(self) -> float:
        """The share of numbers before which no place was named: it speaks for none."""
        return self.carried[""] / max(1, len(self.document.numbers))

    def _nearest(self, number: Number) -> Mention | None:
        passage, at = self.document.sentence_of(number).passage, number.quantity
        return min(
            (m for m in self.telling[number.text] if passage.start <= m.start < passage.end),
            key=lambda m: min(abs(m.start - at.end), abs(m.end - at.start)),
            default=None,
        )

    def _last(self, number: Number) -> Mention | None:
        start = self.document.sentence_of(number).passage.start
        for n in range(number.text, -1, -1):
            named = [m for m in self.telling[n] if n < number.text or m.start < start]
            if named:
                return named[-1]
        return None
