"""Whether the form of a candidate suits the number: what the conventions for periods say in words, form by form.

Each form alone is too rare to be learned from a few hundred documents; that a form is apt is told for all alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.reading.claims.period.cues import cues
from pipeline.reading.claims.period.date_mention import ROLES, DateMention
from pipeline.reading.claims.period.dates_around import NEAR, View, Where
from pipeline.reading.claims.period.forms import Derivation, Form
from pipeline.reading.claims.period.outline import Outline
from pipeline.reading.claims.period.spans import Span
from pipeline.reading.claims.syntax import NumberSyntax, Tense

_CHANGES = frozenset({Form.YEAR_ON_YEAR, Form.NEXT, Form.SPAN_ON_SPAN, Form.MONTH_ON_MONTH, Form.PAGE_YEAR_ON_YEAR})
_BEFORE = frozenset({Form.YEAR_BEFORE, Form.SPAN_BEFORE})
_TO_PAGE = frozenset({Form.TO_PAGE, Form.TO_PAGE_YEAR})
_REACH = 32


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said of a number that bears on the form of its period."""

    change: float
    level: float
    total: float
    share: float
    running: bool
    stock: bool
    toll: bool
    compared: bool
    bracketed: bool
    before: bool
    this_year_so_far: bool
    own_dates: int

    def features(self) -> tuple[float, ...]:
        return (
            self.change, self.level, self.total, self.share, float(self.running), float(self.stock), float(self.toll),
            float(self.compared), float(self.bracketed), float(self.before), float(self.this_year_so_far),
        )  # fmt: skip


SAYING = (
    "change", "level", "total", "share", "running", "stock", "toll", "compared", "bracketed", "before",
    "so_far_this_year",
)  # fmt: skip


def saying_of(
    outline: Outline, view: View, syntax: NumberSyntax, kinds: Mapping[str, float], others: list[tuple[int, int]]
) -> Saying:
    """What is said of a number; `kinds` gives the chance of each kind of claim, `others` the sentence's figures."""
    body = outline.document.texts[view.number.text].block.text
    quantity = view.number.quantity
    sentence = outline.sentence_text(view.number.text, view.sentence)
    last = max((end for start, end in others if end <= quantity.start), default=0)
    left = body[max(last, quantity.start - _REACH) : quantity.start]
    after = min((start for start, end in others if start >= quantity.end), default=len(body))
    right = body[quantity.end : min(after, quantity.end + _REACH)]
    perfect = syntax.tense() is Tense.PERFECT
    level = kinds.get("level", 0.0)
    return Saying(
        kinds.get("change", 0.0),
        level,
        kinds.get("total", 0.0),
        kinds.get("share", 0.0),
        perfect or cues()["running"].search(sentence) is not None,
        level > 0.5 or (syntax.tense() is Tense.PRESENT and cues()["stock"].search(sentence) is not None),
        cues()["toll"].search(sentence) is not None,
        _COMPARED.search(left) is not None,
        left.rstrip().endswith("(") and last > 0,
        cues()["previous"].search(right) is not None or cues()["previous"].search(left) is not None,
        cues()["so_far_this_year"].search(sentence) is not None,
        sum(m.sentence == view.sentence for m in outline.of_text[view.number.text]),
    )


_COMPARED = re.compile(
    r"\b(?:compared (?:to|with)|against|versus|vs\.?|than|from|to|over|on|of|above|below|double|twice|as against)"
    r"\s+(?:the\s+|only\s+|just\s+|some\s+|about\s+)*$",
    re.I,
)


def apt(saying: Saying, span: Span, way: Derivation) -> float:
    """1 where the form suits what is said of the number, -1 where it does not, 0 where nothing tells."""
    form, date = way.form, way.date
    change = saying.change > 0.5
    if form in _CHANGES:
        return _change(way) if change else -1.0
    if form in _BEFORE:
        return 1.0 if (saying.before or saying.bracketed or saying.compared) and not change else -1.0
    if form is Form.STATED and date is not None:
        return _stated(saying, span, date, way.where, change)
    if form is Form.UNTIL and date is not None:
        if date.role == "now":
            return 1.0 if not saying.stock and not change else -1.0
        return 1.0 if saying.toll and saying.running and not saying.stock and not change else -1.0
    if form is Form.LAST and date is not None:
        if date.role in {"as_of", "until"}:
            return 1.0 if saying.stock else -1.0
        return -1.0
    if form in {Form.JOIN_OWN, Form.JOIN_NEAR, Form.JOIN_FAR} and way.other is not None and date is not None:
        return _joined(saying, date, way.other, change)
    if form in _TO_PAGE or form in {Form.UNTIL_PAGE, Form.UNTIL_PAGE_MONTH}:
        return 1.0 if saying.running and not saying.stock and not change else -1.0
    if form in {Form.YEAR_TO, Form.JANUARY_TO, Form.YEAR_TO_PAGE}:
        return 1.0 if saying.this_year_so_far and not change else -1.0
    if form is Form.NONE:
        return -1.0 if saying.own_dates else 0.0
    return 0.0


def _change(way: Derivation) -> float:
    base = way.date is not None and (way.date.role == "base" or bool(way.date.static.compared))
    if way.form is Form.NEXT:
        return 1.0 if base else -1.0
    return -1.0 if base else 1.0


def _stated(saying: Saying, span: Span, date: DateMention, where: Where, change: bool) -> float:
    start, end = span
    if date.part:
        return -1.0
    if change:
        return 1.0 if start != end and start is not None else -1.0
    if date.role == "base":
        return 1.0 if saying.compared or saying.bracketed else -1.0
    if date.role in {"as_of", "until"}:
        return -1.0 if saying.stock else 1.0
    if date.role == "now":
        return -1.0 if saying.running and not saying.stock else 1.0
    return 1.0 if where in NEAR else 0.0


def _joined(saying: Saying, date: DateMention, other: DateMention, change: bool) -> float:
    if change:
        return 1.0 if date.role == "base" or other.role == "base" or bool(date.static.compared) else 0.0
    if date.role in {"since", "window"} and other.role in {"as_of", "until"}:
        return 1.0
    return 0.0 if saying.running and other.role in {"as_of", "until"} else -1.0


_OF_PAGE = frozenset({Form.PAGE, Form.UNTIL_PAGE, Form.YEAR_TO_PAGE, Form.UNTIL_PAGE_MONTH, Form.PAGE_YEAR})


class Fit(NamedTuple):
    """How a span is made of dates near by, and how apt that is: -2 where it is not made of them."""

    own_form: float
    own_role: float
    own_apt: float
    near_form: float
    near_apt: float


def fit_of(saying: Saying, span: Span, ways: Sequence[Derivation]) -> Fit:
    """How a span is made of the dates of the own sentence, and of those near by, and how apt that is."""
    own = _aptest(saying, span, [way for way in ways if way.where is Where.OWN])
    near = _aptest(saying, span, [way for way in ways if way.where in NEAR or way.form in _OF_PAGE])
    role = ROLES.index(own[1].date.role) if own and own[1].date else -1
    return Fit(
        float(own[1].form) if own else -1.0, float(role), own[0] if own else -2.0,
        float(near[1].form) if near else -1.0, near[0] if near else -2.0,
    )  # fmt: skip


def _aptest(saying: Saying, span: Span, ways: Sequence[Derivation]) -> tuple[float, Derivation] | None:
    each = [(apt(saying, span, way), way) for way in ways]
    return max(each, key=lambda one: (one[0], -one[1].form), default=None)
