"""The dates that htmldate (Barbaresi 2020, doi:10.21105/joss.02439) finds on a page, quickly and at length."""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml import etree, html

from pipeline.documents.page_elements import TitlePlace, around_title, elements_at, is_in_teaser, names_surroundings
from pipeline.documents.page_words import page_words
from pipeline.records.model import Stated

_NEW_YEAR, _FIRST = "-01-01", "-01"
"""What htmldate makes of a bare year, such as that of a copyright line, and of a month."""
_LONGEST_STAMP = 160
"""Characters of an element that is a build stamp or tells of a change."""
_UNSEEN = frozenset({"link", "script", "style"})
_TELLING = frozenset(
    {"class", "content", "datetime", "http-equiv", "id", "itemprop", "name", "property", "pubdate", "title"}
)
"""Attributes that say what a date is; in the addresses and names of files of others htmldate takes digits for dates."""


class DateSearch:
    """The search of a copy of a page from which is gone what dates something else."""

    def __init__(
        self, root: etree._Element, title: TitlePlace | None, url: str | None, beside: Collection[str]
    ) -> None:
        self._url = url
        self._page = html.document_fromstring(etree.tostring(root, encoding="unicode", method="html"))
        around = elements_at(self._page, beside)
        own = frozenset(around_title(self._page, title))
        elements = [one for one in self._page.iter() if isinstance(one, html.HtmlElement)]
        for element in [one for one in elements if one not in own and _dates_something_else(one, around, url)]:
            if element.getparent() is not None:
                element.drop_tree()
        for element in self._page.iter():
            for name in [name for name in element.attrib if name not in _TELLING]:
                del element.attrib[name]

    def quick(self) -> Stated | None:
        """The date of what is marked as holding one."""
        day = self._find(at_length=False)
        return Stated(day, "htmldate") if day else None

    def at_length(self) -> Stated | None:
        """The likeliest date in all of the text; a bare year is none."""
        day = self._find(at_length=True)
        if day is None or day.endswith(_NEW_YEAR):
            return None
        return Stated(day.removesuffix(_FIRST), "htmldate")

    def _find(self, *, at_length: bool) -> str | None:
        from htmldate import find_date  # heavy, and seldom needed

        if at_length:
            _ask_in_english()
        try:
            found: str | None = find_date(self._page, original_date=True, extensive_search=at_length, url=self._url)
        except (ValueError, OverflowError):
            return None
        return found


def _ask_in_english() -> None:
    """The parser that htmldate asks at length tries all of its two hundred languages, whose patterns take seconds to
    make; the pages are in English."""
    from htmldate.extractors import get_external_parser

    get_external_parser().languages = ["en"]


def _dates_something_else(element: html.HtmlElement, around: frozenset[etree._Element], url: str | None) -> bool:
    """Whether dates in an element say nothing of the page: those of its surroundings, of teasers, of its making, of its
    last change, of pictures."""
    if element in around or element.tag in _UNSEEN or names_surroundings(element):
        return True
    if element.tag == "time":
        return is_in_teaser(element, url)
    if element.tag == "meta":
        return "image" in f"{element.get('property')} {element.get('name')}"
    if _is_change(element):
        return True
    own = element.text or ""
    if not own or own.isspace() or len(own) > _LONGEST_STAMP:
        return False
    return re.search(page_words()["stamps"], own, re.I) is not None


def _is_change(element: html.HtmlElement) -> bool:
    """Whether an element is named after the last change, and not after the first appearance too."""
    names = element.get("class") or ""
    if not names or not re.search(page_words()["changed"], names) or re.search(page_words()["dated_by_class"], names):
        return False
    return len(element.text_content()) <= _LONGEST_STAMP
