"""What time a claim speaks of, in days, and how two such times lie to each other."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from pipeline.comparing.gates.clauses import counts_so_far, is_of_the_day
from pipeline.records.model import Claim

DAYS_A_MONTH = 30.44
_MONTHS_A_YEAR = 12
_LONGEST_YEAR = 366
_DAY = len("2018-05-22")

FrameKind = Literal["counter", "flow", "level", "change"]


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` on, up to but without `last`, as ordinals."""

    first: int
    last: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two have a day in common."""
        return self.first < other.last and other.first < self.last

    def within(self, other: Span) -> bool:
        """Whether all of its days are among the other's."""
        return other.first <= self.first and self.last <= other.last

    def before(self, other: Span) -> bool:
        """Whether it is over when the other begins."""
        return self.last <= other.first

    def days(self) -> int:
        """How many days it has."""
        return self.last - self.first


@dataclass(frozen=True)
class Frame:
    """`start` and `end` as stated; `as_of` the day that a running count or an undated claim counts for, if known.

    `dated`: the text itself states a time. `to_date`: a count so far ("14 by the end of March 2019", "14 to date").
    """

    kind: FrameKind
    start: Span | None
    end: Span | None
    as_of: Span | None
    dated: bool
    to_date: bool = False

    def span(self) -> Span | None:
        """The whole time from start to end, as far as both are stated."""
        first, last = self.start or self.end, self.end or self.start
        return Span(first.first, max(first.last, last.last)) if first and last else None

    @cached_property
    def reference(self) -> Span | None:
        """The time that the claim's value belongs to: the count's day, the level's period, the flow's."""
        return self.as_of if self.kind == "counter" or not self.dated else self.span()


