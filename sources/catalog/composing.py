"""The text of a source list to YAML nodes, which know the lines that they stand in."""

from __future__ import annotations

from pathlib import Path

import yaml

from sources.catalog.mappings import kind_of
from sources.catalog.records import CatalogError, Fault
from sources.yaml_faults import yaml_fault

EXAMPLE = "Write 'name: …', then 'sources:' with an entry '- id: …' and 'url: …' for each document."
"""The remedy where what stands there is no source list at all."""
_SYNTAX = "Check indentation, quotes and colons there; text with ': ' or '#' needs quotes."
_ONE_LIST = "Remove the line '---', or put what follows into a file of its own."
MAX_DEPTH = 20
"""Composing nodes calls itself for each level, and so must not be given thousands of them."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def composed(path: Path) -> yaml.MappingNode:
    """The keys and values of a source list. Raises CatalogError, under the name that `path` has, where it has none."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _stop(path, line, "not UTF-8 text", "Save the list as UTF-8.") from error
    except OSError as error:
        raise _stop(path, None, error.strerror or str(error), "Give the path of a source list.") from error
    try:
        if (too_deep := _too_deep(text)) is not None:
            raise _stop(path, too_deep, "not YAML of a source list: brackets in brackets", EXAMPLE)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        at, told = yaml_fault(error, text)
        remedy = _ONE_LIST if isinstance(error, yaml.composer.ComposerError) and "document" in told else _SYNTAX
        raise _stop(path, at, f"not YAML: {told}", remedy) from error
    except yaml.reader.ReaderError as error:
        line = text[: text.find(chr(error.character))].count("\n") + 1
        problem = f"not YAML: the character U+{error.character:04X} is not allowed"
        raise _stop(path, line, problem, "Remove that character.") from error
    if not isinstance(root, yaml.MappingNode):
        found = "nothing" if root is None else kind_of(root)
        raise _stop(path, 1, f"expected the keys 'name:' and 'sources:', found {found}", EXAMPLE)
    return root


def _stop(path: Path, line: int | None, problem: str, remedy: str) -> CatalogError:
    return CatalogError([Fault(str(path), line, None, problem, remedy)])


def _too_deep(text: str) -> int | None:
    """The line in which the text nests deeper than a list of sources needs; None where it does not."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            return event.start_mark.line + 1 if event.start_mark else 1
    return None
