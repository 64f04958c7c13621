"""The report's feed: new conflicts and releases of the dataset as Atom (RFC 4287), the latest first."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from outputs.titles import dataset_settings
from outputs.wording import printable
from pipeline.ledger import Ledger
from pipeline.records.model import Conflict
from pipeline.records.output_settings import DatasetSettings

ENTRIES = 100
"""Entries of a feed at most."""
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """`name` says for all time what the entry is about; `path` is where it can be read, under the published address."""

    name: str
    title: str
    text: str
    at: str
    path: str


def feed(ledger: Ledger, shown: Iterable[str]) -> bytes:
    """The feed of a ledger; the same ledger gives the same bytes. `shown` are the conflicts that the report shows: they
    alone have a place of their own in it."""
    settings = dataset_settings(ledger)
    found = sorted([*_conflicts(ledger, set(shown)), *_releases(ledger)], key=lambda e: (e.at, e.name), reverse=True)
    root = etree.fromstring(f'<feed xmlns="{_ATOM}"/>')
    _add(root, "id", _urn(f"feed {settings.name}"))
    _add(root, "title", settings.title)
    _add(root, "updated", found[0].at if found else "1970-01-01T00:00:00Z")
    _add(_add(root, "author"), "name", settings.publisher or settings.name)
    if settings.site:
        _add(root, "link", rel="self", href=settings.address_of("feed.xml"))
    for entry in found[:ENTRIES]:
        _add_entry(root, entry, settings)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def _conflicts(ledger: Ledger, shown: set[str]) -> Iterator[Entry]:
    since = ledger.conflicts.since()
    latest = sorted(since, key=lambda conflict: (since[conflict][1], conflict), reverse=True)[: 2 * ENTRIES]
    for conflict in ledger.conflicts.find(ids=latest):
        place = f"#c-{conflict.id}" if conflict.id in shown else "#conflicts"
        path = f"index.html{place}"
        yield Entry(f"conflict {conflict.id}", _title(conflict), conflict.explanation, since[conflict.id][1], path)


def _title(conflict: Conflict) -> str:
    return f"New conflict, {conflict.severity} severity: {conflict.explanation.partition('. ')[0][:120]}"


def _releases(ledger: Ledger) -> Iterator[Entry]:
    for release in ledger.releases.all():
        what = "vetted facts" if release.manifest.get("only_vetted") else "all facts"
        text = f"The dataset with {what}, as of {release.at[:10]}; its release notes say what changed."
        yield Entry(
            f"release {release.id}", f"Release {release.id} of the dataset", text, release.at, "RELEASE-NOTES.md"
        )


def _add_entry(root: etree._Element, entry: Entry, settings: DatasetSettings) -> None:
    made = _add(root, "entry")
    _add(made, "id", _urn(entry.name))
    _add(made, "title", entry.title)
    _add(made, "updated", entry.at)
    if settings.site:
        _add(made, "link", href=settings.address_of(entry.path))
    _add(made, "summary", entry.text)


def _add(to: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    made = etree.SubElement(to, f"{{{_ATOM}}}{name}", attributes)
    made.text = printable(text)
    return made


def _urn(name: str) -> str:
    """A name for good, as feeds ask for (RFC 4122, name-based)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"factledger {name}").urn
