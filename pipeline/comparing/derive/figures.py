"""A claim as a term of arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.intervals import Interval, in_base_unit, last_unit, point
from pipeline.comparing.number_words import is_scaled
from pipeline.comparing.pairs.wordings import Words, words_of
from pipeline.reading.places import relation
from pipeline.records.model import Claim
from pipeline.records.settings import CompareSettings
from pipeline.records.text import number_position


@dataclass(frozen=True, slots=True)
class Figure:
    """`n` is the claim's place among those of its document, `sentence` that of its quote among the quotes.

    `exact` is what it stands for in a sum, where integers in digits are themselves ("500" is 500), signed for a change.
    `near` is that without open ends: "over 300" is hardly far above 300 where it is reckoned with. `worked_out` is what
    it stands for where it was reckoned from others: rounded or cut off at its last digit, and looser where it is a
    bound. `point` is the stated value in the family's base unit, the middle of a range."""

    n: int
    sentence: int
    norm: NormalisedClaim
    exact: Interval
    near: Interval
    worked_out: Interval
    point: float

    @property
    def claim(self) -> Claim:
        return self.norm.claim

    @property
    def thing(self) -> Words:
        """The words of what is counted, of a share its whole and its part."""
        return words_of(f"{self.claim.subject} {self.claim.part or ''}")

    @property
    def whole(self) -> Words:
        return words_of(self.claim.subject)

    @property
    def part(self) -> Words:
        return words_of(self.claim.part or self.claim.subject)

    def place_beside(self, other: Figure) -> str:
        """How its place lies to the other's, as `relation` says; "open" where only one of the two names any."""
        mine, theirs = self.norm.place, other.norm.place
        if mine is None or theirs is None:
            return "same" if mine == theirs else "open"
        return relation(mine, theirs)

    def at_one_time(self, other: Figure) -> bool:
        """Whether both claims have the same dates."""
        return (self.claim.start, self.claim.end) == (other.claim.start, other.claim.end)


def figures_of(read: Iterable[NormalisedClaim], settings: CompareSettings) -> list[Figure]:
    """The claims of one document in reading order, as far as their places are known."""
    sentences: dict[str, int] = {}
    found = []
    for n, norm in enumerate(sorted(read, key=_place_in_document)):
        sentence = sentences.setdefault(norm.claim.quote, len(sentences))
        found.append(_figure_of(n, sentence, norm, settings))
    return found


def _place_in_document(norm: NormalisedClaim) -> tuple[int, int, int, str]:
    """In reading order where places are known; by the place in the sentence where they are not."""
    claim = norm.claim
    if claim.locator:
        return (claim.locator.block, claim.locator.start, claim.locator.number_start, claim.id)
    return (0, 0, number_position(claim.quote, claim.number), claim.id)


def _figure_of(n: int, sentence: int, norm: NormalisedClaim, settings: CompareSettings) -> Figure:
    claim = norm.claim
    falls = claim.kind == "change" and claim.direction == "down"
    counted = _counted(claim)
    exact = norm.value if counted is None else counted.scaled(-1 if falls else 1)
    stated = (
        abs(exact.low + exact.high) / 2 if claim.value is None else in_base_unit(point(claim.value), claim.unit).low
    )
    sign = -1.0 if falls else 1.0
    near = _without_open_end(claim, stated, settings.nearly_width)
    return Figure(
        n=n,
        sentence=sentence,
        norm=norm,
        exact=exact,
        near=exact if near is None else near.scaled(sign),
        worked_out=_worked_out(claim, stated, settings)
        .scaled(sign)
        .hull(exact if near is None else point(sign * stated)),
        point=stated,
    )


def _counted(claim: Claim) -> Interval | None:
    if claim.value is None or claim.unit != "count" or claim.bound != "exact" or is_scaled(claim.number):
        return None
    return point(claim.value) if claim.value == int(claim.value) else None


def _without_open_end(claim: Claim, stated: float, width: float) -> Interval | None:
    if claim.bound == "min":
        return Interval(stated, stated + width * abs(stated))
    return Interval(stated - width * abs(stated), stated) if claim.bound == "max" else None


def _worked_out(claim: Claim, stated: float, settings: CompareSettings) -> Interval:
    if open_end := _without_open_end(claim, stated, settings.loose_bound - 1):
        return open_end
    if claim.value is None:
        return point(stated)
    scale = stated / claim.value if claim.value else 1.0
    unit = scale * min(last_unit(claim.value, claim.number), abs(claim.value) * settings.rounding_cap)
    below = unit if claim.unit == "times" else unit / 2
    return Interval(stated - below * _SLACK, stated + unit, True, False)


_SLACK = 1.1
"""Beyond half the last unit: figures are reckoned from values that are themselves rounded."""
