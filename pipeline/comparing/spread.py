"""What the figures of one fact say together: from where to where, how they are bounded, in which words, as of when."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.comparing.gates.spans import Span, frame_of
from pipeline.comparing.intervals import stated_interval
from pipeline.records.model import Claim, DistinctValue, FactBound
from pipeline.records.settings import CompareSettings


@dataclass(frozen=True, slots=True)
class Spread:
    """The columns of a fact that its figures fill (see `Fact`); `bound` is None where no claim counts."""

    low: float | None
    high: float | None
    bound: FactBound | None
    says: str
    as_of: str | None
    latest: float | None


class RunningCount(NamedTuple):
    """Claims that count on from one start: those of the latest day, which `as_of` names, and those before it."""

    as_of: str
    latest: tuple[Claim, ...]
    earlier: tuple[Claim, ...]

    def only_grows(self, settings: CompareSettings) -> bool:
        """Whether no earlier figure is above the latest ones."""
        now = [stated_interval(claim, settings) for claim in self.latest]
        before = [stated_interval(claim, settings) for claim in self.earlier]
        return not any(late.below(early) for late in now for early in before)


def spread_of(
    claims: Sequence[Claim],
    joined: Collection[str],
    values: Sequence[DistinctValue],
    unit: str,
    settings: CompareSettings,
) -> Spread:
    """What these claims of a fact say; `values` are all that the fact holds, `unit` is the fact's. Whether they are a
    running count is told by those that are not `joined`, since these may be dated otherwise.

    Figures stated in another unit (another currency) are in `says` alone: no one number holds both.
    """
    count = running_count([claim for claim in claims if claim.id not in joined])
    speaking = count.latest if count and count.only_grows(settings) else claims
    bounds: set[FactBound] = {claim.bound for claim in speaking}
    return Spread(
        *outer_ends(speaking, unit),
        bounds.pop() if len(bounds) == 1 else "mixed" if bounds else None,
        "; ".join(_texts(values, {claim.id for claim in speaking})),
        count.as_of if count else None,
        _greatest(count.latest, unit) if count else None,
    )


def outer_ends(claims: Iterable[Claim], unit: str) -> tuple[float | None, float | None]:
    """The least and the greatest figure that claims tell in a unit; None where one of them is open to that side."""
    ends = [stated_ends(claim) for claim in claims if claim.unit == unit]
    return _outermost(min, [low for low, _ in ends]), _outermost(max, [high for _, high in ends])


def stated_ends(claim: Claim) -> tuple[float | None, float | None]:
    """The figure from its least to its greatest value as it is stated, without the width of rounding; None where it is
    open: "over 300" has no greatest value."""
    low = claim.low if claim.low is not None else claim.value
    high = claim.high if claim.high is not None else claim.value
    return None if claim.bound == "max" else low, None if claim.bound == "min" else high


def running_count(claims: Sequence[Claim]) -> RunningCount | None:
    """The claims as one running count; None where one is none, counts from another start, or nobody knows as of when.

    A count that names no time is none: it may be of one happening.
    """
    days: list[int] = []
    starts = []
    for claim in claims:
        frame = frame_of(claim)
        if frame.kind != "counter" or not frame.dated or frame.as_of is None:
            return None
        days.append(frame.as_of.first)
        starts.append(frame.start)
    if not claims or not all(_same_start(starts[0], start) for start in starts):
        return None
    last = max(days)
    latest = tuple(claim for claim, day in zip(claims, days, strict=True) if day == last)
    earlier = tuple(claim for claim, day in zip(claims, days, strict=True) if day < last)
    return RunningCount(_as_of(latest[0]), latest, earlier)


def _as_of(claim: Claim) -> str:
    """The end that the text states, of a stretch so far the page's day."""
    told_on = (claim.document.published or "")[:10]
    so_far = frame_of(claim).to_date and claim.start == claim.end
    return told_on if so_far else claim.end or told_on


def _greatest(claims: Iterable[Claim], unit: str) -> float | None:
    return max((claim.value for claim in claims if claim.unit == unit and claim.value is not None), default=None)


def _same_start(a: Span | None, b: Span | None) -> bool:
    return a.overlaps(b) if a and b else a is b


def _outermost(choose: Callable[[Iterable[float]], float], ends: Sequence[float | None]) -> float | None:
    known = [end for end in ends if end is not None]
    return choose(known) if known and len(known) == len(ends) else None


def _texts(values: Iterable[DistinctValue], speaking: AbstractSet[str]) -> Iterable[str]:
    return (value.text for value in values if not speaking.isdisjoint(value.claims))
