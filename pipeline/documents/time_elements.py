"""The dates of a page's time elements."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import dropwhile, islice

from lxml import etree

from pipeline.documents.dates import iso_date
from pipeline.documents.page_elements import (
    TitlePlace,
    around_title,
    element_at,
    elements_at,
    is_beside_the_text,
    is_in_teaser,
)
from pipeline.documents.page_words import page_words
from pipeline.records.model import Stated, fold

_TIME_DEPTH = 2
"""How far up from a time element the piece of text that it stands in may be."""


def time_dates(
    root: etree._Element, title: TitlePlace | None, beside: Collection[str], url: str | None
) -> Iterator[tuple[Stated, str]]:
    """The date of the time element that is marked as the page's own, the only one, the one nearest to the title, or
    the first below it: a thread is as old as its first post. What stands far above a title is not of its text."""
    around = elements_at(root, beside)
    own = frozenset(around_title(root, title))
    times = [one for one in root.iter("time") if not (is_beside_the_text(one, around, own) or is_in_teaser(one, url))]
    marked = [one for one in times if "pubdate" in one.attrib or one.get("itemprop") == "datePublished"]
    times = [one for one in times if not re.search(page_words()["changed"], one.get("class") or "")]
    classed = [one for one in times if re.search(page_words()["dated_by_class"], one.get("class") or "")]
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
    places = (element_at(root, path.split("/")[1:]) for path, _ in (title.near if title is not None else ()))
    return list(islice((one for place in places for one, around in held if place in around), 1))


def _below(title: TitlePlace | None, root: etree._Element, times: Sequence[etree._Element]) -> list[etree._Element]:
    """Those of the time elements that stand in or after the title."""
    heading = element_at(root, title.path.split("/")[1:]) if title is not None else None
    if heading is None:
        return []
    after = frozenset(dropwhile(lambda one: one is not heading, root.iter("time", heading.tag)))
    return [one for one in times if one in after]
