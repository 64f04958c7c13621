"""The ledger: opening it, its lock, and its parts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from pipeline.ledger import database_locks, lock
from pipeline.ledger.change_marks import ChangeMarks, change_marks
from pipeline.ledger.claims import Claims
from pipeline.ledger.comparisons import Comparisons
from pipeline.ledger.conflicts import Conflicts
from pipeline.ledger.decisions import Decisions
from pipeline.ledger.documents import Documents
from pipeline.ledger.engine import FILE_NAME, address_of, connect
from pipeline.ledger.errors import LedgerError
from pipeline.ledger.facts import Facts
from pipeline.ledger.fetches import Fetches
from pipeline.ledger.integrity import Integrity
from pipeline.ledger.lists import Lists
from pipeline.ledger.migrations import migrate
from pipeline.ledger.releases import Releases
from pipeline.ledger.runs import Runs
from pipeline.ledger.second_readings import SecondReadings
from pipeline.ledger.sources import Sources
from pipeline.ledger.sqlite_file import is_read_only, make_file
from pipeline.ledger.staging import Staging
from pipeline.ledger.takedowns import Takedowns
from pipeline.records.settings import (
    CompareSettings,
    LedgerSettings,
    Settings,
    SettingsError,
    default_settings,
    load_settings,
)
from sources.snapshots import FolderSnapshots, SnapshotStore

SETTINGS_FILE = "settings.yaml"


def utc_now() -> str:
    """Now, as the ledger writes times: ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is stored, in one folder: the tables by subject, the snapshots, the ledger's own settings.

    Reads may run beside a write; each write is one transaction, and writing the same again changes nothing.
    """

    folder: Path
    settings: Settings
    is_read_only: bool
    engine: Engine
    snapshots: SnapshotStore
    lists: Lists
    sources: Sources
    runs: Runs
    fetches: Fetches
    documents: Documents
    claims: Claims
    comparisons: Comparisons
    staging: Staging
    facts: Facts
    conflicts: Conflicts
    decisions: Decisions
    takedowns: Takedowns
    releases: Releases
    second_readings: SecondReadings
    integrity: Integrity

    @classmethod
    def open(cls, folder: Path, *, create: bool = True) -> Ledger:
        """The ledger in `folder`, its tables brought up to date.

        Its tables are in the database that the folder's settings.yaml names, else in a SQLite file in the folder.
        Raises LedgerError where there is none and `create` is False, or where it cannot be used.
        """
        settings = settings_of(folder)
        if not create and settings.ledger.url is None and not (folder / FILE_NAME).exists():
            raise LedgerError(
                f"there is no ledger in '{folder}'; make one with `factledger run LIST`, or name another by --ledger"
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if settings.ledger.url is None:
                make_file(folder / FILE_NAME)
            address = address_of(folder, settings.ledger)
            engine = connect(address)
            migrate(engine, str(engine.url if settings.ledger.url else folder / FILE_NAME))
        except (OSError, SQLAlchemyError) as error:
            raise LedgerError(f"the ledger in {folder} cannot be opened: {error}") from error
        snapshots = _snapshots_of(folder, settings.ledger)
        return cls(
            folder=folder,
            settings=settings,
            is_read_only=settings.ledger.url is None and is_read_only(folder / FILE_NAME),
            engine=engine,
            snapshots=snapshots,
            lists=Lists(engine),
            sources=Sources(engine),
            runs=Runs(engine),
            fetches=Fetches(engine),
            documents=Documents(engine),
            claims=Claims(engine),
            comparisons=Comparisons(engine),
            staging=Staging(engine),
            facts=Facts(engine),
            conflicts=Conflicts(engine),
            decisions=Decisions(engine),
            takedowns=Takedowns(engine, snapshots),
            releases=Releases(engine),
            second_readings=SecondReadings(engine),
            integrity=Integrity(engine, snapshots),
        )

    @contextmanager
    def lock(self, what: str) -> Iterator[None]:
        """Holds the ledger against other runs, also of other folders with the same database.

        Raises LedgerHeld, saying who has it, and LedgerError where its folder cannot be written.
        """
        at = utc_now()
        with lock.held(self.folder, what, at), database_locks.held(self.engine, what, at):
            yield

    def compare_settings(self) -> CompareSettings:
        """The settings of comparing, with the packs of all lists."""
        packs = dict.fromkeys((*self.settings.compare.packs, *self.lists.packs()))
        return replace(self.settings.compare, packs=tuple(packs))

    def change_marks(self) -> ChangeMarks:
        """Marks that differ once something was written."""
        return change_marks(self.engine)

    def close(self) -> None:
        """Closes the connections to the database."""
        self.engine.dispose()


def _snapshots_of(folder: Path, settings: LedgerSettings) -> SnapshotStore:
    if settings.snapshots is None:
        return FolderSnapshots(folder / "snapshots")
    from sources.remote_snapshots import RemoteSnapshots  # most ledgers keep them in their folder

    return RemoteSnapshots(settings.snapshots)


def settings_of(folder: Path) -> Settings:
    """The settings of the ledger in the folder. Raises LedgerError where they do not fit."""
    path = folder / SETTINGS_FILE
    try:
        return load_settings(path) if path.exists() else default_settings()
    except SettingsError as error:
        raise LedgerError(str(error)) from error
