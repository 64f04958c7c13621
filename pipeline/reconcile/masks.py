"""Which pairs of a large bucket can be flagged at all, worked out on arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from pipeline.compare.passes import adds_up
from pipeline.compare.slots import Slots
from pipeline.compare.spans import DAYS_A_MONTH
from pipeline.settings import CompareSettings
from pipeline.subjects.lexicon import lexicon

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KINDS = {"counter": 0, "flow": 1, "level": 2, "change": 3}
_FAR_PAST, _FAR_FUTURE = -(10**7), 10**7
_FEW = 6
"""Up to so many of one subject are simply paired."""
_MOST_QUALIFIERS = 4

Key = tuple[frozenset[str] | None, str | None, frozenset[str], bool]
"""A subject but for its topics, which the words around it may supply: who, in what role, which of them, and others."""
Columns = dict[str, "NDArray[Any]"]


def candidate_positions(slots: Sequence[Slots], settings: CompareSettings) -> Iterator[tuple[int, int]]:
    """Pairs of positions, the smaller first: one subject, values that do not meet at what may be one time, or dates
    that may exclude each other; and parts above their wholes. Each position has at least one partner if it has any,
    and at most `mask_partners` more."""
    groups: dict[Key, list[int]] = {}
    for n, each in enumerate(slots):
        groups.setdefault(_key(each), []).append(n)
    columns = _columns(slots)
    seen: set[tuple[int, int]] = set()
    for key, members in groups.items():
        if len(members) <= _FEW:
            pairs: Iterator[tuple[int, int]] = combinations(members, 2)
        else:
            pairs = _disagreeing(members, columns, settings)
        yield from _new(pairs, seen)
        if adds_up(slots[members[0]].claim):
            for wider in _wider_keys(key, groups):
                yield from _new(_above(members, groups[wider], columns, settings), seen)


def _new(pairs: Iterator[tuple[int, int]], seen: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for i, j in pairs:
        pair = (i, j) if i < j else (j, i)
        if pair not in seen:
            seen.add(pair)
            yield pair


def _key(slots: Slots) -> Key:
    subject, part = slots.subject, slots.part
    implied = lexicon().implied_roles.get(slots.claim.measure)
    if part is None or part == subject:
        role = None if subject.role == implied else subject.role
        return subject.atoms, role, subject.qualifiers, subject.others
    atoms = subject.atoms if part.atoms is None else part.atoms | (subject.atoms or frozenset())
    qualifiers = subject.qualifiers if part.topics else subject.qualifiers | part.qualifiers
    return atoms, None, qualifiers, False


def _wider_keys(key: Key, groups: dict[Key, list[int]]) -> Iterator[Key]:
    """The subjects that contain this one: more people, or fewer qualifiers."""
    atoms, role, qualifiers, others = key
    everyone = lexicon().atoms["everyone"]
    if atoms is not None:
        missing = sorted(everyone - atoms)
        for more in range(1, len(missing) + 1):
            for added in combinations(missing, more):
                more_people: Key = (atoms | frozenset(added), role, qualifiers, others)
                if more_people in groups:
                    yield more_people
    if 0 < len(qualifiers) <= _MOST_QUALIFIERS:
        said = sorted(qualifiers)
        for fewer in range(len(said)):
            for kept in combinations(said, fewer):
                less_said: Key = (atoms, role, frozenset(kept), others)
                if less_said in groups:
                    yield less_said


def _columns(slots: Sequence[Slots]) -> Columns:
    import numpy as np

    spans = [each.frame.reference() for each in slots]
    starts = [each.frame.start for each in slots]
    bodies: dict[str, int] = {}
    units: dict[str, int] = {}
    return {
        "low": np.array([each.value.low for each in slots]),
        "high": np.array([each.value.high for each in slots]),
        "first": np.array([span.first if span else _FAR_PAST for span in spans]),
        "last": np.array([span.last if span else _FAR_FUTURE for span in spans]),
        "start": np.array([span.first if span else _FAR_PAST for span in starts]),
        "dated": np.array([each.frame.dated for each in slots]),
        "kind": np.array([_KINDS[each.frame.kind] for each in slots]),
        "body": np.array([bodies.setdefault(each.body, len(bodies)) if each.body else -1 for each in slots]),
        "unit": np.array([units.setdefault(each.claim.unit, len(units)) for each in slots]),
    }


def _disagreeing(members: list[int], columns: Columns, settings: CompareSettings) -> Iterator[tuple[int, int]]:
    import numpy as np

    positions = np.array(members)
    here = {name: column[positions] for name, column in columns.items()}
    undated_gap = settings.undated_months * DAYS_A_MONTH
    series_gap = settings.series_months * DAYS_A_MONTH
    for row in range(len(members)):
        beyond = (here["high"][row] < here["low"]) | (here["high"] < here["low"][row])
        touching = (here["high"][row] == here["low"]) | (here["high"] == here["low"][row])
        apart = beyond | touching | (here["unit"] != here["unit"][row])
        same_kind = here["kind"] == here["kind"][row]
        gap = np.maximum(here["first"] - here["last"][row], here["first"][row] - here["last"])
        both_dated = here["dated"] & here["dated"][row]
        one_start = here["start"] == here["start"][row]
        running = both_dated & same_kind & bool(here["kind"][row] == 0)
        near = np.where(both_dated, gap <= 0, gap <= undated_gap)
        one_body = both_dated & (here["body"] == here["body"][row]) & bool(here["body"][row] >= 0)
        redated = one_body & ~running & ~beyond & (gap > 0) & (gap <= series_gap)
        restarted = one_body & running & ~one_start
        mask = same_kind & ((apart & np.where(running, one_start, near)) | redated | restarted)
        mask[row] = False
        yield from _some(int(positions[row]), positions[mask], settings)


def _above(
    parts: list[int], wholes: list[int], columns: Columns, settings: CompareSettings
) -> Iterator[tuple[int, int]]:
    import numpy as np

    outer = np.array(wholes)
    high, kind = columns["high"][outer], columns["kind"][outer]
    first, last = columns["first"][outer], columns["last"][outer]
    for part in parts:
        gap = np.maximum(first - columns["last"][part], columns["first"][part] - last)
        mask = (columns["low"][part] > high) & (kind == columns["kind"][part])
        mask &= gap <= settings.undated_months * DAYS_A_MONTH
        yield from _some(part, outer[mask], settings)


def _some(position: int, partners: NDArray[np.int64], settings: CompareSettings) -> Iterator[tuple[int, int]]:
    for partner in partners[: settings.mask_partners]:
        yield position, int(partner)
