"""Operations, programmes and storms that a document calls by name ("Operation Night Heron")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.scope.phrases import Mention
from pipeline.records.data import load_yaml

_CAPITALISED = r"[A-Z][\w’'-]*"


@cache
def _words() -> Any:
    return load_yaml("pipeline.reading.claims.scope", "programmes.yaml")


@cache
def _pattern() -> re.Pattern[str]:
    begins, ends = ("|".join(_words()[name]) for name in ("begins", "ends"))
    before, behind = ("|".join(_words()[name]) for name in ("never_before", "never_behind"))
    return re.compile(
        rf"\b(?:{begins})(?:\s(?!(?:{behind})\b){_CAPITALISED}){{1,3}}"
        rf"|\b(?!(?:{before})\b){_CAPITALISED}(?:\s{_CAPITALISED}){{0,3}}\s(?:{ends})\b"
    )


def names_in(document: ParsedDocument) -> tuple[str, ...]:
    """The names that running text gives, the longest first; headings capitalise other words too."""
    running = (text.block.text for text in document.texts if text.block.kind != "heading")
    return tuple(
        sorted({match[0] for text in running for match in _pattern().finditer(text)}, key=lambda n: (-len(n), n))
    )


def named(text: str, names: Iterable[str]) -> list[Mention]:
    """Where a text has any of these names, whatever its case; none lies in another."""
    found: list[Mention] = []
    for name in names:
        for match in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
            if not any(each.start < match.end() and match.start() < each.end for each in found):
                found.append(Mention(*match.span(), name))
    return sorted(found, key=lambda each: each.start)
