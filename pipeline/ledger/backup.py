"""A ledger in one file, as it was at one moment, and back: its tables, its settings, its snapshots."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pipeline.ledger.engine import FILE_NAME
from pipeline.ledger.errors import LedgerError
from pipeline.ledger.sqlite_file import copy_database
from pipeline.ledger.store import SETTINGS_FILE, Ledger
from sources.snapshots import FolderSnapshots

_SQLITE = b"SQLite format 3\0"
_MEMBER = re.compile(r"ledger\.sqlite|settings\.yaml|snapshots/[0-9a-f]{2}/[0-9a-f]{64}(\.json)?")


def back_up(ledger: Ledger, file: Path) -> list[str]:
    """Writes a tar archive of the ledger, also while a run goes on; gives the snapshots that were missing.

    The tables are copied first, at one moment; then the snapshots that they speak of, which never change. Raises
    LedgerError where the file is there already or cannot be written, and for a ledger on another database.
    """
    if ledger.settings.ledger.url is not None:
        raise LedgerError(
            "the tables of this ledger are in another database: copy that with its own means (pg_dump), and the folder "
            "with yours; docs/backup.md says how"
        )
    if file.exists():
        raise LedgerError(f"{file} is there already; give the backup another name")
    try:
        with tempfile.TemporaryDirectory(prefix=".factledger-", dir=file.absolute().parent) as name:
            folder = Path(name)
            copy_database(ledger.engine, folder / FILE_NAME)
            missing = _write_archive(ledger, folder)
            (folder / "archive").rename(file)
    except (OSError, sqlite3.Error) as error:
        raise LedgerError(f"{file} cannot be written ({error}); give the backup another place") from error
    return missing


def restore(file: Path, folder: Path) -> None:
    """Puts the ledger of a backup into a folder that holds none. The tables come last, so that what was cut short is
    no ledger and can be begun again. Raises LedgerError."""
    if (folder / FILE_NAME).exists() and (folder / FILE_NAME).stat().st_size:
        raise LedgerError(f"{folder} holds a ledger already; restore into another folder, or move that one away")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _opened(file) as archive:
            if not _is_backup(archive):
                raise LedgerError(f"{file} is no backup of a ledger; give a file that `factledger backup` wrote")
            for member in sorted(archive.getmembers(), key=lambda member: member.name == FILE_NAME):
                _put_member(archive, member, folder / member.name)
    except (OSError, tarfile.TarError, EOFError) as error:
        raise LedgerError(f"{file} cannot be restored into {folder}: {error}") from error


def _opened(file: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(file)
    except tarfile.ReadError as error:
        raise LedgerError(f"{file} is no backup of a ledger; give a file that `factledger backup` wrote") from error


def _is_backup(archive: tarfile.TarFile) -> bool:
    """Whether the archive holds a ledger's files alone, its tables among them."""
    members = {member.name: member for member in archive if member.isfile() and _MEMBER.fullmatch(member.name)}
    tables = archive.extractfile(members[FILE_NAME]) if FILE_NAME in members else None
    return len(members) == len(archive.getmembers()) and tables is not None and tables.read(len(_SQLITE)) == _SQLITE


def _write_archive(ledger: Ledger, folder: Path) -> list[str]:
    """Makes the archive beside the copied tables; gives the snapshots that these speak of and that are not there."""
    missing: list[str] = []
    copied = Ledger.open(folder, create=False)
    hashes = copied.integrity.snapshot_hashes()
    copied.close()
    descriptor = os.open(folder / "archive", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as output:
        with tarfile.open(fileobj=output, mode="w", format=tarfile.PAX_FORMAT) as archive:
            archive.add(folder / FILE_NAME, FILE_NAME)
            if (ledger.folder / SETTINGS_FILE).exists():
                archive.add((ledger.folder / SETTINGS_FILE).resolve(), SETTINGS_FILE)
            if isinstance(ledger.snapshots, FolderSnapshots):  # others are kept by who keeps them
                missing = _add_snapshots(archive, ledger.snapshots, hashes)
        output.flush()
        os.fsync(output.fileno())
    return missing


def _add_snapshots(archive: tarfile.TarFile, snapshots: FolderSnapshots, hashes: Iterable[str]) -> list[str]:
    missing = []
    for sha256 in hashes:
        path = snapshots.path(sha256)
        try:
            for each in (path, path.with_suffix(".json")):
                archive.add(each, f"snapshots/{sha256[:2]}/{each.name}")
        except FileNotFoundError:
            missing.append(sha256)
    return missing


def _put_member(archive: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> None:
    content = archive.extractfile(member)
    if content is None:
        raise tarfile.TarError(f"{member.name} is no file")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as output:
        shutil.copyfileobj(content, output)
        output.flush()
        os.fsync(output.fileno())
    part.replace(path)
