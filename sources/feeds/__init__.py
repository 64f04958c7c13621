"""Feeds and sitemaps: their entries, and the sources that a feed's filters make of them."""

from sources.feeds.entries import FeedEntry, FeedError, entries_of, sitemaps_of
from sources.feeds.selection import documents_of

__all__ = ["FeedEntry", "FeedError", "documents_of", "entries_of", "sitemaps_of"]
