"""Processes of their own for PDFs: started when needed, kept for the next document, killed as a group when over limit.

PDFium is not made for threads, and a hostile file can make it crash, spin or swell. A worker reads one document at a
time; threads that call at once have a worker each. A worker outlives a document only if it answered in time.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from pipeline.documents.errors import DocumentError
from pipeline.documents.pdf.worker import ERROR, READY, TIME, frame_length, write_frame
from pipeline.records.python_process import start_python
from pipeline.records.settings import PdfSettings

_MOST_JOBS = 60
"""A worker is replaced after so many documents, whatever their leftovers in memory."""
_LONGEST_ANSWER = 512 * 1024 * 1024
_START_SECONDS = 60.0
"""So long a worker may take to start, before a document is handed to it."""
_LAST_SECONDS = 2.0
_CODE = "from pipeline.documents.pdf.worker import main; main()"
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}
"""Each thread of a pool reserves address space."""


class _Worker:
    def __init__(self) -> None:
        self.process = start_python(_CODE, environment=_ONE_THREAD, quiet=True)
        self.jobs = 0

    def run(self, header: Mapping[str, Any], data: bytes, settings: PdfSettings) -> bytes:
        """The payload of the answer. Raises DocumentError, or _GoneError or _LateError where none comes."""
        assert self.process.stdin is not None
        if not self.jobs and self._frame(time.monotonic() + _START_SECONDS) != READY:
            raise _GoneError
        self.jobs += 1
        deadline = time.monotonic() + settings.wall_seconds
        try:
            write_frame(self.process.stdin, json.dumps({**header, "settings": asdict(settings)}).encode())
            write_frame(self.process.stdin, data)
        except BrokenPipeError as error:
            raise _GoneError from error
        while True:
            answer = self._frame(deadline)
            kind, payload = answer[:1], answer[1:]
            if kind == TIME:
                deadline += float(payload)
            elif kind == ERROR:
                raise DocumentError(*json.loads(payload))
            else:
                return payload

    def _frame(self, deadline: float) -> bytes:
        length = frame_length(self._bytes(8, deadline))
        if not 0 < length <= _LONGEST_ANSWER:
            raise _GoneError
        return self._bytes(length, deadline)

    def _bytes(self, count: int, deadline: float) -> bytes:
        assert self.process.stdout is not None
        number = self.process.stdout.fileno()
        poll = select.poll()
        poll.register(number, select.POLLIN)
        chunks = []
        while count:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                raise _LateError
            chunk = os.read(number, min(count, 1 << 20))
            if not chunk:
                raise _GoneError
            chunks.append(chunk)
            count -= len(chunk)
        return b"".join(chunks)

    def ended(self) -> int:
        """The exit status of a worker that has closed its end, given a moment to go."""
        until = time.monotonic() + _LAST_SECONDS
        # not reaped yet, so that its number still stands for its group
        while os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            if time.monotonic() > until:
                break
            time.sleep(0.01)
        return self.kill()

    def kill(self) -> int:
        """Ends the worker and all that it started; gives its exit status."""
        # killing the group of a leader that was waited for could hit a stranger
        if self.process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()
        return self.process.wait()


class _GoneError(Exception):
    """The worker ended before it answered."""


class _LateError(Exception):
    """The worker did not answer in time."""


class _Pool:
    """Idle workers, of which each caller takes one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []

    def take(self) -> _Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.process.poll() is None:
                    return worker
                worker.kill()
        return _Worker()

    def give_back(self, worker: _Worker) -> None:
        if worker.jobs >= _MOST_JOBS:
            worker.kill()
            return
        with self._lock:
            self._idle.append(worker)

    def close(self) -> None:
        with self._lock:
            for worker in self._idle:
                worker.kill()
            self._idle.clear()

    def forget(self) -> None:
        """After a fork: the workers belong to the parent."""
        self._lock = threading.Lock()
        self._idle = []


_pool = _Pool()
atexit.register(_pool.close)
os.register_at_fork(after_in_child=_pool.forget)


def run_job(header: Mapping[str, Any], data: bytes, settings: PdfSettings) -> bytes:
    """The answer of a worker to a job. Raises DocumentError: the worker's own, and took_too_long, crashed."""
    worker = _pool.take()
    sound = False
    try:
        answer = worker.run(header, data, settings)
        sound = True
        return answer
    except DocumentError as error:
        sound = error.kind != "too_much_memory"
        raise
    except _LateError as error:
        raise _took_too_long() from error
    except _GoneError as error:
        status = worker.ended()
        if status == -signal.SIGXCPU:
            raise _took_too_long() from error
        reason = f"the reader of PDFs ended on this file (status {status}); it may be made to do so"
        raise DocumentError("crashed", reason, "open it in a viewer and save it anew, or leave it out") from error
    finally:
        if sound:
            _pool.give_back(worker)
        else:
            worker.kill()


def _took_too_long() -> DocumentError:
    remedy = "raise documents.pdf.cpu_seconds and wall_seconds, or leave it out"
    return DocumentError("took_too_long", "reading the PDF takes longer than it may", remedy)
