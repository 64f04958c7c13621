"""Names of several places, or of a part of one, against the names that they hold: "England and Wales", "the far North".

Where a document hardly ever names England without Wales, it is about both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log1p

from pipeline.reading.claims.place.mentions import Mention
from pipeline.reading.claims.place.named_place import NamedPlace
from pipeline.reading.claims.place.names import Source

COMPOSITE = frozenset({Source.COORDINATED, Source.BEARING})
HELD = ("held_share", "held_least", "held_most", "is_composite", "log_composite", "composite_once", "composite_titled")


@dataclass
class Composites:
    """Counts over a document's mentions by text."""

    by_text: Sequence[Sequence[Mention]]

    @cached_property
    def _held(self) -> dict[str, Counter[str]]:
        """For each composite name how often it holds each other one; under "" how often any does."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for some in self.by_text:
            wide = [m for m in some if m.source in COMPOSITE]
            for m in self._singles(some):
                around = [c for c in wide if c.start <= m.start and m.end <= c.end]
                found[""][m.key] += bool(around)
                for each in around:
                    found[each.key][m.key] += 1
        return found

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(m.key for some in self.by_text for m in self._singles(some))

    @staticmethod
    def _singles(some: Sequence[Mention]) -> list[Mention]:
        return [m for m in some if m.source not in COMPOSITE and not m.demonym]

    def of_place(self, place: NamedPlace) -> dict[str, float]:
        """How much of a place's mentions composites hold, and how much of its parts' mentions a composite holds."""
        shares = [count / self._counts[key] for key, count in self._held.get(place.key, Counter()).items()]
        row: dict[str, float] = {"held_share": self._held[""][place.key] / max(1, self._counts[place.key])}
        if shares:
            row |= {
                "held_least": min(shares),
                "held_most": max(shares),
                "is_composite": 1.0,
                "log_composite": log1p(len(place.mentions)),
                "composite_once": len(place.mentions) == 1,
                "composite_titled": any(m.text == 0 for m in place.mentions),
            }
        return row
