"""When a page was published: by its structured data, meta elements, time elements, bylines, address, what stands by
its title, in this order.

htmldate (Barbaresi 2020, doi:10.21105/joss.02439) is asked where all of these are silent: first quickly, then at
length, and last of all an address that names only the month counts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import dropwhile, islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from pipeline.documents.dates import iso_date, iso_dates
from pipeline.records.data import load_yaml
from pipeline.records.model import Stated, fold

_ADDRESS_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/_-]|$)")
_BYLINE_REACH = 40
_SURROUNDING_TAGS = frozenset({"footer", "aside", "nav"})
_SURROUNDING_NAMES = re.compile(
    r"(?<![a-z])(?:comments?|disqus|related|teasers?|recommended|sidebar|footer|promo|newsletter|trending)(?![a-z])",
    re.I,
)
_UTC = re.compile(r"T(\d{2}):?\d{2}.*(?:Z|[+-]00:?00)\s*$")
_HOUR = re.compile(r"\d:\d\d|\dT\d")
_NOON = 12
_DAY = 10
"""Characters of a date that names the day."""
_NEW_YEAR, _FIRST = "-01-01", "-01"
"""What htmldate makes of a bare year, such as that of a copyright line, and of a month."""
_LONGEST_DATELINE = 70
"""Characters of a line by a title that tells when, and at most who, of its text."""
_TIME_DEPTH = 2
"""How far up from a time element the piece of text that it stands in may be."""
_TEASER_DEPTH = 2
"""How far up from a time element its heading may stand."""
_LONGEST_STAMP = 160
"""Characters of an element that is a build stamp."""


@dataclass(frozen=True, slots=True)
class TitlePlace:
    """The path of the element that is a page's title, and path and text of the pieces around it: those from it down to
    the end of the first paragraph, then those above it."""

    path: str
    near: tuple[tuple[str, str], ...]


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
    byline = byline_date(opening, _words()["bylines"]["published"])
    shown = _date_by(title)
    named = stated or meta_date(metas, _words()["published"]["meta"])
    named = named or next(_time_dates(root, title, beside, url), None)
    if named is not None:
        return _first_day(*named, byline or shown) or _local_day(*named, address, opening)
    exact = next((found for found in (byline, address, shown) if found and len(found.value) == _DAY), None)
    found = exact or (_searched(root, title, url, beside) if search else None)
    if found is not None and address is not None and found.value[: len(address.value)] != address.value:
        return byline or address  # what was searched is of something else on the page
    return found or byline or address


@cache
def _words() -> dict[str, Any]:
    loaded: dict[str, Any] = load_yaml("pipeline.documents", "page_metadata.yaml")
    return loaded


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


def _time_dates(
    root: etree._Element, title: TitlePlace | None, beside: Collection[str], url: str | None
) -> Iterator[tuple[Stated, str]]:
    """The date of the time element that is marked as the page's own, the only one, the one nearest to the title, or
    the first below it: a thread is as old as its first post. What stands far above a title is not of its text."""
    around = _elements(root, beside)
    own = frozenset(_around_title(root, title))
    times = [one for one in root.iter("time") if not (_is_beside_the_text(one, around, own) or _is_in_teaser(one, url))]
    marked = [one for one in times if "pubdate" in one.attrib or one.get("itemprop") == "datePublished"]
    times = [one for one in times if not re.search(_words()["changed"], one.get("class") or "")]
    classed = [one for one in times if re.search(_words()["dated_by_class"], one.get("class") or "")]
    near = _by(title, root, times)
    below = _below(title, root, times)
    alone = times if len(times) == 1 and (title is None or near or below) else []
    for element in marked or classed or alone or near or below[:1]:
        for written in (element.get("datetime") or "", fold("".join(str(text) for text in element.itertext()))):
            if day := iso_date(written):
                yield Stated(day, "time element"), written


def _by(title: TitlePlace | None, root: etree._Element, times: Iterable[etree._Element]) -> list[etree._Element]:
    """The time element that stands nearest to the title, of several on the page."""
    held = [(one, frozenset((one, *islice(one.iterancestors(), _TIME_DEPTH)))) for one in times]
    places = (_element(root, path.split("/")[1:]) for path, _ in (title.near if title is not None else ()))
    return list(islice((one for place in places for one, around in held if place in around), 1))


def _below(title: TitlePlace | None, root: etree._Element, times: Sequence[etree._Element]) -> list[etree._Element]:
    """Those of the time elements that stand in or after the title."""
    heading = _element(root, title.path.split("/")[1:]) if title is not None else None
    if heading is None:
        return []
    after = frozenset(dropwhile(lambda one: one is not heading, root.iter("time", heading.tag)))
    return [one for one in times if one in after]


def _date_by(title: TitlePlace | None) -> Stated | None:
    """The day of the first line by the title that holds little else: "Ama Boateng · 3 May 2021 · 4 min read"."""
    other = rf"\b(?:{'|'.join(_words()['bylines']['modified'])})\b|{_words()['stamps']}"
    for _, line in title.near if title is not None else ():
        days = iso_dates(line) if len(line) <= _LONGEST_DATELINE else frozenset()
        if len(days) == 1 and not re.search(other, line, re.I):
            return Stated(next(iter(days)), "byline")
    return None


def _elements(root: etree._Element, paths: Iterable[str]) -> frozenset[etree._Element]:
    """The elements at these paths (html[1]/body[1]/p[2])."""
    found = (_element(root, path.split("/")[1:]) for path in paths)
    return frozenset(element for element in found if element is not None)


def _element(root: etree._Element, steps: Iterable[str]) -> etree._Element | None:
    """The element that the steps lead to. Pages have tags that are no names in a path language: "o:p", "=b"."""
    element: etree._Element | None = root
    for step in steps:
        tag, _, place = step.rpartition("[")
        alike = () if element is None else (child for child in element if child.tag == tag)
        element = next(islice(alike, int(place.removesuffix("]")) - 1, None), None)
    return element


def _around_title(root: etree._Element, title: TitlePlace | None) -> Iterator[etree._Element]:
    """The elements that hold the page's title: they are the document's, whatever they are called."""
    for element in _elements(root, [title.path] if title is not None else []):
        yield from element.iterancestors()


def _is_beside_the_text(
    element: etree._Element, around: frozenset[etree._Element], own: frozenset[etree._Element]
) -> bool:
    """Whether an element stands in a comment, a teaser, a side column or the foot of the page."""
    return any(
        outer in around or (outer not in own and _names_surroundings(outer))
        for outer in (element, *element.iterancestors())
    )


def _is_in_teaser(element: etree._Element, url: str | None) -> bool:
    """Whether an element stands beside a heading that leads to another page."""
    for outer in islice(element.iterancestors(), _TEASER_DEPTH):
        for heading in outer.iterchildren("h2", "h3", "h4", "h5", "h6"):
            links = [link.get("href", "") for link in heading.iter("a")]
            if links and not any(urljoin(url or "", link) == url or _is_within(link, element) for link in links):
                return True
    return False


def _is_within(link: str, element: etree._Element) -> bool:
    """Whether a link leads to an element of the same page, as the headings of posts lead to these."""
    _, _, name = link.partition("#")
    return bool(name) and bool(element.xpath("boolean(//*[@id=$name])", name=name))


def _names_surroundings(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in _SURROUNDING_TAGS or (len(names) > 1 and _SURROUNDING_NAMES.search(names) is not None)


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


def _searched(
    root: etree._Element, title: TitlePlace | None, url: str | None, beside: Collection[str]
) -> Stated | None:
    from htmldate import find_date  # heavy, and seldom needed

    copied = html.document_fromstring(etree.tostring(root, encoding="unicode", method="html"))
    around = _elements(copied, beside)
    own = frozenset(_around_title(copied, title))
    elements = [one for one in copied.iter() if isinstance(one, html.HtmlElement)]
    for element in [one for one in elements if one not in own and _dates_something_else(one, around, url)]:
        if element.getparent() is not None:
            element.drop_tree()
    for at_length in (False, True):
        try:
            day = find_date(copied, original_date=True, extensive_search=at_length, url=url)
        except (ValueError, OverflowError):
            return None
        if day and not (at_length and day.endswith(_NEW_YEAR)):
            return Stated(day[: -len(_FIRST)] if at_length and day.endswith(_FIRST) else day, "htmldate")
    return None


def _dates_something_else(element: html.HtmlElement, around: frozenset[etree._Element], url: str | None) -> bool:
    """Whether dates in an element say nothing of the page: those of its surroundings, of teasers, of its making."""
    if element in around or _names_surroundings(element):
        return True
    if element.tag == "time":
        return _is_in_teaser(element, url)
    own = element.text or ""
    return len(own) <= _LONGEST_STAMP and re.search(_words()["stamps"], own, re.I) is not None
