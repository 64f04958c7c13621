"""When a page was published: by its structured data, meta elements, time elements, bylines, address, what stands by
its title, in this order.

Where all of these are silent, htmldate is asked quickly, then the last change counts, then htmldate is asked at length,
and last of all an address that names only the month counts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from urllib.parse import urlsplit

from lxml import etree

from pipeline.documents.date_search import DateSearch
from pipeline.documents.dates import day_elsewhere, iso_date, iso_dates
from pipeline.documents.page_elements import TitlePlace
from pipeline.documents.page_words import page_words
from pipeline.documents.time_elements import time_dates
from pipeline.records.model import Stated

_ADDRESS_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/_-]|$)")
_BYLINE_REACH = 40
_HOUR = re.compile(r"\d:\d\d|\dT\d")
_DAY = 10
"""Characters of a date that names the day."""
_LONGEST_DATELINE = 70
"""Characters of a line by a title that tells when, and at most who, of its text."""
_MACHINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)")
"""A moment as machines write it: where another date stands beside it no reader is meant to see it."""
_SEPARATOR = re.compile(r"\s*[|·•–—\n]\s*")
_LONGEST_DATE = 30
"""Characters of a part of a longer line that is a date: "Wednesday, September 22nd, 2021"."""


def publication_date(
    *,
    stated: tuple[Stated, str] | None,
    modified: Stated | None,
    modified_as: str | None,
    metas: Mapping[str, str],
    root: etree._Element,
    opening: str,
    title: TitlePlace | None,
    url: str | None,
    beside: Collection[str],
    search: bool,
) -> Stated | None:
    """The date of publication, ISO 8601, as precise as it is stated; None where nothing tells it.

    `stated` is that of the structured data with the words it was written in, `modified_as` the words in these for the
    last change; `modified` is the last change, wherever it is stated; `title` is where the page's title stands,
    `beside` are the paths of elements that are not the document's own. With `search` htmldate may be asked. Never
    raises.
    """
    address = _address_date(url, metas)
    byline = byline_date(opening, page_words()["bylines"]["published"])
    changed = byline_date(opening, page_words()["bylines"]["modified"])
    shown = _date_by(title, changed)

    @cache
    def timed() -> tuple[Stated, str] | None:
        return next(time_dates(root, title, beside, url, changed), None)

    named = stated or meta_date(metas, page_words()["published"]["meta"]) or timed()
    if named is not None:
        if not _HOUR.search(named[1]) or named[1] == modified_as:  # filled in by hand, or with the last change
            by_time = timed() if byline is None and shown is None else None
            seen = byline or shown or (by_time[0] if by_time else None)
            if seen is not None and len(seen.value) == _DAY and seen.value < named[0].value:
                return seen
        return _local_day(*named, address, opening)
    exact = next((found for found in (byline, address, shown) if found and len(found.value) == _DAY), None)
    found = exact or _searched(DateSearch(root, title, url, beside), modified) if search else exact
    if found is not None and address is not None and found.value[: len(address.value)] != address.value:
        return byline or address  # what was searched is of something else on the page
    return found or byline or address


def _searched(search: DateSearch, modified: Stated | None) -> Stated | None:
    """What htmldate finds, the day of the last change before what it only guesses."""
    change = Stated(modified.value, "last change") if modified is not None else None
    return search.quick() or change or search.at_length()


def _local_day(found: Stated, written: str, address: Stated | None, opening: str) -> Stated:
    """The day where the page was published: a time in UTC is a day off where it was still, or already, another day,
    which the address or the page itself then names."""
    other = day_elsewhere(found.value, written)
    if other is None:
        return found
    if address is not None and address.value == other:
        return address
    either = (iso_dates(line) & {other, found.value} for line in opening.splitlines())
    first = next((days for days in either if days), frozenset())
    return Stated(other, "byline") if first == {other} else found


def meta_date(metas: Mapping[str, str], names: Iterable[str]) -> tuple[Stated, str] | None:
    """The date of the first of these meta elements that holds one, with the words that it was written in."""
    for name in names:
        if name in metas and (day := iso_date(metas[name])):
            return Stated(day, f"meta {name}"), metas[name]
    return None


def _date_by(title: TitlePlace | None, changed: Stated | None) -> Stated | None:
    """The day of the first line by the title that holds little else: "Ama Boateng · 3 May 2021 · 4 min read"."""
    other = rf"\b(?:{'|'.join(page_words()['bylines']['modified'])})\b|{page_words()['stamps']}"
    for _, line in title.near if title is not None else ():
        line = _MACHINE.sub(" | ", line) if iso_dates(_MACHINE.sub("", line)) else line
        short = len(line) <= _LONGEST_DATELINE
        parts = [line] if short else [part for part in _SEPARATOR.split(line) if len(part) <= _LONGEST_DATE]
        days = frozenset(day for part in parts for day in iso_dates(re.split(other, part, maxsplit=1, flags=re.I)[0]))
        if len(days) == 1 and (changed is None or changed.value not in days):
            return Stated(next(iter(days)), "byline")
    return None


def byline_date(opening: str, words: Iterable[str]) -> Stated | None:
    """The date that the first of these words stands before in the opening of a page."""
    for word in words:
        for match in re.finditer(rf"(?<!\w){word}\b[\s:—–-]*", opening, re.I):
            if day := iso_date(opening[match.end() : match.end() + _BYLINE_REACH], at_start=True):
                return Stated(day, "byline")
    return None


def _address_date(url: str | None, metas: Mapping[str, str]) -> Stated | None:
    match = _ADDRESS_DATE.search(urlsplit(url or metas.get("og:url", "")).path) if _is_address(url) else None
    day = iso_date("-".join(part.zfill(2) for part in match.groups() if part)) if match else None
    return Stated(day, "address") if day else None


def _is_address(url: str | None) -> bool:
    try:
        return urlsplit(url or "").scheme in {"", "http", "https"}
    except ValueError:
        return False
