"""What else the documents of two claims tell: who else could be meant, and how crowded it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.comparing.gates.normalised import NormalisedClaim, values_of
from pipeline.comparing.gates.restating import equal_points
from pipeline.comparing.pairs.features import Features, features_of
from pipeline.comparing.pairs.likeness import likeness
from pipeline.comparing.pairs.values import is_rounded


@dataclass(frozen=True, slots=True)
class Company:
    """The claims of each document that can be held against each other: those of one block, or close figures."""

    by_document: Mapping[str, Sequence[NormalisedClaim]]
    _features: dict[str, Features] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, block: Iterable[NormalisedClaim]) -> Company:
        """The company that the claims of one block are to each other."""
        found: dict[str, list[NormalisedClaim]] = {}
        for norm in block:
            found.setdefault(norm.claim.doc, []).append(norm)
        return cls(found)

    @classmethod
    def nobody(cls) -> Company:
        """For a pair in whose place no further claims could be meant, or are looked for."""
        return cls({})

    def features(self, norm: NormalisedClaim) -> Features:
        """The claim's features, worked out when they are first asked for."""
        known = self._features.get(norm.claim.id)
        if known is None:
            known = self._features[norm.claim.id] = features_of(norm)
        return known

    def beside(self, norm: NormalisedClaim) -> Sequence[NormalisedClaim]:
        """The document's claims of the block, the claim's own among them."""
        return self.by_document.get(norm.claim.doc, ())

    def rivals(self, a: NormalisedClaim, b: NormalisedClaim) -> Sequence[NormalisedClaim]:
        """The claims of b's document that a could be held against in b's place."""
        beside = self.by_document.get(b.claim.doc, ())
        if len(beside) == 1 and beside[0] is b:
            return ()
        return [other for other in beside if other.claim.id not in (a.claim.id, b.claim.id)]

    def crowd(self, a: NormalisedClaim, b: NormalisedClaim) -> int:
        """How many claims of the block the one document has that has more."""
        return max(len(self.beside(a)), len(self.beside(b)))

    def alike(self, norm: NormalisedClaim) -> int:
        """How many claims of the document name the same place and time: what the fields do not tell apart."""
        beside = self.beside(norm)
        if len(beside) == 1 and beside[0] is norm:
            return 1
        claim = norm.claim
        return sum(
            (other.place, other.claim.start, other.claim.end) == (norm.place, claim.start, claim.end)
            for other in beside
        )

    def leads(self, a: NormalisedClaim, b: NormalisedClaim) -> tuple[float, float]:
        """By how much a is more like b than like the next best claim of b's document, and b more like a; the smaller
        one first."""
        mine, theirs = self.features(a), self.features(b)
        alike = likeness(mine, theirs)
        leads = alike - self._next_best(mine, b), alike - self._next_best(theirs, a)
        return leads if leads[0] <= leads[1] else (leads[1], leads[0])

    def _next_best(self, features: Features, other: NormalisedClaim) -> float:
        rivals = self.rivals(features.norm, other)
        return max(likeness(features, self.features(rival)) for rival in rivals) if rivals else _NOBODY

    def states_elsewhere(self, a: NormalisedClaim, b: NormalisedClaim) -> bool:
        """Whether b's document gives a's very figure in another claim, for what may be a's time."""
        rivals = self.rivals(a, b)
        return bool(rivals) and any(states_the_same(a, other) and _may_be_of_one_time(a, other) for other in rivals)


_NOBODY = -9.0


def _may_be_of_one_time(a: NormalisedClaim, b: NormalisedClaim) -> bool:
    first, second = a.frame.reference, b.frame.reference
    return first is None or second is None or first.overlaps(second)


def states_the_same(a: NormalisedClaim, b: NormalisedClaim) -> bool:
    """Whether two claims state one figure, or one is the other's rounding."""
    return equal_points(a, b, *values_of(a, b)) or is_rounded(a.claim, b.claim)
