"""Immutable bytes and headers by SHA-256.

A snapshot is two files, `ab/abcd….json` and `ab/abcd…`. Each comes whole or not at all, the bytes last: a snapshot
whose bytes are there is whole, so that a ledger may name it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

SHA256_PATTERN = re.compile(r"[0-9a-f]{64}")


class SnapshotError(Exception):
    """A snapshot that is not there, or no longer what was stored; the message names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A document as it was fetched: bytes, the response's headers, time (ISO 8601, UTC) and final address.

    Where several fetches brought the same bytes, headers, time and address are the first one's.
    """

    sha256: str
    data: bytes = field(repr=False)
    media_type: str | None
    headers: tuple[tuple[str, str], ...]
    final_url: str
    at: str


@dataclass(frozen=True, slots=True)
class _Record:
    media_type: str | None
    headers: tuple[tuple[str, str], ...]
    final_url: str
    at: str


class SnapshotStore(ABC):
    """Snapshots, wherever their files are."""

    def put(
        self, data: bytes, *, headers: Iterable[tuple[str, str]], final_url: str, at: str, media_type: str | None
    ) -> str:
        """Keep the bytes, if they are not kept already, and return their SHA-256. Raises OSError."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not self._is_whole(sha256):
            record = _Record(media_type, tuple(headers), final_url, at)
            self._write(_record_name(sha256), json.dumps(asdict(record), ensure_ascii=False, indent=1).encode())
            self._write(_name(sha256), data)
        return sha256

    def get(self, sha256: str) -> Snapshot:
        """The snapshot. Raises SnapshotError where it is missing or its bytes are not what was stored."""
        name = _name(sha256)
        try:
            data = self._read(name)
            name = _record_name(sha256)
            record = json.loads(self._read(name))
            headers = tuple((key, value) for key, value in record["headers"])
            snapshot = Snapshot(sha256, data, record["media_type"], headers, record["final_url"], record["at"])
        except FileNotFoundError as error:
            raise SnapshotError(f"{self._place(name)}: the snapshot is missing. {_REMEDY}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise SnapshotError(f"{self._place(name)}: the snapshot's record is damaged. {_REMEDY}") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise SnapshotError(f"{self._place(_name(sha256))}: the bytes are not those that were stored. {_REMEDY}")
        return snapshot

    def has(self, sha256: str) -> bool:
        """Whether the bytes are there, right or not."""
        return self._exists(_name(sha256))

    def remove(self, sha256: str) -> bool:
        """Take the snapshot away for good, with what an interrupted write may have left. False if none was there."""
        found = self.has(sha256)
        for name in (_name(sha256), _record_name(sha256)):
            self._remove(name)
        return found

    def _is_whole(self, sha256: str) -> bool:
        try:
            self.get(sha256)
        except SnapshotError:
            return False
        return True

    @abstractmethod
    def _read(self, name: str) -> bytes:
        """The file's bytes. Raises FileNotFoundError, OSError."""

    @abstractmethod
    def _write(self, name: str, data: bytes) -> None:
        """Makes the file, whole or not at all. Raises OSError."""

    @abstractmethod
    def _exists(self, name: str) -> bool:
        """Whether there is such a file."""

    @abstractmethod
    def _remove(self, name: str) -> None:
        """Takes the file away, if it is there."""

    @abstractmethod
    def _place(self, name: str) -> str:
        """Where the file is, for messages."""


class FolderSnapshots(SnapshotStore):
    """The snapshots under one folder, which is made with the first of them.

    A file is written beside its place, synced, and renamed.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where the bytes are, or would be. Raises ValueError for what is no SHA-256."""
        return self.root / _name(sha256)

    def _read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def _write(self, name: str, data: bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = _part(path)
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _sync_folder(path.parent)

    def _exists(self, name: str) -> bool:
        return (self.root / name).is_file()

    def _remove(self, name: str) -> None:
        path = self.root / name
        for file in (path, _part(path)):
            file.unlink(missing_ok=True)
        if path.parent.is_dir():
            _sync_folder(path.parent)

    def _place(self, name: str) -> str:
        return str(self.root / name)


_REMEDY = "Read the source again: run with its list."


def _name(sha256: str) -> str:
    if not SHA256_PATTERN.fullmatch(sha256):
        raise ValueError(f"{sha256!r} is not a SHA-256 in lower-case hex digits")
    return f"{sha256[:2]}/{sha256}"


def _record_name(sha256: str) -> str:
    return f"{_name(sha256)}.json"


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
