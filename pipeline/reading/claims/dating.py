"""Which period belongs to which number: in its sentence, else carried from the section, the heading or the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records.model import ClaimKind, Period

Span = tuple[str | None, str | None]
NO_PERIOD: Span = (None, None)
OF_PEOPLE = frozenset({"rescued", "identified", "exploited", "arrested", "assisted"})
_STOCKS = frozenset({"level", "share"})
_DATING = frozenset({"in", "since", "until", "as_of", "span", "now", "base"})


@dataclass(frozen=True, slots=True)
class Dated:
    """A period as a claim holds it, and where it came from: own, carried, heading, document or none."""

    start: str | None
    end: str | None
    rule: str

    @property
    def span(self) -> Span:
        return self.start, self.end


def dating(periods: Sequence[Period]) -> list[Period]:
    """Those periods that can date a claim; "now" gives way to a date that the same sentence states."""
    usable = [p for p in periods if p.role in _DATING and (p.first or p.last)]
    stated = [p for p in usable if p.role != "now" or any(c.isdigit() for c in p.surface)]
    return stated or usable


def own_period(
    numbers: Sequence[tuple[int, int]], j: int, periods: Sequence[Period], kind: ClaimKind, unit: str
) -> Dated | None:
    """The period that number j of a sentence has from the sentence itself.

    `numbers` are the spans of all the sentence's quantities, in order. Where each number has a date of its own ("3 in
    2019 and 7 in 2020") it takes the one on its side; one date alone holds for them all.
    """
    usable = dating(periods)
    if not usable:
        return None
    if len(numbers) > 1:  # "twelve villages now have one; in 2016 there were three"
        usable = [p for p in periods if p in usable or (p.role == "now" and (p.first or p.last))]
    if kind == "change":
        return _of_change(usable, unit)
    later = [p for p in usable if p.role != "base"] or usable
    chosen = _nearest(numbers, j, later)
    if kind == "total" and len(later) > 1:
        begun = _up_to(later)
        if begun is not None:
            return Dated(*begun, "period:up to")
    return Dated(*_as_claimed(chosen, kind), f"period:{chosen.role}")


def _up_to(periods: Sequence[Period]) -> Span | None:
    """ "By the end of March, 14 schools had opened in 2019": from the year's start to the end of March."""
    ends = [p for p in periods if p.first is None and p.last]
    years = [p for p in periods if p.first and p.first == p.last and len(p.first) == 4]
    if len(ends) == 1 and len(years) == 1 and str(ends[0].last).startswith(str(years[0].first)):
        return years[0].first, ends[0].last
    return None


def _nearest(numbers: Sequence[tuple[int, int]], j: int, periods: Sequence[Period]) -> Period:
    if len(periods) == 1:
        return periods[0]
    start, end = numbers[j]
    next_start = numbers[j + 1][0] if j + 1 < len(numbers) else 1 << 30
    last_end = numbers[j - 1][1] if j else -1
    following = [p for p in periods if end <= p.start < next_start]
    if following:
        return following[0]
    preceding = [p for p in periods if last_end <= p.start and p.end <= start]
    if preceding:
        return preceding[-1]
    earlier = [p for p in periods if p.end <= start]
    return earlier[-1] if earlier else periods[0]


def _as_claimed(period: Period, kind: ClaimKind) -> Span:
    if period.role == "now" and not any(c.isdigit() for c in period.surface):
        return (period.first, period.last) if kind in {"level", "share", "rate", "amount"} else (None, period.last)
    if period.role == "as_of" and kind in _STOCKS and not period.surface.lower().startswith("by "):
        return period.last, period.last
    if period.first and period.last and period.first > period.last and len(period.last) > len("2022"):
        return period.last[:4] + period.first[4:], period.last  # "between April and December last year"
    return period.first, period.last


def _of_change(periods: Sequence[Period], unit: str) -> Dated:
    base = next((p for p in periods if p.role == "base"), None)
    others = [p for p in periods if p is not base]
    if base and not others:
        return Dated(base.last or base.first, None, "period:base")
    if unit == "times" or (base and others):
        later = others[0] if others else periods[0]
        if unit == "times" or base is None:
            return Dated(later.first, later.last, "period:later")
        return Dated(base.first or base.last, later.last or later.first, "period:base")
    period = others[0]
    if len(others) == 2 and all(p.role == "in" for p in others):
        ends = sorted(str(p.last or p.first) for p in others)
        return Dated(ends[0], ends[1], "period:two")
    if period.role == "in" and period.first == period.last and period.first and len(period.first) == 4:
        # "fell by 12 percent in 2011" is a change on the year before
        return Dated(str(int(period.first) - 1), period.last, "period:year-on-year")
    if period.role == "now":
        return Dated(None, period.last, "period:now")
    return Dated(period.first, period.last, f"period:{period.role}")


