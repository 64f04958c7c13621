"""Gold folders (docs.jsonl, docs/ID.txt, claims.jsonl, relations.jsonl) as the benchmarks read them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from pipeline.documents.text import read_text
from pipeline.reading.claims import DocumentToRead
from pipeline.records.model import Claim, DocumentContext
from tests.as_shipped import extract_many

DEFAULT_SHARED = Path(__file__).resolve().parents[3] / "shared"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GoldText:
    """A document of a gold folder: its text as it stands in the file and what docs.jsonl knows of it."""

    doc: str
    text: str
    context: DocumentContext


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def gold_texts(folder: Path) -> list[GoldText]:
    """The documents of a gold folder in the order of docs.jsonl; those that have a text file."""
    known = ("url", "publisher", "title", "published")
    texts = {row["id"]: folder / "docs" / f"{row['id']}.txt" for row in read_rows(folder / "docs.jsonl")}
    return [
        GoldText(row["id"], path.read_text("utf-8"), DocumentContext(**{name: row.get(name) for name in known}))
        for row in read_rows(folder / "docs.jsonl")
        if (path := texts[row["id"]]).is_file()
    ]


def claims_of_texts(texts: Iterable[GoldText]) -> list[Claim]:
    """The claims that the whole pipeline reads from plain texts, in document order."""
    documents = [DocumentToRead(each.doc, read_text(each.text), each.context) for each in texts]
    return [claim for claims in extract_many(documents) for claim in claims]


def need_gold(shared: Path) -> Path:
    """The gold folder of `shared`; ends the program with status 2 and a sentence where it is missing."""
    gold = shared / "gold"
    if not (gold / "score.py").is_file():
        stop(f"{gold}: no gold corpora there; name the folder that holds gold/ (seeds, dev, score.py) as SHARED")
    return gold


def stop(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise SystemExit(2)
