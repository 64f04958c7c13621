"""What lies beside claims from elsewhere: what is known of their documents, and the texts of these."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from pipeline.records.data import read_yaml
from pipeline.records.model import Claim, Conflict, DocumentContext, Fact, Verdict
from pipeline.records.validation import first_fault
from sources.errors import UserError

Row = dict[str, Any]
Record = TypeVar("Record", Claim, Conflict, Fact, Verdict, DocumentContext)

_CONTEXT: TypeAdapter[DocumentContext] = TypeAdapter(DocumentContext)


class ClaimRecordError(UserError):
    """A row that is no claim; the message names the file, the line, the field and the remedy."""


@dataclass(frozen=True, slots=True)
class GivenDocument:
    """What lies beside claims from elsewhere: what is known of their document, and its text where it is there."""

    context: DocumentContext = field(default_factory=DocumentContext)
    text: str = ""


def documents_beside(path: Path) -> dict[str, GivenDocument]:
    """What `docs.jsonl` or `sources.yaml`, and `docs/ID.txt`, in the file's folder say of its documents.

    Raises ClaimRecordError where one of them is broken.
    """
    folder = path.parent
    return {
        row["id"]: GivenDocument(read_record(_CONTEXT, row, f"{where}, {row['id']}"), _text_of(folder, row["id"]))
        for where, row in _document_rows(folder)
    }


def _document_rows(folder: Path) -> list[tuple[str, Row]]:
    index, sources = folder / "docs.jsonl", folder / "sources.yaml"
    if index.is_file():
        lines = _text_at(index).split("\n")  # a title may hold what else ends a line in Unicode
        named = ((f"{index}, line {n}", line) for n, line in enumerate(lines, 1) if line.strip())
        rows = [(where, parsed_line(line, where)) for where, line in named]
    elif sources.is_file():
        rows = [(f"{sources}, source {n}", row) for n, row in enumerate(_listed_in(sources), 1)]
    else:
        rows = []
    for where, row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            raise ClaimRecordError(f"{where}, field 'id': missing; give the document's id")
    return rows


def _listed_in(path: Path) -> list[Any]:
    try:
        held = read_yaml(_text_at(path)) or {}
    except yaml.YAMLError as error:
        raise ClaimRecordError(f"{path}: not YAML: {error}") from error
    listed = (held.get("sources") or []) if isinstance(held, dict) else None
    if not isinstance(listed, list):
        raise ClaimRecordError(f"{path}: expected a list of documents under 'sources:'")
    return listed


def _text_at(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ClaimRecordError(f"{path}: not UTF-8 text; save it as UTF-8") from error


def _text_of(folder: Path, doc: str) -> str:
    path = folder / "docs" / f"{doc}.txt"
    return _text_at(path) if path.is_file() else ""


def parsed_line(line: str, where: str) -> Row:
    """The object of a line of JSON. Raises ClaimRecordError where it holds none; `where` names the line."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ClaimRecordError(f"{where}: not JSON ({error.msg}, column {error.colno})") from error
    if not isinstance(row, dict):
        raise ClaimRecordError(f"{where}: expected an object with a claim's fields, found {type(row).__name__}")
    return row


def read_record(adapter: TypeAdapter[Record], row: Mapping[str, Any] | Sequence[Any], where: str) -> Record:
    """The record of a row. Raises ClaimRecordError where a field does not fit; `where` names the row."""
    try:
        return adapter.validate_python(row)
    except ValidationError as error:
        name, reason = first_fault(error, "row")
        raise ClaimRecordError(f"{where}, field '{name}': {reason}") from error
