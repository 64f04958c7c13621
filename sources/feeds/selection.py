"""The documents that a feed's filters let through, each a source of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from sources.catalog import Source
from sources.feeds.entries import FeedEntry

DEFAULT_AT_MOST = 50
"""Documents taken of one reading of a feed where the list does not say."""
_LONGEST_FEED_ID, _LONGEST_SLUG, _DIGEST = 40, 28, 8


def documents_of(feed: Source, entries: Iterable[FeedEntry]) -> tuple[Source, ...]:
    """The sources that a feed's entries make, the newest first and no more than `at_most`.

    Their ids follow from the feed's id and the entry's address. What the list says of the feed holds for each; date and
    title are the entry's, where the list gives none.
    """
    chosen = [entry for entry in entries if _passes(feed, entry)]
    chosen.sort(key=lambda entry: entry.published or "", reverse=True)
    return tuple(_source(feed, entry) for entry in chosen[: feed.at_most or DEFAULT_AT_MOST])


def _passes(feed: Source, entry: FeedEntry) -> bool:
    text = f"{entry.url}\n{entry.title or ''}".casefold()
    if feed.since and entry.published and entry.published < feed.since[: len(entry.published)]:
        return False
    if any(word.casefold() in text for word in feed.exclude):
        return False
    return not feed.include or any(word.casefold() in text for word in feed.include)


def _source(feed: Source, entry: FeedEntry) -> Source:
    return Source(
        id=document_id(feed.id, entry.url),
        url=entry.url,
        publisher=feed.publisher,
        title=feed.title or entry.title,
        published=feed.published or entry.published,
        licence=feed.licence,
        place=feed.place,
        list_name=feed.list_name,
        parent=feed.id,
        line=feed.line,
    )


def document_id(feed_id: str, url: str) -> str:
    """The id of a feed's document: the same for the same address, and short enough to be one."""
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    slug = re.sub(r"[^a-z0-9]+", "-", last.lower()).strip("-")[:_LONGEST_SLUG].strip("-")
    digest = hashlib.sha256(url.encode()).hexdigest()[:_DIGEST]
    return ".".join(filter(None, (feed_id[:_LONGEST_FEED_ID], f"{slug}-{digest}" if slug else digest)))
