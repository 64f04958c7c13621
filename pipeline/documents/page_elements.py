"""Elements of a page: where its title stands, and which hold something beside its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from pipeline.documents.page_words import page_words

_SURROUNDING_TAGS = frozenset({"footer", "aside", "nav"})
_REPLIES = frozenset({"comment", "acceptedAnswer", "suggestedAnswer", "review"})
_REPLY_TYPES = frozenset({"Comment", "UserComments", "Answer", "Review"})
_TEASER_DEPTH = 2
"""How far up from an element that tells a date its heading may stand."""


@dataclass(frozen=True, slots=True)
class TitlePlace:
    """The path of the element that is a page's title, and path and text of the pieces around it: those from it down to
    the end of the first paragraph, then those above it."""

    path: str
    near: tuple[tuple[str, str], ...]


def elements_at(root: etree._Element, paths: Iterable[str]) -> frozenset[etree._Element]:
    """The elements at these paths (html[1]/body[1]/p[2])."""
    known: _ByTag = {}
    found = (_element_at(root, path.split("/")[1:], known) for path in paths)
    return frozenset(element for element in found if element is not None)


def element_at(root: etree._Element, steps: Iterable[str]) -> etree._Element | None:
    """The element that the steps lead to. Pages have tags that are no names in a path language: "o:p", "=b"."""
    return _element_at(root, steps, {})


_ByTag = dict[etree._Element, dict[str, list[etree._Element]]]
"""Children by their tag, of the elements that paths have led through."""


def _element_at(root: etree._Element, steps: Iterable[str], known: _ByTag) -> etree._Element | None:
    element = root
    for step in steps:
        tag, _, place = step.rpartition("[")
        if element not in known:
            known[element] = _by_tag(element)
        alike, at = known[element].get(tag, ()), int(place.removesuffix("]"))
        if len(alike) < at:
            return None
        element = alike[at - 1]
    return element


def _by_tag(element: etree._Element) -> dict[str, list[etree._Element]]:
    children: dict[str, list[etree._Element]] = {}
    for child in element:
        if isinstance(child.tag, str):
            children.setdefault(child.tag, []).append(child)
    return children


def around_title(root: etree._Element, title: TitlePlace | None) -> Iterator[etree._Element]:
    """The elements that hold the page's title: they are the document's, whatever they are called."""
    for element in elements_at(root, [title.path] if title is not None else []):
        yield from element.iterancestors()


def is_beside_the_text(
    element: etree._Element, around: frozenset[etree._Element], own: frozenset[etree._Element]
) -> bool:
    """Whether an element stands in a comment, a teaser, a side column or the foot of the page."""
    return any(
        outer in around or (outer not in own and names_surroundings(outer))
        for outer in (element, *element.iterancestors())
    )


def is_in_teaser(element: etree._Element, url: str | None) -> bool:
    """Whether an element stands beside a heading that leads to another page."""
    for outer in islice(element.iterancestors(), _TEASER_DEPTH):
        for heading in outer.iterchildren("h2", "h3", "h4", "h5", "h6"):
            links = [link.get("href", "") for link in heading.iter("a")]
            if links and not any(urljoin(url or "", link) == url or _is_within(link, element) for link in links):
                return True
    return False


def is_in_reply(element: etree._Element) -> bool:
    """Whether an element's microdata are those of a comment, an answer or a review, not of the page."""
    return any(
        outer.get("itemprop") in _REPLIES or outer.get("itemtype", "").rpartition("/")[2] in _REPLY_TYPES
        for outer in element.iterancestors()
    )


def _is_within(link: str, element: etree._Element) -> bool:
    """Whether a link leads to an element of the same page, as the headings of posts lead to these."""
    _, _, name = link.partition("#")
    return bool(name) and bool(element.xpath("boolean(//*[@id=$name])", name=name))


def names_surroundings(element: etree._Element) -> bool:
    """Whether an element's tag, class or id says that it is no part of the text."""
    if not isinstance(element.tag, str):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in _SURROUNDING_TAGS or (
        len(names) > 1 and re.search(page_words()["surroundings"], names, re.I) is not None
    )
