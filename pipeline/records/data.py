"""Vocabulary, lexicons and tables that ship beside the code that reads them."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where there is one: some of these files are read at every start."""


def load_yaml(package: str, name: str) -> Any:
    """What a YAML file in a package holds, as plain lists and mappings."""
    return read_yaml(files(package).joinpath(name).read_text("utf-8"))


def read_yaml(text: str, *, unique_keys: bool = False) -> Any:
    """What YAML holds, as plain lists and mappings; with `unique_keys` no key may stand twice in one mapping, of which
    YAML takes the last. Raises yaml.YAMLError."""
    if unique_keys:
        _check_keys(yaml.compose(text, _LOADER))
    return yaml.load(text, _LOADER)


def _check_keys(root: yaml.Node | None) -> None:
    waiting, seen = [root], set[int]()
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
            twice = next((key for key, _ in node.value if keys.count(key.value) > 1), None)
            if twice is not None:
                raise yaml.constructor.ConstructorError(None, None, f"{twice.value!r} stands twice", twice.start_mark)
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
