"""A document's dates in reading order, each with where it stands: sentence, section, headings, words around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from pipeline.reading.claims.document import Number, ParsedDocument, once_a_document
from pipeline.reading.claims.period.cues import cue_flags, cues
from pipeline.reading.claims.period.date_mention import ROLES, DateMention, Static
from pipeline.reading.claims.period.readings import readings
from pipeline.reading.claims.period.spans import A_DAY, A_YEAR, Span, days_between
from pipeline.reading.claims.period.stretches import first_parts, stretches_between, stretches_ended
from pipeline.records.model import Period

_BEFORE = 40
"""Characters before a date that are looked at for a word of comparison."""


@dataclass(slots=True)
class Outline:
    """What is computed once for a document."""

    document: ParsedDocument
    mentions: list[DateMention] = field(default_factory=list)
    durations: dict[int, list[Period]] = field(default_factory=dict)
    first_sentence: list[int] = field(default_factory=list)
    headings: list[tuple[int, ...]] = field(default_factory=list)
    section: list[int] = field(default_factory=list)
    of_text: list[list[DateMention]] = field(default_factory=list)
    lead: list[int] = field(default_factory=list)
    flags: dict[int, dict[str, bool]] = field(default_factory=dict)
    stated: Counter[Span] = field(default_factory=Counter)
    starts: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    top: list[DateMention] = field(default_factory=list)
    """The first mentions of the dates that the document states most often."""
    states: list[DateMention] = field(default_factory=list)
    """The days that the document's first texts say it stands for."""
    stretches: list[DateMention] = field(default_factory=list)
    """The first stretches of months or days, as reports have."""
    twins: dict[tuple[float | None, float | None, float | None, str], list[int]] = field(default_factory=dict)

    @property
    def published(self) -> str | None:
        return self.document.context.published

    def sentence_at(self, text: int, position: int) -> int:
        """The sentence, counted through the document, in which a position of a text lies."""
        spans = self.document.texts[text].spans
        k = 0
        for k, (start, end) in enumerate(spans):  # noqa: B007
            if start <= position < end:
                break
        return self.first_sentence[text] + k

    def sentence_text(self, text: int, sentence: int) -> str:
        one = self.document.texts[text]
        k = sentence - self.first_sentence[text]
        if k >= len(one.spans):
            return one.block.text
        start, end = one.spans[k]
        return one.block.text[start:end]

    def flags_of(self, text: int, sentence: int) -> dict[str, bool]:
        """The cues of a sentence."""
        if sentence not in self.flags:
            self.flags[sentence] = cue_flags(self.sentence_text(text, sentence))
        return self.flags[sentence]


@once_a_document
def outline_of(document: ParsedDocument) -> Outline:
    """The outline of a document."""
    outline = Outline(document)
    _lay_out(outline)
    numbers: Counter[int] = Counter()
    for n, number in enumerate(document.numbers):
        numbers[outline.sentence_at(number.text, number.quantity.start)] += 1
        outline.twins.setdefault(figure(number), []).append(n)
    for t, text in enumerate(document.texts):
        outline.of_text.append([])
        dated = [p for p in text.periods if (p.first or p.last) and p.role in ROLES]
        outline.durations[t] = [p for p in text.periods if p.role in _LENGTHS]
        sentences = [outline.sentence_at(t, p.start) for p in dated]
        plain, others = list[DateMention](), list[DateMention]()
        for k, (period, sentence) in enumerate(zip(dated, sentences, strict=True)):
            for reading in (period, *readings(period, text.block.text)):
                static = _static(outline, t, reading, sentence, sentences, k, numbers)
                span = (reading.first, reading.last)
                mention = DateMention(
                    0, t, sentence, period.start, period.end, span, period.role, period.surface, static
                )
                (plain if reading is period else others).append(mention)
        windows = stretches_between(text.block.text, plain)
        parts = {id(part) for _, *pair in windows for part in pair}
        for mention in (*plain, *others):
            _note(outline, replace(mention, part=id(mention) in parts))
        for role, left, right in windows:
            _note(
                outline,
                DateMention(
                    0, t, left.sentence, min(left.start, right.start), max(left.end, right.end),
                    (left.first, right.last), role, left.surface + " … " + right.surface, left.static,
                ),
            )  # fmt: skip
        for length, end, first in stretches_ended(text.block.text, outline.durations[t], plain):
            span = (first, end.last)
            _note(outline, replace(end, start=length.start, span=span, role="window", surface=length.surface))
        for length, stretch, last in list(first_parts(text.block.text, outline.durations[t], outline.mentions)):
            sentence = outline.sentence_at(t, length.start)
            part = replace(stretch, text=t, sentence=sentence, start=length.start, end=length.end)
            _note(outline, replace(part, span=(stretch.first, last), role="window", surface=length.surface))
        outline.of_text[t].sort(key=lambda m: m.start)
    _note_what_holds_throughout(outline)
    return outline


