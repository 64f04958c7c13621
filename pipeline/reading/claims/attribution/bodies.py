"""The bodies and persons that a document names, each with the places where it is named and where it says something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from itertools import pairwise
from urllib.parse import urlsplit

from pydantic import TypeAdapter

from pipeline.reading.claims.document import ParsedDocument, Text
from pipeline.records.archived_address import original_of
from pipeline.records.data import load_yaml
from pipeline.records.model import fold


class Cue(IntEnum):
    """How a body is named: in passing, or as who says something."""

    NONE = 0
    HOLDING = 1
    SAID_BEFORE = 2
    SAYS = 3
    ACCORDING = 4
    BRACKET = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A body's name in a text of the document, with how it is named there."""

    text: int
    start: int
    end: int
    cue: Cue


@dataclass(slots=True)
class Body:
    """A body by the name that the text gives it first in full, with all its mentions in document order."""

    name: str
    common: bool
    mentions: list[Mention] = field(default_factory=list)

    @property
    def words(self) -> frozenset[str]:
        return name_words(self.name)


@dataclass(frozen=True, slots=True)
class _Words:
    before: tuple[str, ...]
    giving: tuple[str, ...]
    verbs: tuple[str, ...]
    holdings: tuple[str, ...]
    common: frozenset[str]
    parents: frozenset[str]
    happening: tuple[str, ...]
    fields: frozenset[str]
    never: frozenset[str]
    determiners: tuple[str, ...]
    modifiers: tuple[str, ...]
    titles: tuple[str, ...]
    holders: tuple[str, ...]
    joining: tuple[str, ...]
    outlets: frozenset[str]
    domains: tuple[str, ...]


@cache
def _words() -> _Words:
    return TypeAdapter(_Words).validate_python(load_yaml("pipeline.reading.claims.attribution", "words.yaml"))


_LETTER = r"[^\W\d_]"
_JOIN = re.compile(r"(?:,|\s|\b(?:and|the)\b)*")
_OWNER = re.compile(r"(?:[A-Z][\w’'-]*\s)*[A-Z][\w-]*['’]s?\s$")
"""Before a body in small letters, whose it is: "according to Togo's gendarmerie"."""
_POSSESSOR = re.compile(r"^.*['’]s?\s+(?=[A-Z])")


def _any_of(words: Iterable[str]) -> str:
    """The words as a choice in a regular expression, the longest first."""
    return "|".join(sorted((re.escape(word).replace(r"\ ", r"\s+") for word in words), key=len, reverse=True))


@cache
def _body() -> re.Pattern[str]:
    words = _words()
    title = rf"(?:{_any_of(words.titles)})\.(?=\s[A-Z])"
    name = rf"(?:{title}|(?:[A-Z]\.){{2,}}|[A-ZÀ-Þ](?:{_LETTER}|\d|[.&'’/-](?=\w))*)"
    fields = _any_of(words.fields)
    joined = rf"(?:\s+(?:(?:{_any_of(words.joining)})\s+)?{name})*"
    return re.compile(
        rf"(?P<named>{name}{joined}(?:\s+\((?P<short>[A-Z][\w&./-]{{1,14}}(?:\s[A-Z]{{2,6}})?)\))?)"
        rf"|\b(?P<common>(?:(?:{fields})\s+)?(?:{_any_of(words.common)})(?:\s+(?:of|for)\s+(?:{fields}))?)\b"
    )


@cache
def _holder() -> re.Pattern[str]:
    """A name up to the body that it ends in: "Report by the Ministry of Health"."""
    either_case = (
        re.sub(r"\b[a-z]", lambda first: f"[{first[0].upper()}{first[0]}]", holder) for holder in _words().holders
    )
    return re.compile(rf"^.*\b(?:{'|'.join(either_case)})\s+(?:(?:of|by|from|for)\s+(?:the\s+)?|the\s+)(?=[A-Z])")


@cache
def _cues() -> tuple[re.Pattern[str], ...]:
    words = _words()
    determiners, before = _any_of(words.determiners), _any_of([*words.determiners, *words.modifiers])
    gap = r"(?:\s*\([^)]*\))?(?:,[^,.;]{1,70},)?"
    return (
        re.compile(
            rf"(?:\b|^)(?:{_any_of(words.before)}|(?:{_any_of(words.giving)})\s+(?:at|as)\s+[^.;:]{{1,24}}\sby)"
            rf"\s+(?:(?:{before})\s+){{0,2}}$",
            re.IGNORECASE,
        ),
        re.compile(rf"^{gap}\s+(?:\w+ly\s+)?(?:{_any_of(words.verbs)})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{_any_of(words.verbs)})\s+(?:(?:{determiners})\s+)?$", re.IGNORECASE),
        re.compile(rf"^(?:['’]s?)?\s+(?:\w+\s+){{0,2}}(?:{_any_of(words.holdings)})\b", re.IGNORECASE),
    )


def outlets() -> frozenset[str]:
    """Words of the names of those who tell what others say: "news", "herald"."""
    return _words().outlets


def domain_of(url: str | None) -> float:
    """What kind of domain an address is in, as the place of its label in words.yaml; -1 for others and for none."""
    labels = (urlsplit(original_of(url) or "").hostname or "").split(".")[-2:] if url else []
    return float(next((n for n, label in enumerate(_words().domains) if label in labels), -1))


