"""Flagged pairs as conflicts: one for each group of one kind about one thing, so that a person decides it once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.comparing.explain import explain_sides
from pipeline.comparing.gates.normalised import NormalisedClaim, ratio_of, values_of
from pipeline.comparing.intervals import Interval
from pipeline.comparing.pairs.arithmetic import turned
from pipeline.comparing.pairs.containment import CONTAINMENT
from pipeline.comparing.pairs.dates import DATES
from pipeline.comparing.pairs.pairing import pair_of
from pipeline.comparing.reconcile.facts import fact_id
from pipeline.comparing.reconcile.flags import Flag
from pipeline.comparing.reconcile.keys import BucketKey, FactKey
from pipeline.comparing.witnesses import witness_key
from pipeline.records.model import FLAGGED, WIDEST_GAP, Claim, Conflict, ConflictKind, Severity, Verdict, digest
from pipeline.records.settings import CompareSettings

_KIND_OF: Mapping[str, ConflictKind] = {
    "conflict": "conflict",
    "regression": "regression",
    "period_conflict": "period_conflict",
    "derived_conflict": "derived_conflict",
}
_KIND_BY_RULE: Mapping[str, ConflictKind] = {"counters": "regression", DATES: "period_conflict"}


def conflict_kind(verdict: Verdict) -> ConflictKind:
    """The kind of a flagged verdict, or the one that an unsure verdict would have."""
    return _KIND_OF.get(verdict.verdict) or _KIND_BY_RULE.get(verdict.rule, "conflict")


@dataclass(slots=True)
class ConflictGroup:
    """Flagged verdicts about one thing at one time: what a conflict is made of. Claims are by id, facts and the
    buckets that flag them by key."""

    kind: ConflictKind
    label: str
    verdicts: list[Verdict] = field(default_factory=list)
    claims: dict[str, NormalisedClaim] = field(default_factory=dict)
    facts: set[FactKey] = field(default_factory=set)
    buckets: set[BucketKey] = field(default_factory=set)


ConflictGroups = dict[tuple[ConflictKind, str], ConflictGroup]


def note_flags(groups: ConflictGroups, bucket: BucketKey, flags: Iterable[Flag]) -> None:
    """Puts what a bucket flags to the groups that it belongs to; copies of a page are two buckets and one group."""
    for flag in flags:
        kind, label = conflict_kind(flag.verdict), group_label(flag.verdict, flag.facts)
        group = groups.get((kind, label))
        if group is None:
            group = groups[kind, label] = ConflictGroup(kind, label)
        group.verdicts.append(flag.verdict)
        group.facts.update(flag.facts)
        group.claims.update((norm.claim.id, norm) for norm in flag.claims)
        group.buckets.add(bucket)


def group_label(verdict: Verdict, facts: Iterable[FactKey]) -> str:
    """What a conflict's id is made of: its kind, the fuller of the two subjects, and the time.

    It does not hang on which claims or pages tell it, so a decision lasts when a claim joins, also one that leaves the
    time or a word of the subject out.
    """
    keys = set(facts)
    measures = {key.thing.measure for key in keys}
    if verdict.rule == CONTAINMENT or verdict.verdict == "derived_conflict" or len(measures) > 1:
        return "||".join(sorted(key.text() for key in keys))
    fullest = max((key.thing.text() for key in keys), key=lambda thing: (len(thing), thing))
    if verdict.verdict == "period_conflict":
        return fullest
    if verdict.verdict == "regression":
        return f"{fullest}|{min(key.start for key in keys)}"
    latest = max(keys, key=lambda key: (bool(key.start or key.end), key.time()))
    return f"{fullest}|{latest.time()}"


def make_conflicts(
    groups: ConflictGroups, settings: CompareSettings
) -> Iterator[tuple[tuple[BucketKey, ...], Conflict]]:
    """Each group's conflict, with the buckets whose claims make it."""
    for group in groups.values():
        yield tuple(sorted(group.buckets, key=lambda key: key.text())), make_conflict(group, settings)


def make_conflict(group: ConflictGroup, settings: CompareSettings) -> Conflict:
    """The group's sides, severity and explanation; the most telling verdicts are kept with it."""
    norm = dict(sorted(group.claims.items()))
    claims = {claim_id: each.claim for claim_id, each in norm.items()}
    sides = _sides(group, norm)
    kept = sorted(group.verdicts, key=lambda verdict: _surest_first(verdict, norm))[: settings.listed_verdicts]
    kept = [_in_the_order_of(sides, verdict, norm, settings) for verdict in kept]
    surest = kept[0]
    gap = _gap(surest, norm)
    sure = min(claims[each].confidence for each in (surest.a, *surest.b))
    return Conflict(
        id=digest("conflict", group.kind, group.label),
        kind=group.kind,
        sides=sides,
        facts=tuple(sorted(fact_id(key) for key in group.facts)),
        severity=severity_of(surest, gap, sure, settings),
        status="open" if surest.verdict in FLAGGED else "unsure",
        explanation=explain_sides(group.kind, sides, norm, kept),
        verdicts=tuple(kept),
        score=round(score_of(gap, _witnesses(sides, claims), surest.probability or sure), 4),
        probability=surest.probability,
        gap=round(min(gap, WIDEST_GAP), 4),
        witnesses=len({witness_key(claim) for claim in claims.values()}),
    )


