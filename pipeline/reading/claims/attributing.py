"""Who a text gives a number to: "according to the ministry", "UNICEF says", a source in brackets at the end.

Who says a number is not who did it: only verbs and phrases of saying count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.records.data import load_yaml
from pipeline.records.model import fold


@dataclass(frozen=True, slots=True)
class Attribution:
    body: str
    start: int
    end: int


_LETTER = r"[^\W\d_]"
_WORD = rf"[A-Z](?:{_LETTER}|[.&'’-])*"
_JOINING = r"(?:of|for|and|the|on|in|to|against|&|de)"
_BODY = rf"(?P<body>(?:{_WORD})(?:\s+(?:{_JOINING}\s+)*{_WORD})*(?:\s+\([A-Z][\w&.-]{{1,12}}\))?)"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words: dict[str, Any] = load_yaml("pipeline.reading.claims", "saying.yaml")
    says = "|".join(map(re.escape, words["verbs"]))
    phrases = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in words["phrases"])
    documents = "|".join(map(re.escape, words["documents"]))
    gap = r"(?:\s*\([^)]*\))?(?:,[^,.;]{1,60},)?"
    return (
        re.compile(rf"(?i:\b(?:{phrases}))\s+(?i:the\s+|its\s+|an?\s+)?{_BODY}"),
        re.compile(
            rf"(?i:\b(?:a|an|the|this|its|updated|new|annual|latest|recent))\s+(?:\w+\s+){{0,2}}(?:{documents})\s+(?:report\s+)?"
            rf"(?:by|from|of)\s+(?:the\s+)?{_BODY}"
        ),
        re.compile(rf"(?:\b[Tt]he\s+)?{_BODY}{gap}\s+(?:has\s+|have\s+|had\s+|also\s+)?(?i:{says})\b"),
        re.compile(rf"(?i:\b(?:{says}))\s+(?:the\s+)?{_BODY}(?=[,.;]|$)"),
        re.compile(rf"\(\s*(?:Source:\s*)?{_BODY}\s*\)\s*(?:[-–—].*)?$"),
        re.compile(rf"^\s*Source:\s*(?:the\s+)?{_BODY}", re.MULTILINE),
    )


@cache
def _not_bodies() -> frozenset[str]:
    words: dict[str, Any] = load_yaml("pipeline.reading.claims", "saying.yaml")
    return frozenset(words["not_bodies"])


def find_attributions(text: str) -> list[Attribution]:
    """The bodies that a sentence gives its figures to, in order."""
    found: dict[int, Attribution] = {}
    for pattern in _patterns():
        for match in pattern.finditer(text):
            body = fold(match["body"]).removeprefix("The ").strip(" ,")
            if body.split()[0] not in _not_bodies() and len(body) > 2:
                found.setdefault(match.start("body"), Attribution(body, *match.span("body")))
    return sorted(found.values(), key=lambda a: a.start)


class Bodies:
    """The bodies of one document, each by the fullest name that the text gives it first."""

    def __init__(self) -> None:
        self._full: dict[str, str] = {}

    def learn(self, text: str) -> None:
        """Take note of names given with their abbreviation: "International Labour Organization (ILO)"."""
        for match in re.finditer(rf"{_BODY}", text):
            named = re.fullmatch(r"(?:The\s+)?(.+?)\s+\(([A-Z][\w&.-]{1,12})\)", fold(match["body"]))
            if named and _initials_fit(named[1], named[2]):
                self._full.setdefault(named[2], f"{named[1]} ({named[2]})")
                self._full.setdefault(named[1], f"{named[1]} ({named[2]})")

    def full_name(self, body: str) -> str:
        bare = re.sub(r"\s+\([^)]*\)$", "", body)
        possessor = re.match(r"(.+?)['’]s\b", bare)
        if possessor and possessor[1] in self._full:
            bare = possessor[1]
        return self._full.get(bare, body)


def _initials_fit(name: str, short: str) -> bool:
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", name) if word[0].isupper())
    letters = re.sub(r"[^A-Z]", "", short)
    return bool(letters) and (letters in initials or initials.startswith(letters[:2]))
