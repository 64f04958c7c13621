"""Spans that a length of time makes with the day that it ends on: "in fourteen years", "over the last two weeks"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.reading.claims.period.cues import cues
from pipeline.reading.claims.period.date_mention import DateMention
from pipeline.reading.claims.period.dates_around import View, Where
from pipeline.reading.claims.period.durations import begun_of, measured
from pipeline.reading.claims.period.forms import Derivation, Form
from pipeline.reading.claims.period.outline import Outline
from pipeline.reading.claims.period.spans import A_MONTH, A_YEAR, Span, moved
from pipeline.reading.periods.dates import Unit
from pipeline.records.model import Period

_REACH = 24
_ENDS = 4
"""The dates near by that a length may end on."""


def lasting(outline: Outline, view: View, near: list[tuple[DateMention, Where]]) -> Iterator[tuple[Span, Derivation]]:
    """The lengths of time of the number's own sentence, up to a date near by or to the day of the page.

    As texts count differently, both with the unit in which a length begins and without it.
    """
    for length in outline.durations[view.number.text]:
        if outline.sentence_at(view.number.text, length.start) != view.sentence:
            continue
        measure = measured(length.surface)
        if measure is None:
            continue
        (count, unit), begins = measure, _begins(outline, view, length)
        ends: list[tuple[str, DateMention | None, Where]] = [(m.last, m, where) for m, where in near[-_ENDS:]]
        if outline.published:
            ends.append((outline.published, None, Where.PAGE))
        for end, mention, where in ends:
            last = end[:4] if unit == "year" else end[:7] if unit == "month" else end
            yield (moved(last, unit, -count), last), Derivation(Form.BY_LENGTH, where, mention)
            begun = begun_of(last, unit, count)
            if begun:
                yield (begun, last), Derivation(Form.ENDING, where, mention)
            if mention and begins and mention.first != (beyond := moved(mention.first, unit, count)):
                yield (mention.first, beyond), Derivation(Form.BY_LENGTH, where, mention)
            if unit == "year" and len(end) > A_YEAR:
                finer: Unit = "month" if len(end) == A_MONTH else "day"
                yield (moved(moved(end, finer, 1), "year", -count), end), Derivation(Form.ENDING, where, mention)


def _begins(outline: Outline, view: View, length: Period) -> bool:
    """Whether a length begins on the date that was told: "Within two days 38 had come"."""
    body = outline.document.texts[view.number.text].block.text
    before = body[max(0, length.start - _REACH) : length.start].rstrip()
    return any(found.end() == len(before) for found in cues()["within"].finditer(before))
