"""Every claim of a set against every other, without buckets: what `factledger compare` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from pipeline.comparing.derive import derived_verdicts
from pipeline.comparing.explain import explain_verdict
from pipeline.comparing.gates.better_matches import without_better_matches
from pipeline.comparing.gates.pairs import compare_slots
from pipeline.comparing.gates.slots import Slots, read_slots
from pipeline.records.model import Claim, Verdict
from pipeline.records.settings import CompareSettings


def compare_all(claims: Iterable[Claim], settings: CompareSettings) -> list[Verdict]:
    """A verdict for every pair of one measure, unit and kind, and for every group that follows by arithmetic.

    Pairs are given unfolded, in the order of the claims. A pair whose one side agrees with another claim of the
    other's document is not flagged: that document tells two things that the slots do not tell apart.
    """
    given = list(claims)
    read = [read_slots(claim, settings) for claim in given]
    verdicts = [verdict for a, b in _comparable(read) for verdict in compare_slots(a, b, settings)]
    verdicts = without_better_matches(verdicts, {slots.claim.id: slots for slots in read})
    derived = derived_verdicts(read, settings, pairs=verdicts)
    followed = {frozenset((verdict.a, *verdict.b)) for verdict in derived}
    verdicts = [verdict for verdict in verdicts if frozenset((verdict.a, *verdict.b)) not in followed] + derived
    known = {claim.id: claim for claim in given}
    return [replace(verdict, explanation=explain_verdict(verdict, known, settings)) for verdict in verdicts]


def _comparable(read: list[Slots]) -> Iterator[tuple[Slots, Slots]]:
    groups: dict[tuple[str, str, str], list[Slots]] = {}
    for slots in read:
        groups.setdefault((slots.measure, slots.unit, slots.kind), []).append(slots)
    for group in groups.values():
        yield from combinations(group, 2)
