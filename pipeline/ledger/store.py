"""The ledger: opening it, its lock, and its parts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from pipeline.ledger import lock
from pipeline.ledger.change_marks import ChangeMarks, change_marks
from pipeline.ledger.claims import Claims
from pipeline.ledger.comparisons import Comparisons
from pipeline.ledger.conflicts import Conflicts
from pipeline.ledger.decisions import Decisions
from pipeline.ledger.documents import Documents
from pipeline.ledger.engine import FILE_NAME, connect
from pipeline.ledger.errors import LedgerError
from pipeline.ledger.facts import Facts
from pipeline.ledger.fetches import Fetches
from pipeline.ledger.lists import Lists
from pipeline.ledger.migrations import migrate
from pipeline.ledger.releases import Releases
from pipeline.ledger.runs import Runs
from pipeline.ledger.second_readings import SecondReadings
from pipeline.ledger.sources import Sources
from pipeline.ledger.takedowns import Takedowns
from pipeline.records.settings import CompareSettings, Settings, SettingsError, default_settings, load_settings
from sources.snapshots import SnapshotStore

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
    url: str | None
    engine: Engine
    snapshots: SnapshotStore
    lists: Lists
    sources: Sources
    runs: Runs
    fetches: Fetches
    documents: Documents
    claims: Claims
    comparisons: Comparisons
    facts: Facts
    conflicts: Conflicts
    decisions: Decisions
    takedowns: Takedowns
    releases: Releases
    second_readings: SecondReadings

    @classmethod
    def open(cls, folder: Path, *, url: str | None = None, create: bool = True) -> Ledger:
        """The ledger in `folder`, its tables brought up to date.

        `url` is a SQLAlchemy address; without it the one in the folder's settings.yaml, else a SQLite file in the
        folder. Raises LedgerError where there is none and `create` is False, or where it cannot be used.
        """
        settings = _settings_of(folder)
        address = url or settings.ledger.url
        if not create and address is None and not (folder / FILE_NAME).exists():
            raise LedgerError(
                f"no ledger in {folder}; make one with `factledger run LIST`, or name another by --ledger"
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
            engine = connect(folder, address)
            migrate(engine, str(engine.url if address else folder / FILE_NAME))
        except (OSError, SQLAlchemyError) as error:
            raise LedgerError(f"the ledger in {folder} cannot be opened: {error}") from error
        snapshots = SnapshotStore(folder / "snapshots")
        return cls(
            folder=folder,
            settings=settings,
            url=address,
            engine=engine,
            snapshots=snapshots,
            lists=Lists(engine),
            sources=Sources(engine),
            runs=Runs(engine),
            fetches=Fetches(engine),
            documents=Documents(engine),
            claims=Claims(engine),
            comparisons=Comparisons(engine),
            facts=Facts(engine),
            conflicts=Conflicts(engine),
            decisions=Decisions(engine),
            takedowns=Takedowns(engine, snapshots),
            releases=Releases(engine),
            second_readings=SecondReadings(engine),
        )

    @contextmanager
    def lock(self, what: str) -> Iterator[None]:
        """Holds the ledger against other runs. Raises LedgerHeld, saying who has it."""
        with lock.held(self.folder, what, utc_now()):
            yield

    def compare_settings(self) -> CompareSettings:
        """The settings of comparing, with the packs of all lists."""
        packs = dict.fromkeys((*self.settings.compare.packs, *self.lists.packs()))
        return replace(self.settings.compare, packs=tuple(packs))

    def change_marks(self) -> ChangeMarks:
        """Marks that differ once something was written."""
        return change_marks(self.engine)

    def close(self) -> None:
        self.engine.dispose()


def _settings_of(folder: Path) -> Settings:
    path = folder / SETTINGS_FILE
    try:
        return load_settings(path) if path.exists() else default_settings()
    except SettingsError as error:
        raise LedgerError(str(error)) from error
