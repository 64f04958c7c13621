"""Runs of digits that hold no quantity: times of day, dates, telephone numbers, versions, list numbers, addresses."""

from __future__ import annotations

import re

from pipeline.reading.quantities.digits import DOTS_AND_COMMA, GROUPED_BY_DOTS, slashed, telephone_number
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

CODE = re.compile(r"\d{3}\)?[ -]\d{3}-\d{4}|\d+(?:-\d+){2,}|\d+(?:\.\d+){2,}|\d+(?:[-–‑]\d{3,4}){2,}")
FREE_CALL = re.compile(r"(?:0\d{2,5}|1[38]00|0\d{1,4}\))(?:[ -]\d{2,4}){1,3}(?!\d)")
"""A telephone number with its code: 08000 121 700, 1800 555 019, 0803 555 0142, (02) 5550 0123."""
COORDINATE = re.compile(
    r"\d{1,3}(?:\.\d+)?\s?[°º]\s?(?:\d{1,2}(?:\.\d+)?\s?['’′]\s?)?(?:\d{1,2}(?:\.\d+)?\s?[\"”″]\s?)?[NSEW]\b"
)
"""32° 34'S, 6.5244° N: a place on the map."""
CLOCK = re.compile(
    r"(?:\d{1,2}(?:[:.]\d{2})?\s?(?:[-–]|to|and|or)\s?)?\d{1,2}(?:[:.]\d{2}){0,2}\s?(?:[ap]\.\s?m\b|[ap]m\b|o['’]clock)"
    r"|12\s(?:noon|midnight)\b|\d{1,2}:\d{2}(?::\d{2})?",
    re.IGNORECASE,
)
DATE = re.compile(r"\d{1,4}([/.-])\d{1,2}\1\d{1,4}(?!\d)")
COLON = re.compile(r"\d+(?::\d+)+")
SLASHED = re.compile(r"\d+/\d+(?:/\d+)?")
YEARS = re.compile(r"(?:19|20)\d\d(?:\s?(?:[-–—/]|to|and)\s?(?:19|20)\d\d|[-–—/]\d\d)(?![\d,%])(?!\.\d)")
WEB_SIGNS = ("://", "www.", "@", ".com", ".org", ".net", ".gov", ".int")
WEB = re.compile(r"\S*(?:://|www\.|@|\.(?:com|org|net|gov|int)\b)\S*")
CITED = re.compile(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){1,50}\]")
"""References behind their opening bracket: "[12, 14]"; of so many at most, since every number of a list asks."""
ISSUE = re.compile(r"\d{1,4}\s?\(\d{1,4}(?:[-–]\d{1,4})?\)\s?:\s?e?\d+(?:[-–]\d+)?")
"""Volume, issue and pages: "23(4): 112-118"."""
SUBSECTION = re.compile(r"\d{1,3}[A-Z]?(?:\((?:\d{1,2}|[a-z]{1,3})\)){2,}")
"""Of a law: "4(2)(b)", "11(b)(1)"."""
REPORTED = re.compile(
    r"\d{1,4}\s(?:U\.\s?S\.(?:\s?C\.)?|USCA?|C\.\s?F\.\s?R\.|CFR|S\.\s?Ct\.|F\.\s?(?:Supp\.\s?)?(?:[23]d|4th)"
    r"|(?:[A-Z]\.\s?){1,2}[23]d)\s(?:§+\s?)?\d{1,5}(?:\.\d+)?[a-z]?"
)
"""Of a code or a law report: "18 U.S.C. § 1591", "22 CFR 51.60", "14 S.E.2d 212"."""
NEUTRAL = re.compile(r"(?:19|20)\d\d[\])]\s(?:\d{1,3}\s)?[A-Z]{2,}(?:\s[A-Z][a-z]+)?\s(?:\([A-Z][a-z]+\)\s)?\d+")
"""A judgment by year and court: "[2019] UKSC 14", "(2018) 12 SCC 345"."""
JOURNAL = re.compile(r"(?:19|20)\d\d;\s?\d{1,4}(?:\s?\(\d{1,3}\))?:\s?e?\d+(?:[-–]\d+)?")
"""Year, volume and pages: "2019; 393: 1021-30"."""
HOURS = re.compile(r"(?:[01]\d|2[0-3])[.:]?[0-5]\d\s?(?:hrs|hours|h)\b", re.IGNORECASE)
"""A time of day where such a word leads to it: "at 10.30 hrs"."""
SHIFT = re.compile(
    r"(?:0\d[0-5]\d(?:\s?(?:hrs|hours|h))?|(?:[01]\d|2[0-3])[0-5]\d(?:\s?hrs|h))\s?(?:to|and|or|till|until|[-–])\s?"
    r"(?:[01]\d|2[0-3])[0-5]\d(?:\s?(?:hrs|hours|h))?(?![\d,]|\.\d)\b",
    re.IGNORECASE,
)
"""From one time of day to another: "0900 and 1730 hrs"."""
DOI = re.compile(r"10\.\d{4,}/\S+")
PATTERNS = (
    COORDINATE,
    CLOCK,
    DATE,
    ISSUE,
    DOI,
    SUBSECTION,
    REPORTED,
    NEUTRAL,
    JOURNAL,
    SHIFT,
    YEARS,
    CODE,
    COLON,
)
"""What holds no quantity wherever it stands."""
ITEM = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]\s+(?=\S)")


