"""Which pairs of a large bucket can be flagged at all, worked out on arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.compare.slots import Slots
from pipeline.compare.spans import DAYS_A_MONTH
from pipeline.settings import CompareSettings
from pipeline.subjects import SubjectReading, relate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KINDS = {"counter": 0, "flow": 1, "level": 2, "change": 3}
_FAR_PAST, _FAR_FUTURE = -(10**7), 10**7


def candidate_positions(slots: Sequence[Slots], settings: CompareSettings) -> Iterator[tuple[int, int]]:
    """Pairs of positions, the first the smaller, whose values do not meet at what may be one time, or whose dates may
    exclude each other. At most `listed_verdicts` partners for a position within a pair of subjects."""
    import numpy as np

    groups: dict[tuple[SubjectReading, SubjectReading | None], list[int]] = {}
    for n, each in enumerate(slots):
        groups.setdefault((each.subject, each.part), []).append(n)
    columns = _columns(slots)
    subjects = list(groups)
    for x, mine in enumerate(subjects):
        for theirs in subjects[x:]:
            if mine is not theirs and _certainly_different(mine, theirs, slots[groups[mine][0]]):
                continue
            first, second = np.array(groups[mine]), np.array(groups[theirs])
            yield from _between(first, second, columns, settings)


def _certainly_different(
    a: tuple[SubjectReading, SubjectReading | None], b: tuple[SubjectReading, SubjectReading | None], slots: Slots
) -> bool:
    if slots.kind == "share":
        return False
    one, other = a[0], b[0]
    if one.topics and other.topics:
        return relate(one, other, slots.measure).kind == "different"
    bare_one = SubjectReading(one.head, one.atoms, one.role, frozenset(), one.qualifiers)
    bare_other = SubjectReading(other.head, other.atoms, other.role, frozenset(), other.qualifiers)
    return one.head == other.head and relate(bare_one, bare_other, slots.measure).kind == "different"


def _columns(slots: Sequence[Slots]) -> dict[str, NDArray[Any]]:
    import numpy as np

    spans = [each.frame.reference() for each in slots]
    bodies: dict[str, int] = {}
    units: dict[str, int] = {}
    return {
        "low": np.array([each.value.low for each in slots]),
        "high": np.array([each.value.high for each in slots]),
        "first": np.array([span.first if span else _FAR_PAST for span in spans]),
        "last": np.array([span.last if span else _FAR_FUTURE for span in spans]),
        "dated": np.array([each.frame.dated for each in slots]),
        "kind": np.array([_KINDS[each.frame.kind] for each in slots]),
        "body": np.array([bodies.setdefault(each.body, len(bodies)) if each.body else -1 for each in slots]),
        "unit": np.array([units.setdefault(each.claim.unit, len(units)) for each in slots]),
    }


def _between(
    first: NDArray[np.int64], second: NDArray[np.int64], columns: dict[str, NDArray[Any]], settings: CompareSettings
) -> Iterator[tuple[int, int]]:
    import numpy as np

    mine = {name: column[first] for name, column in columns.items()}
    theirs = {name: column[second] for name, column in columns.items()}
    order = np.lexsort((theirs["high"], theirs["low"]))
    second = second[order]
    theirs = {name: column[order] for name, column in theirs.items()}
    for row, i in enumerate(first):
        apart = (mine["high"][row] <= theirs["low"]) | (theirs["high"] <= mine["low"][row])
        apart |= theirs["unit"] != mine["unit"][row]
        gap = np.maximum(theirs["first"] - mine["last"][row], mine["first"][row] - theirs["last"])
        both_dated = theirs["dated"] & mine["dated"][row]
        counters = both_dated & (theirs["kind"] == 0) & bool(mine["kind"][row] == 0)
        near = gap <= np.where(both_dated, 0, settings.undated_months * DAYS_A_MONTH)
        one_body = (theirs["body"] == mine["body"][row]) & bool(mine["body"][row] >= 0) & both_dated
        redated = one_body & (gap > 0) & (gap <= settings.series_months * DAYS_A_MONTH)
        mask = (apart & (near | counters)) | (redated & ~apart) | (counters & one_body)
        partners = second[mask]
        for j in partners[partners > i][: settings.listed_verdicts]:
            yield int(i), int(j)
        if first is not second:
            for j in partners[partners < i][: settings.listed_verdicts]:
                yield int(j), int(i)
