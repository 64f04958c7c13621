"""The text of a page to a tree of elements."""

from __future__ import annotations

from lxml import etree

from pipeline.document_errors import DocumentError


def parse(text: str) -> etree._Element:
    """The root element, comments and processing instructions left out. Raises DocumentError where there is none."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise DocumentError("malformed", f"the page cannot be parsed: {error}", "fetch it again") from error
    if root is None:
        raise DocumentError("empty", "the page holds no element", "check the address or the file")
    return root
