"""RSS, Atom and sitemaps to entries: address, title, date."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree

MOST_ENTRIES = 50_000
"""Entries that are looked at; a sitemap may not have more."""
_ISO = re.compile(r"\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)", re.ASCII)
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
    found = _sitemap_entries(data) if _SITEMAP.search(data[:_ROOT_WITHIN]) else _feed_entries(data)
    entries: dict[str, FeedEntry] = {}
    for link, title, published in found:
        url = _web_address(link, address)
        if url is not None and len(entries) < MOST_ENTRIES:
            entries.setdefault(url, FeedEntry(url, _plain(title or "") or None, _day(published or "")))
    return tuple(entries.values())


def sitemaps_of(data: bytes, address: str) -> tuple[FeedEntry, ...]:
    """The sitemaps that a sitemap index names; none where the data are something else."""
    if b"sitemapindex" not in data[:_ROOT_WITHIN]:
        return ()
    found = ((_web_address(link, address), _day(changed or "")) for link, _, changed in _sitemap_rows(data, "sitemap"))
    return tuple(FeedEntry(url, None, changed) for url, changed in found if url is not None)


Row = tuple[str, str | None, str | None]


def _feed_entries(data: bytes) -> Iterator[Row]:
    import feedparser  # a while to load, and few lists name feeds

    # Not the bytes themselves: where they are the name of a file it would read that.
    feed: Any = feedparser.parse(io.BytesIO(data)) if data else None
    if feed is None or not feed.version:
        raise FeedError("it is neither RSS nor Atom nor a sitemap")
    for entry in feed.entries:
        yield entry.get("link", ""), entry.get("title"), entry.get("published") or entry.get("updated")


def _sitemap_entries(data: bytes) -> Iterator[Row]:
    return _sitemap_rows(data, "url")


def _sitemap_rows(data: bytes, name: str) -> Iterator[Row]:
    """Address, title and date of each element of this name, whatever namespace it is in."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FeedError(f"its XML is broken ({error})") from error
    if root is None:
        raise FeedError("its XML is broken")
    for element in root.iter(f"{{*}}{name}"):
        own = _said(element)
        news = _said(element.find("{*}news"))
        yield own.get("loc") or "", news.get("title"), news.get("publication_date") or own.get("lastmod")


def _said(element: etree._Element | None) -> dict[str, str | None]:
    """The texts of an element's own children: pictures and videos have addresses and titles too."""
    children = () if element is None else element.iterchildren(etree.Element)
    return {etree.QName(child).localname: child.text for child in children}


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


def _day(written: str) -> str | None:
    """The day that a date names where it was written, whatever its time zone; as precise as it is stated."""
    match = _ISO.match(written)
    try:
        if match is None:
            return parsedate_to_datetime(written).date().isoformat()
        parts = [part for part in match.groups() if part]
        date(*map(int, [*parts, *["1"] * (3 - len(parts))]))
    except (ValueError, TypeError, OverflowError):
        return None
    return "-".join(parts)
