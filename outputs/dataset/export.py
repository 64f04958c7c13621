"""Writing a release: every file into the directory, its notes against the release before, its mark in the ledger."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outputs.dataset.about import about
from outputs.dataset.catalogue import citation, dcat
from outputs.dataset.contents import collect
from outputs.dataset.croissant import croissant
from outputs.dataset.datasette import datasette_yaml
from outputs.dataset.dictionary import dictionary
from outputs.dataset.files import csv_bytes, jsonl_bytes, parquet_bytes, write_sqlite
from outputs.dataset.notes import Changes, Reasons, changes_since, first_of_kind, manifest_of, release_notes
from outputs.dataset.package import datapackage
from outputs.dataset.provenance import provenance
from outputs.dataset.readme import readme
from outputs.dataset.reviews import claim_reviews
from outputs.dataset.tables import Tables, tables
from outputs.dataset.workbook import workbook_bytes
from outputs.put_files import put_files, refuse_strangers
from outputs.titles import dataset_settings
from pipeline.ledger import Ledger, ReleaseRow
from pipeline.records.output_settings import DatasetSettings
from pipeline.records.text import counted
from sources.errors import UserError

_WRITTEN_FIRST = "measures.csv"
"""By this file a directory is known for that of a release, also of one that was cut short."""


class ExportError(UserError):
    """A dataset that cannot be written; the message names the place and the remedy."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What a release holds, and what is different in it."""

    directory: Path
    release: int
    facts: int
    claims: int
    corrections: int
    changes: Changes

    def __str__(self) -> str:
        claims = f"{counted(self.claims, 'claim')}, {self.corrections:,} of them corrected"
        if self.changes.before is None:
            news = first_of_kind(self.release)
        else:
            added, changed = len(self.changes.added), len(self.changes.changed)
            news = f"{added} added, {changed} changed, {len(self.changes.withdrawn)} withdrawn since release"
            news += f" {self.changes.before}"
            if waiting := len(self.changes.waiting):
                news += f"; {waiting} left out until a person looks at {'it' if waiting == 1 else 'them'} again"
        return f"Release {self.release} in {self.directory}: {counted(self.facts, 'fact')} and {claims}; {news}"


def export(ledger: Ledger, directory: Path, *, only_vetted: bool = True) -> Exported:
    """Writes the dataset and records the release in the ledger, where that can be written.

    The same ledger gives the same bytes: an export that holds what the last release held is that release again, with
    its number and its notes. Raises ExportError where the directory cannot be written.
    """
    contents = collect(ledger, only_vetted=only_vetted)
    settings = dataset_settings(ledger)
    rows = tables(contents, settings.quote_length)
    files = _table_files(rows, settings)
    files["provenance.json"] = provenance(contents)
    files["claim-reviews.jsonld"] = claim_reviews(contents, settings)
    manifest = manifest_of(rows, contents, {path: _sha256(data) for path, data in files.items()}, only_vetted)
    releases = ledger.releases.all()
    again = next((r for r in releases[-1:] if r.manifest.get("digest") == manifest["digest"]), None)
    number = again.id if again else (releases[-1].id + 1 if releases else 1)
    at = again.at if again else contents.at
    changes = _changes(_before(releases, number, only_vetted), manifest, Reasons(ledger, contents))
    files["RELEASE-NOTES.md"] = release_notes(changes, settings.title, number, at)
    files["README.md"] = readme(rows, settings, release=number, at=at, only_vetted=only_vetted)
    files |= _descriptions(rows, files, settings, number, at)
    if not (directory / _WRITTEN_FIRST).exists():
        refuse_strangers((directory / name for name in files), "a release", ExportError)
    put_files(directory, files, ExportError)
    if again is None and not ledger.is_read_only:
        ledger.releases.put(str(directory), manifest, at)
    corrected = rows["corrections"]["claim"].nunique()
    return Exported(directory, number, len(rows["facts"]), len(rows["claims"]), corrected, changes)


def _descriptions(
    rows: Tables, files: Mapping[str, bytes], settings: DatasetSettings, release: int, at: str
) -> dict[str, bytes]:
    """What says of the release, in each form that a catalogue or a program looks for."""
    told = about(rows, files, settings, release=release, at=at)
    licences = [str(licence) for licence in rows["sources"]["licence"] if licence]
    return {
        "datapackage.json": datapackage(told, {name: files[f"{name}.csv"] for name in dictionary()}, licences),
        "croissant.json": croissant(told),
        "dcat.jsonld": dcat(told),
        "CITATION.cff": citation(told),
        "datasette.yaml": datasette_yaml(told),
    }


def _table_files(rows: Tables, settings: DatasetSettings) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    for name, shape in dictionary().items():
        made[f"{name}.csv"] = csv_bytes(rows[name], byte_order_mark=settings.byte_order_mark)
        made[f"{name}.jsonl"] = jsonl_bytes(rows[name])
        made[f"{name}.parquet"] = parquet_bytes(shape, rows[name])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dataset.sqlite"
        write_sqlite(path, rows)
        made["dataset.sqlite"] = path.read_bytes()
    if (book := workbook_bytes(rows, settings.workbook_rows)) is not None:
        made["dataset.xlsx"] = book
    return made


def _before(releases: list[ReleaseRow], number: int, only_vetted: bool) -> ReleaseRow | None:
    """The last earlier release of the same kind: a vetted one is not compared with one of everything."""
    same = [r for r in releases if r.id < number and r.manifest.get("only_vetted") == only_vetted]
    return same[-1] if same else None


def _changes(before: ReleaseRow | None, manifest: Mapping[str, Any], reasons: Reasons) -> Changes:
    return Changes(None) if before is None else changes_since(before.manifest, before.id, manifest, reasons)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
