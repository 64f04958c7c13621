"""One figure told per day and per year, per head, or as a stretch of time between two dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.comparing.derive.figures import Figure, derived, within_time
from pipeline.comparing.gates.wording import number_text
from pipeline.comparing.intervals import Interval, point
from pipeline.reading.places import relation
from pipeline.records.model import Verdict
from pipeline.records.settings import CompareSettings

_A_YEAR = {"year": 1.0, "month": 12.0, "week": 52.18, "day": 365.25, "night": 365.25, "hour": 8766.0,
           "minute": 525960.0, "second": 31557600.0}  # fmt: skip
_CLOSE = 0.04
_LOOSE = 1.3
_ONE_YEAR = (365, 366)


def rate_verdicts(figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Verdict]:
    """Rates of a document that follow from a rate over a longer time, or from a year's total."""
    rates = [figure for figure in figures if figure.claim.kind == "rate" and figure.slots.per in _A_YEAR]
    yearly = [figure for figure in figures if _yearly(figure)]
    for rate in rates:
        times = _A_YEAR[rate.slots.per or "year"]
        for base in yearly:
            if (
                base is rate
                or times == 1.0
                or base.slots.measure != rate.slots.measure
                or base.slots.unit != rate.slots.unit
            ):
                continue
            if not _one_place(rate, base) or not within_time(rate, base):
                continue
            result = base.slots.value.scaled(1 / times)
            if result.meets(rate.slots.value) and _near(base.point / times, rate):
                text = f"{number_text(base.point)} a year ÷ {number_text(times)}"
                yield derived("derived", "rate", rate, [base], result, text)


def _yearly(figure: Figure) -> bool:
    if figure.claim.kind == "rate":
        return figure.slots.per == "year"
    span = figure.slots.frame.span()
    return figure.claim.kind == "total" and span is not None and span.days() in _ONE_YEAR


def _near(middle: float, rate: Figure) -> bool:
    width = _LOOSE if rate.claim.bound in ("min", "max") else 1 + _CLOSE
    return max(middle, rate.point) <= width * min(middle, rate.point)


def _one_place(a: Figure, b: Figure) -> bool:
    if a.slots.place is None or b.slots.place is None:
        return a.slots.place == b.slots.place
    return relation(a.slots.place, b.slots.place) == "same"


def per_head_verdicts(figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Verdict]:
    """So many of the one for each of the other: a ratio of two counts that stand beside it."""
    counts = [figure for figure in figures if figure.claim.kind in ("total", "level") and figure.slots.unit == "count"]
    for ratio in figures:
        if ratio.claim.kind != "rate" or " per " not in f" {ratio.claim.subject} ":
            continue
        below = [count for count in counts if count.claim.quote == ratio.claim.quote]
        for lower in below:
            for upper in counts:
                if upper is lower or abs(upper.n - lower.n) > settings.sum_window or not within_time(upper, lower):
                    continue
                result = upper.exact / lower.exact
                if result.meets(ratio.slots.value) and _near(upper.point / lower.point, ratio):
                    text = f"{number_text(upper.point)} ÷ {number_text(lower.point)}"
                    yield derived("derived", "per head", ratio, [upper, lower], result, text)


def duration_verdicts(
    figures: Sequence[Figure], series: Sequence[tuple[Figure, Figure]], settings: CompareSettings
) -> Iterator[Verdict]:
    """A stretch of time between the dates of two values of one series."""
    for stretch in figures:
        start, end = stretch.slots.frame.start, stretch.slots.frame.end
        if stretch.slots.unit != "days" or not start or not end:
            continue
        for earlier, later in series:
            first, second = earlier.slots.frame.span(), later.slots.frame.span()
            if (
                earlier.claim.doc != stretch.claim.doc
                or later.claim.doc != stretch.claim.doc
                or not first
                or not second
            ):
                continue
            if not (start.overlaps(first) and end.overlaps(second)):
                continue
            result = Interval(float(second.first - first.last), float(second.last - first.first))
            if result.meets(stretch.slots.value) and not first.overlaps(second):
                text = f"from {earlier.claim.end or earlier.claim.start} to {later.claim.end or later.claim.start}"
                yield derived("derived", "duration", stretch, [earlier, later], _in_unit(result, stretch), text)


def _in_unit(result: Interval, stretch: Figure) -> Interval:
    scale = stretch.slots.value.high / stretch.claim.value if stretch.claim.value else 1.0
    return Interval(result.low / scale, result.high / scale) if scale > 0 else point(0.0)
