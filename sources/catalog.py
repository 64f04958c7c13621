"""The source list: YAML to Source records; an error names file, line and field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any, get_type_hints
from urllib.parse import urldefrag, urlsplit

import yaml

from sources.policy import FetchPolicy

LIST_KEYS = ("name", "sources", "packs", "fetch")
SOURCE_KEYS = ("id", "url", "path", "publisher", "title", "published", "licence", "place")
ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
DATE_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of a source list, and what to do about it. Lines count from 1."""

    file: str
    line: int | None
    field: str | None
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        what = f"{self.field}: {self.problem}" if self.field else self.problem
        return f"{place}: {what}. {self.remedy}"


class CatalogError(Exception):
    """A source list that cannot be used, with every fault that was found in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read. `url` is fetched, unless there is a `path` (absolute): then it is only cited."""

    id: str
    url: str | None = None
    path: Path | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    licence: str | None = None
    place: str | None = None
    list_name: str = ""
    line: int = field(default=0, compare=False)
    """Where the source stands in its list, for messages."""


@dataclass(frozen=True, slots=True)
class SourceList:
    """A source list as read from `path` (absolute)."""

    name: str
    path: Path
    sources: tuple[Source, ...]
    packs: tuple[str, ...] = ()
    policy: FetchPolicy = field(default_factory=FetchPolicy)


def read_list(path: Path) -> SourceList:
    """Read a source list. Raises CatalogError with all its faults; a missing document is none of them."""
    return _Reader(path).read()


def read_lists(paths: Iterable[Path]) -> tuple[SourceList, ...]:
    """Read several lists that make one run, in which ids are unique. Raises CatalogError with the faults of all."""
    read: list[SourceList] = []
    faults: list[Fault] = []
    first: dict[str, tuple[Path, int]] = {}
    for path in dict.fromkeys(path.resolve() for path in paths):
        try:
            read.append(read_list(path))
        except CatalogError as error:
            faults += error.faults
            continue
        for source in read[-1].sources:
            other, line = first.setdefault(source.id, (path, source.line))
            if other != path:
                problem = f"the id {source.id!r} is taken by {other}, line {line}"
                faults.append(Fault(str(path), source.line, "id", problem, "Give one of the two another id."))
    if faults:
        raise CatalogError(faults)
    return tuple(read)


def missing_documents(source_list: SourceList) -> tuple[Fault, ...]:
    """The documents that a list names and that are not there: faults for a check, failed sources in a run."""
    return tuple(
        Fault(str(source_list.path), source.line, "path", f"there is no file {source.path}", _MISSING_REMEDY)
        for source in source_list.sources
        if source.path is not None and not source.path.is_file()
    )


_MISSING_REMEDY = "Put the document there, or correct the path, which counts from the list's folder."


