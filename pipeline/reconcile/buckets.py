"""One bucket: the flagged pairs among claims that can meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from pipeline.compare.pairs import agrees, compare_slots, time_relation
from pipeline.compare.slots import Slots, read_slots
from pipeline.model import FLAGGED, Claim, Verdict
from pipeline.reconcile.keys import Who, place_containers, place_key, who_key, wider
from pipeline.reconcile.masks import candidate_positions
from pipeline.settings import CompareSettings

_PAIRED_AT_ONCE = 6
"""Up to so many readings every pair is looked at; beyond that only those that can be flagged."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Claims of one fact that say one thing on pages of one date and publisher: compared once, by their first."""

    fact: str
    slots: Slots
    claims: tuple[Claim, ...]


Flag = tuple[Verdict, Reading, Reading]
Bucket = Mapping[str, Sequence[Claim]]
"""The claims of a bucket by the key of their fact."""


def flagged_pairs(bucket: Bucket, settings: CompareSettings) -> list[Flag]:
    """The flagged verdicts of a bucket, each with the two readings that it speaks of."""
    if sum(map(len, bucket.values())) < 2:
        return []
    readings = fold_readings(bucket, settings)
    by_doc: dict[str, list[Reading]] = {}
    found: list[Flag] = []
    for a, b in _candidates(readings, settings):
        if not can_be_flagged(a.slots, b.slots, settings):
            continue
        for one, other in _representatives(a, b):
            flagged = [verdict for verdict in compare_slots(one, other, settings) if verdict.verdict in FLAGGED]
            if flagged and not by_doc:
                by_doc = _by_document(readings)
            kept = [v for v in flagged if v.verdict != "conflict" or not _better_matched(one, other, by_doc, settings)]
            if kept:
                found += [(verdict, a, b) for verdict in kept]
                break
    return found


def can_be_flagged(a: Slots, b: Slots, settings: CompareSettings) -> bool:
    """A quick look that leaves out most pairs: values that meet, save for one body's dates; times that do not."""
    both_dated = a.frame.dated and b.frame.dated
    if a.claim.unit == b.claim.unit and a.value.meets(b.value):
        if not both_dated or a.body is None or a.body != b.body:
            return False
        time = time_relation(a, b, settings)
        return time.kind == "ordered" or time.starts_differ
    if a.frame.kind != b.frame.kind:
        return False
    time = time_relation(a, b, settings)
    if time.kind == "ordered":
        return a.frame.kind == "counter" or time.starts_differ
    return time.kind in ("same", "part") or time.starts_differ


def fold_readings(bucket: Bucket, settings: CompareSettings) -> list[Reading]:
    """Identical readings as one, in an order that does not hang on the order of the claims."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for fact, claims in bucket.items():
        for claim in claims:
            groups.setdefault((fact, *_said(claim)), []).append(claim)
    if len(groups) < 2:
        return []
    readings = []
    for key, group in groups.items():
        ordered = tuple(sorted(group, key=lambda claim: claim.id)) if len(group) > 1 else tuple(group)
        readings.append(Reading(str(key[0]), read_slots(ordered[0], settings), ordered))
    readings.sort(key=lambda reading: reading.claims[0].id)
    return readings


def _said(claim: Claim) -> tuple[object, ...]:
    document = claim.document
    return (
        claim.value, claim.low, claim.high, claim.bound, claim.modifier, claim.unit, claim.direction, claim.number,
        document.published, document.publisher, claim.attributed_to, claim.subject, claim.block_kind,
    )  # fmt: skip


def _by_document(readings: Sequence[Reading]) -> dict[str, list[Reading]]:
    found: dict[str, list[Reading]] = {}
    for reading in readings:
        for doc in {claim.doc for claim in reading.claims}:
            found.setdefault(doc, []).append(reading)
    return found


def _representatives(a: Reading, b: Reading) -> Iterator[tuple[Slots, Slots]]:
    """The first claims of two readings; where both stand in one document, two that do not are tried as well."""
    yield a.slots, b.slots
    first, second = a.slots.claim, b.slots.claim
    if first.doc != second.doc:
        return
    for claim in b.claims:
        if claim.doc != first.doc:
            yield a.slots, replace(b.slots, claim=claim)
            break
    for claim in a.claims:
        if claim.doc != second.doc:
            yield replace(a.slots, claim=claim), b.slots
            break


def _better_matched(a: Slots, b: Slots, by_doc: Mapping[str, list[Reading]], settings: CompareSettings) -> bool:
    """The document of the one gives the other's figure elsewhere: the slots do not tell its two figures apart."""
    return any(
        agrees(verdict)
        for one, other in ((a, b), (b, a))
        for reading in by_doc.get(other.claim.doc, ())
        if not reading.slots.value.meets(other.value)
        for claim in reading.claims
        if claim.doc == other.claim.doc and claim.id not in (one.claim.id, other.claim.id)
        for verdict in compare_slots(one, replace(reading.slots, claim=claim), settings)
    )


