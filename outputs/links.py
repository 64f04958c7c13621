"""From a claim back to its place: the live page at the quote, the page of a PDF, the stored snapshot."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from pipeline.records.model import Claim, fold

_EDGE_WORDS = 5
_WHOLE_WORDS = 10
_WEB = ("http", "https")


def is_web_address(url: str | None) -> bool:
    """Whether an address from a document may be offered as a link: http or https with a host, nothing else."""
    if not url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in _WEB and bool(parts.hostname)


def text_fragment(quoted: str) -> str:
    """The text directive that finds a quote on a live page: whole when short, else its first and last words.

    WICG URL Fragment Text Directives, https://wicg.github.io/scroll-to-text-fragment/: dashes, commas and
    ampersands are escaped, since they have a meaning there; a match cannot span a block, so of a quote over
    several lines the longest one is taken.
    """
    lines = [fold(line) for line in re.split(r"[\n\r\t]+", quoted)]
    longest = max(lines, key=len, default="")
    words = longest.split(" ")
    if len(words) <= _WHOLE_WORDS:
        return f":~:text={_escaped(longest)}"
    first, last = " ".join(words[:_EDGE_WORDS]), " ".join(words[-_EDGE_WORDS:])
    return f":~:text={_escaped(first)},{_escaped(last)}"


def live_link(claim: Claim) -> str | None:
    """The address of the live document at the quote: a text fragment for a page, `#page=` for a PDF.

    None where the document has no address on the web.
    """
    url = claim.document.url
    if url is None or not is_web_address(url):
        return None
    parts = urlsplit(url)
    page = claim.locator.page if claim.locator else None
    if page is not None:
        return urlunsplit(parts._replace(fragment=f"page={page}"))
    return urlunsplit(parts._replace(fragment=parts.fragment + text_fragment(claim.quote)))


def snapshot_link(claim: Claim) -> str | None:
    """Where the review application serves the bytes that the claim was read from."""
    return f"/snapshot/{claim.document.snapshot}" if claim.document.snapshot else None


def _escaped(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
