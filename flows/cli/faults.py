"""Errors to exit statuses: what a person can mend is said in a line; a fault of ours leaves its traceback in a file."""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from pathlib import Path
from types import TracebackType

from flows.cli.output import warn
from flows.faults import kept_traceback, plain_reason
from sources.errors import HeldError, UserError


class Status(IntEnum):
    """What the exit status says."""

    WELL = 0
    SOME_UNREAD = 1
    WRONG_CALL = 2
    HELD = 3
    CONFLICTS = 4
    FAULT = 70
    INTERRUPTED = 130


class CallError(UserError):
    """A call that cannot be carried out as given; the message says why and what to do."""


def unreadable(file: Path, error: OSError | UnicodeDecodeError, remedy: str) -> CallError:
    """What to raise for a file that cannot be read as text; `remedy` says what to give instead."""
    reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
    return CallError(f"{file}: {reason}; {remedy}")


class ErrorsAsStatus:
    """Ends the program with the status that fits the exception that leaves the block."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        _flush()
        if isinstance(error, SystemExit) and error.code == Status.INTERRUPTED:  # typer's, for Ctrl-C
            warn("stopped; what was done is kept, and the next run goes on from there")
        if isinstance(error, Exception):
            sys.exit(status_of(error))


def status_of(error: Exception) -> Status:
    """Says on standard error what is wrong, and gives the exit status for it."""
    reason = plain_reason(error)
    if reason is None:
        return fault_of_ours(error)
    for line in reason.splitlines():
        warn(line)
    return Status.HELD if isinstance(error, HeldError) else Status.WRONG_CALL


def fault_of_ours(error: BaseException) -> Status:
    """Keeps the traceback in a file and says where."""
    what = str(error).splitlines()[0] if str(error) else ""
    warn(f"a fault of ours: {type(error).__name__}: {what}; please report it with {kept_traceback(error)}")
    return Status.FAULT


def _flush() -> None:
    """Sends what is left to whoever reads; one who has seen enough is no error, now or when Python ends."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