def _candidates(readings: list[Reading], settings: CompareSettings) -> Iterator[tuple[Reading, Reading]]:
    if len(readings) <= _PAIRED_AT_ONCE:
        yield from combinations(readings, 2)
        return
    for i, j in candidate_positions([reading.slots for reading in readings], settings):
        yield readings[i], readings[j]


def parts_above_wholes(series: Sequence[Claim], settings: CompareSettings) -> list[tuple[Verdict, Claim, Claim]]:
    """Among claims of one thing at one time in many places: a part's count above its whole's."""
    by_place: dict[str, list[Claim]] = {}
    for claim in series:
        by_place.setdefault(place_key(claim.place or claim.document.place), []).append(claim)
    if len(by_place) < 2:
        return []
    nested = {
        place: [each for each in place_containers(claims[0].place or claims[0].document.place) if each in by_place]
        for place, claims in by_place.items()
    }
    told = {place for part, containers in nested.items() if containers for place in (part, *containers)}
    read = {place: [read_slots(claim, settings) for claim in _sorted(by_place[place])] for place in sorted(told)}
    found: list[tuple[Verdict, Claim, Claim]] = []
    for place, parts in read.items():
        for container in nested[place]:
            found += _contradicted(parts, read[container], settings)
    return found


def people_above_people(claims: Sequence[Claim], settings: CompareSettings) -> list[tuple[Verdict, Claim, Claim]]:
    """Among claims of one place and time: more girls than children, more federal cases than cases."""
    by_who: dict[Who, list[Claim]] = {}
    for claim in claims:
        by_who.setdefault(who_key(claim), []).append(claim)
    nested = {who: list(wider(who, by_who)) for who in by_who} if len(by_who) > 1 else {}
    told = {each for who, containers in nested.items() if containers for each in (who, *containers)}
    read = {who: [read_slots(claim, settings) for claim in _sorted(by_who[who])] for who in by_who if who in told}
    found: list[tuple[Verdict, Claim, Claim]] = []
    for who, parts in read.items():
        for container in nested[who]:
            found += _contradicted(parts, read[container], settings)
    return found


def _contradicted(
    parts: Sequence[Slots], wholes: Iterable[Slots], settings: CompareSettings
) -> Iterator[tuple[Verdict, Claim, Claim]]:
    """Parts above a whole; amounts of two currencies are left to the comparison."""
    highest = max(part.value.low for part in parts)
    currencies = {part.claim.unit for part in parts if part.unit == "money"}
    for whole in wholes:
        if whole.value.high > highest and currencies <= {whole.claim.unit}:
            continue
        above = [part for part in parts if _may_be_above(part, whole)]
        for part in above[: settings.listed_verdicts]:
            if can_be_flagged(part, whole, settings):
                verdicts = compare_slots(part, whole, settings)
                yield from ((v, part.claim, whole.claim) for v in verdicts if v.verdict == "conflict")


def _may_be_above(part: Slots, whole: Slots) -> bool:
    if part.unit != "money":
        return part.value.low > whole.value.high
    return part.claim.unit != whole.claim.unit or whole.value.below(part.value)


def _sorted(claims: Sequence[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: claim.id)