class _Reader:
    """Reads one list, gathering faults on the way."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.shown = str(path)
        self.faults: list[Fault] = []

    def read(self) -> SourceList:
        source_list = self._list(self._root())
        if self.faults:
            raise CatalogError(sorted(self.faults, key=lambda fault: fault.line or 0))
        return source_list

    def _fault(self, node: yaml.Node | None, field: str | None, problem: str, remedy: str) -> None:
        line = None if node is None else node.start_mark.line + 1
        self.faults.append(Fault(self.shown, line, field, problem, remedy))

    def _stop(self, line: int | None, problem: str, remedy: str) -> CatalogError:
        return CatalogError([*self.faults, Fault(self.shown, line, None, problem, remedy)])

    def _root(self) -> yaml.MappingNode:
        try:
            text = self.path.read_text("utf-8")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise self._stop(line, "not UTF-8 text", "Save the list as UTF-8.") from error
        except OSError as error:
            raise self._stop(None, error.strerror or str(error), "Give the path of a source list.") from error
        try:
            root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = mark.line + 1 if mark else None
            told = "; ".join(filter(None, (error.context, error.problem)))
            remedy = "Check indentation, quotes and colons there; text with ': ' or '#' needs quotes."
            raise self._stop(place, f"not YAML: {told}", remedy) from error
        except yaml.reader.ReaderError as error:
            line = text[: error.position].count("\n") + 1
            problem = f"not YAML: the character U+{ord(text[error.position]):04X} is not allowed"
            raise self._stop(line, problem, "Remove that character.") from error
        if not isinstance(root, yaml.MappingNode):
            found = "nothing" if root is None else _kind(root)
            raise self._stop(1, f"expected the keys 'name:' and 'sources:', found {found}", _EXAMPLE_REMEDY)
        return root

    def _list(self, root: yaml.MappingNode) -> SourceList:
        entries = self._entries(root, LIST_KEYS, "")
        name = self._text(entries, "name")
        if name is None and not self._named(entries, "name"):
            self._fault(root, "name", "the list has no name", "Add a line 'name: …'; lists are told apart by it.")
        sources = self._sources(root, entries.get("sources"), name or "")
        return SourceList(name or "", self.path, sources, self._packs(entries.get("packs")), self._policy(entries))

    def _sources(self, root: yaml.Node, node: yaml.Node | None, list_name: str) -> tuple[Source, ...]:
        if node is None:
            self._fault(root, "sources", "the list has no sources", _EXAMPLE_REMEDY)
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self._fault(node, "sources", f"expected a list, found {_kind(node)}", _EXAMPLE_REMEDY)
            return ()
        if not node.value:
            self._fault(node, "sources", "the list is empty", _EXAMPLE_REMEDY)
        sources = []
        for item in node.value:
            if isinstance(item, yaml.MappingNode):
                sources.append(self._source(item, list_name))
            else:
                remedy = "Write it as '- id: …' with its keys indented below."
                self._fault(item, "sources", f"expected a source, found {_kind(item)}", remedy)
        self._doubles(sources)
        return tuple(sources)

    def _source(self, node: yaml.MappingNode, list_name: str) -> Source:
        entries = self._entries(node, SOURCE_KEYS, "")
        values = {key: self._text(entries, key) for key in SOURCE_KEYS}
        line = node.start_mark.line + 1
        source_id = values.pop("id")
        if source_id is None:
            if not self._named(entries, "id"):
                self._fault(node, "id", "the source has no id", "Add a short, unique 'id:' in lower case.")
        elif not ID_PATTERN.fullmatch(source_id):
            problem = f"{source_id!r} is not lower-case letters, digits, '-', '_' and '.' (80 at most)"
            self._fault(entries["id"], "id", problem, f"Write for example {_as_id(source_id)!r}.")
        if values["url"] is None and values["path"] is None and not {"url", "path"} & entries.keys():
            remedy = "Add 'url: https://…', or 'path:' with a file beside the list."
            self._fault(node, "url", "the source has neither url nor path", remedy)
        self._check_url(entries.get("url"), values["url"])
        self._check_published(entries.get("published"), values["published"])
        path = self._path(entries.get("path"), values.pop("path"))
        return Source(id=source_id or "", path=path, list_name=list_name, line=line, **values)

    def _check_url(self, node: yaml.Node | None, url: str | None) -> None:
        if node is None or url is None:
            return
        remedy = "Give the full address as a browser shows it, starting with https:// or http://."
        try:
            parts = urlsplit(url)
            fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            fits = False
        if not fits or re.search(r"\s", url):
            self._fault(node, "url", f"{url!r} is not a web address", remedy)
        elif "@" in parts.netloc:
            self._fault(node, "url", "the address holds a user name", "Remove it: addresses are cited in public.")

    def _check_published(self, node: yaml.Node | None, published: str | None) -> None:
        if node is None or published is None:
            return
        remedy = "Write YYYY, YYYY-MM or YYYY-MM-DD, as precisely as is known."
        match = DATE_PATTERN.fullmatch(published)
        try:
            if match is None:
                raise ValueError("not written as a date")
            year, month, day = match.groups()
            date(int(year), int(month or 1), int(day or 1))
        except ValueError as error:
            self._fault(node, "published", f"{published!r}: {error}", remedy)

    def _path(self, node: yaml.Node | None, given: str | None) -> Path | None:
        if node is None or given is None:
            return None
        pure = PurePosixPath(given)
        depth = 0
        for part in pure.parts:
            depth += -1 if part == ".." else 1
            if pure.is_absolute() or depth < 0:
                remedy = "Put the document into the list's folder and write its path from there."
                self._fault(node, "path", f"{given!r} leads out of the list's folder", remedy)
                return None
        return self.path.parent / pure

    def _doubles(self, sources: Iterable[Source]) -> None:
        ids: dict[str, int] = {}
        urls: dict[str, int] = {}
        for source in sources:
            if source.id and ids.setdefault(source.id, source.line) != source.line:
                problem = f"the id {source.id!r} is taken by the source in line {ids[source.id]}"
                self._double(source, "id", problem, "Give one of the two another id.")
            if source.url and source.path is None:
                address = urldefrag(source.url).url
                if urls.setdefault(address, source.line) != source.line:
                    problem = f"{address} is already fetched by the source in line {urls[address]}"
                    self._double(source, "url", problem, "Remove one of the two, or its figures count twice.")

    def _double(self, source: Source, field: str, problem: str, remedy: str) -> None:
        self.faults.append(Fault(self.shown, source.line, field, problem, remedy))

    def _packs(self, node: yaml.Node | None) -> tuple[str, ...]:
        if node is None or _is_null(node):
            return ()
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        names = [item.value for item in items if isinstance(item, yaml.ScalarNode) and item.value]
        if len(names) != len(items):
            self._fault(node, "packs", "expected names of measure packs", "Write 'packs: [name, name]'.")
        return tuple(names)

    def _policy(self, entries: Mapping[str, yaml.Node]) -> FetchPolicy:
        node = entries.get("fetch")
        if node is None or _is_null(node):
            return FetchPolicy()
        types = get_type_hints(FetchPolicy)
        if not isinstance(node, yaml.MappingNode):
            self._fault(node, "fetch", f"expected settings, found {_kind(node)}", "Write 'contact: …' indented below.")
            return FetchPolicy()
        settings: dict[str, Any] = {}
        for key, value in self._entries(node, tuple(f.name for f in fields(FetchPolicy)), "fetch.").items():
            try:
                settings[key] = _setting(value, types[key])
            except ValueError as error:
                self._fault(value, f"fetch.{key}", str(error), "Correct it, or remove the line for the default.")
        return FetchPolicy(**settings)

    def _entries(self, node: yaml.MappingNode, known: tuple[str, ...], prefix: str) -> dict[str, yaml.Node]:
        entries: dict[str, yaml.Node] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else _kind(key)
            if name in lines:
                remedy = "Remove one of the two."
                self._fault(key, prefix + name, f"the key is already in line {lines[name]}", remedy)
            elif name in known:
                entries[name] = value
            else:
                near = get_close_matches(name.lower(), known, n=1)
                remedy = f"Did you mean {near[0]!r}?" if near else f"The keys are {', '.join(known)}."
                self._fault(key, prefix + name, "there is no such key", remedy)
            lines.setdefault(name, key.start_mark.line + 1)
        return entries

    def _text(self, entries: Mapping[str, yaml.Node], key: str) -> str | None:
        node = entries.get(key)
        if node is None or _is_null(node):
            return None
        if isinstance(node, yaml.ScalarNode) and node.value.strip():
            return str(node.value).strip()
        found = "empty text" if isinstance(node, yaml.ScalarNode) else _kind(node)
        self._fault(node, key, f"expected text, found {found}", f"Write '{key}: …' on one line.")
        return None

    def _named(self, entries: Mapping[str, yaml.Node], key: str) -> bool:
        """Whether the key is there with something in it, so that what is wrong with it has been said."""
        return key in entries and not _is_null(entries[key])


_EXAMPLE_REMEDY = "Write 'name: …', then 'sources:' with an entry '- id: …' and 'url: …' for each document."


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "keys and values"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return f"{node.value!r}" if node.value else "nothing"


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == "tag:yaml.org,2002:null")


def _as_id(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80] or "source-1"


def _setting(node: yaml.Node, wanted: Any) -> Any:
    """The value of a setting in the type that the policy gives it. Raises ValueError."""
    text = node.value if isinstance(node, yaml.ScalarNode) else _kind(node)
    if wanted is bool:
        if text not in ("true", "false"):
            raise ValueError(f"expected true or false, found {text!r}")
        return text == "true"
    if wanted in (int, float):
        try:
            number = wanted(text.replace("_", ""))
        except ValueError as error:
            raise ValueError(f"expected a number, found {text!r}") from error
        if not 0 <= number < float("inf"):
            raise ValueError(f"expected a number from 0 on, found {text!r}")
        return number
    return text
