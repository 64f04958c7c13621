"""What a figure is told for each of: a year, a day, a person, 100,000 inhabitants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.reading.claims.document import Number, ParsedDocument
from pipeline.reading.claims.layout import unit_class
from pipeline.reading.claims.syntax import NumberSyntax, syntax_of
from pipeline.records.data import load_yaml
from pipeline.records.model import Period

_FARTHEST = 60
"""Characters behind a figure within which what it is for each of begins."""

_FEW_WORDS = 6
"""Words between a figure and a rate that needs no tree to belong to it: "19 people died on these roads every hour"."""

_FARTHEST_BEFORE = 4
"""Words by which a rate may stand before its figure: "a daily average of 300"."""

_INSIDE_NAMES = frozenset({"amod", "compound", "nmod"})
"""Behind a figure "daily" belongs to another noun: "2,000 daily wage earners"."""

_NO_LENGTH = r"(?<!\bin\s)(?<!\bfor\s)(?<!\bhalf\s)(?<!\bwithin\s)(?<!\bthan\s)"
"""Not behind a preposition of length: "in an hour"."""

_CLAUSE_END = re.compile(r"[;:.!?,](?:\s|$)|\s[–—]\s")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of per.yaml, and the patterns that they make."""

    times: Mapping[str, str]
    ambiguous: frozenset[str]
    scales: Mapping[str, str]
    scales_in_words: Mapping[str, str]
    names: Mapping[str, str]
    inhabitant_words: frozenset[str]
    supplied: str
    thing: re.Pattern[str]
    money_thing: re.Pattern[str]
    many: re.Pattern[str]
    counted: re.Pattern[str]
    stretch: re.Pattern[str]


@cache
def words() -> Words:
    loaded = load_yaml("pipeline.reading.claims.scope", "per.yaml")
    each, things, counted, scales, times = (
        "|".join(loaded[name]) for name in ("each", "things", "counted", "scales_in_words", "times")
    )
    of = r"(?:of\s+(?:the\s+)?)?"
    return Words(
        {unit: unit for unit in loaded["times"]} | loaded["adverbs"], frozenset(loaded["ambiguous"]),
        loaded["scales"], loaded["scales_in_words"], loaded["names"], frozenset(loaded["inhabitant_words"]),
        loaded["supplied"],
        re.compile(rf"\b(?:{each})\s+({things})\b|{_NO_LENGTH}\ban?\s+(hour|minute)\b", re.IGNORECASE),
        re.compile(rf"\b(?:{each}|an?)\s+({things})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{each})\s+(\d[\d,]*(?:\s(?:{scales}))?|{scales})\s+{of}({counted})\b", re.IGNORECASE),
        re.compile(rf"\s*{of}({counted})\b", re.IGNORECASE),
        re.compile(rf"\bevery\s+(\w+)\s+((?:{times})s)\b", re.IGNORECASE),
    )  # fmt: skip


def per_of(document: ParsedDocument, number: Number, kind: str) -> str | None:
    """What a number of a kind is told for each of, None where the text does not say."""
    text, quantity = document.text_of(number).block.text, number.quantity
    if unit_class(quantity.unit) == "time":
        return None
    if (scale := words().scales.get(quantity.unit)) is not None:
        match = words().counted.match(text, quantity.end)
        return _so_many(scale, match[1] if match else _counted_beside(document, number, scale))
    said = _said_behind(text[quantity.end : _reach(document, number)], money=unit_class(quantity.unit) == "money")
    said = said or _time(document, number)
    if said or kind != "rate":
        return said
    before = list(words().many.finditer(text, 0, quantity.start))
    return _so_many(before[-1][1], before[-1][2]) if before else None


def _counted_beside(document: ParsedDocument, number: Number, scale: str) -> str:
    """Whom the number's clause counts so many of, or else its whole sentence: "12.1 femicides per 100,000 women"."""
    text, passage = document.text_of(number).block.text, document.sentence_of(number).passage
    for start, end in ((number.quantity.end, _reach(document, number)), (passage.start, passage.end)):
        for match in words().many.finditer(text, start, end):
            if _so_many(match[1], words().supplied) == f"{scale} {words().supplied}":
                return match[2]
    return words().supplied


