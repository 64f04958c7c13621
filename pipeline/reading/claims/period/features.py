"""What is told of a candidate: the number, the span, and the dates that it is made of, seen from the number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from pipeline.reading.claims.codes import BLOCK_KINDS, NUMBER_FORMS
from pipeline.reading.claims.document import Sentence
from pipeline.reading.claims.period.aptness import SAYING, apt, fit_of, saying_of
from pipeline.reading.claims.period.cues import cue_flags, cues
from pipeline.reading.claims.period.date_mention import ROLES, DateMention, Static
from pipeline.reading.claims.period.dates_around import NEAR, View, Where
from pipeline.reading.claims.period.discourse import LIVE, TENOR, Discourse, Use
from pipeline.reading.claims.period.forms import JOINS, Derivation, Form
from pipeline.reading.claims.period.in_turn import told_in_turn
from pipeline.reading.claims.period.outline import Outline
from pipeline.reading.claims.period.spans import NONE, Span, days_between, length_in_days
from pipeline.reading.claims.syntax import NumberSyntax
from pipeline.reading.quantities import is_currency
from pipeline.records.trees import Matrix

_FAR = 99.0
_LEFT = 60
_RIGHT = 70

SENTENCE_CUES = ("changing", "counting", "parting", "standing", "planning", "saying", "beginning", "before", "this")
LEFT_CUES = ("comparing", "changing", "counting", "standing")
RIGHT_CUES = ("comparing", "changing", "standing", "before")

NUMBER = (
    "unit_count", "unit_percent", "unit_money", "unit_times", "unit_other", "form", "block", "tense", "noun_verb_steps",
    "numbers_in_sentence", "nth_number", "own_dates", "block_dates_before", "block_dates_behind", "heading_dates",
    "title_dates", "sentence_in_block", "place_in_document", "texts", "spans_stated", "top_share", "page_precision",
    "brackets", "sentence_words", "after_colon", "twins", "headings", "capitals", "decimal", "modifier",
    *(f"sentence_{cue}" for cue in SENTENCE_CUES), *(f"left_{cue}" for cue in LEFT_CUES),
    *(f"right_{cue}" for cue in RIGHT_CUES),
    "before_sentence_parting", "before_sentence_counting", *(f"own_{role}" for role in ROLES),
    *(f"said_{name}" for name in SAYING), *(f"own_use_{use.name.lower()}" for use in Use),
    "live_before", "live_in_text", "live_in_section", "live_in_heading", "live_title",
    *(f"document_{name}" for name in TENOR),
)  # fmt: skip

SPAN = (
    "none", "length_start", "length_end", "one_date", "open_start", "open_end", "days", "age_end", "age_start",
    "end_is_page", "end_in_page_year", "future", "times_stated", "share_stated", "most_stated", "rank_stated",
    "start_stated", "end_stated", "ways", "ways_simple", "ways_joined", "own_stated", "best_where", "is_heading",
    "is_title", "is_twin", "is_lead", "is_own", "is_before", "is_back", "start_year_is_end_year", "apt", "apt_stated",
    "live_rank", "live_share", "live_first", "live_section", "live_heading", "is_report", "is_said", "is_counted",
    "starts_as_report", "ends_as_said", "ends_as_counted", "starts_begun", "within_report", "in_turn",
    "own_form", "own_role", "own_apt", "near_form", "near_apt", "own_apt_rivals", "near_apt_rivals", "stated_rivals",
)  # fmt: skip

DATE = (
    "form", "where", "texts_back", "sentences_back", "characters", "behind", "dates_between", "numbers_between",
    "nearest_before", "nearest_behind", "same_clause", "up", "down", "below_verb", "verbs_between", "words_between",
    "its_tense", "boundary", "comparison_between", "changing_between", "same_section", "headings_between",
    "is_last_own", "is_first_own", "dates_to_it", "same_list", "part", "use", "live_back", "live_first",
    *Static._fields,
)  # fmt: skip

JOINT = (
    "form", "where", "other_where", "role", "other_role", "sentences_back", "other_sentences_back", "characters",
    "other_characters", "gap", "start_times", "end_times", "start_begun", "end_state", "precision_start",
    "precision_end", "start_compared", "end_compared", "same_sentence", "other_behind", "other_dates_to_it",
)  # fmt: skip

FEATURES = (
    *(f"number_{name}" for name in NUMBER), *(f"span_{name}" for name in SPAN), *(f"date_{name}" for name in DATE),
    *(f"join_{name}" for name in JOINT),
)  # fmt: skip


class NumberFeatures:
    """The features of one number's candidates."""

    def __init__(
        self, outline: Outline, discourse: Discourse, view: View, syntax: NumberSyntax, kinds: Mapping[str, float]
    ) -> None:
        self.outline = outline
        self.discourse = discourse
        self.view = view
        self.syntax = syntax
        self.body = outline.document.texts[view.number.text].block.text
        sentence: Sentence = outline.document.sentence_of(view.number)
        self.others = [(q.start, q.end) for q in sentence.quantities]
        self.saying = saying_of(outline, view, syntax, kinds, self.others)
        self.own = [m for m in outline.of_text[view.number.text] if m.sentence == view.sentence]
        # dates in reading order up to the number, the nearest first
        self.back = {
            m.n: k
            for k, m in enumerate(
                m for m in reversed(outline.mentions) if (m.text, m.start) < (view.number.text, view.at)
            )
        }
        before = self.before = discourse.before(view.number.text, view.at)
        self.live_back: dict[Span, int] = {}
        for mention in before:
            self.live_back.setdefault(mention.span, len(self.live_back))
        section = outline.section[view.number.text]
        inside = [m for m in before if outline.section[m.text] == section or m.text == section]
        self.live_section = inside[0].span if inside else None
        headings = set(outline.headings[view.number.text])
        headed = [m for m in before if m.text in headings]
        self.live_heading = headed[0].span if headed else None
        self.in_turn = told_in_turn(outline, view)
        self._of_date: dict[int, tuple[float, ...]] = {}
        total = sum(outline.stated.values())
        self.top = outline.stated.most_common(1)[0][1] if outline.stated else 0
        self.total = max(1, total)
        self.ranks = {span: k for k, (span, _) in enumerate(outline.stated.most_common(12))}

    def rows(self, found: dict[Span, list[Derivation]]) -> Matrix:
        """A row for each candidate."""
        number = self._of_number()
        fits = {span: fit_of(self.saying, span, ways) for span, ways in found.items()}
        rivals = (
            float(sum(fit.own_apt > 0 for fit in fits.values())), float(sum(fit.near_apt > 0 for fit in fits.values())),
            float(sum(fit.own_form == Form.STATED for fit in fits.values())),
        )  # fmt: skip
        rows = [
            (*number, *self._of_span(span, ways), *fits[span], *rivals, *self._best_date(ways), *self._best_join(ways))
            for span, ways in found.items()
        ]
        return np.array(rows, np.float32)

    def _of_number(self) -> tuple[float, ...]:
        outline, view, body = self.outline, self.view, self.body
        quantity, text = view.number.quantity, outline.document.texts[view.number.text]
        unit = quantity.unit
        start, end = quantity.start, quantity.end
        sentence = outline.sentence_text(view.number.text, view.sentence)
        here = outline.of_text[view.number.text]
        flags = outline.flags_of(view.number.text, view.sentence)
        left = cue_flags(body[max(0, start - _LEFT) : start])
        right = cue_flags(body[end : end + _RIGHT])
        first = outline.first_sentence[view.number.text]
        before = outline.flags_of(view.number.text, view.sentence - 1) if view.sentence > first else {}
        money = is_currency(unit)
        return (
            float(unit == "count"), float(unit == "percent"), float(money), float(unit == "times"),
            float(unit not in {"count", "percent", "times"} and not money),
            float(NUMBER_FORMS.index(quantity.form) if quantity.form in NUMBER_FORMS else len(NUMBER_FORMS)),
            float(BLOCK_KINDS.index(text.block.kind)), float(self.syntax.tense()),
            float(self.syntax.path.index(self.syntax.verb) if self.syntax.verb is not None else -1),
            float(len(self.others)), float(view.number.j), float(len(self.own)),
            float(sum(m.sentence < view.sentence for m in here)), float(sum(m.sentence > view.sentence for m in here)),
            float(sum(len(outline.of_text[h]) for h in outline.headings[view.number.text])),
            float(len(outline.of_text[0])), float(view.sentence - first),
            view.number.text / max(1, len(outline.document.texts)), float(len(outline.document.texts)),
            float(len(outline.stated)), self.top / self.total, float(len(outline.published or "")),
            float(body.rfind("(", 0, start) > body.rfind(")", 0, start)), float(len(sentence.split())),
            float(":" in body[max(0, start - 25) : start]),
            float(len(outline.twins.get((quantity.value, quantity.low, quantity.high, unit), ())) - 1),
            float(len(outline.headings[view.number.text])), float(sentence[:12].isupper()),
            float("." in quantity.surface.rstrip(".")), float(quantity.modifier is not None),
            *(float(flags[cue]) for cue in SENTENCE_CUES), *(float(left[cue]) for cue in LEFT_CUES),
            *(float(right[cue]) for cue in RIGHT_CUES),
            float(before.get("parting", False)), float(before.get("counting", False)),
            *(float(sum(m.role == role for m in self.own)) for role in ROLES), *self.saying.features(),
            *(float(sum(self.discourse.uses[m.n] is use for m in self.own)) for use in Use),
            float(len(self.live_back)), float(any(m.text == view.number.text for m in self.before)),
            float(self.live_section is not None), float(self.live_heading is not None),
            float(any(m.text == 0 for m in self.discourse.live)), *self.discourse.tenor,
        )  # fmt: skip

    def _of_span(self, span: Span, ways: Sequence[Derivation]) -> tuple[float, ...]:
        outline = self.outline
        start, end = span
        published = outline.published
        last, first = end or start, start or end
        stated = outline.stated.get(span, 0)
        wheres = {way.where for way in ways if way.form is Form.STATED}
        return (
            float(span == NONE), float(len(start or "")), float(len(end or "")),
            float(start == end and start is not None),
            float(start is None and end is not None), float(end is None and start is not None), length_in_days(span),
            days_between(last, published) if published and last else -1.0,
            days_between(first, published) if published and first else -1.0,
            float(end is not None and end == published),
            float(bool(published and last and last[:4] == published[:4])),
            float(bool(published and last and last > published[: len(last)])),
            float(stated), stated / self.total, float(stated > 0 and stated == self.top),
            float(self.ranks.get(span, 12)),
            float(outline.starts.get(start, 0) if start else -1), float(outline.ends.get(end, 0) if end else -1),
            float(len(ways)), float(sum(way.form not in JOINS for way in ways)),
            float(sum(way.form in JOINS for way in ways)), float(Where.OWN in wheres),
            float(min(wheres, default=Where.PAGE)), float(Where.HEADING in wheres), float(Where.TITLE in wheres),
            float(Where.TWIN in wheres), float(Where.LEAD in wheres), float(any(w.where is Where.OWN for w in ways)),
            float(Where.BEFORE in wheres), float(Where.BACK in wheres),
            float(bool(start and end and start[:4] == end[:4])),
            max((apt(self.saying, span, way) for way in ways), default=0.0),
            max((apt(self.saying, span, w) for w in ways if w.form is Form.STATED and w.where in NEAR), default=-2.0),
            *self._in_discourse(span), -1.0 if self.in_turn is None else float(self.in_turn == span),
        )  # fmt: skip

    def _in_discourse(self, span: Span) -> tuple[float, ...]:
        """How a span stands to the dates that hold for what follows."""
        discourse, (start, end) = self.discourse, span
        report, said, counted = discourse.report, discourse.said, discourse.counted
        live = sum(m.span == span for m in discourse.live)
        last = end or start
        begun = any(m.first == start and discourse.uses[m.n] is Use.BEGUN for m in discourse.live) if start else False
        return (
            float(self.live_back.get(span, 12)), live / max(1, len(discourse.live)),
            float(bool(discourse.live) and discourse.live[0].span == span), float(self.live_section == span),
            float(self.live_heading == span), float(report == span), float(said == span), float(counted == span),
            float(bool(report and start and report[0] == start)), float(bool(said and end and said[1] == end)),
            float(bool(counted and end and counted[1] == end)), float(begun),
            float(bool(report and last and (report[0] or "0") <= last and (start or last) <= (report[1] or "9999"))),
        )  # fmt: skip

    def _distance(self, mention: DateMention) -> tuple[int, int, int]:
        view = self.view
        away = abs(view.number.text - mention.text)
        return away, abs(view.sentence - mention.sentence), abs(mention.start - view.at) if away == 0 else 10_000

    def _best_date(self, ways: Sequence[Derivation]) -> tuple[float, ...]:
        simple = [way for way in ways if way.date is not None and way.other is None]
        if not simple:
            form = next((way.form for way in ways if way.date is None), None)
            return (float(form if form is not None else -1), *([-1.0] * (len(DATE) - 1)))
        best = min(simple, key=lambda way: (way.form is not Form.STATED, self._rank(way), way.form))
        assert best.date is not None
        return (float(best.form), float(best.where), *self._of_mention(best.date))

    def _rank(self, way: Derivation) -> tuple[float, ...]:
        assert way.date is not None
        return (float(way.where not in NEAR), *map(float, self._distance(way.date)))

    def _of_mention(self, mention: DateMention) -> tuple[float, ...]:
        if mention.n not in self._of_date:
            self._of_date[mention.n] = self._from_number(mention)
        return self._of_date[mention.n]

    def _from_number(self, mention: DateMention) -> tuple[float, ...]:
        outline, view = self.outline, self.view
        at = view.number.text
        here, own = mention.text == at, mention.sentence == view.sentence
        number = view.number.quantity
        behind = (mention.text, mention.start) > (at, view.at)
        between = self.body[number.end : mention.start] if behind else self.body[mention.end : number.start]
        relation = self.syntax.relation(mention.start, mention.end) if own else None
        preceding = [m for m in self.own if m.start < view.at]
        following = [m for m in self.own if m.start > view.at]
        low, high = sorted((mention.start, number.start))
        section = outline.section
        return (
            float(at - mention.text), float(view.sentence - mention.sentence),
            float(abs(mention.start - number.start)) if here else _FAR * 100, float(behind),
            float(self.back.get(mention.n, _FAR)),
            float(sum(low < start < high for start, _ in self.others)) if own else -1.0,
            float(bool(preceding) and preceding[-1] is mention), float(bool(following) and following[0] is mention),
            float(relation.same_clause) if relation else -1.0, float(relation.up) if relation else -1.0,
            float(relation.down) if relation else -1.0, float(relation.below_verb) if relation else -1.0,
            float(relation.verbs_between) if relation else -1.0, float(relation.words) if relation else -1.0,
            float(relation.tense) if relation else -1.0,
            float(_BOUNDARY.search(between) is not None) if own else -1.0,
            float(cues()["comparing"].search(between) is not None) if own else -1.0,
            float(cues()["changing"].search(between) is not None) if own else -1.0,
            float(section[mention.text] == section[at] or mention.text == section[at]),
            float(len(outline.headings[at]) - len(outline.headings[mention.text])),
            float(bool(self.own) and self.own[-1] is mention), float(bool(self.own) and self.own[0] is mention),
            float(sum(low < m.start < high for m in self.own)) if own else -1.0,
            float(outline.lead[mention.text] == outline.lead[at]),
            float(mention.part), float(use := self.discourse.uses[mention.n]),
            float(self.live_back.get(mention.span, 12)) if use in LIVE else 20.0,
            float(bool(self.discourse.live) and self.discourse.live[0] is mention), *mention.static,
        )  # fmt: skip

    def _best_join(self, ways: Sequence[Derivation]) -> tuple[float, ...]:
        joined = [way for way in ways if way.date is not None and way.other is not None]
        if not joined:
            return tuple([-1.0] * len(JOINT))
        best = min(joined, key=lambda way: (way.form, self._distance(way.date), self._distance(way.other)))  # type: ignore[arg-type]
        start, end = best.date, best.other
        assert start is not None
        assert end is not None
        outline, view = self.outline, self.view
        near = self._distance(start)
        far = self._distance(end)
        return (
            float(best.form), float(best.where), float(best.other_where), float(ROLES.index(start.role)),
            float(ROLES.index(end.role)), float(near[1]), float(far[1]), float(near[2]), float(far[2]),
            float(abs(end.start - start.end)) if start.text == end.text else _FAR * 100,
            float(outline.starts[start.first]), float(outline.ends[end.last]), start.static.begun,
            float(end.role in {"as_of", "until"}), float(len(start.first)), float(len(end.last)), start.static.compared,
            end.static.compared, float(start.sentence == end.sentence),
            float((end.text, end.start) > (view.number.text, view.at)),
            float(self.back.get(end.n, _FAR)),
        )  # fmt: skip


_BOUNDARY = re.compile(r"[;:]|,\s+(?:and|but|while|whereas|with|which|who|when)\b|\bwhile\b|\bwhereas\b|\bbut\b")
