"""Parts that add up to a total, and shares that add up to a hundred."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from pipeline.comparing.derive.candidates import Candidate, equations, within_reach
from pipeline.comparing.derive.equations import Equation
from pipeline.comparing.derive.figures import Figure
from pipeline.comparing.derive.shares import is_count
from pipeline.comparing.intervals import Interval, point
from pipeline.records.settings import CompareSettings

_HUNDRED = point(100.0)
_SERIES: tuple[Callable[[Figure], Hashable], ...] = (
    lambda figure: 0,
    lambda figure: figure.norm.measure,
    lambda figure: (figure.claim.start, figure.claim.end),
    lambda figure: figure.norm.subject.head,
    lambda figure: figure.sentence,
)
"""In what the parts of a sum may be alike while other figures stand between them."""


def sum_equations(figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    """Totals with runs of parts that stand together, or that are alike in one thing, and that come out or nearly."""
    for total in figures:
        if total.claim.kind != "change" and (is_count(total) or total.norm.unit == "percent"):
            parts = _possible_parts(total, within_reach(total, figures, settings.sum_window))
            yield from equations("sum", total, total.near, _candidates(total, parts, settings))
    yield from _hundreds(figures, settings)


def _possible_parts(total: Figure, around: Sequence[Figure]) -> list[Figure]:
    return [
        part
        for part in around
        if part.claim.unit == total.claim.unit and part.claim.kind != "change" and 0 < part.point < total.point
    ]


def _candidates(total: Figure, parts: Sequence[Figure], settings: CompareSettings) -> Iterator[Candidate]:
    seen: set[tuple[int, ...]] = set()
    furthest = (1 + settings.near_miss) * total.point
    for run in _runs(parts, furthest, settings.sum_parts):
        places = tuple(part.n for part in run)
        if places not in seen:
            seen.add(places)
            near = added([part.near for part in run])
            if near.meets(total.near) or abs(sum(part.point for part in run) - total.point) <= furthest - total.point:
                yield Candidate("sum", tuple(run), near, added([part.exact for part in run]))


def _runs(parts: Sequence[Figure], most: float, longest: int) -> Iterator[Sequence[Figure]]:
    for alike in _SERIES:
        series: dict[Hashable, list[Figure]] = {}
        for part in parts:
            series.setdefault(alike(part), []).append(part)
        for members in series.values():
            yield from _neighbours(members, most, longest)
    yield from ([one, other] for n, one in enumerate(parts) for other in parts[n + 1 :])


def _neighbours(members: Sequence[Figure], most: float, longest: int) -> Iterator[Sequence[Figure]]:
    for first in range(len(members)):
        so_far = members[first].point
        for last in range(first + 1, min(first + longest, len(members))):
            so_far += members[last].point
            if so_far > most:
                break
            yield members[first : last + 1]


def added(terms: Sequence[Interval]) -> Interval:
    """The sum of intervals, at least one."""
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


def _hundreds(figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    """Shares that stand together and add up to all of their whole."""
    shares = [figure for figure in figures if figure.claim.kind == "share" and figure.point > 0]
    for n, first in enumerate(shares):
        runs = [shares[n:last] for last in range(n + 2, min(n + settings.sum_parts, len(shares)) + 1)]
        together = [sum_to_hundred(run) for run in runs if run[-1].sentence - first.sentence < len(run)]
        candidates = [Candidate("hundred", each.terms, each.near, each.result) for each in together]
        yield from equations("sum", first, first.worked_out, candidates)


def sum_to_hundred(shares: Sequence[Figure]) -> Equation:
    """The first of some shares as what the others leave of their whole."""
    first, *others = shares
    near, exact = added([share.near for share in others]), added([share.exact for share in others])
    return Equation("sum", "hundred", first, tuple(others), _HUNDRED - near, _HUNDRED - exact, first.worked_out, 1)