def _said_behind(behind: str, *, money: bool) -> str | None:
    if many := words().many.search(behind):
        return _so_many(many[1], many[2])
    if stretch := words().stretch.search(behind):
        return f"{stretch[1]} {stretch[2]}".lower()
    thing = (words().money_thing if money else words().thing).search(behind)
    if thing is None:
        return None
    named = (thing[thing.lastindex or 0]).lower()
    return words().names.get(named, named)


def _so_many(scale: str, counted: str) -> str:
    """ "100,000 inhabitants", whatever the text calls them."""
    low = counted.lower()
    noun = words().supplied if low in words().inhabitant_words else low
    return f"{words().scales_in_words.get(scale.lower(), scale)} {noun}"


def _reach(document: ParsedDocument, number: Number) -> int:
    """How far the words behind a number belong to it: to the clause's end."""
    passage, quantity = document.sentence_of(number).passage, number.quantity
    text = document.text_of(number).block.text
    end = min(passage.end, quantity.end + _FARTHEST)
    stop = _CLAUSE_END.search(text, quantity.end, end)
    return stop.start() if stop else end


def _time(document: ParsedDocument, number: Number) -> str | None:
    """The unit of time of a rate that hangs on the number, its noun or its verb: "a year", "daily"."""
    passage = document.sentence_of(number).passage
    rates = [
        period
        for period in document.text_of(number).periods
        if period.role == "rate" and passage.start <= period.start and period.end <= passage.end
    ]
    if not rates:
        return None
    others = [(q.start, q.end) for q in document.sentence_of(number).quantities]
    free = [rate for rate in rates if not any(a < rate.end and rate.start < b for a, b in others)]
    syntax = syntax_of(document, number)
    return next((_unit(rate.surface) for rate in free if _belongs(document, number, syntax, rate)), None)


def _belongs(document: ParsedDocument, number: Number, syntax: NumberSyntax, rate: Period) -> bool:
    end = number.quantity.end
    if rate.start < end:
        return _modifies(syntax, rate)
    word = syntax.word_at(rate.start, rate.end)
    if word is not None and syntax.words[word].dep in _INSIDE_NAMES:
        return False
    between = document.text_of(number).block.text[end : rate.start]
    numbers = any(end <= q.start < rate.start for q in document.sentence_of(number).quantities)
    most = 0 if rate.surface.lower() in words().ambiguous else _FEW_WORDS
    if not numbers and not _CLAUSE_END.search(between) and len(between.split()) <= most:
        return True
    if rate.surface.lower() in words().ambiguous:
        return False
    return _hangs_above(syntax, rate, beside=not _CLAUSE_END.search(between))


def _modifies(syntax: NumberSyntax, rate: Period) -> bool:
    """Whether a rate before the number stands with its noun ("a daily average of 300") or opens its verb's sentence
    ("every year they free 300")."""
    word = syntax.word_at(rate.start, rate.end)
    if word is None:
        return False
    head = syntax.words[word].head
    if head == syntax.verb:
        return " " in rate.surface
    near = 0 < syntax.at - word <= _FARTHEST_BEFORE
    return near and head in syntax.path and syntax.words[head].pos not in {"VERB", "AUX"}


def _hangs_above(syntax: NumberSyntax, rate: Period, *, beside: bool) -> bool:
    """Whether a rate hangs on a word above the number, or on one `beside` it ("163 killed and 547 injured a month")."""
    word = syntax.word_at(rate.start, rate.end)
    if word is None:
        return False
    head = syntax.words[word].head
    return head in syntax.path or (
        beside and syntax.words[head].dep == "conj" and syntax.words[head].head in syntax.path
    )


def _unit(surface: str) -> str | None:
    low = surface.lower()
    return words().times.get(low) or next((words().times[w] for w in reversed(low.split()) if w in words().times), None)
