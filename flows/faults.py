"""What went wrong, in plain lines, where it is nothing that has to be reported: what a person can mend, a full disk."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator
from functools import cache

from sources.errors import UserError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_SURROGATES = "surrogates not allowed"
"""What Python says of bytes of the command line that are no UTF-8, where they are to be written."""
_FULL_TO_SQLITE = "database or disk is full"
_LEAST_ROOM = 1 << 20
"""Bytes; with less of them Prefect's server answers with errors that name no reason."""


def plain_reason(error: BaseException) -> str | None:
    """What to tell a person, a line for each fault; None for a fault of ours, which has to be reported."""
    if any(map(_is_of_a_full_disk, _with_causes(error))) or _has_no_room():
        return "the disk is full; make room, and the next run goes on from there"
    if any(isinstance(each, UnicodeEncodeError) and each.reason == _SURROGATES for each in _with_causes(error)):
        return "an argument of the call is no text in UTF-8; type it again"
    return str(error) if isinstance(error, UserError) else None


@cache  # the flow and the command line may both speak of it
def kept_traceback(error: BaseException) -> str:
    """The file that the traceback is kept in, to be reported."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="factledger-fault-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
    ) as file:
        file.write(f"factledger {' '.join(sys.argv[1:])}\n\n")
        traceback.print_exception(error, file=file)
    return file.name


def _is_of_a_full_disk(error: BaseException) -> bool:
    return (isinstance(error, OSError) and error.errno in _FULL) or _FULL_TO_SQLITE in str(error)


def _has_no_room() -> bool:
    """Whether the disk is full that Prefect's records are on, which lie in the ledger's folder."""
    home = os.environ.get("PREFECT_HOME")
    try:
        return home is not None and shutil.disk_usage(home).free < _LEAST_ROOM
    except OSError:
        return False


def _with_causes(error: BaseException) -> Iterator[BaseException]:
    """The error, what it came from, and the members of groups."""
    seen: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop()
        if each is not None and each not in seen:
            seen.append(each)
            yield each
            waiting += [each.__cause__, each.__context__]
            if isinstance(each, BaseExceptionGroup):
                waiting += each.exceptions
