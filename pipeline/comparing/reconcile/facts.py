"""Claims about one thing as one row: the spread of what they say, and who says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from pipeline.comparing.gates.slots import Slots
from pipeline.comparing.gates.wording import figure_text
from pipeline.comparing.intervals import Interval
from pipeline.comparing.pairs.values import Meeting, relate_values
from pipeline.comparing.witnesses import count_witnesses
from pipeline.records.model import Claim, DistinctValue, Fact, FactStatus, digest
from pipeline.records.packing import record_maker
from pipeline.records.settings import CompareSettings

_LIKE: frozenset[Meeting] = frozenset({"equal", "tight", "rounded"})
_made_fact, _made_value = record_maker(Fact), record_maker(DistinctValue)


def fact_id(key: str) -> str:
    return digest("fact", key)


def make_fact(key: str, told: Sequence[Slots], settings: CompareSettings) -> Fact:
    """The fact of claims in the order of their ids. Its own id is its key's, so it lasts when claims come and go."""
    if len(told) == 1:
        return _single(key, told[0])
    ordered = [slots.claim for slots in told]
    first = ordered[0]
    values = _distinct_values(told, settings)
    witnesses = values[0].witnesses if len(values) == 1 else count_witnesses(ordered, settings.one_witness_similarity)
    parts = [claim.part for claim in ordered if claim.part]
    places = [claim.place for claim in ordered if claim.place]
    stated = [number for claim in ordered for number in (claim.value, claim.low, claim.high) if number is not None]
    return _made_fact(
        fact_id(key),
        first.measure,
        _usual(claim.subject for claim in ordered),
        _usual(parts) if parts else None,
        _usual(claim.unit for claim in ordered),
        first.kind,
        first.direction if len({claim.direction for claim in ordered}) == 1 else None,
        _usual(places) if places else None,
        *_usual_period(ordered),
        min(stated, default=None),
        max(stated, default=None),
        values,
        tuple(claim.id for claim in ordered),
        witnesses,
        _status(told, witnesses, settings) if len(values) > 1 else "agreed" if witnesses > 1 else "single",
        (),
    )


def _single(key: str, told: Slots) -> Fact:
    """`make_fact` for one claim, as most facts have."""
    claim, interval = told.claim, _stated(told)
    stated = [number for number in (claim.value, claim.low, claim.high) if number is not None]
    ids, docs = (claim.id,), (claim.doc,)
    return _made_fact(
        fact_id(key),
        claim.measure,
        claim.subject,
        claim.part,
        claim.unit,
        claim.kind,
        claim.direction,
        claim.place,
        claim.start,
        claim.end,
        min(stated, default=None),
        max(stated, default=None),
        (_made_value(figure_text(claim), _finite(interval.low), _finite(interval.high), ids, docs, 1),),
        ids,
        1,
        "single",
        (),
    )


def _usual(texts: Iterable[str]) -> str:
    said = list(texts)
    if said.count(said[0]) == len(said):
        return said[0]
    counted = Counter(said)
    return min(counted, key=lambda text: (-counted[text], len(text), text))


def _usual_period(claims: Sequence[Claim]) -> tuple[str | None, str | None]:
    """Start and end as most claims name them; rather some than none, and rather the closer ones."""
    counted = Counter((claim.start, claim.end) for claim in claims)
    return max(counted, key=lambda period: (any(period), counted[period], period[0] or "", period[1] or ""))


def _stated(slots: Slots) -> Interval:
    """The values that the claim stands for, without the sign of a change."""
    return slots.value.scaled(-1) if slots.claim.kind == "change" and slots.claim.direction == "down" else slots.value


def _status(told: Sequence[Slots], witnesses: int, settings: CompareSettings) -> FactStatus:
    """Of unlike values: whether each two of them tell one figure, as exactly as they are told."""
    if not _all_meet(told, settings):
        return "mixed"
    return "agreed" if witnesses > 1 else "single"


def _all_meet(told: Sequence[Slots], settings: CompareSettings) -> bool:
    """Whether no two values exclude each other or say next to nothing of each other, as "over 300" does of 14,000."""
    if len({slots.claim.direction for slots in told}) > 1:
        return False
    unlike = {(slots.claim.value, slots.claim.unit, slots.value): slots for slots in told}
    return all(relate_values(a, b, settings).meeting in _LIKE for a, b in combinations(unlike.values(), 2))


def _distinct_values(told: Sequence[Slots], settings: CompareSettings) -> tuple[DistinctValue, ...]:
    groups: dict[tuple[Interval, str | None, str | None], list[Claim]] = {}
    for slots in told:
        claim = slots.claim
        currency = claim.unit if claim.unit.isupper() else None
        groups.setdefault((_stated(slots), currency, claim.direction), []).append(claim)
    found = [_told_by(interval, group, settings) for (interval, _, _), group in groups.items()]
    return tuple(sorted(found, key=lambda value: (value.low or 0.0, value.high or 0.0, value.text)))


def _told_by(interval: Interval, claims: Sequence[Claim], settings: CompareSettings) -> DistinctValue:
    return _made_value(
        _usual(figure_text(claim) for claim in claims),
        _finite(interval.low),
        _finite(interval.high),
        tuple(claim.id for claim in claims),
        tuple(sorted({claim.doc for claim in claims})),
        count_witnesses(claims, settings.one_witness_similarity) if len(claims) > 1 else 1,
    )


def _finite(number: float) -> float | None:
    return number if abs(number) != float("inf") else None