@dataclass(slots=True)
class CarriedPeriods:
    """What has been dated so far in reading order, for the claims that follow.

    In order: what the same paragraph stated before, the heading's period, what the claims of the section had.
    """

    headings: tuple[str, ...] = ()
    heading: Span = NO_PERIOD
    stocks: Span = NO_PERIOD
    flows: Span = NO_PERIOD
    lead: Span = NO_PERIOD
    flowing: str = ""
    """The measure of the last count that was dated."""
    paragraph: Period | None = None

    def enter(self, headings: tuple[str, ...], heading: Span, before: Sequence[Period]) -> None:
        """Come to a passage under these headings, with the periods that its block stated before it; a new heading
        ends what the section carried."""
        if headings != self.headings:
            self.headings = headings
            self.stocks = self.flows = self.lead = NO_PERIOD
        self.heading = heading
        stated = [p for p in dating(before) if p.role not in {"base", "now"}]
        plain = [p for p in stated if re.search(r"\d{4}", p.surface)]
        self.paragraph = (plain or stated)[-1] if stated else None

    def state(self, span: Span, kind: ClaimKind, measure: str) -> None:
        """A claim of the section was dated: what is counted over a time and what stands at a time go apart."""
        if kind in _STOCKS:
            self.stocks = span
        else:
            self.flows, self.flowing = span, measure

    def lead_in(self, span: Span) -> None:
        """A paragraph was dated; a list below it is about the same time."""
        self.lead = span

    def later_than(self, base: str | None) -> str | None:
        """The end of a comparison that names only its base: when the counts just before it were."""
        last = self.paragraph.last if self.paragraph is not None else self.flows[1]
        return last if last and base and last > base else None

    def carried(self, kind: ClaimKind, measure: str, perfect: bool, layout: bool) -> Dated | None:
        """The period that a claim without one takes from its surroundings.

        `perfect`: the claim's verb is in the perfect tense, so that a date before it is where counting began. `layout`:
        the claim is an item of a list, a row or a call-out, which has its heading's period and no other item's.
        """
        if kind in {"amount", "change", "rate"}:
            labelled = layout and self.heading != NO_PERIOD
            return Dated(*self.heading, "period:heading") if labelled else None
        if self.paragraph is not None:
            first, last = self.paragraph.first, self.paragraph.last
            if first and last and first != last and first[3:4] == "0" and last[3:4] == "9":
                return None  # a decade is when something was, not when it was counted
            if kind == "total" and perfect and first:
                return Dated(first, None, "period:begun")
            if kind == "level" and last is None:
                return None  # how things stand is not counted since then
            return Dated(first, last, "period:paragraph")
        if self.heading != NO_PERIOD:
            return Dated(*self.heading, "period:heading")
        if layout and self.lead != NO_PERIOD:
            return Dated(*self.lead, "period:lead")
        section = self.stocks if kind in _STOCKS else self.flows
        of_the_count = measure == self.flowing or (measure == "prevalence" and self.flowing in OF_PEOPLE)
        if kind == "share" and of_the_count:
            section = self.flows
        if section != NO_PERIOD and not layout:
            return Dated(*section, "period:carried")
        return None


_BASE = re.compile(
    r"\b(?:compared\s+(?:with|to)|against|versus|than\s+in|up\s+from|down\s+from|times?\s+the\s+(?:number|figure|total)"
    r"|twice\s+the\s+(?:number|figure|total)|as\s+(?:many|much)\s+as)\b[^.;]*$"
)
_DATELINE = 40


def can_carry(text: str, period: Period) -> bool:
    """Whether what follows may be about a period: not about a dateline's, nor about one that is only compared with."""
    if (
        period.end < _DATELINE
        and re.match(r"\s*[–—:-]\s", text[period.end :])
        and not text[: period.start].strip(" ,A-Z")
    ):
        return False
    return _BASE.search(text, max(0, period.start - 80), period.start) is None


def heading_period(heading: str, periods: Sequence[Period]) -> Span:
    """The period that a heading gives to what stands below: "Statistics for 2016"; a line that only dates the page
    ("Summary, May 2022") gives none."""
    usable = [p for p in dating(periods) if p.role != "base"]
    if usable and usable[0].first == usable[0].last and len(usable[0].first or "") > len("2022"):
        rest = heading[: usable[0].start] + heading[usable[0].end :]
        if len(rest.split()) <= 1:
            return NO_PERIOD
    return (usable[0].first, usable[0].last) if usable else NO_PERIOD
