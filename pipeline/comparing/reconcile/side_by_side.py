"""Measures reconciled side by side, in processes of their own beside this one.

A process is started from the environment and the import path alone: neither forked, which threads do not survive, nor
started from the caller's main module, which may have no guard. Where one is lost, this process does its work.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import IO

from pipeline.comparing.pairs.judge import Rules
from pipeline.comparing.pairs.weights import shipped_models
from pipeline.comparing.reconcile.measure import Findings, find_in_measure, read_in_order
from pipeline.comparing.reconcile.regrouping import Regrouping
from pipeline.records.model import Claim, ClaimPlace, Conflict, DistinctValue, DocumentContext, Fact, Verdict
from pipeline.records.packing import pack_records
from pipeline.records.python_process import start_python
from pipeline.records.settings import CompareSettings

_CODE = "from pipeline.comparing.reconcile.side_by_side import serve; serve()"
_RECORDS = (Claim, ClaimPlace, Conflict, DistinctValue, DocumentContext, Fact, Verdict)
Find = Callable[[Sequence[Claim]], Findings]


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def work_off(
    by_measure: Sequence[Sequence[Claim]],
    settings: CompareSettings,
    regroupings: Sequence[Regrouping],
    *,
    helpers: int,
) -> Iterator[Callable[[Find], list[Findings]]]:
    """Lets helpers, one fewer than there are measures at most, begin with the largest; what is given does the rest here
    and gives the findings of all. Left by an error, it ends the helpers at once."""
    waiting: SimpleQueue[Sequence[Claim]] = SimpleQueue()
    for claims in sorted(by_measure, key=len, reverse=True):
        waiting.put(claims)
    running = [_Helper(waiting, settings, regroupings) for _ in range(min(helpers, len(by_measure) - 1))]

    def rest(find: Find) -> list[Findings]:
        found = _worked_off(waiting, find)
        for helper in running:
            found += helper.found()
        return found + _worked_off(waiting, find)  # what lost helpers left

    try:
        yield rest
    finally:
        for helper in running:
            helper.stop()


def _worked_off(waiting: SimpleQueue[Sequence[Claim]], find: Find) -> list[Findings]:
    found: list[Findings] = []
    while (claims := _next(waiting)) is not None:
        found.append(find(claims))
    return found


def _next(waiting: SimpleQueue[Sequence[Claim]]) -> Sequence[Claim] | None:
    try:
        return waiting.get_nowait()
    except Empty:
        return None


class _Helper:
    """A process that takes one measure after the other, and the thread that hands them to it."""

    def __init__(
        self, waiting: SimpleQueue[Sequence[Claim]], settings: CompareSettings, regroupings: Sequence[Regrouping]
    ) -> None:
        self._waiting, self._settings, self._regroupings = waiting, settings, tuple(regroupings)
        self._found: list[Findings] = []
        self._stopped = False
        self._process = _started()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def found(self) -> list[Findings]:
        """Waits for what it has begun, then gives all that it found."""
        self._thread.join()
        return self._found

    def stop(self) -> None:
        self._stopped = True
        if self._process is not None:
            self._process.kill()
        self._thread.join()

    def _work(self) -> None:
        while not self._stopped and self._process is not None and (claims := _next(self._waiting)) is not None:
            answer = _asked(self._process, (claims, self._settings, self._regroupings))
            if answer is None:
                self._waiting.put(claims)
                break
            self._found.append(answer)
        if self._process is not None:
            self._process.kill()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
            self._process.wait()


def _started() -> subprocess.Popen[bytes] | None:
    try:
        return start_python(_CODE)
    except OSError:
        return None


def _asked(process: subprocess.Popen[bytes], job: object) -> Findings | None:
    """The helper's answer; None where it is lost, in whatever way."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        _send(process.stdin, job)
        answer = pickle.load(process.stdout)
    except Exception:  # noqa: BLE001 # a garbled answer can raise nearly anything
        return None
    return answer if isinstance(answer, Findings) else None


def serve() -> None:
    """Answers one job after the other, until there are no more."""
    gc.disable()  # claims and findings make no cycles, and looking for some walks through all of them over and over
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            claims, settings, regroupings = pickle.load(jobs)
        except EOFError:
            return
        told, rules = read_in_order(claims, settings, {}), Rules(settings, shipped_models())
        _send(answers, find_in_measure(told, rules, regroupings=regroupings))


def _send(to: IO[bytes], message: object) -> None:
    pack_records(message, to, _RECORDS)
    to.flush()
