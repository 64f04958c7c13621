"""The typed values of a YAML mapping, with a fault, and its line, for each that does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from sources.catalog.checks import Objection
from sources.catalog.records import Fault

_MOST_DIGITS = 9
_MOST_SHOWN = 60
"""Characters of what stands in a list that a message shows."""


class Faults:
    """The faults of one file, gathered in the order in which they are found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Fault] = []

    def add(self, at: yaml.Node | int, field: str | None, problem: str, remedy: str) -> None:
        """Notes a fault of a node, or of a line, counted from 1."""
        line = at if isinstance(at, int) else at.start_mark.line + 1
        self.found.append(Fault(self.file, line, field, problem, remedy))


class Entries:
    """The entries of a mapping whose keys are `known`; any other key, and any key that comes twice, is a fault.

    A value that is null counts as none. What a method cannot read is a fault, and it gives what it gives for none.
    `prefix` stands before the keys where faults name them.
    """

    def __init__(self, node: yaml.MappingNode, known: tuple[str, ...], faults: Faults, prefix: str = "") -> None:
        self._faults = faults
        self._prefix = prefix
        self._nodes: dict[str, yaml.Node] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else kind_of(key)
            if name in lines:
                self._fault(key, name, f"the key is already in line {lines[name]}", "Remove one of the two.")
            elif name in known:
                self._nodes[name] = value
            else:
                self._fault(key, name, *_objection(prefix + name, name, known))
            lines.setdefault(name, key.start_mark.line + 1)

    def __getitem__(self, key: str) -> yaml.Node:
        return self._nodes[key]

    def __iter__(self) -> Iterator[str]:
        """The keys that have something in them."""
        return filter(self.has, self._nodes)

    def get(self, key: str) -> yaml.Node | None:
        """The node of a key that is there, even if nothing is in it."""
        return self._nodes.get(key)

    def has(self, key: str) -> bool:
        """Whether the key is there with something in it, so that what is wrong with it has been said."""
        return key in self._nodes and not _is_null(self._nodes[key])

    def text(self, key: str) -> str | None:
        """Text without the white space around it."""
        if not self.has(key):
            return None
        node = self._nodes[key]
        if isinstance(node, yaml.ScalarNode) and node.value.strip():
            return str(node.value).strip()
        found = "empty text" if isinstance(node, yaml.ScalarNode) else kind_of(node)
        self._fault(node, key, f"expected text, found {found}", f"Write '{key}: …' on one line.")
        return None

    def words(self, key: str, expected: str = "words", example: str = "word") -> tuple[str, ...]:
        """Words, one or a list of them; `expected` and `example` are what a fault calls them."""
        if not self.has(key):
            return ()
        node = self._nodes[key]
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        words = [item.value.strip() for item in items if isinstance(item, yaml.ScalarNode) and item.value.strip()]
        if len(words) != len(items):
            self._fault(node, key, f"expected {expected}", f"Write '{key}: [{example}, {example}]'.")
        return tuple(words)

    def flag(self, key: str) -> bool:
        """True or false."""
        if not self.has(key):
            return False
        node = self._nodes[key]
        if not isinstance(node, yaml.ScalarNode) or node.value.lower() not in ("true", "false"):
            self._fault(node, key, "expected true or false", f"Write '{key}: true'.")
            return False
        return str(node.value).lower() == "true"

    def count(self, key: str) -> int | None:
        """A whole number from 1 on."""
        text = self.text(key)
        if text is None:
            return None
        if not text.isdecimal() or len(text) > _MOST_DIGITS or not int(text):
            found = _cut(text)
            self._fault(self._nodes[key], key, f"expected a number from 1 on, found {found}", f"Write '{key}: 20'.")
            return None
        return int(text)

    def _fault(self, node: yaml.Node, key: str, problem: str, remedy: str) -> None:
        self._faults.add(node, self._prefix + key, problem, remedy)


def kind_of(node: yaml.Node) -> str:
    """What a node is, in words for a fault."""
    if isinstance(node, yaml.MappingNode):
        return "keys and values"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return _cut(node.value) if node.value else "nothing"


def _cut(text: str) -> str:
    """What stands there, as far as a message needs it."""
    return repr(text) if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]!r} …"


def setting(node: yaml.Node, wanted: Any, *, may_be_zero: bool = True) -> Any:
    """The value of a setting as the type that is wanted: int, float or str. Raises ValueError, in words for a fault."""
    text = node.value if isinstance(node, yaml.ScalarNode) else kind_of(node)
    if wanted in (int, float):
        try:
            number = wanted(text.replace("_", ""))
        except ValueError as error:
            raise ValueError(f"expected a number, found {_cut(text)}") from error
        if not 0 <= number < float("inf"):
            raise ValueError(f"expected a number from 0 on, found {_cut(text)}")
        if not number and not may_be_zero:
            raise ValueError("expected a number above 0")
        return number
    if not (text.isascii() and text.isprintable()):
        raise ValueError(f"expected ASCII text on one line, found {text!r}")
    return text


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == "tag:yaml.org,2002:null")


def _objection(path: str, name: str, known: tuple[str, ...]) -> Objection:
    """What there is to say of a key that is not known."""
    if path in _NO_LONGER:
        return _NO_LONGER[path]
    near = [key for key in known if name.lower() in _meant_keys().get(key, ())]
    near = near or get_close_matches(name.lower(), known, n=1, cutoff=0.5)
    return Objection(
        "there is no such key", f"Did you mean {near[0]!r}?" if near else f"The keys are {', '.join(known)}."
    )


@cache
def _meant_keys() -> dict[str, list[str]]:
    """The keys, with the words by which people call them."""
    return dict(yaml.safe_load(files("sources.catalog").joinpath("meant_keys.yaml").read_text("utf-8")))


_NO_LONGER = {
    "fetch.allow_private": Objection(
        "a list opens no private networks any more",
        "Remove the line; whoever runs the list opens its hosts, as HOST:PORT, under 'private_hosts' in 'fetch:' of "
        "the ledger's settings.yaml, or in FACTLEDGER_PRIVATE_HOSTS.",
    )
}
