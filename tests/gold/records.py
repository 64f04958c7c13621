"""What an annotated corpus consists of: texts, claims as rows of the published fields, relations between claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.records.model import FLAGGED, DocumentContext

Row = Mapping[str, Any]
"""A claim, the fields of docs/design.md, "A claim, field by field", with `required` where it is annotated."""

HARD = FLAGGED - {"period_conflict"}
"""The inconsistencies in value."""

RELATIONS = FLAGGED | {"agree", "progression", "scope", "derived"}


@dataclass(frozen=True, slots=True)
class GoldText:
    """A document's text as it stands in the file, what is known of the document, and the topic it belongs to.

    `default_place` is the place of its claims unless a mark says otherwise; `origin` says whether the text is
    invented or retold.
    """

    doc: str
    text: str
    context: DocumentContext
    group: str = ""
    default_place: str | None = None
    genre: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """How claim `a` stands to another claim, or to the several that it follows from, and why."""

    a: str
    b: tuple[str, ...]
    name: str
    why: str = ""

    @property
    def members(self) -> frozenset[str]:
        return frozenset((self.a, *self.b))


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts, their claims in document order, and relations; all ids are unique."""

    docs: tuple[GoldText, ...]
    claims: tuple[Row, ...]
    relations: tuple[Relation, ...]
