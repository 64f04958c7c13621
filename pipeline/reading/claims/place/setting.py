"""How a place's name stands in its sentence: behind which word, before what, and in what role."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.reading.claims.place.mentions import Mention
from pipeline.reading.claims.place.words import words

_LEAD, _REST = 60, 40
_LONGEST_DATELINE, _LEAST_NEWS = 90, 40


@dataclass(frozen=True, slots=True)
class Setting:
    """`before` is the number of the preposition before the name (words.yaml; -1 for other words), `following` what
    comes behind it; the others are roles that make it no place of what happened, and where it stands."""

    before: int
    following: int
    possessive: bool
    body: bool
    origin: bool
    saying: bool
    example: bool
    dateline: bool
    opens_sentence: bool


def setting_of(line: str, mention: Mention) -> Setting:
    """How a mention stands in its sentence."""
    lead = line[max(0, mention.start - _LEAD) : mention.start]
    before = [word.lower() for word in re.findall(r"[\w’'-]+", re.sub(r"\bthe\s$", "", lead))][-4:]
    rest = line[mention.end : mention.end + _REST]
    last = before[-1] if before and lead.endswith(" ") else ""
    vocabulary = words()
    return Setting(
        before=vocabulary.prepositions.get(last, -1),
        following=_following(rest),
        possessive=bool(re.match(r"[’'](?:s\b)?", rest)),
        body=_is_body(lead, rest),
        origin=last in {"from", "of"} and bool(vocabulary.origin.intersection(before[:-1][-2:])),
        saying=bool(vocabulary.saying.intersection(before)),
        example=bool(vocabulary.example.intersection(before[-2:])) or before[-2:] == ["such", "as"],
        dateline=mention.start < 4 and bool(re.match(r"(?:,[^.]{0,30}|\s\([^)]*\))?\s?[—–:-]", rest)),
        opens_sentence=bool(re.search(r"(?:^|[.!?]\s+|\n\s*)(?:[A-Z][a-z]+\s)?(?:the\s)?$", lead)),
    )


def dateline_end(line: str) -> int:
    """Where the dateline of a paragraph ends ("ACCRA, 4 May —"); 0 where it has none."""
    part = r"(?:[A-Z][\w’'.-]*|\([^)]*\)|\d+|of|and|the)"
    match = re.match(rf"{part}(?:[,\s/]+{part})*\s?(?:[—–:]|\s-|--)\s+(?=[^\d\s])", line[:_LONGEST_DATELINE])
    return match.end() if match and len(line) > match.end() + _LEAST_NEWS else 0


_FOLLOWING = [re.compile(p) for p in (r"\s[a-z]", r"\s[A-Z]", r"\s?\(", r"\s?[:–—]", r"[,;]", r"[.!?\n]|$", r"\s\W?\d")]


def _following(rest: str) -> int:
    """What follows a name: 0 a small word, 1 a capital, 2 a bracket, 3 a colon, 4 a comma, 5 an end, 6 a figure."""
    return next((n for n, pattern in enumerate(_FOLLOWING) if pattern.match(rest)), len(_FOLLOWING))


def _is_body(lead: str, rest: str) -> bool:
    """Whether a name stands in that of a body: "Assam police", "Kenya Red Cross Society", "the government of Ghana"."""
    behind = re.match(r"(?:[’']s)?((?:\s[\w’'-]+){1,3})", rest)
    before = re.search(r"([\w’'-]+)\s(?:of|for)\s(?:the\s)?$", lead)
    bodies = words().bodies
    return (behind is not None and not bodies.isdisjoint(behind[1].lower().split())) or (
        before is not None and before[1].lower() in bodies
    )
