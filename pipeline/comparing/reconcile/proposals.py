"""Which pairs of a block are worth judging: blocking only proposes, the judge decides.

What is left out here the judge flags in no case; only in blocks of more than `paired_up_to` claims each is held against
no more than its `most_partners` likeliest partners.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from pipeline.comparing.gates.slots import Slots
from pipeline.comparing.gates.spans import DAYS_A_MONTH, months_between
from pipeline.comparing.pairs.wordings import counted_words
from pipeline.records.settings import CompareSettings

if TYPE_CHECKING:
    from numpy.typing import NDArray

_KINDS = {"counter": 0, "flow": 1, "level": 2, "change": 3}
_ROWS_AT_ONCE = 64
_FAR_PAST, _FAR_FUTURE = -(10**7), 10**7
Columns = dict[str, "NDArray[Any]"]


def proposed_pairs(block: Sequence[Slots], settings: CompareSettings) -> Iterator[tuple[int, int]]:
    """Pairs of positions, the smaller first, whose figures or dates may exclude each other."""
    if len(block) <= settings.paired_up_to:
        for i, j in combinations(range(len(block)), 2):
            if may_be_flagged(block[i], block[j], settings):
                yield i, j
        return
    seen: set[tuple[int, int]] = set()
    for i, j in _likeliest(_columns(block), settings):
        pair = (i, j) if i < j else (j, i)
        if pair not in seen:
            seen.add(pair)
            yield pair


def may_be_flagged(a: Slots, b: Slots, settings: CompareSettings) -> bool:
    """A quick look that leaves out most pairs: values that meet, save for one body's dates; times that do not."""
    first, second = a.frame.reference(), b.frame.reference()
    both_dated = a.frame.dated and b.frame.dated
    if a.claim.unit == b.claim.unit and a.value.meets(b.value):
        return both_dated and (a.claim.value == b.claim.value or a.frame.kind == b.frame.kind == "counter")
    if first is None or second is None or "counter" in (a.frame.kind, b.frame.kind):
        return True
    return first.overlaps(second) if both_dated else months_between(first, second) <= settings.undated_months


def _columns(slots: Sequence[Slots]) -> Columns:
    import numpy as np

    spans = [each.frame.reference() for each in slots]
    codes: dict[object, int] = {}

    def coded(values: Sequence[object]) -> NDArray[Any]:
        return np.array([-1 if value is None else codes.setdefault(value, len(codes)) for value in values])

    return {
        "low": np.array([each.value.low for each in slots]),
        "high": np.array([each.value.high for each in slots]),
        "first": np.array([span.first if span else _FAR_PAST for span in spans]),
        "last": np.array([span.last if span else _FAR_FUTURE for span in spans]),
        "dated": np.array([each.frame.dated for each in slots]),
        "kind": np.array([_KINDS[each.frame.kind] for each in slots]),
        "start": coded([each.claim.start for each in slots]),
        "end": coded([each.claim.end for each in slots]),
        "value": coded([each.claim.value for each in slots]),
        "unit": coded([each.claim.unit for each in slots]),
        "words": coded([counted_words(each) for each in slots]),
    }


def _likeliest(here: Columns, settings: CompareSettings) -> Iterator[tuple[int, int]]:
    """For each claim those partners that may be flagged with it and have most of words and dates in common."""
    import numpy as np

    undated_gap = settings.undated_months * DAYS_A_MONTH
    for top in range(0, len(here["low"]), _ROWS_AT_ONCE):
        rows = {name: column[top : top + _ROWS_AT_ONCE, np.newaxis] for name, column in here.items()}
        beyond = (rows["high"] < here["low"]) | (here["high"] < rows["low"])
        touching = (rows["high"] == here["low"]) | (here["high"] == rows["low"])
        apart = beyond | touching | (here["unit"] != rows["unit"])
        gap = np.maximum(here["first"] - rows["last"], rows["first"] - here["last"])
        both_dated = here["dated"] & rows["dated"]
        counters = (here["kind"] == 0) | (rows["kind"] == 0)
        near = counters | np.where(both_dated, gap < 0, gap <= undated_gap)
        redated = both_dated & ((here["value"] == rows["value"]) | ((here["kind"] == 0) & (rows["kind"] == 0)))
        likely = (
            2 * (here["words"] == rows["words"]).astype(np.int8)
            + (here["end"] == rows["end"])
            + (here["start"] == rows["start"])
        )
        masks = np.where((apart & near) | redated, likely + 1, 0)
        for row, mask in enumerate(masks, top):
            mask[row] = 0
            partners = np.flatnonzero(mask)
            if len(partners) > settings.most_partners:
                partners = partners[np.argsort(-mask[partners], kind="stable")[: settings.most_partners]]
            for partner in partners:
                yield row, int(partner)
