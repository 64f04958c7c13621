"""Local documents: regular files of the list's folder, whatever links say, read within limits."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

_CHUNK = 1 << 20


class FileError(Exception):
    """A file that is not read. `is_missing`: there is none; else the message says what it is instead."""

    def __init__(self, reason: str, remedy: str, *, is_missing: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
        self.is_missing = is_missing


class FileTooBigError(Exception):
    """A file with more bytes than it may have."""


def document_at(path: Path, folder: Path | None) -> Path:
    """The regular file of the list's folder that the path leads to, all links followed. Raises FileError."""
    try:
        place = path.resolve(strict=True)
        if folder is None or not place.is_relative_to(folder.resolve()):
            raise FileError(f"{path}: leads out of the list's folder, to {place}", _INTO_THE_FOLDER)
    except FileNotFoundError as error:
        remedy = "Put the document there, or correct 'path:', which counts from the list's folder."
        raise FileError(f"{path}: there is no such file", remedy, is_missing=True) from error
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        raise _unreadable(path, error) from error
    return _regular(path)


def _regular(path: Path) -> Path:
    try:
        place = path.resolve(strict=True)
        if not stat.S_ISREG(place.stat().st_mode):
            raise FileError(f"{path}: is no regular file", _DOCUMENTS)
    except (OSError, RuntimeError) as error:
        raise _unreadable(path, error) from error
    return place


def read_document_at(path: Path, folder: Path | None, *, max_bytes: int, seconds: float) -> bytes:
    """The bytes of a document of the list's folder. Raises FileError, FileTooBigError."""
    return _bytes_of(document_at(path, folder), path, max_bytes, seconds)


def read_file(path: Path, *, max_bytes: int, seconds: float) -> bytes:
    """The bytes of a regular file, wherever it is. Raises FileError, FileTooBigError."""
    return _bytes_of(_regular(path), path, max_bytes, seconds)


def _bytes_of(place: Path, path: Path, max_bytes: int, seconds: float) -> bytes:
    """What waits for somebody else to write, such as a named pipe, is never waited for: between the look and the
    opening the file may have been replaced, so that it is opened without blocking and looked at again."""
    end = time.monotonic() + seconds
    data = bytearray()
    try:
        with open(place, "rb", buffering=0, opener=_without_blocking) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise FileError(f"{path}: is no regular file", _DOCUMENTS)
            while chunk := file.read(_CHUNK):
                data += chunk
                if len(data) > max_bytes:
                    raise FileTooBigError
                if time.monotonic() > end:
                    raise FileError(f"{path}: not read after {seconds:g} s", "Copy it to a disk of this machine.")
    except OSError as error:
        raise _unreadable(path, error) from error
    return bytes(data)


_DOCUMENTS = "Name a document; folders, pipes and devices are not read."
_INTO_THE_FOLDER = "Copy the document into the list's folder, or put the list beside it."


def _without_blocking(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOFOLLOW)


def _unreadable(path: Path, error: Exception) -> FileError:
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return FileError(f"{path}: {told}", "Check that it is a file and may be read.")
