"""Claims of a measure as arrays, for a first look at many pairs at once.

What is said here of two claims is said of two arrays of claims side by side; arrays that broadcast are welcome. Each
answer is a necessary condition of what the judge finds: where it is false, the judge has nothing to flag.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.gates.spans import DAYS_A_MONTH, Span
from pipeline.comparing.pairs.blocks import block_key
from pipeline.comparing.pairs.open_readings import is_open
from pipeline.comparing.pairs.values import digits_but_zeros, point_of
from pipeline.comparing.pairs.wordings import counted_words
from pipeline.comparing.place_keys import country_key
from pipeline.records.settings import CompareSettings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Numbers = NDArray[np.float64]
    Codes = NDArray[np.int32]

_KINDS = {"counter": 0, "flow": 1, "level": 2, "change": 3}
_COUNTER, _FLOW, _CHANGE = _KINDS["counter"], _KINDS["flow"], _KINDS["change"]
_FAR_PAST, _FAR_FUTURE = -(10**7), 10**7
_NONE = -1


@dataclass(frozen=True, slots=True)
class Columns:
    """A row for each claim: its interval (`low` to `high`), the days of its reference time, of its start and of its end
    (`known`, `starts`, `ends`: whether there is one), codes that are equal where the words are, -1 for none, the figure
    without its sign, a code of its digits and how many, and whether the reader left period and place open."""

    low: Numbers
    high: Numbers
    low_closed: Flags
    high_closed: Flags
    known: Flags
    first: Codes
    last: Codes
    starts: Flags
    start_first: Codes
    start_last: Codes
    ends: Flags
    end_first: Codes
    end_last: Codes
    dated: Flags
    kind: Codes
    asserted: Flags
    start: Codes
    end: Codes
    value: Codes
    unit: Codes
    words: Codes
    atoms: Codes
    doc: Codes
    body: Codes
    size: Numbers
    digits: Codes
    digit_count: Codes
    period_open: Flags
    block: Codes
    country: Codes
    place_open: Flags
    per: Codes

    @classmethod
    def of(cls, claims: Sequence[NormalisedClaim]) -> Columns:
        """The claims as columns, a row each, in their order."""
        import numpy as np

        rows = [norm.claim for norm in claims]
        frames = [norm.frame for norm in claims]
        known, first, last = _days([frame.reference for frame in frames])
        starts, start_first, start_last = _days([frame.start for frame in frames])
        ends, end_first, end_last = _days([frame.end for frame in frames])
        digits = [digits_but_zeros(point_of(row)) for row in rows]
        return cls(
            low=np.array([norm.value.low for norm in claims]),
            high=np.array([norm.value.high for norm in claims]),
            low_closed=np.array([norm.value.low_closed for norm in claims]),
            high_closed=np.array([norm.value.high_closed for norm in claims]),
            known=known,
            first=first,
            last=last,
            starts=starts,
            start_first=start_first,
            start_last=start_last,
            ends=ends,
            end_first=end_first,
            end_last=end_last,
            dated=np.array([frame.dated for frame in frames]),
            kind=np.array([_KINDS[frame.kind] for frame in frames], np.int32),
            asserted=np.array([row.modality == "asserted" for row in rows]),
            start=_codes(row.start for row in rows),
            end=_codes(row.end for row in rows),
            value=_codes(row.value for row in rows),
            unit=_codes(row.unit for row in rows),
            words=_codes(map(counted_words, claims)),
            atoms=_codes(norm.subject.atoms for norm in claims),
            doc=_codes(row.doc for row in rows),
            body=_codes(norm.body for norm in claims),
            size=np.array([abs(point_of(row)) for row in rows]),
            digits=_codes(digits),
            digit_count=np.array([len(each) for each in digits], np.int32),
            period_open=np.array([is_open("period", row) for row in rows]),
            block=_codes(map(block_key, claims)),
            country=_codes(country_key(norm.place) for norm in claims),
            place_open=np.array([is_open("place", row) for row in rows]),
            per=_codes(norm.per for norm in claims),
        )

    def at(self, rows: Any) -> Columns:
        """The rows of an index, a slice or an array of positions."""
        return Columns(*(getattr(self, column.name)[rows] for column in fields(self)))


def _days(spans: Sequence[Span | None]) -> tuple[Flags, Codes, Codes]:
    import numpy as np

    return (
        np.array([span is not None for span in spans]),
        np.array([span.first if span else _FAR_PAST for span in spans], np.int32),
        np.array([span.last if span else _FAR_FUTURE for span in spans], np.int32),
    )


def _codes(values: Iterable[Hashable]) -> Codes:
    import numpy as np

    codes: dict[Hashable, int] = {None: _NONE}
    return np.array([codes.setdefault(value, len(codes)) for value in values], np.int32)


def figures_may_be_apart(a: Columns, b: Columns) -> Flags:
    """Intervals that touch count as apart, and so do two units, which are compared at many rates."""
    apart: Flags = (a.high <= b.low) | (b.high <= a.low) | (a.unit != b.unit)
    return apart


def times_are_near(a: Columns, b: Columns, undated_months: int) -> Flags:
    """Whether two times may be one, or one is a running count's."""
    import numpy as np

    gap = _gap(a, b)
    counters = (a.kind == _COUNTER) | (b.kind == _COUNTER)
    near: Flags = counters | np.where(a.dated & b.dated, gap < 0, gap / DAYS_A_MONTH <= undated_months)
    return near


def may_be_redated(a: Columns, b: Columns) -> Flags:
    """One value at two times, or two running counts."""
    redated: Flags = a.dated & b.dated & ((a.value == b.value) | ((a.kind == _COUNTER) & (b.kind == _COUNTER)))
    return redated


