"""When a page was published: by its structured data, meta elements, time elements, bylines, address, what stands by
its title, in this order.

htmldate (Barbaresi 2020, doi:10.21105/joss.02439) is asked where all of these are silent: first quickly, then at
length, and last of all an address that names only the month counts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from urllib.parse import urlsplit

from lxml import etree

from pipeline.documents.date_search import searched_date
from pipeline.documents.dates import iso_date, iso_dates
from pipeline.documents.page_elements import TitlePlace
from pipeline.documents.page_words import page_words
from pipeline.documents.time_elements import time_dates
from pipeline.records.model import Stated

_ADDRESS_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/_-]|$)")
_BYLINE_REACH = 40
_UTC = re.compile(r"T(\d{2}):?\d{2}.*(?:Z|[+-]00:?00)\s*$")
_HOUR = re.compile(r"\d:\d\d|\dT\d")
_NOON = 12
_DAY = 10
"""Characters of a date that names the day."""
_LONGEST_DATELINE = 70
"""Characters of a line by a title that tells when, and at most who, of its text."""


def publication_date(
    *,
    stated: tuple[Stated, str] | None,
    metas: Mapping[str, str],
    root: etree._Element,
    opening: str,
    title: TitlePlace | None,
    url: str | None,
    beside: Collection[str],
    search: bool,
) -> Stated | None:
    """The date of publication, ISO 8601, as precise as it is stated; None where nothing tells it.

    `stated` is that of the structured data with the words it was written in; `title` is where the page's title stands,
    `beside` are the paths of elements that are not the document's own. With `search` htmldate may be asked. Never
    raises.
    """
    address = _address_date(url, metas)
    byline = byline_date(opening, page_words()["bylines"]["published"])
    shown = _date_by(title)
    named = stated or meta_date(metas, page_words()["published"]["meta"])
    named = named or next(time_dates(root, title, beside, url), None)
    if named is not None:
        return _first_day(*named, byline or shown) or _local_day(*named, address, opening)
    exact = next((found for found in (byline, address, shown) if found and len(found.value) == _DAY), None)
    found = exact or (searched_date(root, title, url, beside) if search else None)
    if found is not None and address is not None and found.value[: len(address.value)] != address.value:
        return byline or address  # what was searched is of something else on the page
    return found or byline or address


def _first_day(found: Stated, written: str, shown: Stated | None) -> Stated | None:
    """The day that the page shows, where its structured data name a later one and no time of day: so do those that a
    person fills in, with the day of the last change."""
    if shown is None or len(shown.value) < _DAY or _HOUR.search(written):
        return None
    return shown if shown.value < found.value else None


def _local_day(found: Stated, written: str, address: Stated | None, opening: str) -> Stated:
    """The day where the page was published: a time in UTC is a day off where it was still, or already, another day,
    which the address or the page itself then names."""
    match = _UTC.search(written)
    if match is None or len(found.value) < _DAY:
        return found
    step = timedelta(days=-1 if int(match.group(1)) < _NOON else 1)
    other = (date.fromisoformat(found.value) + step).isoformat()
    if address is not None and address.value == other:
        return address
    shown = iso_dates(opening)
    return Stated(other, "byline") if other in shown and found.value not in shown else found


def meta_date(metas: Mapping[str, str], names: Iterable[str]) -> tuple[Stated, str] | None:
    """The date of the first of these meta elements that holds one, with the words that it was written in."""
    for name in names:
        if name in metas and (day := iso_date(metas[name])):
            return Stated(day, f"meta {name}"), metas[name]
    return None


def _date_by(title: TitlePlace | None) -> Stated | None:
    """The day of the first line by the title that holds little else: "Ama Boateng · 3 May 2021 · 4 min read"."""
    other = rf"\b(?:{'|'.join(page_words()['bylines']['modified'])})\b|{page_words()['stamps']}"
    for _, line in title.near if title is not None else ():
        days = iso_dates(line) if len(line) <= _LONGEST_DATELINE else frozenset()
        if len(days) == 1 and not re.search(other, line, re.I):
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
