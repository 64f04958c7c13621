"""Claims about one thing as one row: the spread of what they say, and who says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.compare.wording import figure_text
from pipeline.intervals import Interval, in_base_unit, said_interval
from pipeline.model import Claim, DistinctValue, Fact, FactStatus, digest
from pipeline.settings import CompareSettings
from pipeline.witnesses import count_witnesses


def fact_id(key: str) -> str:
    return digest("fact", key)


def make_fact(key: str, claims: Sequence[Claim], settings: CompareSettings) -> Fact:
    """The fact of claims that share a key. Its id is its key's, so it lasts when claims come and go."""
    if len(claims) == 1:
        return _single(key, claims[0], settings)
    ordered = sorted(claims, key=lambda claim: claim.id)
    first = ordered[0]
    values = _distinct_values(ordered, settings)
    witnesses = values[0].witnesses if len(values) == 1 else count_witnesses(ordered, settings.one_witness_similarity)
    stated = [number for claim in ordered for number in (claim.value, claim.low, claim.high) if number is not None]
    return Fact(
        id=fact_id(key),
        measure=first.measure,
        subject=_usual(claim.subject for claim in ordered),
        part=_usual(claim.part for claim in ordered if claim.part) if first.part else None,
        unit=_usual(claim.unit for claim in ordered),
        kind=first.kind,
        direction=first.direction if len({claim.direction for claim in ordered}) == 1 else None,
        place=_usual(claim.place for claim in ordered if claim.place) if first.place else None,
        start=first.start,
        end=first.end,
        low=min(stated, default=None),
        high=max(stated, default=None),
        values=values,
        claims=tuple(claim.id for claim in ordered),
        witnesses=witnesses,
        status="agreed" if witnesses > 1 and (len(values) == 1 or _all_meet(ordered, settings)) else "single",
    )


def _single(key: str, claim: Claim, settings: CompareSettings) -> Fact:
    interval = _interval(claim, settings)
    stated = [number for number in (claim.value, claim.low, claim.high) if number is not None]
    value = DistinctValue(
        figure_text(claim), _finite(interval.low), _finite(interval.high), (claim.id,), (claim.doc,), witnesses=1
    )
    return Fact(
        id=fact_id(key),
        measure=claim.measure,
        subject=claim.subject,
        part=claim.part,
        unit=claim.unit,
        kind=claim.kind,
        direction=claim.direction,
        place=claim.place,
        start=claim.start,
        end=claim.end,
        low=min(stated, default=None),
        high=max(stated, default=None),
        values=(value,),
        claims=(claim.id,),
        witnesses=1,
        status="single",
    )


def with_conflicts(fact: Fact, conflicts: Iterable[str]) -> Fact:
    found = tuple(sorted(conflicts))
    status: FactStatus = "open" if found else fact.status
    return replace(fact, conflicts=found, status=status)


def _usual(texts: Iterable[str]) -> str:
    said = list(texts)
    if said.count(said[0]) == len(said):
        return said[0]
    counted = Counter(said)
    return min(counted, key=lambda text: (-counted[text], len(text), text))


def _interval(claim: Claim, settings: CompareSettings) -> Interval:
    return in_base_unit(said_interval(claim, settings), claim.unit)


def _all_meet(claims: Sequence[Claim], settings: CompareSettings) -> bool:
    if len({claim.direction for claim in claims}) > 1:
        return False
    intervals = {_interval(claim, settings) for claim in claims}
    highest = max(intervals, key=lambda interval: (interval.low, not interval.low_closed))
    return all(interval.meets(highest) for interval in intervals)


def _distinct_values(claims: Sequence[Claim], settings: CompareSettings) -> tuple[DistinctValue, ...]:
    groups: dict[tuple[Interval, str | None, str | None], list[Claim]] = {}
    for claim in claims:
        currency = claim.unit if claim.unit.isupper() else None
        groups.setdefault((_interval(claim, settings), currency, claim.direction), []).append(claim)
    found = [_told_by(interval, group, settings) for (interval, _, _), group in groups.items()]
    return tuple(sorted(found, key=lambda value: (value.low or 0.0, value.high or 0.0, value.text)))


def _told_by(interval: Interval, claims: Sequence[Claim], settings: CompareSettings) -> DistinctValue:
    return DistinctValue(
        text=_usual(figure_text(claim) for claim in claims),
        low=_finite(interval.low),
        high=_finite(interval.high),
        claims=tuple(claim.id for claim in claims),
        docs=tuple(sorted({claim.doc for claim in claims})),
        witnesses=count_witnesses(claims, settings.one_witness_similarity) if len(claims) > 1 else 1,
    )


def _finite(number: float) -> float | None:
    return number if abs(number) != float("inf") else None