def _in_the_order_of(
    sides: Sequence[Sequence[str]], verdict: Verdict, norm: Mapping[str, NormalisedClaim], settings: CompareSettings
) -> Verdict:
    """The verdict stated from an earlier side to a later one, as the sides are shown."""
    if len(verdict.b) > 1 or verdict.verdict == "derived_conflict":
        return verdict
    (second,) = verdict.b
    place = {claim: n for n, side in enumerate(sides) for claim in side}
    if place[verdict.a] <= place[second]:
        return verdict
    return turned(verdict, norm[second], norm[verdict.a], settings, pair_of)


def _surest_first(
    verdict: Verdict, norm: Mapping[str, NormalisedClaim]
) -> tuple[bool | float | str | tuple[str, ...], ...]:
    """Flagged before unsure, the likelier first, stated times before inferred ones, then the nearer figures."""
    likely = verdict.probability if verdict.probability is not None else 1.0
    return verdict.verdict not in FLAGGED, -likely, verdict.inferred, _gap(verdict, norm), verdict.a, verdict.b


def severity_of(surest: Verdict, gap: float, sure: float, settings: CompareSettings) -> Severity:
    """High from a wide gap, medium from a clear one; a wider one is asked for where the time is inferred. Low where a
    reading is unsure or only dates differ."""
    if surest.verdict == "period_conflict" or sure < settings.sure_reading or gap < settings.medium_ratio:
        return "low"
    wide = settings.high_ratio_inferred if surest.inferred else settings.high_ratio
    return "high" if gap >= wide else "medium"


def score_of(gap: float, witnesses: int, sure: float) -> float:
    """From 0 to 1: the gap on a log scale (×10 and beyond is 1), doubled weight on witnesses, times certainty."""
    size = 1.0 if math.isinf(gap) else min(1.0, math.log10(max(gap, 1.0)))
    support = 1.0 - 1.0 / (1 + witnesses)
    return sure * (2 * size + support) / 3


def _witnesses(sides: Iterable[Sequence[str]], claims: Mapping[str, Claim]) -> int:
    """Independent witnesses of the side that has fewest: a claim that stands alone may be a slip."""
    return min((len({witness_key(claims[each]) for each in side}) for side in sides), default=0)


def _gap(verdict: Verdict, norm: Mapping[str, NormalisedClaim]) -> float:
    if verdict.verdict == "derived_conflict":
        return verdict.gap or 1.0
    if len(verdict.b) > 1 or verdict.verdict == "period_conflict":
        return 1.0
    return ratio_of(norm[verdict.a], norm[verdict.b[0]])


def _sides(group: ConflictGroup, norm: Mapping[str, NormalisedClaim]) -> tuple[tuple[str, ...], ...]:
    if group.kind == "derived_conflict":
        follow, terms = {each.a for each in group.verdicts}, {term for each in group.verdicts for term in each.b}
        return (tuple(sorted(follow)), tuple(sorted(terms - follow)))
    if group.kind == "period_conflict":
        return _by_dates(norm)
    return _by_value(norm)


def _by_dates(norm: Mapping[str, NormalisedClaim]) -> tuple[tuple[str, ...], ...]:
    groups: dict[tuple[str, str], list[str]] = {}
    for claim_id, each in norm.items():
        claim = each.claim
        counter = claim.kind == "total" and claim.start
        groups.setdefault((claim.start or "", "" if counter else claim.end or ""), []).append(claim_id)
    return tuple(tuple(group) for _, group in sorted(groups.items()))


def _by_value(norm: Mapping[str, NormalisedClaim]) -> tuple[tuple[str, ...], ...]:
    """Claims whose values have a value in common, from the lowest up."""
    reference = next(iter(norm.values()))
    valued = [(values_of(each, reference)[0], claim_id) for claim_id, each in norm.items()]
    sides: list[tuple[Interval, list[str]]] = []
    for value, claim_id in sorted(valued, key=lambda pair: (pair[0].high, pair[0].low, pair[1])):
        if sides and value.meets(sides[-1][0]):
            shared = Interval(max(value.low, sides[-1][0].low), min(value.high, sides[-1][0].high))
            sides[-1] = (shared, [*sides[-1][1], claim_id])
        else:
            sides.append((value, [claim_id]))
    return tuple(tuple(sorted(side)) for _, side in sides)
