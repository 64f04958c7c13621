"""What a release says of itself, gathered once for every form that it is written in: files, times, places, measures."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from outputs.dataset.tables import Tables
from outputs.frames import records_of
from pipeline.records.output_settings import DatasetSettings

DESCRIPTION = "Dated figures that documents state, with the sentences that they rest on, and where they do not fit."
_MEDIA_TYPES = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "md": "text/markdown",
    "yaml": "application/yaml",
    "cff": "application/yaml",
}
_PLACES = 50


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A file of the release by its path in the directory; `address` is where it is published, or the path."""

    path: str
    address: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class About:
    """A release: its number, the ledger's time, its files, from which to which day its facts reach, the places and
    measures that most of them are about, the sources' addresses."""

    settings: DatasetSettings
    release: int
    at: str
    files: tuple[ReleaseFile, ...]
    first_day: date | None
    last_day: date | None
    places: tuple[str, ...]
    measures: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]

    @property
    def address(self) -> str:
        """Where the dataset is published, or a name for it where that is not said."""
        return self.settings.address_of("") or f"urn:factledger:dataset/{self.settings.name}"


def about(rows: Tables, files: Mapping[str, bytes], settings: DatasetSettings, *, release: int, at: str) -> About:
    """What there is to say of a release with these rows and files."""
    days = [
        day for row in records_of(rows["facts"]) for day in (row["first_day"], row["last_day"]) if isinstance(day, date)
    ]
    places = Counter(str(row["place"]) for row in records_of(rows["facts"]) if row["place"])
    return About(
        settings,
        release,
        at,
        tuple(_file(path, data, settings) for path, data in sorted(files.items())),
        min(days, default=None),
        max(days, default=None),
        tuple(place for place, _ in sorted(places.items(), key=lambda pair: (-pair[1], pair[0]))[:_PLACES]),
        tuple((str(row["id"]), str(row["description"] or "")) for row in records_of(rows["measures"])),
        tuple((str(row["title"] or row["id"]), str(row["url"])) for row in records_of(rows["sources"]) if row["url"]),
    )


def _file(path: str, data: bytes, settings: DatasetSettings) -> ReleaseFile:
    kind = _MEDIA_TYPES[path.rpartition(".")[2]]
    return ReleaseFile(path, settings.address_of(path), kind, len(data), hashlib.sha256(data).hexdigest())
