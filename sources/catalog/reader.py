"""YAML to Source records, with the line of every fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_type_hints

import yaml

from sources.catalog.checks import Objection, check_id, check_path, check_published, check_url
from sources.catalog.doubles import doubles
from sources.catalog.records import CatalogError, Fault, Source, SourceList
from sources.files import FileError, document_at
from sources.policy import FetchPolicy

LIST_KEYS = ("name", "sources", "packs", "fetch")
TEXT_KEYS = ("id", "url", "feed", "path", "publisher", "title", "published", "licence", "place", "since")
FEED_KEYS = ("include", "exclude", "since", "at_most")
SOURCE_KEYS = (*TEXT_KEYS, "browser", *(key for key in FEED_KEYS if key not in TEXT_KEYS))
MAX_DEPTH = 20
_MOST_DIGITS = 9
_MOST_SHOWN = 60
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CHECKS = {
    "id": check_id,
    "url": check_url,
    "feed": check_url,
    "path": check_path,
    "published": check_published,
    "since": check_published,
}


def read_list(path: Path) -> SourceList:
    """Read a source list. Raises CatalogError with all its faults; a missing document is none of them."""
    return _Reader(path).read()


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


def document_faults(source_list: SourceList) -> Iterator[Fault]:
    """The documents that a list names and that cannot be read: faults for a check, failed sources in a run."""
    for source in source_list.sources:
        if source.path is not None:
            try:
                document_at(source.path, source_list.path.parent)
            except FileError as error:
                yield Fault(str(source_list.path), source.line, "path", error.reason, error.remedy)


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
            self._check_depth(text)
            root = yaml.compose(text, Loader=LOADER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = mark.line + 1 if mark else None
            told = "; ".join(filter(None, (error.context, error.problem)))
            remedy = "Check indentation, quotes and colons there; text with ': ' or '#' needs quotes."
            raise self._stop(place, f"not YAML: {told}", remedy) from error
        except yaml.reader.ReaderError as error:
            line = text[: text.find(chr(error.character))].count("\n") + 1
            problem = f"not YAML: the character U+{error.character:04X} is not allowed"
            raise self._stop(line, problem, "Remove that character.") from error
        if not isinstance(root, yaml.MappingNode):
            found = "nothing" if root is None else _kind(root)
            raise self._stop(1, f"expected the keys 'name:' and 'sources:', found {found}", _EXAMPLE_REMEDY)
        return root

    def _check_depth(self, text: str) -> None:
        """Composing nodes calls itself for each level, and so must not be given thousands of them."""
        depth = 0
        for event in yaml.parse(text, Loader=LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                line = event.start_mark.line + 1 if event.start_mark else None
                raise self._stop(line, "not YAML of a source list: brackets in brackets", _EXAMPLE_REMEDY)

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
        self.faults += doubles((self.shown, source) for source in sources)
        return tuple(sources)

    def _source(self, node: yaml.MappingNode, list_name: str) -> Source:
        entries = self._entries(node, SOURCE_KEYS, "")
        values = {key: self._text(entries, key) for key in TEXT_KEYS}
        line = node.start_mark.line + 1
        if not self._named(entries, "id"):
            self._fault(node, "id", "the source has no id", "Add a short, unique 'id:' in lower case.")
        self._check_kind(node, entries)
        for key in CHECKS:
            values[key] = self._check(entries.get(key), key, values[key])
        source_id, path = values.pop("id"), values.pop("path")
        place = None if path is None else self.path.parent / path
        return Source(
            id=source_id or "",
            path=place,
            browser=self._flag(entries, "browser"),
            include=self._words(entries, "include"),
            exclude=self._words(entries, "exclude"),
            at_most=self._count(entries, "at_most"),
            list_name=list_name,
            line=line,
            **values,
        )

    def _check_kind(self, node: yaml.MappingNode, entries: Mapping[str, yaml.Node]) -> None:
        """What is read must be named, and filters are for feeds only."""
        is_feed = self._named(entries, "feed")
        if not is_feed and not self._named(entries, "url") and not self._named(entries, "path"):
            remedy = "Add 'url: https://…', 'feed: https://…', or 'path:' with a file beside the list."
            self._fault(node, "url", "the source has neither url nor feed nor path", remedy)
        if self._named(entries, "browser") and (is_feed or self._named(entries, "path")):
            remedy = "Remove the line, or give the address of the page as 'url:' alone."
            self._fault(entries["browser"], "browser", "only a page that is fetched is rendered", remedy)
        for key in ("url", "path") if is_feed else FEED_KEYS:
            if self._named(entries, key):
                problem = "a feed has neither url nor path" if is_feed else "only a feed has filters"
                self._fault(entries[key], key, problem, "Remove one of the two, or write two sources.")

    def _words(self, entries: Mapping[str, yaml.Node], key: str) -> tuple[str, ...]:
        node = entries.get(key)
        if node is None or _is_null(node):
            return ()
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        words = [item.value.strip() for item in items if isinstance(item, yaml.ScalarNode) and item.value.strip()]
        if len(words) != len(items):
            self._fault(node, key, "expected words", f"Write '{key}: [word, word]'.")
        return tuple(words)

    def _flag(self, entries: Mapping[str, yaml.Node], key: str) -> bool:
        node = entries.get(key)
        if node is None or _is_null(node):
            return False
        if not isinstance(node, yaml.ScalarNode) or node.value.lower() not in ("true", "false"):
            self._fault(node, key, "expected true or false", f"Write '{key}: true'.")
            return False
        return str(node.value).lower() == "true"

    def _count(self, entries: Mapping[str, yaml.Node], key: str) -> int | None:
        text = self._text(entries, key)
        if text is None:
            return None
        if not text.isdecimal() or len(text) > _MOST_DIGITS or not int(text):
            found = _cut(text)
            self._fault(entries[key], key, f"expected a number from 1 on, found {found}", f"Write '{key}: 20'.")
            return None
        return int(text)

    def _check(self, node: yaml.Node | None, field: str, given: str | None) -> str | None:
        """What was given, or None with a fault where it does not pass."""
        objection = None if given is None else CHECKS[field](given)
        if objection is not None:
            self._fault(node, field, *objection)
            return None
        return given

    def _packs(self, node: yaml.Node | None) -> tuple[str, ...]:
        if node is None or _is_null(node):
            return ()
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        names = [item.value for item in items if isinstance(item, yaml.ScalarNode) and item.value]
        if len(names) != len(items):
            self._fault(node, "packs", "expected names of measure packs", "Write 'packs: [name, name]'.")
        return tuple(map(self._pack, names))

    def _pack(self, name: str) -> str:
        """A pack by its name, or by its path from the list's folder."""
        beside = self.path.parent / name
        return str(beside) if beside.suffix in (".yaml", ".yml") and beside.is_file() else name

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
            if _is_null(value):
                continue
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
            elif prefix + name in _NO_LONGER:
                self._fault(key, prefix + name, *_NO_LONGER[prefix + name])
            else:
                near = get_close_matches(name.lower(), known, n=1, cutoff=0.5)
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


