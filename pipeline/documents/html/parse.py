"""The text of a page to a tree of elements."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.documents.errors import DocumentError
from pipeline.documents.html.tokens import BLOCK_TAGS

_SUSPICIOUS = 4_000
"""Equals signs in a page from which its tags are looked at before they are parsed."""
_CROWDED_TAG = re.compile(
    r"""(<[a-zA-Z][^\s>/]*+)(?>[\s/]++[^\s"'>=/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]++))?+){500,}+"""
)
"""A tag with more attributes than any page has; libxml2 takes time by their number squared."""

MOST_TAGS = 2_000_000
"""Tags of a page that is parsed: a tree of so many takes about 600 MB."""


FEWEST_FALLBACK_WORDS = 60
"""Words of a noscript element from which on it may be the page's text, not a notice."""

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>")
_HEAD_TAGS = frozenset(
    {"title", "meta", "link", "script", "style", "base", "noscript", "template", "object", "bgsound"}
)
_KEPT_FLAT = frozenset({"html", "head", "body", "title", "meta", "link", "script", "style"})


@dataclass(frozen=True, slots=True)
class Parsed:
    """The root element, comments and processing instructions left out, and what went wrong."""

    root: etree._Element
    notes: tuple[str, ...] = ()


def without_crowded_tags(text: str) -> str:
    """The page with the attributes of such tags left out."""
    return _CROWDED_TAG.sub(r"\1", text) if text.count("=") > _SUSPICIOUS else text


def parse(text: str) -> Parsed:
    """The elements of a page. Raises DocumentError where there are none, or more than are parsed.

    libxml2 gives up at a depth of 2,048 elements and drops what follows: such a page is read again as a row of
    paragraphs, so that its text is not lost with its structure.
    """
    tags = text.count("<")
    if tags > MOST_TAGS:
        raise DocumentError("too_large", f"the page has about {tags:,} tags", f"at most {MOST_TAGS:,} are parsed")
    root, too_deep = _elements(text)
    if too_deep:
        root, _ = _elements(_TAG.sub(_flat, text))
        return Parsed(root, ("the page nests deeper than any reader follows; its text was read without its structure",))
    return Parsed(root)


def _elements(text: str) -> tuple[etree._Element, bool]:
    """The root element, and whether the parser gave up at its greatest depth."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise DocumentError("malformed", f"the page cannot be parsed: {error}", "fetch it again") from error
    if root is None:
        raise DocumentError("empty", "the page holds no element", "check the address or the file")
    _move_into_body(root)
    _show_fallback(root)
    return root, any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)


def _move_into_body(root: etree._Element) -> None:
    """Gives a page that leaves out <body> its body: libxml2 keeps what it does not know from HTML 4, such as <main>,
    in the head."""
    head, body = root.find("head"), root.find("body")
    strays = [] if head is None else [child for child in head if child.tag not in _HEAD_TAGS]
    if not strays:
        return
    if body is None:
        body = etree.SubElement(root, "body")
    for position, stray in enumerate(strays):
        body.insert(position, stray)


def _show_fallback(root: etree._Element) -> None:
    """Shows what a page has for readers without scripts, where that is most of its text: forums put threads there."""
    for fallback in list(root.iter("noscript")):
        words = _words_in(fallback)
        if words >= FEWEST_FALLBACK_WORDS and words >= _words_in(root) - words:
            fallback.tag = "div"


def _words_in(element: etree._Element) -> int:
    texts = element.xpath(".//text()[not(ancestor::script or ancestor::style)]")
    return sum(len(str(text).split()) for text in texts) if isinstance(texts, list) else 0


def _flat(tag: re.Match[str]) -> str:
    name = tag.group(1).lower()
    if name in _KEPT_FLAT:
        return tag.group()
    return "<p>" if name in BLOCK_TAGS or name == "br" else ""
