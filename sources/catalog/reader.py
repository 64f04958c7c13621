"""A source list to its sources, with every fault in it and its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

import yaml

from sources.catalog.checks import Objection, check_id, check_path, check_published, check_url
from sources.catalog.composing import EXAMPLE, composed
from sources.catalog.doubles import doubles
from sources.catalog.mappings import Entries, Faults, kind_of, setting
from sources.catalog.records import CatalogError, Fault, Source, SourceList
from sources.files import FileError, document_at
from sources.policy import NEVER_ZERO, FetchPolicy

LIST_KEYS = ("name", "sources", "packs", "fetch")
TEXT_KEYS = ("id", "url", "feed", "path", "publisher", "title", "published", "licence", "place", "since")
FEED_KEYS = ("include", "exclude", "since", "at_most")
SOURCE_KEYS = (*TEXT_KEYS, "browser", *(key for key in FEED_KEYS if key not in TEXT_KEYS))
CHECKS = {
    "id": check_id,
    "url": check_url,
    "feed": check_url,
    "path": check_path,
    "published": check_published,
    "since": check_published,
}
_NO_DOCUMENT = Objection("a feed has neither url nor path", "Remove one of the two, or write two sources.")
_NO_FILTERS = Objection("only a feed has filters", "Remove the line, or give the address of a feed as 'feed:'.")


def read_list(path: Path) -> SourceList:
    """Read a source list. Raises CatalogError with all its faults; a missing document is none of them."""
    return _Reader(path).read()


def checked_list(path: Path) -> SourceList:
    """Read a source list whose documents can be read. Raises CatalogError with all its faults and theirs."""
    return _Reader(path).read(with_documents=True)


def read_lists(paths: Iterable[Path]) -> tuple[SourceList, ...]:
    """Read several lists that make one run, in which ids are unique. Raises CatalogError with the faults of all."""
    read: list[SourceList] = []
    faults: list[Fault] = []
    listed: list[tuple[str, Source]] = []
    for path in {path.resolve(): path for path in paths}.values():
        try:
            read.append(read_list(path))
        except CatalogError as error:
            faults += error.faults
            continue
        listed += ((str(path), source) for source in read[-1].sources)
    if faults := [*doubles(listed), *faults]:
        raise CatalogError(faults)
    return tuple(read)


def _document_faults(source_list: SourceList, file: str) -> Iterator[Fault]:
    """The documents that a list names and that cannot be read: faults for a check, failed sources in a run. `file`: the
    list as it was given."""
    for source in source_list.sources:
        if source.path is not None:
            try:
                document_at(source.path, source_list.path.parent)
            except FileError as error:
                yield Fault(file, source.line, "path", error.reason, error.remedy)


class _Reader:
    """Reads one list, gathering faults on the way."""

    def __init__(self, path: Path) -> None:
        self.given = path
        self.path = path.resolve()
        self.faults = Faults(str(path))

    def read(self, *, with_documents: bool = False) -> SourceList:
        source_list = self._list(composed(self.given))
        if with_documents:
            self.faults.found += _document_faults(source_list, self.faults.file)
        if self.faults.found:
            raise CatalogError(sorted(self.faults.found, key=lambda fault: fault.line or 0))
        return source_list

    def _list(self, root: yaml.MappingNode) -> SourceList:
        entries = Entries(root, LIST_KEYS, self.faults)
        name = entries.text("name")
        if name is None and not entries.has("name"):
            self.faults.add(root, "name", "the list has no name", "Add a line 'name: …'; lists are told apart by it.")
        sources = self._sources(root, entries.get("sources"), name or "")
        packs = tuple(map(self._pack, entries.words("packs", "names of measure packs", "name")))
        return SourceList(name or "", self.path, sources, packs, self._policy(entries))

    def _sources(self, root: yaml.Node, node: yaml.Node | None, list_name: str) -> tuple[Source, ...]:
        if node is None:
            self.faults.add(root, "sources", "the list has no sources", EXAMPLE)
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self.faults.add(node, "sources", f"expected a list, found {kind_of(node)}", EXAMPLE)
            return ()
        if not node.value:
            self.faults.add(node, "sources", "the list is empty", EXAMPLE)
        sources = []
        for item in node.value:
            if isinstance(item, yaml.MappingNode):
                sources.append(self._source(item, list_name))
            else:
                remedy = "Write it as '- id: …' with its keys indented below."
                self.faults.add(item, "sources", f"expected a source, found {kind_of(item)}", remedy)
        self.faults.found += doubles((self.faults.file, source) for source in sources)
        return tuple(sources)

    def _source(self, node: yaml.MappingNode, list_name: str) -> Source:
        entries = Entries(node, SOURCE_KEYS, self.faults)
        values = {key: entries.text(key) for key in TEXT_KEYS}
        if not entries.has("id"):
            self.faults.add(node, "id", "the source has no id", "Add a short, unique 'id:' in lower case.")
        self._check_kind(node, entries)
        for key, check in CHECKS.items():
            given = values[key]
            objection = None if given is None else check(given)
            if objection is not None:
                self.faults.add(entries[key], key, *objection)
                values[key] = None
        source_id, path = values.pop("id"), values.pop("path")
        return Source(
            id=source_id or "",
            path=None if path is None else self.path.parent / path,
            browser=entries.flag("browser"),
            include=entries.words("include"),
            exclude=entries.words("exclude"),
            at_most=entries.count("at_most"),
            list_name=list_name,
            line=node.start_mark.line + 1,
            **values,
        )

    def _check_kind(self, node: yaml.MappingNode, entries: Entries) -> None:
        """What is read must be named, and filters are for feeds only."""
        is_feed = entries.has("feed")
        if not is_feed and not entries.has("url") and not entries.has("path"):
            remedy = "Add 'url: https://…', 'feed: https://…', or 'path:' with a file beside the list."
            self.faults.add(node, "url", "the source has neither url nor feed nor path", remedy)
        if entries.has("browser") and (is_feed or entries.has("path")):
            remedy = "Remove the line, or give the address of the page as 'url:' alone."
            self.faults.add(entries["browser"], "browser", "only a page that is fetched is rendered", remedy)
        for key in ("url", "path") if is_feed else FEED_KEYS:
            if entries.has(key):
                self.faults.add(entries[key], key, *(_NO_DOCUMENT if is_feed else _NO_FILTERS))

    def _pack(self, name: str) -> str:
        """A pack by its name, or by its path from the list's folder."""
        beside = self.path.parent / name
        return str(beside) if beside.suffix in (".yaml", ".yml") and beside.is_file() else name

    def _policy(self, of_list: Entries) -> FetchPolicy:
        if not of_list.has("fetch"):
            return FetchPolicy()
        node, types = of_list["fetch"], get_type_hints(FetchPolicy)
        if not isinstance(node, yaml.MappingNode):
            problem = f"expected settings, found {kind_of(node)}"
            self.faults.add(node, "fetch", problem, "Write 'contact: …' indented below.")
            return FetchPolicy()
        entries = Entries(node, tuple(field.name for field in fields(FetchPolicy)), self.faults, "fetch.")
        settings: dict[str, Any] = {}
        for key in entries:
            try:
                settings[key] = setting(entries[key], types[key], may_be_zero=key not in NEVER_ZERO)
            except ValueError as error:
                remedy = "Correct it, or remove the line for the default."
                self.faults.add(entries[key], f"fetch.{key}", str(error), remedy)
        return FetchPolicy(**settings)
