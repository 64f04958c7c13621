"""Measures reconciled side by side, in processes of their own beside this one.

A process is started with nothing of the caller's but its import path: neither forked, which threads do not survive,
nor started from the caller's main module, which may have no guard. Where one is lost, this process does its work.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import IO

from pipeline.compare.slots import read_slots
from pipeline.model import Claim, ClaimPlace, Conflict, DistinctValue, DocumentContext, Fact, Verdict
from pipeline.reconcile.measure import Findings, find_in_measure
from pipeline.records import pack_records
from pipeline.settings import CompareSettings

_CODE = "from pipeline.reconcile.side_by_side import serve; serve()"
_RECORDS = (Claim, ClaimPlace, Conflict, DistinctValue, DocumentContext, Fact, Verdict)
Find = Callable[[Sequence[Claim]], Findings]


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def work_off(
    by_measure: Sequence[Sequence[Claim]], settings: CompareSettings, *, helpers: int
) -> Iterator[Callable[[Find], list[Findings]]]:
    """Lets helpers, one fewer than there are measures at most, begin with the largest; what is given does the rest here
    and gives the findings of all."""
    helpers = min(helpers, len(by_measure) - 1)
    waiting: SimpleQueue[Sequence[Claim]] = SimpleQueue()
    for claims in sorted(by_measure, key=len, reverse=True):
        waiting.put(claims)
    with ThreadPoolExecutor(max(1, helpers)) as threads:
        helped = [threads.submit(_helped, waiting, settings) for _ in range(helpers)]

        def rest(find: Find) -> list[Findings]:
            found = _worked_off(waiting, find)
            return [*found, *(part for each in helped for part in each.result())]

        try:
            yield rest
        finally:
            _worked_off(waiting, lambda claims: Findings((), ()))  # after an error: nothing more is begun


def _worked_off(waiting: SimpleQueue[Sequence[Claim]], find: Find) -> list[Findings]:
    found: list[Findings] = []
    while True:
        try:
            claims = waiting.get_nowait()
        except Empty:
            return found
        found.append(find(claims))


def _helped(waiting: SimpleQueue[Sequence[Claim]], settings: CompareSettings) -> list[Findings]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)}
    command = [sys.executable, "-P", "-c", _CODE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as helper:
        assert helper.stdin is not None
        assert helper.stdout is not None
        to_helper, from_helper = helper.stdin, helper.stdout

        def find(claims: Sequence[Claim]) -> Findings:
            try:
                _send(to_helper, (claims, settings))
                answer: Findings = pickle.load(from_helper)
                return answer
            except (OSError, EOFError, pickle.UnpicklingError):
                helper.kill()
                return _find(claims, settings)

        try:
            return _worked_off(waiting, find)
        finally:
            helper.kill()


def serve() -> None:
    """Answers one job after the other, until there are no more."""
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            claims, settings = pickle.load(jobs)
        except EOFError:
            return
        _send(answers, _find(claims, settings))


def _find(claims: Sequence[Claim], settings: CompareSettings) -> Findings:
    ordered = sorted(claims, key=lambda claim: claim.id)
    return find_in_measure([read_slots(claim, settings) for claim in ordered], settings)


def _send(to: IO[bytes], message: object) -> None:
    pack_records(message, to, _RECORDS)
    to.flush()