def may_be_flagged(a: Columns, b: Columns, settings: CompareSettings) -> Flags:
    """Whether two claims of one block may contradict each other, by their figures or by their dates."""
    flagged: Flags = a.asserted & b.asserted & (_may_contradict(a, b, settings) | _dates_may_differ(a, b))
    return flagged


def _may_contradict(a: Columns, b: Columns, settings: CompareSettings) -> Flags:
    """Figures apart, of people who may be the same, at times that leave no room for both."""
    apart = (a.high < b.low) | (b.high < a.low) | (a.unit != b.unit)
    apart |= (a.high == b.low) & ~(a.high_closed & b.low_closed)
    apart |= (b.high == a.low) & ~(b.high_closed & a.low_closed)
    people = (a.atoms == b.atoms) | (a.atoms == _NONE) | (b.atoms == _NONE)
    one_time = _times_may_be_one(a, b, settings.undated_months) | may_be_misdated(a, b, settings)
    contradict: Flags = apart & people & one_time
    return contradict


def may_be_misdated(a: Columns, b: Columns, settings: CompareSettings) -> Flags:
    """Figures that are close, or of the same digits, of times that overlap, are not known or may have been misread."""
    near = (_gap(a, b) < 0) | ~a.dated | ~b.dated | _counted_through(a, b) | ((a.kind == _CHANGE) & (b.kind == _CHANGE))
    misdated: Flags = _are_close(a, b, settings) & (near | a.period_open | b.period_open)
    return misdated


def may_be_filed_apart(a: Columns, b: Columns, settings: CompareSettings) -> Flags:
    """Whether close figures of two documents and two blocks may contradict each other."""
    two_blocks = (a.doc != b.doc) & (a.block != b.block) & (a.per == b.per)
    one_place = (a.country == b.country) | (a.country == _NONE) | (b.country == _NONE) | a.place_open | b.place_open
    figures = _are_close(a, b, settings) & a.asserted & b.asserted
    apart: Flags = two_blocks & one_place & figures & _may_contradict(a, b, settings)
    return apart


def _are_close(a: Columns, b: Columns, settings: CompareSettings) -> Flags:
    import numpy as np

    close = np.maximum(a.size, b.size) <= np.minimum(a.size, b.size) * settings.close_ratio
    close |= (a.digits == b.digits) & (a.digit_count > 1)
    of_one_unit: Flags = (a.unit == b.unit) & close
    return of_one_unit


def _counted_through(a: Columns, b: Columns) -> Flags:
    """Of a running count and a stretch of time, whether the stretch may lie within what is counted."""
    import numpy as np

    one_counts = (a.kind == _COUNTER) != (b.kind == _COUNTER)
    within: Flags = one_counts & np.where(
        a.kind == _COUNTER,
        (b.first < a.last) & (a.start_first < b.last),
        (a.first < b.last) & (b.start_first < a.last),
    )
    return within


def _times_may_be_one(a: Columns, b: Columns, undated_months: int) -> Flags:
    import numpy as np

    gap = _gap(a, b)
    known = a.known & b.known
    neither = ~(a.dated | b.dated)
    counters, one_counts = (a.kind == _COUNTER) & (b.kind == _COUNTER), (a.kind == _COUNTER) != (b.kind == _COUNTER)
    dated = np.where(counters, known, np.where(one_counts, _count_may_meet_stretch(a, b), gap < 0))
    undated = (
        ~(one_counts & ((a.kind == _FLOW) | (b.kind == _FLOW))) & (neither | (a.kind != _CHANGE)) & (neither | known)
    )
    undated &= ~known | (gap / DAYS_A_MONTH <= undated_months) | (a.doc == b.doc)
    grows = known & (gap >= 0) & (a.unit == b.unit) & np.where(a.first < b.first, a.low < b.low, b.low < a.low)
    may_grow = counters & grows & ~(neither & (a.doc == b.doc))
    one: Flags = np.where(a.dated & b.dated, dated, undated) & ~may_grow
    return one


def _count_may_meet_stretch(a: Columns, b: Columns) -> Flags:
    """Of a running count and a stretch of time, whether the stretch ends where the count does, or tells more."""
    import numpy as np

    a_counts = a.kind == _COUNTER
    ends = np.where(
        a_counts, ~b.ends | _overlap(b.end_first, b.end_last, a), ~a.ends | _overlap(a.end_first, a.end_last, b)
    )
    meet: Flags = ends | (a.unit != b.unit) | np.where(a_counts, a.high <= b.low, b.high <= a.low)
    return meet


def _overlap(first: Codes, last: Codes, other: Columns) -> Flags:
    overlap: Flags = (first < other.last) & (other.first < last)
    return overlap


def _dates_may_differ(a: Columns, b: Columns) -> Flags:
    """One body's or one unmistakable figure, stated with times that exclude each other."""
    import numpy as np

    counters = (a.kind == _COUNTER) & (b.kind == _COUNTER)
    one_figure = (a.value == b.value) | ((a.low == b.low) & (a.high == b.high)) | (a.unit != b.unit)
    starts_apart = a.starts & b.starts & ((a.start_last <= b.start_first) | (b.start_last <= a.start_first))
    one_counts = (a.kind == _COUNTER) != (b.kind == _COUNTER)
    may = np.where(counters, starts_apart, one_figure & ((_gap(a, b) >= 0) | (one_counts & starts_apart)))
    differ: Flags = may & a.dated & b.dated & (a.doc != b.doc) & (one_figure | ((a.body == b.body) & (a.body != _NONE)))
    return differ


def _gap(a: Columns, b: Columns) -> Codes:
    """Days between the reference times, negative where they overlap or one is not known."""
    import numpy as np

    gap: Codes = np.maximum(a.first - b.last, b.first - a.last)
    return gap
