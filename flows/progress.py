"""Where the steps of a run say how far they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Progress(Protocol):
    """Whoever is told how far the steps of a run are."""

    def expect(self, step: str, total: int) -> None:
        """`total` things are to be done in this step."""

    def done(self, step: str, what: str, *, problem: str | None = None) -> None:
        """One more thing of the step is done, or went wrong."""


class Silent:
    """Progress that nobody looks at."""

    def expect(self, step: str, total: int) -> None:
        pass

    def done(self, step: str, what: str, *, problem: str | None = None) -> None:
        pass


_CURRENT: ContextVar[Progress] = ContextVar("progress", default=Silent())  # noqa: B039 - it holds nothing


@contextmanager
def shown_by(progress: Progress) -> Iterator[None]:
    """Within the block, and in the threads that are started from it, steps report to `progress`."""
    token = _CURRENT.set(progress)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def current() -> Progress:
    """Whoever is told of progress here and now."""
    return _CURRENT.get()
