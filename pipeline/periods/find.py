"""Text to periods: mentions joined into ranges, resolved in reading order, with the role their words give them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipeline.model import Period
from pipeline.periods.dates import Moment, Span, parse_moment
from pipeline.periods.grammar import Mention, scan
from pipeline.periods.lexicon import either, lexicon
from pipeline.periods.resolve import Context, resolve, with_year_of

_RANGE = re.compile(
    r"\s*[-–—]\s*(?:the\s+)?$|,?\s+(?:to|through|until|till|up\s+to)\s+(?:the\s+)?(?:(?:early|mid|late)[\s-]|(?:end|start|beginning)\s+of\s+)?$"
)
_AND = re.compile(
    r"\s*(?:,|,?\s+and|,?\s+or|&)\s+(?:the\s+)?(?:(?:early|mid|late)[\s-]|(?:end|start|beginning)\s+of\s+)?$"
)
_MODIFIER = re.compile(
    r"(?:(?:the\s+)?(?:very\s+)?(?:end|start|beginning|middle|close|turn)\s+of\s+(?:the\s+)?|(?:the\s+)?(?:early|mid|late)(?:[\s-]+(?:in\s+)?(?:the\s+)?)|earlier\s+|later\s+)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b[Bb]etween\s+(?:the\s+)?(?:(?:early|mid|late)[\s-]|(?:end|start|beginning)\s+of\s+)?$")
_FROM = re.compile(r"\b[Ff]rom\s+(?:the\s+)?$")
_ONWARDS = re.compile(
    r"\s+(?:onwards?|on(?=[,.;)]|\s+the\b)|to\s+(?:date|the\s+present(?:\s+day)?|present|now|today)|and\s+(?:later|after|onwards?))\b|\s?[-–—]\s?(?:present|today|now|date)\b"
)
_SINCE = re.compile(r"\b[Ss]ince\s+(?:[^\s.;:!?,]+,?\s+){1,7}$")
_LONGEST = 60


def find_periods(text: str, published: str | None = None, stated: str | None = None) -> list[Period]:
    """Every time expression of a text, in order.

    `published` is the document's ISO 8601 date at any precision; relative words without it stay unresolved (both ends
    None). `stated` is the last date that the document stated before this text, for bare months, "that year" and the
    like. Roles: in, since, until, as_of, span, base (of a comparison), duration, rate ("a year"), now, vague.
    """
    mentions = list(scan(text))
    if not mentions:
        return []
    before = parse_moment(stated)
    context = Context(text, parse_moment(published), _is_narrative(mentions))
    if before:
        context.state(Span(before, before), -1)
    periods: list[Period] = []
    i = 0
    while i < len(mentions):
        length = _joined(text, mentions, i)
        periods.append(_period(text, mentions[i : i + length], context, periods[-1].end if periods else 0))
        i += length
    return periods


def dated(periods: Iterable[Period]) -> list[Period]:
    """Those that name a date: with a first or a last day, month or year."""
    return [period for period in periods if period.first or period.last]


def _is_narrative(mentions: list[Mention]) -> bool:
    """Whether a text tells of dates of its own rather than from its day of publication."""
    explicit = sum(mention.kind == "date" and mention.year is not None for mention in mentions)
    deictic = sum(
        mention.kind == "weekday" or (mention.kind in ("shift", "window") and mention.base == "document")
        for mention in mentions
    )
    return explicit > 4 and explicit > 2 * deictic


def _joined(text: str, mentions: list[Mention], i: int) -> int:
    """How many mentions from the i-th on make one range (2) or stand alone (1); fills in a year that only the right has."""
    if i + 1 == len(mentions):
        return 1
    left, right = mentions[i], mentions[i + 1]
    if left.kind not in ("date", "years", "months", "now", "shift") or right.kind not in (
        "date",
        "years",
        "months",
        "now",
        "shift",
    ):
        return 1
    gap = text[left.end : right.start]
    if len(gap) > 25:
        return 1
    between = bool(_BETWEEN.search(text[max(0, left.start - 30) : left.start]))
    if _RANGE.match(gap) or (between and _AND.match(gap)):
        mentions[i] = with_year_of(left, right)
        return 2
    if _AND.match(gap):
        mentions[i] = with_year_of(left, right)
    return 1


def _period(text: str, mentions: list[Mention], context: Context, after: int) -> Period:
    start, end = mentions[0].start, mentions[-1].end
    spans = []
    for mention in mentions:
        span = resolve(mention, context)
        spans.append(span)
        if span and (
            mention.kind in ("date", "years", "months") or (mention.kind == "shift" and mention.base != "document")
        ):
            context.state(span, mention.start)
    kind = mentions[0].kind
    if kind in ("duration", "rate", "vague", "now") and len(mentions) == 1:
        first, last = (spans[0].first, spans[0].last) if spans[0] else (None, None)
        return _made(text, start, end, first, last, kind)
    if len(mentions) == 2:
        opening = spans[0].first if spans[0] else None
        closing = spans[1].last if spans[1] else None
        if opening and closing:
            context.state(Span(opening, closing), start)
        if before := _FROM.search(text, max(0, start - 12), start) or _BETWEEN.search(text, max(0, start - 30), start):
            start = before.start()
        role = "base" if _role_before(text, start)[0] == "base" else "span"
        return _made(text, start, end, opening, closing, role)
    return _single(text, start, end, mentions[0], spans[0], after)


def _single(text: str, start: int, end: int, mention: Mention, span: Span | None, after: int) -> Period:
    if modifier := _MODIFIER.search(text[max(0, start - 30) : start]):
        start -= len(modifier[0])
    if span is None:
        return _made(text, start, end, None, None, "vague")
    if mention.kind == "same" and text[start:end].lower().startswith("since"):
        return _made(text, start, end, span.first, None, "since")
    role, begin = _role_before(text, start)
    if onwards := _ONWARDS.match(text, end):
        return _made(text, begin if role == "since" else start, onwards.end(), span.first, None, "since")
    if role == "since":
        return _made(text, begin, end, span.first, None, role)
    if role in ("until", "as_of"):
        return _made(text, begin, end, None, span.last, role)
    if role == "base" and mention.kind != "window":
        return _made(text, start, end, span.first, span.last, role)
    far = _SINCE.search(text, max(after, start - _LONGEST + 20), start)
    if far and mention.kind in ("date", "years"):
        return _made(text, far.start(), end, span.first, None, "since")
    return _made(text, start, end, span.first, span.last, "span" if span.first != span.last else "in")


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (role, re.compile(rf"\b{either(phrases)}\s+(?:(?:about|around|at\s+least|the)\s+)*$"))
        for role, phrases in lexicon().roles.items()
        if role != "duration"
    )


def _role_before(text: str, start: int) -> tuple[str, int]:
    """The role that the words before a position give, and where those words begin."""
    window = max(0, start - 30)
    before = text[window:start]
    for role, pattern in _roles():
        if match := pattern.search(before):
            return role, window + match.start()
    return "in", start


def _made(text: str, start: int, end: int, first: Moment | None, last: Moment | None, role: str) -> Period:
    return Period(start, end, text[start:end], first.iso if first else None, last.iso if last else None, role)
