"""Which pairs of a large bucket can be flagged at all, worked out on arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.comparing.gates.slots import Slots
from pipeline.comparing.gates.spans import DAYS_A_MONTH
from pipeline.records.settings import CompareSettings

if TYPE_CHECKING:
    from numpy.typing import NDArray

_KINDS = {"counter": 0, "flow": 1, "level": 2, "change": 3}
_ROWS_AT_ONCE = 64
_FAR_PAST, _FAR_FUTURE = -(10**7), 10**7
Columns = dict[str, "NDArray[Any]"]


def candidate_positions(slots: Sequence[Slots], settings: CompareSettings) -> Iterator[tuple[int, int]]:
    """Pairs of positions, the smaller first, whose values do not meet at what may be one time, or whose dates may
    exclude each other. Each position has a partner if it has any, and at most `mask_partners`."""
    seen: set[tuple[int, int]] = set()
    for i, j in _disagreeing(_columns(slots), settings):
        pair = (i, j) if i < j else (j, i)
        if pair not in seen:
            seen.add(pair)
            yield pair


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


def _disagreeing(here: Columns, settings: CompareSettings) -> Iterator[tuple[int, int]]:
    import numpy as np

    undated_gap = settings.undated_months * DAYS_A_MONTH
    series_gap = settings.series_months * DAYS_A_MONTH
    for top in range(0, len(here["low"]), _ROWS_AT_ONCE):
        rows = {name: column[top : top + _ROWS_AT_ONCE, np.newaxis] for name, column in here.items()}
        beyond = (rows["high"] < here["low"]) | (here["high"] < rows["low"])
        touching = (rows["high"] == here["low"]) | (here["high"] == rows["low"])
        apart = beyond | touching | (here["unit"] != rows["unit"])
        same_kind = here["kind"] == rows["kind"]
        gap = np.maximum(here["first"] - rows["last"], rows["first"] - here["last"])
        both_dated = here["dated"] & rows["dated"]
        one_start = here["start"] == rows["start"]
        running = both_dated & same_kind & (rows["kind"] == 0)
        near = np.where(both_dated, gap < 0, gap <= undated_gap)
        one_body = both_dated & (here["body"] == rows["body"]) & (rows["body"] >= 0)
        redated = one_body & ~running & ~beyond & (gap >= 0) & (gap <= series_gap)
        restarted = one_body & running & ~one_start
        masks = same_kind & ((apart & np.where(running, one_start, near)) | redated | restarted)
        for row, mask in enumerate(masks, top):
            mask[row] = False
            for partner in np.flatnonzero(mask)[: settings.mask_partners]:
                yield row, int(partner)