RUN = re.compile(
    "|".join(
        f"(?{'i' if pattern.flags & re.IGNORECASE else ''}:{pattern.pattern})".replace(r"\1", "[/.-]")
        for pattern in (*PATTERNS, FREE_CALL, SLASHED, ITEM, CITED, HOURS)
    )
)
"""Any of these, so that most numbers, which begin none, are asked once; a date's signs may differ here."""


def skip_to(t: Tokens, i: int) -> int:
    """The token after a run at token i that holds no quantity, whatever the grammar makes of it; i if there is none."""
    start = t.start[i]
    if t.words[i - 1] != "+" and RUN.match(t.text, start) is None:
        return i
    if _tells_time(t, i) and (hours := HOURS.match(t.text, start)):
        return _token_at(t, i, hours.end())
    for pattern in PATTERNS:
        found = pattern.match(t.text, start)
        if found and not (pattern is CODE and _has_dotted_thousands(t.words[i])):
            return _token_at(t, i, found.end())
    if found := telephone_number(t, i):
        return _token_at(t, i, found.end())
    if found := FREE_CALL.match(t.text, start):
        return _token_at(t, i, found.end())
    if t.words[i - 1] == "[" and (found := CITED.match(t.text, start)):
        return _token_at(t, i, found.end())
    found = SLASHED.match(t.text, start)
    if found and slashed(t, i) is None and not _is_grouped(t, i + 2):
        return _token_at(t, i, found.end())
    if _at_line_start(t, i) and (item := ITEM.match(t.text, start)):
        return _token_at(t, i, item.end())
    return i


def _tells_time(t: Tokens, i: int) -> bool:
    """Whether the words before token i lead to a time of day: "at about 1030 hrs", not "about 1500 hours of work"."""
    lists = vocabulary().lists
    return t.low[i - 1 - (i > 1 and t.low[i - 1] in lists["clock_hedges"])] in lists["clock_leads"]


def _is_grouped(t: Tokens, i: int) -> bool:
    """Whether the base of a rate stands at token i: "45/100,000", "45/100 000"."""
    return "," in t.words[i] or (t.words[i + 1] == "000" and t.gap(i + 1) != "")


def _has_dotted_thousands(word: str) -> bool:
    return bool(GROUPED_BY_DOTS.fullmatch(word) or DOTS_AND_COMMA.fullmatch(word))


def _token_at(t: Tokens, i: int, offset: int) -> int:
    while i < t.count and t.start[i] < offset:
        i += 1
    return i


def _at_line_start(t: Tokens, i: int) -> bool:
    return i == 0 or "\n" in t.gap(i)


def web_spans(text: str) -> list[tuple[int, int]]:
    """Addresses of pages and people."""
    if not any(sign in text for sign in WEB_SIGNS):
        return []
    return [found.span() for found in WEB.finditer(text)]
