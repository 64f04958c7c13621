"""Class names, ids and roles to what they tell of an element: tokens.yaml, read and applied."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pipeline.records.data import load_yaml
from pipeline.records.model import BlockLabel

_loaded: dict[str, Any] = load_yaml("pipeline.documents.html", "tokens.yaml")
GROUPS: tuple[str, ...] = tuple(_loaded["groups"])
COUNTER_ATTRIBUTES: tuple[str, ...] = tuple(_loaded["counters"])
COUNTING: re.Pattern[str] = re.compile(_loaded["counting"])
RUNNING: re.Pattern[str] = re.compile(_loaded["running"])
BLOCK_TAGS: frozenset[str] = frozenset(_loaded["tags"]["block"])
"""Elements that begin a line of their own."""
SKIPPED_TAGS: frozenset[str] = frozenset(_loaded["tags"]["skipped"])
"""Elements whose text is nothing a reader sees."""
DROPPED_TAGS: frozenset[str] = frozenset(_loaded["tags"]["dropped"])
"""Elements that may hold text, but never content."""
_GROUP_OF: dict[str, tuple[str, ...]] = {}
for _group, _words in _loaded["groups"].items():
    for _word in _words:
        _GROUP_OF[_word] = (*_GROUP_OF.get(_word, ()), _group)

GROUP_BIT: dict[str, int] = {group: 1 << place for place, group in enumerate(GROUPS)}
LABEL_OF_DROPPED: dict[str, BlockLabel] = _loaded["labels"]["dropped"]
LABEL_OF_ELEMENT: dict[str, BlockLabel] = _loaded["labels"]["element"]
LABEL_OF_GROUP: dict[str, BlockLabel] = _loaded["labels"]["group"]
WORD_GROUPS: tuple[str, ...] = tuple(_loaded["words"])
WORD_GROUP: dict[str, int] = {
    word: place for place, group in enumerate(WORD_GROUPS) for word in _loaded["words"][group]
}
ELEMENT_GROUPS: tuple[str, ...] = tuple(_loaded["elements"])
ELEMENT_GROUP: dict[str, int] = {
    tag: place for place, group in enumerate(ELEMENT_GROUPS) for tag in _loaded["elements"][group]
}

_WORD = re.compile(r"[a-z]+|[A-Z][a-z]+|[A-Z]+(?![a-z])")


@lru_cache(maxsize=20_000)
def groups_of(names: str) -> frozenset[str]:
    """The groups that the words of a class attribute, an id or a role belong to."""
    found: set[str] = set()
    for word in _WORD.findall(names):
        found.update(_GROUP_OF.get(word.lower(), ()))
    return frozenset(found)
