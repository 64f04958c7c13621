"""What each date of a document is there for, and which dates hold for what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from pipeline.reading.claims.period.cues import cues
from pipeline.reading.claims.period.date_mention import DateMention
from pipeline.reading.claims.period.outline import Outline
from pipeline.reading.claims.period.spans import Span, days_between

_RECENT = 14
"""Days before publication within which a date may be that of a statement."""
_REACH = 60
_LEFT = 22
"""Characters before a date in which a word of comparison may stand."""
_CLAUSE_END = re.compile(r"[,.;:()“”\"]|\s[–—]\s|\bthat\b")


class Use(IntEnum):
    """What a date is there for."""

    HAPPENING = 0
    COUNTED = 1
    BEGUN = 2
    SAID = 3
    COMPARED = 4
    NAME = 5
    ASIDE = 6
    TO_COME = 7


LIVE = frozenset({Use.HAPPENING, Use.COUNTED, Use.BEGUN})
"""What holds for the sentences that follow."""


def use_of(outline: Outline, mention: DateMention) -> Use:
    """What a date is there for, by the words of its clause."""
    body = outline.document.texts[mention.text].block.text
    if mention.role == "base" or cues()["base"].search(body[max(0, mention.start - _LEFT) : mention.end]):
        return Use.COMPARED
    published = outline.published
    if published and mention.first > published[: len(mention.first)]:
        return Use.TO_COME
    if mention.static.named:
        return Use.NAME
    a_day = len(mention.first) == 10 and mention.first == mention.last
    if a_day and _recent(mention, published) and cues()["saying"].search(_clause(outline, mention)):
        return Use.SAID
    if mention.static.in_brackets:
        return Use.ASIDE
    if mention.role in {"as_of", "until"}:
        return Use.COUNTED
    return Use.BEGUN if mention.role == "since" else Use.HAPPENING


def _recent(mention: DateMention, published: str | None) -> bool:
    return published is not None and 0 <= days_between(mention.first, published) <= _RECENT


def _clause(outline: Outline, mention: DateMention) -> str:
    """The words around a date, as far as punctuation."""
    body = outline.document.texts[mention.text].block.text
    left = _CLAUSE_END.split(body[max(0, mention.start - _REACH) : mention.start])[-1]
    right = _CLAUSE_END.split(body[mention.end : mention.end + _REACH])[0]
    return f"{left} | {right}"


@dataclass(frozen=True, slots=True)
class Discourse:
    """The dates of a document by what they are there for; `live` are those that hold for what follows, in order."""

    uses: tuple[Use, ...]
    live: tuple[DateMention, ...]
    report: Span | None
    """The stretch or date that the document states first: for a report mostly its own period."""
    said: Span | None
    """The day of the first statement."""
    counted: Span | None
    """The day for which the first count holds."""
    tenor: tuple[float, ...]
    """What kind of document it is: shares of its sentences with figures that speak in a certain way."""

    def before(self, text: int, at: int) -> list[DateMention]:
        """The live dates before a position, the nearest first."""
        return [m for m in reversed(self.live) if (m.text, m.start) < (text, at)]


def discourse_of(outline: Outline) -> Discourse:
    """What the dates of a document are there for."""
    uses = tuple(use_of(outline, mention) for mention in outline.mentions)
    live = tuple(
        sorted((m for m in outline.mentions if uses[m.n] in LIVE and not m.part), key=lambda m: (m.text, m.start))
    )
    return Discourse(
        uses,
        live,
        _first([m for m in live if uses[m.n] is Use.HAPPENING and m.first != m.last]) or _first(live),
        _first([m for m in outline.mentions if uses[m.n] is Use.SAID]),
        _first([m for m in live if uses[m.n] is Use.COUNTED]),
        _tenor(outline, uses, live),
    )


TENOR = (
    "running", "toll", "stock", "changing", "saying", "planning", "this", "dated", "live", "live_spans", "said",
    "precise", "titled_report", "titled_number", "headings", "rows",
)  # fmt: skip


def _tenor(outline: Outline, uses: Sequence[Use], live: Sequence[DateMention]) -> tuple[float, ...]:
    texts = outline.document.texts
    sentences = [outline.document.sentences[n.sentence] for n in outline.document.numbers if n.j == 0]
    told = [texts[s.text].block.text[s.passage.start : s.passage.end] for s in sentences]
    dated = {mention.sentence for mention in live}
    numbers = outline.document.numbers
    with_date = sum(outline.sentence_at(n.text, n.quantity.start) in dated for n in numbers)
    title = texts[0].block.text if texts else ""
    whole, dates = max(1, len(told)), max(1, len(uses))
    return (
        *(sum(cues()[cue].search(one) is not None for one in told) / whole for cue in TENOR[:7]),
        with_date / max(1, len(numbers)), float(len(live)), float(len({m.span for m in live})),
        sum(use is Use.SAID for use in uses) / dates, sum(len(m.last) == 10 for m in outline.mentions) / dates,
        float(cues()["report"].search(title) is not None), float(any(c.isdigit() for c in title)),
        sum(text.block.kind == "heading" for text in texts) / max(1, len(texts)),
        sum(text.block.kind in {"list_item", "table_row", "callout"} for text in texts) / max(1, len(texts)),
    )  # fmt: skip


def _first(mentions: Sequence[DateMention]) -> Span | None:
    return mentions[0].span if mentions else None
