"""Where fetching may go besides the open internet: as whoever runs it says, never as a list does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from sources.errors import UserError

WEB_PORTS = (80, 443)


class AccessError(UserError):
    """A host to be opened that is written wrongly; the message says how to write it."""


class HostPort(NamedTuple):
    """A host, in lower case and without the brackets of an IPv6 address, and one of its ports."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Access:
    """The folder that files are read from, with all below it (None: no files); what may lie in a private network."""

    folder: Path | None
    private_hosts: frozenset[HostPort]


def private_hosts(entries: Iterable[str]) -> frozenset[HostPort]:
    """The hosts of entries such as `wiki.example` (both web ports), `wiki.example:8080` and `[::1]:8080`.

    Raises AccessError.
    """
    return frozenset(HostPort(host, port) for entry in entries for host, ports in [_read(entry)] for port in ports)


def _read(entry: str) -> tuple[str, tuple[int, ...]]:
    try:
        parts = urlsplit(f"//{entry}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or parts.netloc != entry or "@" in entry or port == 0:
        raise AccessError(f"private host {entry!r}: write HOST or HOST:PORT, such as wiki.example:8080 or [::1]:8080")
    return host, WEB_PORTS if port is None else (port,)