_LENGTHS = frozenset({"duration", "vague", "in", "span"})
_TOP = 3
_OPENING = 5
"""The last of the texts that open a document."""
_STRETCHES = 4
_TOLD = 2
"""The days just before publication that are taken for days of a count."""
_RECENT = 4


def _note_what_holds_throughout(outline: Outline) -> None:
    for span, _ in outline.stated.most_common(_TOP):
        outline.top.append(next(m for m in outline.mentions if m.span == span))
    outline.states += [m for m in outline.mentions if m.role in {"as_of", "until"} and m.text <= _OPENING]
    outline.states += [m for m in outline.mentions if _just_told(m, outline.published)][:_TOLD]
    lasting = [m for m in outline.mentions if m.role in {"window", "both", "up_to"} or _lasts(m)]
    outline.stretches += lasting[:_STRETCHES]


def _just_told(mention: DateMention, published: str | None) -> bool:
    """Whether a date is one of the last days before publication, for which running counts hold."""
    told = mention.role == "in" and len(mention.last) == A_DAY == len(published or "")
    return (
        told
        and published is not None
        and mention.text <= _OPENING
        and 0 < days_between(mention.last, published) <= _RECENT
    )


def _lasts(mention: DateMention) -> bool:
    return mention.role == "span" and len(mention.last) > A_YEAR


def figure(number: Number) -> tuple[float | None, float | None, float | None, str]:
    """What two tellings of one figure share."""
    quantity = number.quantity
    return quantity.value, quantity.low, quantity.high, quantity.unit


def _lay_out(outline: Outline) -> None:
    """Headings, sections, lead-ins and the numbering of sentences."""
    latest: dict[str, int] = {}
    section, sentences, lead = 0, 0, 0
    for t, text in enumerate(outline.document.texts):
        block = text.block
        outline.first_sentence.append(sentences)
        sentences += max(1, len(text.spans))
        outline.headings.append(tuple(latest[h] for h in block.headings if h in latest))
        if block.kind in {"heading", "caption"}:
            section = t
            latest[block.text] = t
        outline.section.append(section)
        outline.lead.append(lead)
        if block.kind not in {"list_item", "table_row", "callout"}:
            lead = t


def _note(outline: Outline, mention: DateMention) -> None:
    mention = replace(mention, n=len(outline.mentions))
    outline.mentions.append(mention)
    outline.of_text[mention.text].append(mention)
    outline.stated[mention.span] += 1
    outline.starts[mention.first] += 1
    outline.ends[mention.last] += 1


def _static(
    outline: Outline, t: int, period: Period, sentence: int, sentences: list[int], k: int, numbers: Counter[int]
) -> Static:
    text = outline.document.texts[t]
    body, published = text.block.text, outline.published
    flags = outline.flags_of(t, sentence)
    before = body[max(0, period.start - _BEFORE) : period.start]
    start, end = text.spans[min(sentence - outline.first_sentence[t], len(text.spans) - 1)] if text.spans else (0, 0)
    within = [i for i, each in enumerate(sentences) if each == sentence]
    compared = cues()["comparing"].search(before[-16:] + period.surface)
    following = body[period.end : period.end + 30]
    return Static(
        role=float(ROLES.index(period.role)),
        precision_first=float(len(period.first or "")),
        precision_last=float(len(period.last or "")),
        compared=float(compared is not None),
        said=float(flags["saying"]),
        named=float(cues()["naming"].search(before[-25:] + "|" + following) is not None),
        begun=float(flags["beginning"]),
        in_brackets=float(before.rfind("(") > before.rfind(")")),
        opens_sentence=float(period.start - start < 6),
        explicit_year=float(
            any(c.isdigit() for c in period.surface) and (period.first or period.last or "")[:4] in period.surface
        ),
        numbers_beside=float(numbers[sentence]),
        dates_beside=float(len(within)),
        nth_beside=float(within.index(k)),
        is_heading=float(text.block.kind in {"heading", "caption"}),
        is_title=float(t == 0),
        is_lead=float(body.rstrip().endswith(":")),
        in_row=float(text.block.kind in {"table_row", "callout", "list_item"}),
        text_dates=float(len(sentences)),
        position=t / max(1, len(outline.document.texts)),
        of_page=float(published is not None and published in (period.first, period.last)),
        words_beside=float(min(40, len(body[start:end].split()))),
        comma_before=float(before.rstrip()[-1:] in {",", ";", ":", "–", "—"}),
    )
