"""The patterns of the time grammar: text to mentions, not yet resolved against any date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from pipeline.periods.dates import Unit
from pipeline.periods.lexicon import either, lexicon

Kind = Literal[
    "date", "years", "months", "weekday", "shift", "window", "season", "now", "vague", "rate", "duration", "same"
]
Base = Literal["document", "stated", "nearest"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A time expression as its words have it.

    date: the parts that are named of `year`, `month`, `day`. years: `year` to `last`. months: `month` to `last` of
    `year`. shift: `count` units from the base. window: the `count` units up to the base, or from it where positive.
    season and weekday: `count` is -1 for the last, 1 for the next, 0 for this one, None where nothing says.
    """

    start: int
    end: int
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last: int | None = None
    unit: Unit = "day"
    count: int | None = None
    weekday: int | None = None
    base: Base = "document"


Build = Callable[[re.Match[str]], list[Mention]]


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    pattern: re.Pattern[str]
    build: Build


_YEAR = r"(?:1\d|20)\d\d(?!\d|[.,]\d|%|\s?%)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,]\d|:\d|%)"
_JOIN = r"(?:\s*[-–—/]\s*|\s+(?:to|and|or|through|until|till|&)\s+|,\s*(?:and\s+)?)"
_ITS_YEAR = rf"(?:,?\s+(?:of\s+|in\s+)?(?P<year>{_YEAR}))"
_FREE = r"(?<![\w.,$£€#/-])"
_DAY_START = r"(?<![\w.,$£€#/])(?<!\d-)"
_NUMERIC = rf"{_FREE}(?:\d\d?\.\d\d?\.|\d\d?/\d\d?/|\d\d?-\d\d?-)(?:1[6-9]|20)\d\d(?![\w/-])"


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, those that read more words first."""
    return tuple(Rule(name, re.compile(pattern), build) for name, pattern, build in _definitions())


@cache
def _master() -> re.Pattern[str]:
    alternatives = (
        f"(?P<{rule.name}>{re.sub(r'[(][?]P<[a-z_0-9]+>', '(?:', rule.pattern.pattern)})" for rule in rules()
    )
    return re.compile("|".join(alternatives))


def scan(text: str) -> Iterator[Mention]:
    """The mentions of a text, in order, none overlapping another."""
    by_name = {rule.name: rule for rule in rules()}
    position = 0
    master = _master()
    while match := master.search(text, position):
        rule = by_name[match.lastgroup or ""]
        inner = rule.pattern.match(text, match.start())
        found = rule.build(inner) if inner else []
        yield from found
        position = found[-1].end if found else _next_word(text, match.start())


def _next_word(text: str, position: int) -> int:
    while position < len(text) and text[position].isalnum():
        position += 1
    return position + 1


def _definitions() -> list[tuple[str, str, Build]]:
    words = lexicon()
    month = r"(?P<month>" + _month_names() + r")(?!\w|-[a-z])"
    any_month = _month_names() + r"(?!\w|-[a-z])"
    weekday = either(words.weekdays)
    unit = either(words.units)
    number = rf"(?:\d{{1,3}}|{either(words.numbers)}(?:[\s-]+{either(words.numbers)})?)"
    few = r"(?:a\s+few|few|several|some|many|a\s+couple\s+of|a\s+number\s+of)"
    season = either(words.seasons)
    ordinal = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{either(words.ordinals)})"
    weekday_before = rf"(?:{weekday},?\s+(?:the\s+)?)?"
    return [
        ("iso", rf"{_FREE}(?P<year>(?:1\d|20)\d\d)(?P<mark>[-/])(?P<month>0[1-9]|1[0-2])[-/](?P<day>[0-3]\d)(?!\d)", _iso),
        ("numeric", _NUMERIC, _numeric),
        ("days_month", rf"{_DAY_START}{weekday_before}(?P<days>{_DAY}(?:{_JOIN}(?:the\s+)?{_DAY})+)\s+(?:of\s+)?{month}{_ITS_YEAR}?", _days),
        ("month_days", rf"\b{weekday_before}{month}\s+(?P<days>{_DAY}(?:{_JOIN}(?:the\s+)?{_DAY}(?!\s+{any_month}))+){_ITS_YEAR}?", _days),
        ("day_month", rf"{_DAY_START}{weekday_before}(?:the\s+)?(?P<day>{_DAY})\s+(?:of\s+|day\s+of\s+)?{month}{_ITS_YEAR}?", _date),
        ("month_day", rf"\b{weekday_before}{month}\s+(?:the\s+)?(?P<day>{_DAY}){_ITS_YEAR}?", _date),
        ("month_year", rf"\b{month}{_ITS_YEAR}", _date),
        ("month", rf"\b{month}", _month),
        ("quarter", rf"\b(?:the\s+)?(?:Q(?P<q>[1-4])|(?P<nth>{ordinal})[\s-]+quarter){_ITS_YEAR}?", _quarter),
        ("half", rf"\b(?:the\s+)?(?:H(?P<h>[12])|(?P<nth>{ordinal})[\s-]+half){_ITS_YEAR}?", _half),
        ("first_months", rf"\b(?:the\s+)?(?P<side>first|last)\s+(?P<count>{number})\s+months\s+of\s+(?P<year>{_YEAR})", _first_months),
        ("fiscal", rf"\b(?:(?:[Ff]iscal|[Ff]inancial|[Tt]ax|[Ss]chool|[Aa]cademic|[Bb]udget)(?:\s+[Yy]ears?)?|FY)\s*(?P<year>{_YEAR}|\d\d\b)(?:\s?[-–—/]\s?(?P<last>\d{{4}}|\d\d)(?!\d))?", _fiscal),
        ("year_range", rf"{_FREE}(?P<year>(?:1\d|20)\d\d)\s?[-–—/]\s?(?P<last>(?:1\d|20)\d\d|\d\d)(?![\d/-]|[.,]\d|%)", _year_range),
        ("decade", rf"{_FREE}(?:the\s+)?(?:(?P<century>1\d|20)(?P<tens>\d)0['’]?s|['’](?P<short>\d)0s|(?P<word>{either(words.tens_of_years)}))\b", _decade),
        ("century", rf"\b(?:the\s+)?(?P<nth>{ordinal})[\s-]+(?:century|centuries)\b", _century),
        ("year", rf"(?<![\w.,$£€#/])(?P<year>{_YEAR})(?![\w/]|-\d|['’]s?\w\w)", _year),
        ("season", rf"\b(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Tt]hat|[Tt]he\s+(?:following|same|previous|next)|[Tt]he)\s+)?(?:(?:early|late|mid)[\s-])?(?P<season>{season})(?:\s+(?:of\s+)?(?P<year>{_YEAR})(?:\s?[-–/]\s?(?P<last>\d{{4}}|\d\d)\b)?)?(?!\w)", _season),
        ("weekday", rf"\b(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+(?:week['’]s\s+)?)?(?P<weekday>{weekday})(?:['’]s)?(?!\w)", _weekday),
        ("ago", rf"\b(?P<count>{number}|{few})\s+(?P<unit>{unit})\s+(?P<side>ago|back\b(?!\s+(?:to|in|from|and))|later|afterwards?|earlier|previously|before(?=[,.;]|\s+that\b)|after(?=[,.;]|\s+that\b))(?!\w)", _ago),
        ("window", rf"\b(?:[Tt]he\s+)?(?P<side>[Pp]ast|[Ll]ast|[Pp]revious|[Pp]receding|[Nn]ext|coming|[Ff]ollowing)\s+(?:(?P<count>{number}|few|several|couple\s+of)\s+)?(?P<unit>{unit})(?!\w)", _window),
        ("this", rf"\b(?P<which>[Tt]his|[Tt]hat|[Tt]he\s+current|[Tt]hat\s+same|[Tt]his\s+same|[Tt]he\s+same)\s+(?:fiscal\s+|financial\s+|calendar\s+)?(?P<unit>{unit})(?!\w)", _this),
        ("same", r"\b(?:since\s+then|(?:[Tt]he|[Tt]hat)\s+same\s+(?:period|time\s+frame|date)|(?:[Tt]hat|[Tt]his)\s+(?:period|date)|(?:over|during|in|for)\s+the\s+period(?!\s+(?:of|from|between)))\b", _same),
        ("unit_before", r"\b(?:[Tt]he|[Aa])\s+(?P<unit>day|week|month|year|decade)\s+(?P<side>before|after|earlier|later)\b", _unit_before),
        ("the_unit", r"(?<=\b(?:of|in|at))\s+the\s+(?P<unit>year|month)(?!\s+(?:of|when|to|in\s+which|that|\d)|[\w-])", _the_unit),
        ("the_unit_too", r"\b(?:during|throughout|for|over)\s+the\s+(?P<unit>year|month)(?!\s+(?:of|when|to|in\s+which|that|\d)|[\w-])", _the_unit),
        ("day_word", r"\b(?P<word>[Yy]esterday|[Tt]omorrow|[Tt]onight|[Tt]his\s+(?:morning|afternoon|evening)|[Ll]ast\s+night)(?!\w)", _day_word),
        ("now", rf"\b{either(words.now)}(?!\w)", lambda m: [Mention(*m.span(), "now")]),
        ("vague", rf"\b{either(words.vague)}(?!\w)", lambda m: [Mention(*m.span(), "vague")]),
        ("rate", rf"\b(?:{either(words.rates)}|(?:every|each|per)\s+(?:single\s+)?(?P<unit>{unit}))(?!\w)", lambda m: [Mention(*m.span(), "rate")]),
        ("a_unit", r"\b(?:[Aa]|[Aa]n)\s+(?P<unit>day|week|month|quarter|year)(?![\w-]|\s+(?:of|old|ago|and\s+a\s+half))", _a_unit),
        ("duration", rf"{_FREE}\b(?P<count>{number}|{few})(?:\s+|-)(?:(?:and\s+)?a\s+half\s+)?(?P<unit>{unit})(?:['’])?(?![\w-]|\s+(?:old|of\s+age))", lambda m: [Mention(*m.span(), "duration")]),
    ]  # fmt: skip


def _month_names() -> str:
    words = lexicon()
    names = sorted({form for name in words.months for form in (name.title(), name.upper())}, key=lambda n: (-len(n), n))
    return (
        "(?:"
        + "|".join(
            name if len(name) > 4 or name.lower() in ("may", "june", "july") else rf"{name}\.?" for name in names
        )
        + ")"
    )


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    parts = [lexicon().numbers.get(part) for part in re.split(r"[\s-]+", text.lower())]
    return sum(part for part in parts if part is not None) if all(part is not None for part in parts) else None


def _ordinal(text: str) -> int:
    return lexicon().ordinals.get(text.lower()) or int(re.sub(r"\D", "", text) or 0)


def _int(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


def _of_month(text: str) -> int:
    return lexicon().months[text.lower().rstrip(".")]


def _unit(match: re.Match[str]) -> Unit:
    return lexicon().units[match["unit"].lower()]


def _word_before(text: str, position: int) -> str:
    found = re.search(r"([\w’'.-]+)[\s(\"“]*$", text[max(0, position - 30) : position])
    return found[1].lower() if found else ""


def _word_after(text: str, position: int) -> str:
    found = re.match(r"\s+([\w’'-]+)", text[position : position + 30])
    return found[1] if found else ""


def _iso(match: re.Match[str]) -> list[Mention]:
    return [Mention(*match.span(), "date", _int(match["year"]), int(match["month"]), int(match["day"]))]


def _numeric(match: re.Match[str]) -> list[Mention]:
    """Day, month and year; with strokes and both readable as a month, the month comes first."""
    a, b, year = (int(part) for part in re.split(r"[./-]", match[0]))
    month_first = ("/" in match[0] and a <= 12) or b > 12
    month, day = (a, b) if month_first else (b, a)
    return [Mention(*match.span(), "date", year, month, day)] if 1 <= month <= 12 and 1 <= day <= 31 else []


def _days(match: re.Match[str]) -> list[Mention]:
    month, year = _of_month(match["month"]), _int(match["year"])
    begin = match.start("days")
    days = [
        (begin + day.start(), begin + day.end(), _int(day[0]))
        for day in re.finditer(r"\d+(?:st|nd|rd|th)?", match["days"])
    ]
    mentions = [Mention(start, end, "date", year, month, day) for start, end, day in days]
    if match.start("month") < begin:
        mentions[0] = replace(mentions[0], start=match.start())
    mentions[-1] = replace(mentions[-1], end=match.end())
    return mentions


def _date(match: re.Match[str]) -> list[Mention]:
    groups = match.groupdict()
    year, day = _int(groups.get("year")), _int(groups.get("day"))
    counts = day is not None and match.start("day") > match.start("month") and year is None
    if counts and _word_before(match.string, match.start()) == "in":
        return _month_only(match)
    return [Mention(*match.span(), "date", year, _of_month(match["month"]), day)]


def _month_only(match: re.Match[str]) -> list[Mention]:
    return [Mention(*match.span("month"), "date", None, _of_month(match["month"]))]


def _month(match: re.Match[str]) -> list[Mention]:
    words = lexicon()
    name = match["month"].lower().rstrip(".")
    before = _word_before(match.string, match.start())
    if name in words.ambiguous_months and before.rstrip(".,") not in words.month_cues:
        return []
    return _month_only(match)


def _quarter(match: re.Match[str]) -> list[Mention]:
    quarter = int(match["q"] or _ordinal(match["nth"]))
    return (
        [Mention(*match.span(), "months", _int(match["year"]), 3 * quarter - 2, last=3 * quarter)]
        if quarter <= 4
        else []
    )


def _half(match: re.Match[str]) -> list[Mention]:
    half = int(match["h"] or _ordinal(match["nth"]))
    return (
        [Mention(*match.span(), "months", _int(match["year"]), 6 * half - 5, last=6 * half)]
        if half <= 2 and match["year"]
        else []
    )


def _first_months(match: re.Match[str]) -> list[Mention]:
    count = _number(match["count"])
    if not count or count > 12:
        return []
    first, last = (1, count) if match["side"] == "first" else (13 - count, 12)
    return [Mention(*match.span(), "months", _int(match["year"]), first, last=last)]


def _fiscal(match: re.Match[str]) -> list[Mention]:
    year = int(match["year"])
    year = year + 2000 if year < 100 else year
    return [Mention(*match.span(), "years", year, last=_full(match["last"], year) if match["last"] else year)]


def _full(text: str, year: int) -> int:
    """The year that two digits mean after another year."""
    return int(text) if len(text) == 4 else year // 100 * 100 + int(text)


def _year_range(match: re.Match[str]) -> list[Mention]:
    year, last = int(match["year"]), _full(match["last"], int(match["year"]))
    if last > year:
        return [Mention(*match.span(), "years", year, last=last)]
    if "-" in match[0] and len(match["last"]) == 2 and 1 <= int(match["last"]) <= 12:
        return [Mention(*match.span(), "date", year, int(match["last"]))]
    return []


def _decade(match: re.Match[str]) -> list[Mention]:
    if match["word"]:
        if _word_before(match.string, match.start("word")) not in ("the", "early", "late", "mid"):
            return []
        first = 1900 + lexicon().tens_of_years[match["word"].lower()]
    elif match["short"]:
        first = 1900 + 10 * int(match["short"])
    else:
        first = 100 * int(match["century"]) + 10 * int(match["tens"])
    return [Mention(*match.span(), "years", first, last=first + 9)]


def _century(match: re.Match[str]) -> list[Mention]:
    century = _ordinal(match["nth"])
    return [Mention(*match.span(), "years", 100 * century - 99, last=100 * century)] if 10 <= century <= 22 else []


def _year(match: re.Match[str]) -> list[Mention]:
    """A bare four-digit number, where what stands around it lets it be a year."""
    words, year = lexicon(), int(match["year"])
    before, after = _word_before(match.string, match.start()), _word_after(match.string, match.end())
    if before.rstrip(".") in words.not_before_year:
        return []
    cue = before in words.year_cues or before.rstrip(".") in words.months
    if not 1700 <= year <= 2100 and not cue:
        return []
    if after.lower() in words.counted and not (before in ("in", "since", "during", "until") and 1900 <= year <= 2050):
        return []
    if not cue and after.islower() and after.endswith("s") and after not in words.verbs_in_s:
        return []
    return [Mention(*match.span(), "date", year)]


def _season(match: re.Match[str]) -> list[Mention]:
    year = _int(match["year"])
    if year:
        last = _full(match["last"], year) if match["last"] else year
        return [Mention(*match.span(), "years", year, last=last)]
    which = (match["which"] or "").lower()
    if which in ("", "the") and (match["season"].lower() in ("spring", "fall") or not which):
        return []
    if which in ("last", "this", "next"):
        return [
            Mention(
                *match.span(),
                "season",
                count={"last": -1, "this": 0, "next": 1}[which],
                month=_season_end(match["season"]),
            )
        ]
    return [Mention(*match.span(), "shift", unit="year", count=0, base="stated")]


def _season_end(name: str) -> int:
    return {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 2}[name.lower()]


def _weekday(match: re.Match[str]) -> list[Mention]:
    which = {"last": -1, "this": 0, "next": 1}.get((match["which"] or "").lower())
    return [Mention(*match.span(), "weekday", weekday=lexicon().weekdays[match["weekday"].lower()], count=which)]


def _ago(match: re.Match[str]) -> list[Mention]:
    count = _number(match["count"])
    if count is None:
        return [Mention(*match.span(), "vague")]
    side = match["side"].lower()
    sign = 1 if side.startswith(("later", "after")) else -1
    base: Base = "document" if side in ("ago", "back") else "stated" if sign > 0 else "nearest"
    return [Mention(*match.span(), "shift", unit=_unit(match), count=sign * count, base=base)]


def _window(match: re.Match[str]) -> list[Mention]:
    side, unit = match["side"].lower(), _unit(match)
    sign = 1 if side in ("next", "coming", "following") else -1
    with_article = match[0].lower().startswith("the")
    plural = match["unit"].lower() != unit
    if match["count"] or plural:
        count = _number(match["count"]) if match["count"] else None
        if count is None:
            return [Mention(*match.span(), "vague")]
        base: Base = "nearest" if side in ("following", "next", "preceding") and with_article else "document"
        return [Mention(*match.span(), "window", unit=unit, count=sign * count, base=base)]
    if side == "past" or (side == "last" and unit == "decade"):
        return [Mention(*match.span(), "window", unit=unit, count=-1)]
    anaphoric = side in ("following", "previous", "preceding") or (side == "next" and with_article)
    return [Mention(*match.span(), "shift", unit=unit, count=sign, base="stated" if anaphoric else "document")]


def _this(match: re.Match[str]) -> list[Mention]:
    base: Base = "document" if re.match(r"(?i)this$|the\s+current", match["which"]) else "stated"
    return [Mention(*match.span(), "shift", unit=_unit(match), count=0, base=base)]


def _same(match: re.Match[str]) -> list[Mention]:
    return [Mention(*match.span(), "same")]


def _unit_before(match: re.Match[str]) -> list[Mention]:
    count = 1 if match["side"] in ("after", "later") else -1
    if re.match(r"\s+(?:the|his|her|its|their|a)\b", match.string[match.end() : match.end() + 8]):
        return [Mention(*match.span(), "vague")]
    return [Mention(*match.span(), "shift", unit=_unit(match), count=count, base="nearest")]


def _the_unit(match: re.Match[str]) -> list[Mention]:
    start = match.end() - len(match[0].lstrip())
    return [Mention(start, match.end(), "shift", unit=_unit(match), count=0, base="stated")]


def _day_word(match: re.Match[str]) -> list[Mention]:
    word = match["word"].lower()
    count = {"yesterday": -1, "tomorrow": 1}.get(word, -1 if word.startswith("last") else 0)
    return [Mention(*match.span(), "shift", unit="day", count=count)]


def _a_unit(match: re.Match[str]) -> list[Mention]:
    """ "a year" is a rate after what is counted, a length of time after a preposition of length."""
    before = _word_before(match.string, match.start())
    lasting = before in (
        "for",
        "within",
        "in",
        "over",
        "than",
        "about",
        "almost",
        "nearly",
        "just",
        "after",
        "half",
        "once",
        "only",
    )
    return [Mention(*match.span(), "duration" if lasting else "rate")]
