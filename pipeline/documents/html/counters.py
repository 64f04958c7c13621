"""Numbers that a script runs up once a page is shown: what they stop at stands in an attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from pipeline.documents.figures import is_figure
from pipeline.documents.html.tokens import COUNTER_ATTRIBUTES, COUNTING, RUNNING, groups_of

_RUN_UP_FROM = re.compile(r"^\W*0*(?:[.,]0+)*\W*[+%KMBkmb]?$")
_VALUE = re.compile(r"^\W{0,2}\d[\d.,\s]*\W?\w{0,3}$")
_LONGEST_VALUE = 24
_CARD_DEPTH = 4
"""Elements around an empty one among which the card may be that keeps its number."""
_MOST_TEXTS = 40
"""Pieces of text, blank ones too, of such a card."""


def counted(element: etree._Element) -> tuple[str, str] | None:
    """The attribute in which an element that shows a zero or nothing keeps its number, and the number as it will be
    shown; None where it keeps none."""
    if len(element) or (element.text and not _RUN_UP_FROM.match(element.text)):
        return None
    for holder in (element, *_cards(element)):
        for name in _names(holder, own=holder is element):
            value = holder.get(name, "")
            if len(value) < _LONGEST_VALUE and _VALUE.match(value) and value.strip("0., "):
                shown = (element.text or "").strip()
                after = shown[len(shown.rstrip("+%KMBkmb")) :] or _beside(holder, "suffix")
                return name, _beside(holder, "prefix") + _grouped(value.strip()) + after
    return None


def _cards(element: etree._Element) -> Iterator[etree._Element]:
    """The elements around an empty one named for a figure that may keep its number: cards that show no figure yet."""
    named = element.get("class", "")
    if element.tag != "span" or element.text or not ("figure" in groups_of(named) or COUNTING.search(named)):
        return
    for outer in islice(element.iterancestors(), _CARD_DEPTH):
        if any(outer.get(name) for name in COUNTER_ATTRIBUTES):
            texts = [str(part) for part in islice(outer.itertext(), _MOST_TEXTS)]
            if len(texts) < _MOST_TEXTS and not any(is_figure(text.strip()) for text in texts):
                yield outer
            return


def _names(element: etree._Element, *, own: bool) -> Iterator[str]:
    """The attributes that may keep a number, the surest first; of what is no plain element any that is named for it."""
    yield from (name for name in COUNTER_ATTRIBUTES if element.get(name))
    is_made = isinstance(element.tag, str) and "-" in element.tag
    if own and ("0" in (element.text or "") or is_made or "figure" in groups_of(element.get("class", ""))):
        for name in map(str, element.attrib):
            if (is_made or name.startswith("data-")) and COUNTING.search(name) and not RUNNING.search(name):
                yield name


def _beside(element: etree._Element, part: str) -> str:
    """The prefix or the suffix that an element names for its number."""
    return next((element.get(name, "") for name in map(str, element.attrib) if name.endswith(part)), "")


def _grouped(value: str) -> str:
    """A number that could be taken for a year with its thousands parted: a counter runs up to no year."""
    return f"{int(value):,}" if value.isdecimal() and len(value) == len("2019") else value
