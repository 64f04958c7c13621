"""RSS, Atom and sitemaps to entries: address, title, date."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.sax import SAXException

from lxml import etree

from sources.feeds.dates import day_of
from sources.media_types import utf8

MOST_ENTRIES = 50_000
"""Entries that are looked at; a sitemap may not have more."""
_LOOSE_AMPERSAND = re.compile(rb"&(?!#?\w{1,32};)")
_PLAIN_FROM, _PLAIN_TO = b"<![CDATA[", b"]]>"
_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b")
_TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
_ROOT_WITHIN = 8_192


class FeedError(Exception):
    """Bytes that are no feed; the message says why."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A document that a feed names; `published` is ISO 8601, the day where it was published, or its last change where
    a sitemap says no more."""

    url: str
    title: str | None
    published: str | None


def entries_of(data: bytes, address: str) -> tuple[FeedEntry, ...]:
    """The entries of a feed at `address`, in its order, each address once. Raises FeedError where it is none."""
    found = _sitemap_entries(data) if _SITEMAP.search(utf8(data[:_ROOT_WITHIN])) else _feed_entries(data)
    entries: dict[str, FeedEntry] = {}
    for link, title, dates in found:
        url = _web_address(link, address)
        if url is not None and len(entries) < MOST_ENTRIES:
            entries.setdefault(url, FeedEntry(url, _plain(title or "") or None, _first_day(dates)))
    return tuple(entries.values())


def sitemaps_of(data: bytes, address: str) -> tuple[FeedEntry, ...]:
    """The sitemaps that a sitemap index names; none where the data are something else."""
    if b"sitemapindex" not in utf8(data[:_ROOT_WITHIN]):
        return ()
    found = ((_web_address(link, address), _first_day(dates)) for link, _, dates in _sitemap_rows(data, "sitemap"))
    return tuple(FeedEntry(url, None, changed) for url, changed in found if url is not None)


Row = tuple[str, str | None, tuple[str | None, ...]]
"""Address, title, and the dates as they are written, the one that counts most first."""


def _feed_entries(data: bytes) -> Iterator[Row]:
    import feedparser  # a while to load, and few lists name feeds

    # Not the bytes themselves: where they are the name of a file it would read that.
    feed: Any = feedparser.parse(io.BytesIO(data)) if data else None
    if feed is None or not feed.version:
        raise FeedError("it is neither RSS nor Atom nor a sitemap")
    is_broken = isinstance(feed.get("bozo_exception"), SAXException)
    if is_broken and not any(entry.get("link") for entry in feed.entries):
        raise FeedError("its XML is broken, or was cut short")
    for entry in map(dict, feed.entries):  # as plain ones: feedparser's own give one date for another, with a warning
        yield entry.get("link", ""), entry.get("title"), (entry.get("published"), entry.get("updated"))


def _sitemap_entries(data: bytes) -> Iterator[Row]:
    return _sitemap_rows(data, "url")


def _sitemap_rows(data: bytes, name: str) -> Iterator[Row]:
    """Address, title and date of each element of this name, whatever namespace it is in."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, encoding=_encoding(data))
    try:
        root = etree.fromstring(_with_ampersands(utf8(data)), parser)
    except etree.XMLSyntaxError as error:
        raise FeedError(f"its XML is broken ({error})") from error
    if root is None:
        raise FeedError("its XML is broken")
    for element in root.iter(etree.Element):
        if _name(element) != name:
            continue
        own = _said(element)
        news = _said(next((child for child in element.iterchildren(etree.Element) if _name(child) == "news"), None))
        yield own.get("loc") or "", news.get("title"), (news.get("publication_date"), own.get("lastmod"))


def _with_ampersands(data: bytes) -> bytes:
    """The XML with its loose ampersands written out, save in what it marks as plain text."""
    first, *marked = data.split(_PLAIN_FROM)
    parts = [_LOOSE_AMPERSAND.sub(b"&amp;", first)]
    for part in marked:
        plain, end, rest = part.partition(_PLAIN_TO)
        parts.append(plain + end + _LOOSE_AMPERSAND.sub(b"&amp;", rest))
    return _PLAIN_FROM.join(parts)


def _encoding(data: bytes) -> str | None:
    """What the XML is in whatever it says: UTF-8 once it is no longer UTF-16; None for what it says."""
    return None if utf8(data) is data else "utf-8"


def _first_day(dates: Iterable[str | None]) -> str | None:
    return next(filter(None, (day_of(written or "") for written in dates)), None)


def _said(element: etree._Element | None) -> dict[str, str | None]:
    """The texts of an element's own children: pictures and videos have addresses and titles too."""
    children = () if element is None else element.iterchildren(etree.Element)
    return {_name(child): child.text for child in children}


def _name(element: etree._Element) -> str:
    """The name of an element without its namespace, or the prefix of one that the sitemap declares nowhere."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _plain(title: str) -> str:
    """A title without the mark-up that many feeds leave in it."""
    return " ".join(unescape(_TAG.sub("", unescape(title))).split())


def _web_address(link: str, address: str) -> str | None:
    try:
        url = urldefrag(urljoin(address, link.strip())).url
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return None
    return url if link.strip() and fits and not re.search(r"\s", url) else None
