"""A change and the two values that it leads from and to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from pipeline.comparing.derive.candidates import Candidate, equations, within_reach
from pipeline.comparing.derive.equations import Equation
from pipeline.comparing.derive.figures import Figure
from pipeline.comparing.intervals import Interval, point
from pipeline.comparing.pairs.wordings import counted_words
from pipeline.records.settings import CompareSettings

POINTS = "percentage points"


def change_equations(figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    """Changes in percent, in points, in full and in times, and how many times the one figure is the other."""
    for change in figures:
        if change.claim.kind != "change" and change.norm.unit != "times":
            continue
        around = within_reach(change, figures, settings.sum_window)
        values = [each for each in around if _is_value(each) and not _is_of_another(change, each)]
        falls = change.claim.direction == "down"
        said = change.worked_out.scaled(-1) if falls and change.norm.unit == "times" else change.worked_out
        yield from equations("change", change, said, _candidates(change, values, falls=falls))


def _is_value(figure: Figure) -> bool:
    return figure.claim.kind != "change" and figure.norm.unit not in ("times", "days") and figure.point > 0


def _is_of_another(change: Figure, value: Figure) -> bool:
    """A percentage of enrolment says nothing of teachers: each names its own thing, and no word is in both."""
    if change.norm.unit != "percent":
        return False
    mine, theirs = counted_words(change.norm), counted_words(value.norm)
    return bool(mine and theirs) and not change.thing & value.thing


def _candidates(change: Figure, values: Sequence[Figure], *, falls: bool) -> Iterator[Candidate]:
    for one, other in combinations(values, 2):
        if one.claim.unit != other.claim.unit or one.point == other.point:
            continue
        earlier, later = (one, other) if (one.point > other.point) == falls else (other, one)
        yield from changes_between(change, earlier, later)


def changes_between(change: Figure, earlier: Figure, later: Figure) -> Iterator[Candidate]:
    """The change from the earlier value to the later, in the unit in which it is stated."""
    ends = ((earlier.near, later.near), (earlier.exact, later.exact))
    unit = change.norm.unit
    if unit == "percent":
        near, result = (_in_percent(first, second) for first, second in ends)
        yield Candidate("change", (earlier, later), near, result)
        if earlier.norm.unit == "percent":
            yield _difference("points", earlier, later)
    elif unit == "times":
        near, result = (second / first if earlier.point < later.point else first / second for first, second in ends)
        yield Candidate("times", (earlier, later), near, result)
    elif unit == POINTS and earlier.norm.unit == "percent":
        yield _difference("points", earlier, later)
    elif change.claim.unit == earlier.claim.unit:
        yield _difference("change", earlier, later)


def _in_percent(earlier: Interval, later: Interval) -> Interval:
    return (later / earlier - point(1.0)).scaled(100)


def _difference(rule: str, earlier: Figure, later: Figure) -> Candidate:
    return Candidate(rule, (earlier, later), later.near - earlier.near, later.exact - earlier.exact)