@lru_cache(maxsize=65536)
def span_of(iso: str) -> Span:
    """The days of an ISO 8601 date at its own precision: a day, a month or a year."""
    parts = [int(part) for part in iso.split("-")]
    year = parts[0]
    if len(parts) == 1:
        return Span(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    month = parts[1]
    if len(parts) == 2:
        return Span(date(year, month, 1).toordinal(), date(year, month, monthrange(year, month)[1]).toordinal() + 1)
    day = date(year, month, min(parts[2], monthrange(year, month)[1])).toordinal()
    return Span(day, day + 1)


def frame_of(claim: Claim) -> Frame:
    """The claim's time as design.md reads it: totals with one end or none are running counts, and so are those that the
    words around them call unfinished."""
    start, end, published = claim.start, claim.end, (claim.document.published or "")[:10] or None
    if claim.kind != "total":
        return frame_for(claim.kind, start, end, published)
    if start == end and counts_so_far(claim.quote, claim.number):
        return _so_far(span_of(start) if start else None, span_of(published) if published else None)
    if not start and not end and published and len(published) == _DAY and is_of_the_day(claim.quote, claim.number):
        return frame_for(claim.kind, published, published, published)
    return frame_for(claim.kind, start, end, published)


def _so_far(stretch: Span | None, page: Span | None) -> Frame:
    """A count of a stretch that goes on: as of its page, or of a day that is not known. A page of a later time tells of
    the whole stretch."""
    if stretch is None:
        return Frame("counter", None, None, page, dated=False, to_date=True)
    if stretch.days() == 1 or (page and not page.overlaps(stretch)):
        return Frame("flow", stretch, stretch, None, dated=True)
    told_on = page if page and page.within(stretch) and page != stretch else None
    return Frame("counter", stretch, stretch, told_on, dated=True, to_date=True)


@lru_cache(maxsize=65536)
def frame_for(kind: str, start_text: str | None, end_text: str | None, published: str | None) -> Frame:
    """`frame_of` by the fields that it looks at; `published` is the page's date."""
    start = span_of(start_text) if start_text else None
    end = span_of(end_text) if end_text else None
    page = span_of(published) if published else None
    dated = bool(start or end)
    if kind == "change":
        return Frame("change", start, end, page, dated)
    if kind == "total":
        to_date = bool(start and end and end.within(start) and end != start and end.first > start.first)
        if start and end and not to_date:
            return Frame("flow", start, end, None, dated)
        return Frame("counter", start, end, end or page, dated, to_date)
    return Frame("level", start, end, page, dated)


def months_between(a: Span, b: Span) -> float:
    """From the nearer end of the one to the nearer end of the other; 0 where they overlap."""
    return max(0, b.first - a.last, a.first - b.last) / DAYS_A_MONTH


TimeKind = Literal["same", "ordered", "update", "part", "other", "open"]


class TimeRelation(NamedTuple):
    """How the times of two claims a and b lie.

    same: comparable as they stand · ordered: one after the other · update: undated pages far apart, perhaps one
    figure's update · part: one's time lies in the other's · other: neither · open: not known.
    `earlier` is "a" or "b" where there is an order that is known. `inferred`: from page dates. `starts_differ`: counted
    since dates that exclude each other.
    """

    kind: TimeKind
    earlier: Literal["a", "b"] | None = None
    inferred: bool = False
    starts_differ: bool = False
    note: str = ""


def relate_times(a: Frame, b: Frame, *, same_document: bool, same_publisher: bool, months: int) -> TimeRelation:
    """The period gate; `months` is how far apart undated pages may be to count as of one time."""
    if not a.dated or not b.dated:
        return _undated(a, b, same_document, same_publisher, months)
    if a.kind == "change":
        return _changes(a, b)
    if a.kind == "counter" and b.kind == "counter":
        return _counters(a, b)
    if a.kind == "counter" or b.kind == "counter":
        return _counter_and_flow(a, b) if a.kind == "counter" else _mirrored(_counter_and_flow(b, a))
    return _periods(a, b)


def _mirrored(relation: TimeRelation) -> TimeRelation:
    earlier: Literal["a", "b"] | None = None if relation.earlier is None else "b" if relation.earlier == "a" else "a"
    return TimeRelation(relation.kind, earlier, relation.inferred, relation.starts_differ, relation.note)


def _order(a: Span, b: Span) -> Literal["a", "b"]:
    return "a" if (a.first, a.last) <= (b.first, b.last) else "b"


def _undated(a: Frame, b: Frame, same_document: bool, same_publisher: bool, months: int) -> TimeRelation:
    neither = not a.dated and not b.dated
    if neither and same_document:
        return TimeRelation("same", note="neither names a time")
    if {a.kind, b.kind} == {"counter", "flow"}:
        return TimeRelation("open", note="a running count against a stretch of time")
    first, second = a.reference, b.reference
    if first is None or second is None:
        if neither and a.to_date and b.to_date:
            return TimeRelation("ordered", note="up to when each counts is not known")
        if neither and (first or second or same_publisher):
            return TimeRelation("same", inferred=True, note="neither names a time")
        return TimeRelation("open", note="the time of one is not known" if not neither else "neither time is known")
    apart = months_between(first, second)
    if apart <= months and a.kind != "change":
        note = f"stated {apart:.0f} months apart at most"
        return TimeRelation("same", _order(first, second), inferred=True, note=note)
    if apart <= months:
        return TimeRelation("same" if neither else "open", inferred=True, note="the base is not said on one side")
    return TimeRelation("update", _order(first, second), inferred=True, note=f"stated {apart:.0f} months apart")


def _changes(a: Frame, b: Frame) -> TimeRelation:
    starts, ends = _same_end(a.start, b.start), _same_end(a.end, b.end)
    if starts is False or ends is False:
        return TimeRelation("other", note="changes between other dates")
    if starts and ends:
        return TimeRelation("same")
    return TimeRelation("open", note="one change does not say from when to when")


def _same_end(a: Span | None, b: Span | None) -> bool | None:
    if a is None and b is None:
        return True
    return a.overlaps(b) if a and b else None


def _counters(a: Frame, b: Frame) -> TimeRelation:
    starts_differ = bool(a.start and b.start and not a.start.overlaps(b.start) and not a.to_date and not b.to_date)
    unlike_starts = starts_differ or a.to_date != b.to_date
    if a.as_of is None or b.as_of is None:
        if a.to_date and b.to_date and a.start == b.start:
            return TimeRelation("ordered", note="up to when each counts is not known")
        return TimeRelation("open", starts_differ=starts_differ, note="up to when one counts is not known")
    if a.as_of.overlaps(b.as_of):
        kind: TimeKind = "other" if unlike_starts else "same"
        return TimeRelation(
            kind, starts_differ=starts_differ, note="counted since other dates" if unlike_starts else ""
        )
    note = "counted since other dates" if unlike_starts else ""
    return TimeRelation("ordered", _order(a.as_of, b.as_of), starts_differ=starts_differ, note=note)


def _counter_and_flow(counter: Frame, flow: Frame) -> TimeRelation:
    span = flow.span()
    if span is None:
        return TimeRelation("open")
    starts_fit = counter.start is None or (flow.start is not None and flow.start.overlaps(counter.start))
    if starts_fit and counter.as_of is None and not counter.to_date:
        return TimeRelation("open", note="up to when one counts is not known")
    if starts_fit and counter.to_date and _ends_before(counter, flow):
        return TimeRelation("part", "a", note="one counts a stretch to its end, the other a part of it")
    if starts_fit and counter.start and counter.as_of and flow.end and flow.end.overlaps(counter.as_of):
        return TimeRelation("same")
    if counter.start and span.before(counter.start):
        return TimeRelation("other", "b", note="before the count began")
    if counter.as_of and counter.as_of.before(span):
        return TimeRelation("other", "a", note="after the count ended")
    starts_differ = _runs_on(counter, flow)
    return TimeRelation("part", "b", starts_differ=starts_differ, note="a stretch of the time that the other counts")


def _runs_on(counter: Frame, flow: Frame) -> bool:
    """Whether a stretch begins on another date than a count, and goes on to its end as far as that is known."""
    if counter.start is None or flow.start is None or flow.end is None or flow.start.overlaps(counter.start):
        return False
    several_years = flow.start.before(flow.end)
    return several_years and (counter.as_of is None or months_between(flow.end, counter.as_of) <= _MONTHS_A_YEAR)


def _ends_before(counter: Frame, flow: Frame) -> bool:
    """Whether a count so far goes up to a day that is not known, or that the flow goes on from."""
    day, end = counter.as_of, flow.end
    return day is None or (end is not None and day.within(end) and day != end)


def _periods(a: Frame, b: Frame) -> TimeRelation:
    first, second = a.span(), b.span()
    if first is None or second is None:
        return TimeRelation("open")
    if first == second:
        return TimeRelation("same")
    if not first.overlaps(second):
        return TimeRelation("ordered", _order(first, second))
    nested = first.within(second) or second.within(first)
    longest = max(first.days(), second.days())
    if nested and a.kind == b.kind == "level" and longest <= _LONGEST_YEAR:
        return TimeRelation("same", note="one names the time more closely")
    if nested:
        return TimeRelation("part", "a" if first.within(second) else "b", note="one's time lies within the other's")
    return TimeRelation("other", note="times that overlap in part")
