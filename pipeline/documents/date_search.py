"""The date that htmldate (Barbaresi 2020, doi:10.21105/joss.02439) finds on a page: first quickly, then at length."""

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
"""Characters of an element that is a build stamp."""


def searched_date(
    root: etree._Element, title: TitlePlace | None, url: str | None, beside: Collection[str]
) -> Stated | None:
    from htmldate import find_date  # heavy, and seldom needed

    copied = html.document_fromstring(etree.tostring(root, encoding="unicode", method="html"))
    around = elements_at(copied, beside)
    own = frozenset(around_title(copied, title))
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
    if element in around or names_surroundings(element):
        return True
    if element.tag == "time":
        return is_in_teaser(element, url)
    own = element.text or ""
    return len(own) <= _LONGEST_STAMP and re.search(page_words()["stamps"], own, re.I) is not None
