"""Errors to exit statuses: what a person can mend is said in a line; a fault of ours leaves its traceback in a file."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from enum import IntEnum
from types import TracebackType

from flows.cli.output import warn


class Status(IntEnum):
    """What the exit status says."""

    WELL = 0
    SOME_UNREAD = 1
    WRONG_CALL = 2
    HELD = 3
    CONFLICTS = 4
    FAULT = 70
    INTERRUPTED = 130


class CallError(Exception):
    """A call that cannot be carried out as given; the message says why and what to do."""


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
    # Imported here: what raised the error has loaded its module already, and --help loads none of them.
    from flows.read_texts import TextsError
    from outputs.decisions import DecisionError, StaleDecisionError
    from pipeline.ledger import LedgerError, LedgerHeld
    from pipeline.reading.measures import PackError
    from pipeline.records.rows import ClaimRecordError
    from pipeline.records.settings import SettingsError
    from sources.catalog import CatalogError

    if isinstance(error, LedgerHeld):
        warn(str(error))
        return Status.HELD
    if isinstance(error, CatalogError):
        for fault in error.faults:
            warn(str(fault))
        return Status.WRONG_CALL
    wrong_call = (CallError, LedgerError, ClaimRecordError, DecisionError, PackError, SettingsError, TextsError)
    if isinstance(error, (*wrong_call, StaleDecisionError)):
        warn(str(error))
        return Status.WRONG_CALL
    return fault_of_ours(error)


def fault_of_ours(error: BaseException) -> Status:
    """Keeps the traceback in a file and says where."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="factledger-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(f"factledger {' '.join(sys.argv[1:])}\n\n")
        traceback.print_exception(error, file=file)
    what = str(error).splitlines()[0] if str(error) else ""
    warn(f"a fault of ours: {type(error).__name__}: {what}; please report it with {file.name}")
    return Status.FAULT


def _flush() -> None:
    """Sends what is left to whoever reads; one who has seen enough is no error, now or when Python ends."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