_NO_LONGER = {
    "fetch.allow_private": Objection(
        "a list opens no private networks any more",
        "Remove the line; whoever runs the list opens its hosts, as HOST:PORT, under 'private_hosts' in 'fetch:' of "
        "the ledger's settings.yaml, or in FACTLEDGER_PRIVATE_HOSTS.",
    )
}
_EXAMPLE_REMEDY = "Write 'name: …', then 'sources:' with an entry '- id: …' and 'url: …' for each document."


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "keys and values"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return _cut(node.value) if node.value else "nothing"


def _cut(text: str) -> str:
    """What stands there, as far as a message needs it."""
    return repr(text) if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]!r} …"


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == "tag:yaml.org,2002:null")


def _setting(node: yaml.Node, wanted: Any) -> Any:
    """The value of a setting in the type that the policy gives it. Raises ValueError."""
    text = node.value if isinstance(node, yaml.ScalarNode) else _kind(node)
    if wanted in (int, float):
        try:
            number = wanted(text.replace("_", ""))
        except ValueError as error:
            raise ValueError(f"expected a number, found {_cut(text)}") from error
        if not 0 <= number < float("inf"):
            raise ValueError(f"expected a number from 0 on, found {_cut(text)}")
        return number
    if not (text.isascii() and text.isprintable()):
        raise ValueError(f"expected ASCII text on one line, found {text!r}")
    return text
