"""Whose document is read next: hosts take turns, and none is kept waiting by others that keep silent."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable
from itertools import count
from threading import Condition

from sources.catalog import Source
from sources.fetch.pacing import Pacing, host_of
from sources.fetch.results import Fetched, FetchFailure

GIVE_UP_AFTER = 3
"""Documents in a row for which no connection to their host could be made, from which the rest is not tried."""
_DOWN = frozenset({"unreachable", "unknown_host"})
_SILENT = _DOWN | {"timeout"}


def host_groups(sources: Iterable[Source]) -> list[tuple[Source, ...]]:
    """The sources by host, in the order of the list; local files are a group of their own."""
    groups: dict[str, list[Source]] = {}
    for source in sources:
        host = "" if source.path is not None else host_of(source.address)
        groups.setdefault(host, []).append(source)
    return [tuple(group) for group in groups.values()]


class Host:
    """The documents of one host that are still to be read, and how it has answered so far."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._left = deque(sources)
        first = self._left[0]
        self.name = "" if first.path is not None else host_of(first.address)
        self.silences = 0
        self._down_in_a_row = 0

    def __len__(self) -> int:
        return len(self._left)

    @property
    def is_down(self) -> bool:
        return self._down_in_a_row >= GIVE_UP_AFTER

    def next(self) -> Source:
        """Takes the next source of the host. IndexError where none is left."""
        return self._left.popleft()

    def note(self, result: Fetched | FetchFailure) -> None:
        """A page that hangs makes its host wait for the others; only what cannot be connected to is down."""
        kind = result.kind if isinstance(result, FetchFailure) else None
        self.silences += kind in _SILENT
        if kind != "not_tried":
            self._down_in_a_row = self._down_in_a_row + 1 if kind in _DOWN else 0


class Turns:
    """The hosts that wait for a reader: those that kept silent least first, then those that may be asked soonest.

    A host has one reader at a time. Safe among threads.
    """

    def __init__(self, groups: Iterable[Iterable[Source]], pacing: Pacing) -> None:
        self._pacing = pacing
        self._order = count()
        self._changed = Condition()
        self._waiting = [(0, 0.0, next(self._order), Host(group)) for group in groups]
        self._open = len(self._waiting)
        self._is_stopped = False

    def __len__(self) -> int:
        """How many hosts have documents left."""
        return self._open

    def take(self) -> Host | None:
        """The next host, once there is one; None when all documents are read, or nobody is to wait any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or not self._open or self._is_stopped)
            return heapq.heappop(self._waiting)[-1] if self._waiting and not self._is_stopped else None

    def give_back(self, host: Host) -> None:
        """Lets the host wait for its next turn, where it has documents left."""
        with self._changed:
            if len(host):
                turn = (host.silences, self._pacing.free_at(host.name), next(self._order), host)
                heapq.heappush(self._waiting, turn)
            else:
                self._open -= 1
            self._changed.notify_all()

    def stop(self) -> None:
        """Nobody waits for a host any more."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()
