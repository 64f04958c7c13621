"""Matches of the grammar's rules to mentions: what the words of a time expression say, read against no date yet."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.periods.dates import Unit
from pipeline.periods.lexicon import lexicon

Kind = Literal[
    "date", "years", "months", "weekday", "shift", "window", "season", "now", "vague", "rate", "duration", "same"
]
Base = Literal["document", "stated", "nearest"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A time expression as its words have it.

    date: the parts that are named of `year`, `month`, `day`. years: `year` to `last`. months: `month` to `last` of
    `year`. A date or months without a year may have the year `count` years from the base ("October of that year").
    shift: `count` units from the base. window: the `count` units up to the base, or from it on where positive.
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


def _word_before_hedge(text: str, position: int) -> str:
    """The word before a year and its hedge, where that is a preposition of time ("since at least")."""
    hedge = re.search(r"\b(?:at\s+least|about|around|roughly)\s+$", text[max(0, position - 30) : position])
    before = _word_before(text, position - len(hedge[0])) if hedge else ""
    return before if before in lexicon().far_year_cues else _word_before(text, position)


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
    count, base = _relative_year(match)
    mentions = [Mention(start, end, "date", year, month, day, count=count, base=base) for start, end, day in days]
    if match.start("month") < begin:
        mentions[0] = replace(mentions[0], start=match.start())
    mentions[-1] = replace(mentions[-1], end=match.end())
    return mentions


def _date(match: re.Match[str]) -> list[Mention]:
    year, day = _group(match, "year"), _group(match, "day")
    count, base = _relative_year(match)
    counts = day and match.start("day") > match.start("month") and year is None
    if counts and _word_before(match.string, match.start()) == "in":
        return [Mention(*match.span("month"), "date", None, _of_month(match["month"]))]
    return [
        Mention(*match.span(), "date", _int(year), _of_month(match["month"]), _int(day), count=count, base=base),
    ]


def _group(match: re.Match[str], name: str) -> str | None:
    return match.groupdict().get(name)


def _relative_year(match: re.Match[str]) -> tuple[int | None, Base]:
    """What "of that year", "last year" or "the following" says of the year."""
    which = " ".join((_group(match, "which") or "").lower().split())
    if not which:
        return None, "document"
    count = {"last": -1, "next": 1, "the following": 1, "the previous": -1}.get(which, 0)
    return count, "document" if which in ("this", "last", "next") else "stated"


def _month(match: re.Match[str]) -> list[Mention]:
    words = lexicon()
    name = match["month"].lower().rstrip(".")
    cue = _word_before(match.string, match.start()).rstrip(".,") in words.month_cues
    if name in words.ambiguous_months and not (cue or _month_follows(match.string, match.end())):
        return []
    return [Mention(*match.span("month"), "date", None, _of_month(match["month"]))]


def _month_follows(text: str, position: int) -> bool:
    following = re.match(r"(?:\s*[,–—-]|\s+(?:and|or|to))\s*([A-Z][a-z]+)", text[position : position + 25])
    return following is not None and following[1].lower() in lexicon().months


def _which_month(match: re.Match[str]) -> list[Mention]:
    """ "last April", "the following January": the nearest one on that side of the base."""
    count, base = _relative_year(match)
    if count == 0:
        return [Mention(*match.span(), "date", None, _of_month(match["month"]), count=0, base=base)]
    return [Mention(*match.span(), "season", None, _of_month(match["month"]), day=1, count=count, base=base)]


def _named_day(match: re.Match[str]) -> list[Mention]:
    year = _int(match["year"])
    if year is None and _word_before(match.string, match.start()) not in lexicon().named_day_cues:
        return []
    month, day = lexicon().named_days[match["name"].lower()]
    return [Mention(*match.span(), "date", year, month, day)]


def _part(match: re.Match[str], months: int) -> list[Mention]:
    """A quarter (3 months) or half (6) of a year."""
    n = int(match["digit"] or _ordinal(match["nth"]))
    if n * months > 12:
        return []
    return [_months(match, months * (n - 1) + 1, months * n)]


def _quarter(match: re.Match[str]) -> list[Mention]:
    return _part(match, 3)


def _half(match: re.Match[str]) -> list[Mention]:
    return _part(match, 6)


def _months(match: re.Match[str], first: int, last: int) -> Mention:
    count, base = _relative_year(match)
    return Mention(*match.span(), "months", _int(match["year"]), first, last=last, count=count, base=base)


def _first_months(match: re.Match[str]) -> list[Mention]:
    count = _number(match["count"])
    if not count or count > 12:
        return []
    first, last = (1, count) if match["side"].lower() == "first" else (13 - count, 12)
    return [_months(match, first, last)]


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
    before, after = _word_before_hedge(match.string, match.start()), _word_after(match.string, match.end())
    if before.rstrip(".") in words.not_before_year:
        return []
    cue = before in words.year_cues or before.rstrip(".") in words.months
    if not 1700 <= year <= 2100 and before not in words.far_year_cues:
        return []
    if after.lower() in words.counted and not (before in ("in", "since", "during", "until") and 1900 <= year <= 2050):
        return []
    if year % 100 == 0 and after.islower() and after.endswith("s") and after not in words.verbs_in_s:
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
    unit, count = _in_years(_unit(match), count)
    return [Mention(*match.span(), "shift", unit=unit, count=sign * count, base=base)]


def _in_years(unit: Unit, count: int) -> tuple[Unit, int]:
    """ "A decade ago" is ten years ago, not the decade of that time."""
    return ("year", 10 * count) if unit == "decade" else (unit, count)


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


def _unit_before(match: re.Match[str]) -> list[Mention]:
    count = 1 if match["side"] in ("after", "later") else -1
    if re.match(r"\s+(?:the|his|her|its|their|a)\b", match.string[match.end() : match.end() + 8]):
        return [Mention(*match.span(), "vague")]
    unit, count = _in_years(_unit(match), count)
    return [Mention(*match.span(), "shift", unit=unit, count=count, base="nearest")]


def _the_unit(match: re.Match[str]) -> list[Mention]:
    return [Mention(*match.span(), "shift", unit=_unit(match), count=0, base="stated")]


def _day_word(match: re.Match[str]) -> list[Mention]:
    word = match["word"].lower()
    count = {"yesterday": -1, "tomorrow": 1}.get(word, -1 if word.startswith("last") else 0)
    return [Mention(*match.span(), "shift", unit="day", count=count)]


def _duration(match: re.Match[str]) -> list[Mention]:
    return [Mention(*match.span(), "duration", unit=_unit(match), count=_number(match["count"]))]


def _unit_ending(match: re.Match[str]) -> list[Mention]:
    return [Mention(*match.span(), "duration", unit=_unit(match), count=1)]


def _plain(kind: Kind) -> Build:
    return lambda match: [Mention(*match.span(), kind)]


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


BUILDERS: dict[str, Build] = {
    "iso": _iso,
    "numeric": _numeric,
    "days_month": _days,
    "month_days": _days,
    "day_month": _date,
    "month_day": _date,
    "month_year": _date,
    "which_month": _which_month,
    "month": _month,
    "named_day": _named_day,
    "quarter": _quarter,
    "half": _half,
    "first_months": _first_months,
    "fiscal": _fiscal,
    "year_range": _year_range,
    "decade": _decade,
    "century": _century,
    "year": _year,
    "season": _season,
    "weekday": _weekday,
    "ago": _ago,
    "window": _window,
    "this": _this,
    "same": _plain("same"),
    "unit_before": _unit_before,
    "the_unit": _the_unit,
    "day_word": _day_word,
    "now": _plain("now"),
    "vague": _plain("vague"),
    "rate": _plain("rate"),
    "a_unit": _a_unit,
    "unit_ending": _unit_ending,
    "duration": _duration,
}
"""By the name of the rule in grammar.yaml; a builder returns nothing where what matched is no time after all."""