def name_words(name: str) -> frozenset[str]:
    """The words of a name in small letters."""
    return frozenset(re.findall(r"[^\W_]+", name.lower())) - {"the"}


def bodies_of(document: ParsedDocument) -> list[Body]:
    """The bodies that a document names, in the order in which it names them first."""
    by_name: dict[str, Body] = {}
    found = [(n, text, list(_names(text))) for n, text in enumerate(document.texts)]
    shorts: dict[str, str] = {}
    for _, _, names in found:
        for name, short, *_ in names:
            if short and _is_short_for(short, name):
                shorts.setdefault(short.lower(), name.lower())
    for n, text, names in found:
        for name, short, common, start, end in names:
            key = shorts.get(name.lower(), name.lower())
            cue = _cue(text.block.text, start, end)
            if cue is Cue.SAYS and (_is_counted(text, start) or _happens_there(text, start, end)):
                cue = Cue.NONE
            if common and cue is Cue.NONE:
                continue
            if key not in by_name:
                by_name[key] = Body(f"{name} ({short})" if short else name, common)
            elif short and "(" not in by_name[key].name:
                by_name[key].name = f"{name} ({short})"
            by_name[key].mentions.append(Mention(n, start, end, cue))
    return list(by_name.values())


def _is_counted(text: Text, start: int) -> bool:
    """Whether a figure stands before a name: who is counted says nothing ("41 Gardaí have been hurt")."""
    return any(q.end == start - 1 for q in text.quantities)


def _happens_there(text: Text, start: int, end: int) -> bool:
    """Whether a name is one of places, and what they seem to say was counted there: "Mali recorded 12"."""
    whole = text.block.text
    if _happening().match(whole, end) is None:
        return False
    places = sorted((p.start, p.end) for p in text.places if start <= p.start and p.end <= end)
    left = [whole[a:b] for (_, a), (b, _) in pairwise([(start, start), *places, (end, end)])]
    return bool(places) and all(_JOIN.fullmatch(gap) for gap in left)


def _common_with_field() -> str:
    """A body in small letters, with the field before it that it may have: "health ministry"."""
    return rf"(?:(?:{_any_of(_words().fields)})\s)?(?:{_any_of(_words().common)})\b"


@cache
def _holder_of_a_body() -> re.Pattern[str]:
    """Behind a name, a body in small letters that is its own: "Togo's gendarmerie"."""
    return re.compile(rf"['’]s?\s{_common_with_field()}")


@cache
def _happening() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:\w+ly\s+)?(?:{_any_of(_words().happening)})\b")


def _is_short_for(short: str, name: str) -> bool:
    """Whether the letters of an abbreviation stand in the name in their order."""
    letters = iter(name.lower())
    return all(letter in letters for letter in short.lower() if letter.isalpha())


def _names(text: Text) -> Iterator[tuple[str, str | None, bool, int, int]]:
    whole, end = text.block.text, 0
    for match in _body().finditer(whole):
        if match.start() < end:
            continue
        if match["common"]:
            yield match["common"], None, True, match.start(), match.end()
            continue
        name, start = match["named"], match.start()
        if match["short"]:
            name = name[: name.rindex("(")].rstrip()
        for pattern in (_holder(), _POSSESSOR):
            cut = pattern.match(name)
            if cut:
                start, name = start + cut.end(), name[cut.end() :]
        words = name.split()
        while words and (_uncontracted(words[0]) in _words().never or words[0].lower() in _words().joining):
            start += len(words[0])
            while start < match.end() and whole[start].isspace():
                start += 1
            words = words[1:]
        while words and words[-1].rstrip(".") in _words().never:
            words = words[:-1]
        plain = re.sub(r"['’]s?$", "", fold(" ".join(words))).strip(" ,.;-&/")
        if len(plain) < 2 or not re.search(r"[A-Za-z]{2}", plain):
            continue
        end = _with_its_body(text, start, start + len(plain))
        yield whole[start:end] if end > start + len(plain) else plain, match["short"], False, start, end


def _uncontracted(word: str) -> str:
    """A word without the verb that is drawn into it ("You’ll") and without a dot."""
    return re.sub(r"[’'](?:s|ve|ll|re|d|m)$", "", word.rstrip("."))


@cache
def _common_behind() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(rf"\s(?:{_any_of(_words().common)})\b"), re.compile(rf"\s{_common_with_field()}")


def _with_its_body(text: Text, start: int, end: int) -> int:
    """Where a name ends, with the body of which it is the place or the whole: "Malta police", "UN refugee agency"."""
    of_place, of_parent = _common_behind()
    whole = text.block.text
    if whole[start:end] in _words().parents:
        behind = of_parent.match(whole, end)
    else:
        place = any((each.start, each.end) == (start, end) and not each.demonym for each in text.places)
        behind = of_place.match(whole, end) if place else None
    return behind.end() if behind else end


def _cue(text: str, start: int, end: int) -> Cue:
    before, behind = text[max(0, start - 60) : start], text[end : end + 90]
    according, says, said, holding = _cues()
    if _holder_of_a_body().match(behind):
        return Cue.NONE
    if according.search(_OWNER.sub("", before)):
        return Cue.ACCORDING
    if before.endswith("(") and re.match(r"\)\s*[.;]?\s*$", behind):
        return Cue.BRACKET
    if says.match(behind):
        return Cue.SAYS
    if said.search(before):
        return Cue.SAID_BEFORE
    return Cue.HOLDING if holding.match(behind) else Cue.NONE
