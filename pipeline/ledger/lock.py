"""One long writer at a time: a lock on a file in the ledger folder, freed by the system if its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from pipeline.ledger.errors import LedgerError, LedgerHeld

FILE_NAME = "ledger.lock"


def _opened(path: Path) -> TextIO:
    try:
        return path.open("a+", encoding="utf-8")
    except OSError as error:
        raise LedgerError(f"{path} cannot be written ({error.strerror}); give a ledger folder that can") from error


@contextmanager
def held(folder: Path, what: str, at: str) -> Iterator[None]:
    """Holds the folder's lock for as long as the block runs. Raises LedgerHeld, saying who has it and since when, and
    LedgerError where the folder cannot be written."""
    with _opened(folder / FILE_NAME) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise LedgerHeld(
                f"{folder} is in use by {holder}; wait until it is done, or use another --ledger"
            ) from None
        file.truncate(0)
        file.write(f"{what} (process {os.getpid()}, since {at})")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)
