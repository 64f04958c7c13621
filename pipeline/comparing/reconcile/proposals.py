"""Which pairs of a bucket are worth judging: blocking only proposes, the judge decides.

What is left out here the judge flags in no case; only in buckets of more than `paired_up_to` claims each is held
against no more than its `most_partners` likeliest partners.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.reconcile.columns import (
    Columns,
    figures_may_be_apart,
    may_be_filed_apart,
    may_be_flagged,
    may_be_misdated,
    may_be_redated,
    times_are_near,
)
from pipeline.records.settings import CompareSettings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.comparing.reconcile.columns import Flags

Block = Sequence[NormalisedClaim]
Pair = tuple[int, int]
Member = TypeVar("Member")
Look = Callable[[Columns, Columns, CompareSettings], "Flags"]
"""Whether two claims are worth a closer look."""

_CLAIMS_AT_ONCE = 1024
_ROWS_AT_ONCE = 64


def proposed_pairs(blocks: Iterable[Block], settings: CompareSettings) -> Iterator[list[Pair]]:
    """For each block the pairs of positions, the smaller first, whose figures or dates may contradict each other."""
    parts = (
        (Columns.of([norm for block in several for norm in block]), list(map(len, several)))
        for several in _some_at_once(blocks)
    )
    return _proposed(parts, settings, _in_sight, may_be_flagged)


def proposed_across(
    claims: Sequence[NormalisedClaim], buckets: Iterable[Sequence[int]], settings: CompareSettings
) -> Iterator[list[Pair]]:
    """For each bucket, positions among claims that lie in several buckets each, the pairs of positions within it, the
    smaller first, that may have been filed apart."""
    import numpy as np

    whole = Columns.of(claims)
    parts = ((whole.at(np.concatenate(several)), list(map(len, several))) for several in _some_at_once(buckets))
    return _proposed(parts, settings, may_be_filed_apart, may_be_filed_apart)


def _proposed(
    parts: Iterable[tuple[Columns, Sequence[int]]], settings: CompareSettings, first_look: Look, look: Look
) -> Iterator[list[Pair]]:
    """The pairs of some buckets after the other: the rows of several, with the size of each."""
    import numpy as np

    for here, sizes in parts:
        starts = np.cumsum([0, *sizes])
        first, second = np.concatenate(
            [
                _pairs_of(here, int(start), size, settings, first_look)
                for start, size in zip(starts, sizes, strict=False)
            ],
            axis=1,
        )
        kept = look(here.at(first), here.at(second), settings)
        first, second = first[kept], second[kept]
        ends = np.searchsorted(first, starts)
        for start, low, high in zip(starts, ends, ends[1:], strict=False):
            yield list(zip((first[low:high] - start).tolist(), (second[low:high] - start).tolist(), strict=True))


def _some_at_once(blocks: Iterable[Sequence[Member]]) -> Iterator[list[Sequence[Member]]]:
    """Most blocks are small, and an operation on arrays has its price however short they are."""
    several: list[Sequence[Member]] = []
    size = 0
    for block in blocks:
        several.append(block)
        size += len(block)
        if size >= _CLAIMS_AT_ONCE:
            yield several
            several, size = [], 0
    if several:
        yield several


def _pairs_of(here: Columns, start: int, size: int, settings: CompareSettings, look: Look) -> NDArray[Any]:
    """The pairs of a block that begins at a row: two rows of positions, ordered by the first."""
    if size <= settings.paired_up_to:
        return _all_pairs(size) + start
    return _likeliest(here.at(slice(start, start + size)), settings, look) + start


@lru_cache(maxsize=256)
def _all_pairs(size: int) -> NDArray[Any]:
    import numpy as np

    return np.stack(np.triu_indices(size, 1))


def _in_sight(a: Columns, b: Columns, settings: CompareSettings) -> Flags:
    """What `may_be_flagged` asks for at least, in fewer operations."""
    near = times_are_near(a, b, settings.undated_months) | may_be_misdated(a, b, settings)
    in_sight: Flags = (figures_may_be_apart(a, b) & near) | may_be_redated(a, b)
    return in_sight


def _likeliest(here: Columns, settings: CompareSettings, look: Look) -> NDArray[Any]:
    """For each claim those partners that pass the look and have most of words and dates in common."""
    import numpy as np

    size = len(here.low)
    found: list[NDArray[Any]] = []
    for top in range(0, size, _ROWS_AT_ONCE):
        rows = here.at((slice(top, top + _ROWS_AT_ONCE), np.newaxis))
        likely = 2 * (here.words == rows.words).astype(np.int8) + (here.end == rows.end) + (here.start == rows.start)
        masks = np.where(look(rows, here, settings), likely + 1, 0)
        for row, mask in enumerate(masks, top):
            mask[row] = 0
            partners = np.flatnonzero(mask)
            if len(partners) > settings.most_partners:
                partners = partners[np.argsort(-mask[partners], kind="stable")[: settings.most_partners]]
            found.append(np.minimum(partners, row) * size + np.maximum(partners, row))
    return np.stack(np.divmod(np.unique(np.concatenate(found)), size))
