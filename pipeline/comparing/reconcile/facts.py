"""Claims about one thing as one row: the spread of what they say, and who says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.gates.wording import figure_text
from pipeline.comparing.intervals import Interval
from pipeline.comparing.pairs.unlike_things import are_of_unlike_things
from pipeline.comparing.pairs.values import Meeting, is_retold, relate_values
from pipeline.comparing.reconcile.keys import FactKey
from pipeline.comparing.spread import running_count, spread_of, stated_ends
from pipeline.comparing.witnesses import count_witnesses
from pipeline.records.model import Claim, DistinctValue, Fact, FactStatus, digest
from pipeline.records.packing import record_maker
from pipeline.records.settings import CompareSettings

_LIKE: frozenset[Meeting] = frozenset({"equal", "tight", "rounded"})
_made_fact, _made_value = record_maker(Fact), record_maker(DistinctValue)


def fact_id(key: FactKey) -> str:
    """The id of the fact of a key: the same in every run and on every machine."""
    return digest("fact", key.text())


def make_fact(
    key: FactKey, norms: Sequence[NormalisedClaim], joined: Collection[str], settings: CompareSettings
) -> Fact:
    """The fact of claims in the order of their ids. Its own id is its key's, so it lasts when claims come and go. What
    it is about is as the claims of its key were read, not as those whose ids are among the `joined`."""
    if len(norms) == 1:
        return _single(key, norms[0])
    every = [norm.claim for norm in norms]
    # What they joined may have been split off or corrected since, where parts of a comparison run one after the other.
    ordered = [claim for claim in every if claim.id not in joined] or every
    first, unit = ordered[0], _usual(claim.unit for claim in ordered)
    values = _distinct_values(norms, settings)
    spread = spread_of(every, joined, values, unit, settings)
    parts = [claim.part for claim in ordered if claim.part]
    places = [claim.place for claim in ordered if claim.place]
    witnesses, status = _support(norms, joined, values, settings)
    return _made_fact(
        fact_id(key),
        first.measure,
        _usual(claim.subject for claim in ordered),
        _usual(parts) if parts else None,
        unit,
        first.kind,
        first.direction if len({claim.direction for claim in ordered}) == 1 else None,
        _usual(places) if places else None,
        *_usual_period(ordered),
        spread.low,
        spread.high,
        spread.bound,
        spread.says,
        spread.as_of,
        spread.latest,
        values,
        tuple(claim.id for claim in every),
        witnesses,
        status,
        (),
        tuple(claim.id for claim in every if claim.id in joined),
    )


def _single(key: FactKey, norm: NormalisedClaim) -> Fact:
    """`make_fact` for one claim, as most facts have."""
    claim, interval, text = norm.claim, _stated(norm), figure_text(norm.claim)
    count = running_count((claim,))
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
        *stated_ends(claim),
        claim.bound,
        text,
        count.as_of if count else None,
        claim.value if count else None,
        (_made_value(text, _finite(interval.low), _finite(interval.high), ids, docs, 1),),
        ids,
        1,
        "single",
        (),
        (),
    )


def _usual(texts: Iterable[str]) -> str:
    forms = list(texts)
    if forms.count(forms[0]) == len(forms):
        return forms[0]
    counted = Counter(forms)
    return min(counted, key=lambda text: (-counted[text], len(text), text))


def _usual_period(claims: Sequence[Claim]) -> tuple[str | None, str | None]:
    """Start and end as most claims name them; rather some than none, and rather the closer ones."""
    counted = Counter((claim.start, claim.end) for claim in claims)
    return max(counted, key=lambda period: (any(period), counted[period], period[0] or "", period[1] or ""))


def _stated(norm: NormalisedClaim) -> Interval:
    """The values that the claim stands for, without the sign of a change."""
    return norm.value.scaled(-1) if norm.claim.kind == "change" and norm.claim.direction == "down" else norm.value


def _support(
    norms: Sequence[NormalisedClaim],
    joined: Collection[str],
    values: Sequence[DistinctValue],
    settings: CompareSettings,
) -> tuple[int, FactStatus]:
    """How many independent witnesses the figures have, and whether they are one figure. Of a running count that only
    grows this is asked of its latest figure: those before it were right in their time."""
    speaking = norms
    if are_of_unlike_things(norms):
        return _witnesses(norms, values, settings), "mixed"
    if len(values) > 1:
        speaking = _still_saying(norms, joined, settings)
        if not all_meet(speaking, settings):
            return _witnesses(norms, values, settings), "mixed"
    witnesses = _witnesses(speaking, values, settings)
    return witnesses, "agreed" if witnesses > 1 else "single"


def _witnesses(norms: Sequence[NormalisedClaim], values: Sequence[DistinctValue], settings: CompareSettings) -> int:
    if len(values) == 1:
        return values[0].witnesses
    return count_witnesses([norm.claim for norm in norms], settings.one_witness_similarity)


def _still_saying(
    norms: Sequence[NormalisedClaim], joined: Collection[str], settings: CompareSettings
) -> Sequence[NormalisedClaim]:
    """Of a running count that only grows the claims of its latest day, and those that said as much before."""
    count = running_count([norm.claim for norm in norms if norm.claim.id not in joined])
    if count is None or not count.only_grows(settings):
        return norms
    latest = {claim.id for claim in count.latest}
    now = [norm for norm in norms if norm.claim.id in latest]
    return [norm for norm in norms if norm.claim.id in latest or all_meet([*now, norm], settings)]


def all_meet(norms: Sequence[NormalisedClaim], settings: CompareSettings) -> bool:
    """Whether no two values exclude each other, say next to nothing of each other, as "over 300" does of 14,000, or
    stand in one sentence, which does not tell one figure twice ("in 9 of 10 cases")."""
    if len({norm.claim.direction for norm in norms}) > 1:
        return False
    unlike = {(norm.claim.value, norm.claim.unit, norm.value): norm for norm in norms}
    if not all(_state_one_figure(a, b, settings) for a, b in combinations(unlike.values(), 2)):
        return False
    sentences: dict[tuple[str, str], list[NormalisedClaim]] = {}
    for norm in norms:
        sentences.setdefault((norm.claim.doc, norm.claim.quote), []).append(norm)
    beside = (pair for same in sentences.values() for pair in combinations(same, 2))
    return all(relate_values(a, b, settings).meeting == "equal" for a, b in beside)


def _state_one_figure(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> bool:
    return relate_values(a, b, settings).meeting in _LIKE and is_retold(a.claim, b.claim)


def _distinct_values(norms: Sequence[NormalisedClaim], settings: CompareSettings) -> tuple[DistinctValue, ...]:
    groups: dict[tuple[Interval, str | None, str | None], list[Claim]] = {}
    for norm in norms:
        claim = norm.claim
        currency = claim.unit if claim.unit.isupper() else None
        groups.setdefault((_stated(norm), currency, claim.direction), []).append(claim)
    found = [_distinct_value(interval, group, settings) for (interval, _, _), group in groups.items()]
    return tuple(sorted(found, key=lambda value: (value.low or 0.0, value.high or 0.0, value.text)))


def _distinct_value(interval: Interval, claims: Sequence[Claim], settings: CompareSettings) -> DistinctValue:
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
