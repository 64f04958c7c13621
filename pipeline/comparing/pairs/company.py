"""What else the documents of two claims tell: who else could be meant, and how crowded it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.comparing.gates.restating import equal_points
from pipeline.comparing.gates.slots import Slots, values_of
from pipeline.comparing.pairs.likeness import likeness
from pipeline.comparing.pairs.values import is_rounded


@dataclass(frozen=True, slots=True)
class Company:
    """The claims of each document that can be held against each other: those of one block."""

    by_document: Mapping[str, Sequence[Slots]]

    @classmethod
    def of(cls, block: Iterable[Slots]) -> Company:
        found: dict[str, list[Slots]] = {}
        for slots in block:
            found.setdefault(slots.claim.doc, []).append(slots)
        return cls(found)

    @classmethod
    def nobody(cls) -> Company:
        """For a pair that lies across two blocks, whose further claims could not be meant."""
        return cls({})

    def beside(self, slots: Slots) -> Sequence[Slots]:
        """The document's claims of the block, the claim's own among them."""
        return self.by_document.get(slots.claim.doc, ())

    def rivals(self, a: Slots, b: Slots) -> list[Slots]:
        """The claims of b's document that a could be held against in b's place."""
        return [other for other in self.beside(b) if other.claim.id not in (a.claim.id, b.claim.id)]

    def alike(self, slots: Slots) -> int:
        """How many claims of the document name the same place and time: what the slots do not tell apart."""
        claim = slots.claim
        return sum(
            (other.place, other.claim.start, other.claim.end) == (slots.place, claim.start, claim.end)
            for other in self.beside(slots)
        )

    def lead(self, a: Slots, b: Slots) -> float:
        """By how much a is more like b than like the next best claim of b's document."""
        return likeness(a, b) - max((likeness(a, other) for other in self.rivals(a, b)), default=_NOBODY)

    def tells_elsewhere(self, a: Slots, b: Slots) -> bool:
        """Whether b's document gives a's very figure in another claim, for what may be a's time."""
        return any(tells_the_same(a, other) and _may_be_of_one_time(a, other) for other in self.rivals(a, b))


_NOBODY = -9.0


def _may_be_of_one_time(a: Slots, b: Slots) -> bool:
    first, second = a.frame.reference(), b.frame.reference()
    return first is None or second is None or first.overlaps(second)


def tells_the_same(a: Slots, b: Slots) -> bool:
    return equal_points(a, b, *values_of(a, b)) or is_rounded(a.claim, b.claim)
