"""How politely and within which limits sources are fetched."""

from __future__ import annotations

from dataclasses import dataclass

NEVER_ZERO = frozenset({"silence_seconds", "total_seconds", "max_bytes", "parallel_hosts"})
"""Settings with which nothing would be fetched if they were 0."""


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """The settings of a list's `fetch:` section, with their defaults. Times in seconds, sizes in bytes."""

    contact: str | None = None
    """An address or page that a site's owner can turn to; sent with the User-Agent."""
    pause_seconds: float = 1.0
    """Between two requests to one host; a longer crawl delay in robots.txt holds instead."""
    max_wait_seconds: float = 120.0
    """The longest crawl delay, Retry-After or backoff that is waited for."""
    silence_seconds: float = 30.0
    """How long a host may keep silent, while connecting or answering."""
    total_seconds: float = 120.0
    """How long one request may take in all, however steadily it drips."""
    max_bytes: int = 50_000_000
    """The size of a document, unpacked."""
    retries: int = 3
    """How often a passing fault is tried again."""
    backoff_seconds: float = 1.0
    """The wait before the first retry; it doubles with each further one, and chance takes up to half off."""
    parallel_hosts: int = 8
    """How many hosts are read at a time."""
