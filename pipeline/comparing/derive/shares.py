"""A share and the two counts that it is the share of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.comparing.derive.candidates import Candidate, equations, within_reach
from pipeline.comparing.derive.equations import Equation
from pipeline.comparing.derive.evidence import cue
from pipeline.comparing.derive.figures import Figure
from pipeline.comparing.intervals import Interval, point
from pipeline.records.settings import CompareSettings

_COUNTS = frozenset({"total", "level", "amount", "rate"})
_SHARES = frozenset({"share", "rate", "level"})


def share_equations(figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    """A count of a whole; what the whole has beside it; by how much the one lies above the other."""
    for share in figures:
        if share.norm.unit != "percent" or share.claim.kind not in _SHARES:
            continue
        counts = [each for each in within_reach(share, figures, settings.sum_window) if is_count(each)]
        yield from equations(
            "share", share, share.worked_out, _candidates(counts, above=bool(cue("above").search(share.claim.quote)))
        )


def is_count(figure: Figure) -> bool:
    """A count, or an amount of money or goods: whatever has parts."""
    return figure.claim.kind in _COUNTS and figure.norm.unit not in ("percent", "times", "days") and figure.point > 0


def _candidates(counts: Sequence[Figure], *, above: bool) -> Iterator[Candidate]:
    for part in counts:
        for whole in counts:
            if part.point < whole.point and part.claim.unit == whole.claim.unit:
                yield part_of_whole(part, whole)
                if above:
                    yield above_whole(part, whole)


def part_of_whole(part: Figure, whole: Figure) -> Candidate:
    """What per cent a part is of a whole, without the open ends of bounds and with them."""
    near, result = (_percent(part, whole, open_ends=ends) for ends in (False, True))
    return Candidate("share", (part, whole), near, result)


def above_whole(limit: Figure, stock: Figure) -> Candidate:
    """By how many percent a stock exceeds its limit."""
    near, result = (_percent(stock, limit, open_ends=ends) - point(100.0) for ends in (False, True))
    return Candidate("above", (limit, stock), near, result)


def _percent(part: Figure, whole: Figure, *, open_ends: bool) -> Interval:
    """What the one is of the other."""
    one, other = (part.exact, whole.exact) if open_ends else (part.near, whole.near)
    return (one / other).scaled(100)
