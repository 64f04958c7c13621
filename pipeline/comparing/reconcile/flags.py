"""What one bucket flags: pairs of claims that can meet and do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from pipeline.comparing.gates.slots import Slots
from pipeline.comparing.gates.subject_gate import relate_named_topics
from pipeline.comparing.reconcile.keys import Filed
from pipeline.comparing.reconcile.masks import candidate_positions
from pipeline.records.model import FLAGGED, Claim, Verdict
from pipeline.records.settings import CompareSettings

_PAIRED_AT_ONCE = 6
"""Up to so many readings every pair is looked at; beyond that only those that can be flagged."""


class Flag(NamedTuple):
    """A flagged verdict with the facts and all the claims that it speaks of."""

    verdict: Verdict
    facts: tuple[str, ...]
    claims: tuple[Slots, ...]


class Reading(NamedTuple):
    """Claims of one fact that say one thing on pages of one date and publisher: compared once, by their first."""

    fact: str
    claims: tuple[Slots, ...]

    @property
    def slots(self) -> Slots:
        return self.claims[0]


def flagged_pairs(bucket: Sequence[Filed], settings: CompareSettings) -> Iterator[Flag]:
    """The flagged pairs of a bucket, whose claims come in the order of their ids."""
    readings = fold_readings(bucket)
    by_doc: dict[str, list[Reading]] = {}
    for a, b in _candidates(readings, settings):
        if not can_be_flagged(a.slots, b.slots, settings):
            continue
        for one, other in _representatives(a, b):
            flagged = [verdict for verdict in compare_slots(one, other, settings) if verdict.verdict in FLAGGED]
            if flagged and not by_doc:
                by_doc = _by_document(readings)
            kept = [v for v in flagged if v.verdict != "conflict" or not _better_matched(one, other, by_doc, settings)]
            if kept:
                for verdict in kept:
                    yield Flag(verdict, (a.fact, b.fact), (*a.claims, *b.claims))
                break


def can_be_flagged(a: Slots, b: Slots, settings: CompareSettings) -> bool:
    """A quick look that leaves out most pairs: values that meet, save for one body's dates; times that do not."""
    both_dated = a.frame.dated and b.frame.dated
    if a.claim.unit == b.claim.unit and a.value.meets(b.value):
        if not both_dated or a.body is None or a.body != b.body:
            return False
        time = time_relation(a, b, settings)
        return time.kind == "ordered" or time.starts_differ
    if a.frame.kind != b.frame.kind or not _topics_can_be_flagged(a, b):
        return False
    time = time_relation(a, b, settings)
    if time.kind == "ordered":
        return a.frame.kind == "counter" or time.starts_differ
    return time.kind in ("same", "part") or time.starts_differ


def _topics_can_be_flagged(a: Slots, b: Slots) -> bool:
    """Of a part and its whole only a part above the whole can be."""
    topics = relate_named_topics(a, b)
    if topics == "same" or a.claim.unit != b.claim.unit:
        return topics != "different"
    part, whole = (a, b) if topics == "within" else (b, a)
    return topics != "different" and whole.value.below(part.value)


def fold_readings(bucket: Sequence[Filed]) -> list[Reading]:
    """Identical readings as one, in the order of their first claims."""
    groups: dict[tuple[object, ...], list[Slots]] = {}
    for filed in bucket:
        groups.setdefault((filed.fact, *_said(filed.slots.claim)), []).append(filed.slots)
    if len(groups) < 2:
        return []
    return [Reading(str(key[0]), tuple(group)) for key, group in groups.items()]


def _said(claim: Claim) -> tuple[object, ...]:
    document = claim.document
    return (
        claim.value, claim.low, claim.high, claim.bound, claim.modifier, claim.unit, claim.direction, claim.number,
        document.published, document.publisher, claim.attributed_to, claim.subject, claim.block_kind,
    )  # fmt: skip


def _by_document(readings: Sequence[Reading]) -> dict[str, list[Reading]]:
    found: dict[str, list[Reading]] = {}
    for reading in readings:
        for doc in {slots.claim.doc for slots in reading.claims}:
            found.setdefault(doc, []).append(reading)
    return found


def _representatives(a: Reading, b: Reading) -> Iterator[tuple[Slots, Slots]]:
    """The first claims of two readings; where both stand in one document, two that do not are tried as well."""
    first, second = a.slots, b.slots
    yield first, second
    doc = first.claim.doc
    if doc != second.claim.doc:
        return
    for one, others in ((first, b.claims), (second, a.claims)):
        elsewhere = next((other for other in others if other.claim.doc != doc), None)
        if elsewhere is not None:
            yield (one, elsewhere) if one is first else (elsewhere, one)


def _better_matched(a: Slots, b: Slots, by_doc: Mapping[str, list[Reading]], settings: CompareSettings) -> bool:
    """The document of the one gives the other's figure elsewhere: the slots do not tell its two figures apart."""
    return any(
        agrees(verdict)
        for one, other in ((a, b), (b, a))
        for reading in by_doc.get(other.claim.doc, ())
        if not reading.slots.value.meets(other.value)
        for told in reading.claims
        if told.claim.doc == other.claim.doc and told.claim.id not in (one.claim.id, other.claim.id)
        for verdict in compare_slots(one, told, settings)
    )


def _candidates(readings: list[Reading], settings: CompareSettings) -> Iterator[tuple[Reading, Reading]]:
    if len(readings) <= _PAIRED_AT_ONCE:
        yield from combinations(readings, 2)
        return
    for i, j in candidate_positions([reading.slots for reading in readings], settings):
        yield readings[i], readings[j]
