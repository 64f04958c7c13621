"""One request to a host at a time, with a pause between them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock
from urllib.parse import urlsplit


class Stopped(Exception):  # noqa: N818 - no error: whoever takes the results wants no more
    """The run was ended while a request waited for its turn."""


def host_of(url: str) -> str:
    """Host and port of an address, in lower case. Raises ValueError where the address is malformed."""
    parts = urlsplit(url)
    return f"{parts.hostname or ''}:{parts.port or ''}"


class Pacing:
    """The turns of all hosts in one run. Safe among threads."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._turns: dict[str, Lock] = defaultdict(Lock)
        self._free_at: dict[str, float] = {}
        self._guard = Lock()
        self._stop = Event()

    def stop(self) -> None:
        """End all waiting, now and from now on."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()

    def wait(self, seconds: float) -> None:
        """Raises Stopped when the run ends meanwhile."""
        if self._stop.wait(max(0.0, seconds)):
            raise Stopped

    @contextmanager
    def turn(self, host: str, pause: float | None = None) -> Iterator[None]:
        """Holds the host until the block ends, and then closes it for `pause` seconds, the usual ones if None."""
        with self._guard:
            lock = self._turns[host]
        with lock:
            self.wait(self.free_at(host) - time.monotonic())
            try:
                yield
            finally:
                self.hold(host, self._pause if pause is None else pause)

    def free_at(self, host: str) -> float:
        """When the host may be asked next, by the monotonic clock."""
        return self._free_at.get(host, 0.0)

    def hold(self, host: str, seconds: float) -> None:
        """Close the host for at least `seconds` from now."""
        self._free_at[host] = max(self.free_at(host), time.monotonic() + seconds)
