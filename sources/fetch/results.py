"""What fetching gives: the bytes, or what went wrong, always as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from sources.media_types import MediaType

FailureKind = Literal[
    "missing_file", "unreadable_file", "bad_address", "unknown_host", "private_address", "unreachable", "connection",
    "tls", "timeout", "robots", "forbidden", "not_found", "rate_limited", "server_error", "unexpected_status",
    "redirects", "too_big", "bad_encoding", "wrong_type", "empty", "not_tried", "no_browser",
    "not_rendered",
]  # fmt: skip
LATER = "Try again later; open the address in a browser to see whether the site is up."
"""What to do about a fault that may pass."""


def now() -> str:
    """The time as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Validators:
    """What is known of the last fetch of a source, so that an unchanged document is not fetched again."""

    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document that could be read. `data` is None where it is "unchanged": `sha256` names the bytes kept before.

    `headers` are the response's, names in lower case, in order; `final_url` is where redirects led, for a file
    its file: address. `validators` are those to hand in next time. `at` is ISO 8601 in UTC.
    """

    source_id: str
    status: Literal["new", "unchanged"]
    data: bytes | None = field(repr=False)
    sha256: str
    media_type: MediaType | None
    headers: tuple[tuple[str, str], ...]
    final_url: str
    at: str
    validators: Validators


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """A document that could not be read: `reason` names the place, `remedy` what to do, each a sentence.

    `passing` says whether the same may go well another time.
    """

    source_id: str
    kind: FailureKind
    reason: str
    remedy: str
    passing: bool
    at: str


class FetchError(Exception):
    """Why a request, or what it brought, is of no use. `retry_after` is what the host asks for, in seconds."""

    def __init__(
        self, kind: FailureKind, reason: str, remedy: str, *, passing: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
        self.remedy = remedy
        self.passing = passing
        self.retry_after = retry_after

    def failure(self, source_id: str) -> FetchFailure:
        """The error as it is recorded of a source, now."""
        return FetchFailure(source_id, self.kind, f"{self.reason}.", self.remedy, self.passing, now())
