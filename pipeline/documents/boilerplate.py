"""Telling the surroundings of a document from the document by its words: boilerplate.yaml, read and applied.

Used for plain text, where words are all there is, and for pages beside their mark-up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.records.data import load_yaml
from pipeline.records.model import BlockLabel

LONGEST_JUDGED = 400
"""Characters. Longer blocks are prose: one suspicious phrase in them says nothing about the whole."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A rule of boilerplate.yaml: the label that it gives, its name, and the expressions that must be found."""

    label: BlockLabel
    rule: str
    pattern: re.Pattern[str]
    needs: re.Pattern[str] | None = None
    to_end: bool = False


@cache
def _cues(part: str) -> tuple[Cue, ...]:
    loaded: dict[str, list[dict[str, Any]]] = load_yaml("pipeline.documents", "boilerplate.yaml")
    return tuple(
        Cue(
            entry["label"],
            entry["rule"],
            re.compile(entry["pattern"], re.I | re.X),
            re.compile(entry["needs"], re.I | re.X) if "needs" in entry else None,
            entry.get("to_end", False),
        )
        for entry in loaded[part]
    )


def line_cue(text: str, among: frozenset[BlockLabel] | None = None) -> Cue | None:
    """The first rule for single lines that `text` meets (of those that give a label `among`), or None."""
    return _first(text, "lines", among)


def section_cue(heading: str) -> Cue | None:
    """The first rule for section headings that `heading` meets, or None."""
    return _first(heading, "sections")


def aside_cues(heading: str) -> list[Cue]:
    """The rules for what is another's on a page that its heading meets."""
    return [cue for cue in _cues("asides") if cue.pattern.search(heading)]


def may_head_own_part(heading: str) -> bool:
    """Whether a heading that other articles have heads parts of documents as well: "More on the figures"."""
    return any(cue.pattern.search(heading) for cue in _cues("topics"))


def without_pointer(text: str) -> list[str]:
    """A paragraph, and by itself the link to another article that it ends in."""
    found = next(filter(None, (cue.pattern.search(text) for cue in _cues("pointers"))), None)
    return [text[: found.start()], text[found.start() :].strip()] if found else [text]


def _first(text: str, part: str, among: frozenset[BlockLabel] | None = None) -> Cue | None:
    if len(text) > LONGEST_JUDGED:
        return None
    for cue in _cues(part):
        if (
            (among is None or cue.label in among)
            and cue.pattern.search(text)
            and (cue.needs is None or cue.needs.search(text))
        ):
            return cue
    return None
