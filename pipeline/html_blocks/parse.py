"""The text of a page to a tree of elements."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.document_errors import DocumentError

_SUSPICIOUS = 4_000
"""Equals signs in a page from which its tags are looked at before they are parsed."""
_CROWDED_TAG = re.compile(
    r"""(<[a-zA-Z][^\s>/]*+)(?>[\s/]++[^\s"'>=/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]++))?+){500,}+"""
)
"""A tag with more attributes than any page has; libxml2 takes time by their number squared."""

MOST_TAGS = 2_000_000
"""Tags of a page that is parsed: a tree of so many takes about 600 MB."""


def parse(text: str) -> etree._Element:
    """The root element, comments and processing instructions left out. Raises DocumentError where there is none."""
    tags = text.count("<")
    if tags > MOST_TAGS:
        raise DocumentError("too_large", f"the page has about {tags:,} tags", f"at most {MOST_TAGS:,} are parsed")
    if text.count("=") > _SUSPICIOUS:
        text = _CROWDED_TAG.sub(r"\1", text)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise DocumentError("malformed", f"the page cannot be parsed: {error}", "fetch it again") from error
    if root is None:
        raise DocumentError("empty", "the page holds no element", "check the address or the file")
    return root
