"""Addresses of captured pages in web archives, which hold the original's address and the time of the capture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

HOSTS = frozenset({"web.archive.org", "webarchive.nationalarchives.gov.uk", "arquivo.pt", "webarchive.loc.gov"})
"""Archives that run the Wayback Machine or pywb: /web/20190304120000/https://example.org/page."""
_CAPTURE = re.compile(r"^(?:/[\w.-]+){1,2}/(\d{14})(?:[a-z]{2}_)?/+((?:https?:/{1,2})?[^/\s].*)$")
_WHOLE = re.compile(r"^(https?):/{1,2}")


@dataclass(frozen=True, slots=True)
class Capture:
    """A page as it was at a time: its own address, and ISO 8601 in UTC to the second."""

    url: str
    at: str


def capture_of(url: str | None) -> Capture | None:
    """The capture that an archive's address names; None for other addresses. Never raises."""
    try:
        parts = urlsplit(url or "")
        match = _CAPTURE.match(parts.path) if parts.hostname in HOSTS else None
        if match is None:
            return None
        at = datetime.strptime(match.group(1), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        named = match.group(2) + (f"?{parts.query}" if parts.query else "")
        original = _WHOLE.sub(r"\1://", named) if _WHOLE.match(named) else f"http://{named}"
        if not urlsplit(original).hostname:
            return None
    except ValueError:
        return None
    return Capture(original, at.strftime("%Y-%m-%dT%H:%M:%SZ"))


def original_of(url: str | None) -> str | None:
    """The address of the original where an archive's address is given; else the address itself."""
    capture = capture_of(url)
    return url if capture is None else capture.url
