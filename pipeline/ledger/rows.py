"""What the ledger says of its lists, sources, runs and documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.records.model import DocumentContext, Reading
from sources.catalog import Source

SourceState = Literal["read", "failing", "unread", "forgotten", "retired"]


@dataclass(frozen=True, slots=True)
class ListRow:
    """A source list by its name: the path of its file, and the measure packs that it names."""

    name: str
    path: str
    packs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a source could not be fetched or read. `kind` is a word, `since` when it was first found so."""

    kind: str
    reason: str
    remedy: str
    since: str


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source and how it fares; times are ISO 8601 in UTC.

    `last_read` is when it was last found to be reachable and read, `last_change` when its bytes last changed.
    """

    id: str
    list_name: str
    url: str | None
    path: str | None
    publisher: str | None
    state: SourceState
    last_read: str | None
    last_change: str | None
    fault: Fault | None
    claims: int


@dataclass(frozen=True, slots=True)
class FetchRow:
    """The bytes that a source was last found to hold."""

    source_id: str
    sha256: str
    at: str
    media_type: str | None
    final_url: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document whose bytes are there and that the present stage has not read yet."""

    source: Source
    fetch: FetchRow
    stage: str
    packs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run of these lists; times are ISO 8601 in UTC. `finished_at` is None until it ends."""

    id: int
    lists: tuple[str, ...]
    started_at: str
    finished_at: str | None
    summary: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One reading of one state of a document; `fault` where it could not be read."""

    id: int
    sha256: str
    stage: str
    read_at: str
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as it is read now, and all its versions, the oldest first."""

    doc: str
    context: DocumentContext
    reading: Reading
    sha256: str
    stage: str
    read_at: str
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class ForgetMark:
    """That a source was forgotten: never what it said. A mark with `lifted` ends the one before it."""

    source_id: str
    url: str | None
    at: str
    why: str
    claims: int
    lifted: bool


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A dataset that left: when, into which directory, and its manifest as the exporter describes it."""

    id: int
    at: str
    directory: str
    manifest: Mapping[str, Any]
