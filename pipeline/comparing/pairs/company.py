"""What else the documents of two claims tell: who else could be meant, and how crowded it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.comparing.gates.restating import equal_points
from pipeline.comparing.gates.slots import Slots, values_of
from pipeline.comparing.pairs.features import Features, features_of
from pipeline.comparing.pairs.likeness import likeness
from pipeline.comparing.pairs.values import is_rounded


@dataclass(frozen=True, slots=True)
class Company:
    """The claims of each document that can be held against each other: those of one block."""

    by_document: Mapping[str, Sequence[Slots]]
    _features: dict[str, Features] = field(default_factory=dict, repr=False, compare=False)

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

    def features(self, slots: Slots) -> Features:
        """The claim's features, worked out when they are first asked for."""
        known = self._features.get(slots.claim.id)
        if known is None:
            known = self._features[slots.claim.id] = features_of(slots)
        return known

    def beside(self, slots: Slots) -> Sequence[Slots]:
        """The document's claims of the block, the claim's own among them."""
        return self.by_document.get(slots.claim.doc, ())

    def rivals(self, a: Slots, b: Slots) -> Sequence[Slots]:
        """The claims of b's document that a could be held against in b's place."""
        beside = self.by_document.get(b.claim.doc, ())
        if len(beside) == 1 and beside[0] is b:
            return ()
        return [other for other in beside if other.claim.id not in (a.claim.id, b.claim.id)]

    def crowd(self, a: Slots, b: Slots) -> int:
        """How many claims of the block the one document has that has more."""
        return max(len(self.beside(a)), len(self.beside(b)))

    def alike(self, slots: Slots) -> int:
        """How many claims of the document name the same place and time: what the slots do not tell apart."""
        beside = self.beside(slots)
        if len(beside) == 1 and beside[0] is slots:
            return 1
        claim = slots.claim
        return sum(
            (other.place, other.claim.start, other.claim.end) == (slots.place, claim.start, claim.end)
            for other in beside
        )

    def leads(self, a: Slots, b: Slots) -> tuple[float, float]:
        """By how much a is more like b than like the next best claim of b's document, and b more like a; the smaller
        one first."""
        mine, theirs = self.features(a), self.features(b)
        alike = likeness(mine, theirs)
        leads = alike - self._next_best(mine, b), alike - self._next_best(theirs, a)
        return leads if leads[0] <= leads[1] else (leads[1], leads[0])

    def _next_best(self, features: Features, other: Slots) -> float:
        rivals = self.rivals(features.slots, other)
        return max(likeness(features, self.features(rival)) for rival in rivals) if rivals else _NOBODY

    def tells_elsewhere(self, a: Slots, b: Slots) -> bool:
        """Whether b's document gives a's very figure in another claim, for what may be a's time."""
        rivals = self.rivals(a, b)
        return bool(rivals) and any(tells_the_same(a, other) and _may_be_of_one_time(a, other) for other in rivals)


_NOBODY = -9.0


def _may_be_of_one_time(a: Slots, b: Slots) -> bool:
    first, second = a.frame.reference, b.frame.reference
    return first is None or second is None or first.overlaps(second)


def tells_the_same(a: Slots, b: Slots) -> bool:
    return equal_points(a, b, *values_of(a, b)) or is_rounded(a.claim, b.claim)
