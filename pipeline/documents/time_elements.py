"""The dates of a page's time elements."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import dropwhile, islice

from lxml import etree

from pipeline.documents.dates import day_elsewhere, iso_date
from pipeline.documents.page_elements import (
    TitlePlace,
    around_title,
    element_at,
    elements_at,
    is_beside_the_text,
    is_in_reply,
    is_in_teaser,
)
from pipeline.documents.page_words import page_words
from pipeline.records.model import Stated, fold

_TIME_DEPTH = 2
"""How far up from a time element the piece of text that it stands in may be."""


def time_dates(
    root: etree._Element, title: TitlePlace | None, beside: Collection[str], url: str | None, changed: Stated | None
) -> Iterator[tuple[Stated, str]]:
    """The date of the time element that is marked as the page's own, the only one, the one nearest to the title, or
    the first below it: a thread is as old as its first post. What stands far above a title is not of its text, and the
    day that a byline names as that of a change, `changed`, is none of publication."""
    times = [one for one in _own_times(root, title, beside) if not is_in_teaser(one, url)]
    times = [one for one in times if not is_in_reply(one) and (changed is None or _day(one)[0] != changed.value)]
    marked = [one for one in times if "pubdate" in one.attrib or one.get("itemprop") == "datePublished"]
    times = [one for one in times if not re.search(page_words()["changed"], one.get("class") or "")]
    classed = [one for one in times if re.search(page_words()["dated_by_class"], one.get("class") or "")]
    near = _by(title, root, times)
    below = _below(title, root, times)
    alone = times if len(times) == 1 and (title is None or near or below) else []
    for element in marked or classed or alone or near or below[:1]:
        day, written = _day(element)
        if day is not None:
            yield Stated(day, "time element"), written


def _own_times(root: etree._Element, title: TitlePlace | None, beside: Collection[str]) -> Iterator[etree._Element]:
    """The time elements that stand in the text. What was only taken for something beside it does so too where it shares
    an article with the title: a line of date and links looks like a menu."""
    around = elements_at(root, beside)
    own = frozenset(around_title(root, title))
    article = next((one for one in around_title(root, title) if one.tag == "article"), None)
    for element in root.iter("time"):
        within = article is not None and article in element.iterancestors()
        if not is_beside_the_text(element, frozenset() if within else around, own):
            yield element


def _day(element: etree._Element) -> tuple[str | None, str]:
    """The date of a time element and the words that it was read from: what the reader sees where the attribute has the
    same moment in UTC."""
    shown = fold("".join(str(text) for text in element.itertext()))
    machine, seen = element.get("datetime") or "", iso_date(shown)
    day = iso_date(machine)
    if day is None or (seen is not None and seen == day_elsewhere(day, machine)):
        return seen, shown
    return day, machine


def _by(title: TitlePlace | None, root: etree._Element, times: Iterable[etree._Element]) -> list[etree._Element]:
    """The time element that stands nearest to the title, of several on the page."""
    held = [(one, frozenset((one, *islice(one.iterancestors(), _TIME_DEPTH)))) for one in times]
    places = (element_at(root, path.split("/")[1:]) for path, _ in (title.near if title is not None else ()))
    return list(islice((one for place in places for one, around in held if place in around), 1))


def _below(title: TitlePlace | None, root: etree._Element, times: Sequence[etree._Element]) -> list[etree._Element]:
    """Those of the time elements that stand in or after the title."""
    heading = element_at(root, title.path.split("/")[1:]) if title is not None else None
    if heading is None:
        return []
    after = frozenset(dropwhile(lambda one: one is not heading, root.iter("time", heading.tag)))
    return [one for one in times if one in after]
