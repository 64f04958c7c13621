"""Progress as people see it, on standard error: bars on a terminal, lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from flows.progress import Progress, Silent
from pipeline.records.control_characters import without_controls

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


@contextmanager
def progress_shown(quiet: bool) -> Iterator[Progress]:
    """What to report to while the block runs."""
    if quiet:
        yield Silent()
    elif not sys.stderr.isatty():
        yield _Lines()
    else:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        columns = (TextColumn("{task.description:<9}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Bars(*columns, TextColumn("{task.fields[what]}"), console=Console(stderr=True), transient=True) as bars:
            yield _OnTerminal(bars)


class _Lines:
    def expect(self, step: str, total: int) -> None:
        if total:
            self._say(f"{step} {total}")

    def done(self, step: str, what: str, *, problem: str | None = None) -> None:
        self._say(f"  {what}" + (f": {problem}" if problem else ""))

    def _say(self, line: str) -> None:
        print(without_controls(line), file=sys.stderr, flush=True)


class _OnTerminal:
    """Bars, one a step; several threads report to them."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._lock = Lock()
        self._steps: dict[str, TaskID] = {}

    def expect(self, step: str, total: int) -> None:
        with self._lock:
            if step in self._steps:
                known = next(task for task in self._bars.tasks if task.id == self._steps[step])
                self._bars.update(known.id, total=(known.total or 0) + total)
            elif total:
                self._steps[step] = self._bars.add_task(step, total=total, what="")

    def done(self, step: str, what: str, *, problem: str | None = None) -> None:
        with self._lock:
            if step in self._steps:
                self._bars.update(self._steps[step], advance=1, what=what)
            if problem:
                self._bars.console.print(without_controls(f"  {what}: {problem}"), markup=False, highlight=False)
