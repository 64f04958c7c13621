"""Annotated corpora: read from annotated sources or from built files, and built.

A folder of annotated sources has GROUP/DOC.ann and GROUP/relations.txt below `annotated/`; a built one has docs.jsonl,
docs/DOC.txt, claims.jsonl and relations.jsonl.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from pipeline.records.model import DocumentContext
from tests.gold.annotations import AnnotationError, read_annotated
from tests.gold.records import RELATIONS, Corpus, GoldText, Relation, Row

CORPUS = Path(__file__).with_name("corpus")
"""The corpus that comes with the project."""

_CONTEXT = ("url", "publisher", "title", "published")


def read_corpus(folder: Path) -> Corpus:
    """The corpus of a folder, from its annotated sources where it has no built files.

    Raises AnnotationError where annotated sources have a fault and OSError where neither is there.
    """
    return _built(folder) if (folder / "docs.jsonl").is_file() else _annotated(folder / "annotated")


def of_groups(corpus: Corpus, groups: Collection[str]) -> Corpus:
    """The part of a corpus that belongs to some groups."""
    docs = tuple(text for text in corpus.docs if text.group in groups)
    names = {text.doc for text in docs}
    return Corpus(
        docs,
        tuple(claim for claim in corpus.claims if claim["doc"] in names),
        tuple(relation for relation in corpus.relations if relation.a.rpartition("#")[0] in names),
    )


def write_corpus(corpus: Corpus, folder: Path) -> None:
    """The built files, and a source list `sources.yaml` that the program reads."""
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    for text in corpus.docs:
        (folder / "docs" / f"{text.doc}.txt").write_text(text.text, "utf-8")
    write_rows(folder / "docs.jsonl", map(_doc_row, corpus.docs))
    write_rows(folder / "claims.jsonl", corpus.claims)
    write_rows(folder / "relations.jsonl", map(_relation_row, corpus.relations))
    (folder / "sources.yaml").write_text("\n".join(_source_list(folder.name, corpus.docs)) + "\n", "utf-8")


def read_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def _annotated(folder: Path) -> Corpus:
    documents = [read_annotated(path) for path in sorted(folder.rglob("*.ann"))]
    if not documents:
        raise FileNotFoundError(f"{folder}: no annotated documents there")
    if faults := [fault for document in documents for fault in document.faults]:
        raise AnnotationError("\n".join(faults))
    if twice := [doc for doc, times in Counter(each.text.doc for each in documents).items() if times > 1]:
        raise AnnotationError(f"several documents have the id {', '.join(twice)}")
    claims = tuple(claim for document in documents for claim in document.claims)
    known = {claim["id"] for claim in claims}
    relations = (relation for path in sorted(folder.rglob("relations.txt")) for relation in _relations(path, known))
    return Corpus(tuple(document.text for document in documents), claims, tuple(relations))


def _relations(path: Path, known: AbstractSet[str]) -> Iterator[Relation]:
    """Lines "A RELATION B[,B…] | why"; a line that begins with # is a comment."""
    for n, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        said, _, why = line.partition("|")
        parts = said.split()
        if len(parts) != 3 or parts[1] not in RELATIONS:
            raise AnnotationError(f"{path}:{n}: not 'A RELATION B[,B] | why' with one of {' '.join(sorted(RELATIONS))}")
        relation = Relation(parts[0], tuple(parts[2].split(",")), parts[1], why.strip())
        if unknown := relation.members - known:
            raise AnnotationError(f"{path}:{n}: no claim {', '.join(sorted(unknown))}")
        yield relation


def _built(folder: Path) -> Corpus:
    """Texts without a file of their own, and their claims, are left out."""
    rows = [row for row in read_rows(folder / "docs.jsonl") if (folder / "docs" / f"{row['id']}.txt").is_file()]
    names = {row["id"] for row in rows}
    related = folder / "relations.jsonl"
    return Corpus(
        tuple(_text(row, (folder / "docs" / f"{row['id']}.txt").read_text("utf-8")) for row in rows),
        tuple(claim for claim in read_rows(folder / "claims.jsonl") if claim["doc"] in names),
        tuple(map(_relation, read_rows(related))) if related.is_file() else (),
    )


def _text(row: Row, text: str) -> GoldText:
    context = DocumentContext(**{name: row.get(name) for name in _CONTEXT})
    return GoldText(
        row["id"], text, context, row.get("group") or "", row.get("default_place"),
        row.get("genre") or "", row.get("origin") or "",
    )  # fmt: skip


def _doc_row(text: GoldText) -> Row:
    context = {name: getattr(text.context, name) for name in _CONTEXT}
    return {
        "id": text.doc, **context, "kind": "web", "genre": text.genre, "origin": text.origin,
        "default_place": text.default_place, "group": text.group,
    }  # fmt: skip


def _relation(row: Row) -> Relation:
    b = row["b"]
    return Relation(row["a"], (b,) if isinstance(b, str) else tuple(b), row["relation"], row.get("why") or "")


def _relation_row(relation: Relation) -> Row:
    b = relation.b[0] if len(relation.b) == 1 else list(relation.b)
    return {"a": relation.a, "b": b, "relation": relation.name, "why": relation.why}


def _source_list(name: str, docs: Iterable[GoldText]) -> Iterator[str]:
    yield from (f"name: {json.dumps(name)}", "sources:")
    for text in docs:
        yield from (f"  - id: {text.doc}", f"    path: docs/{text.doc}.txt")
        for field in _CONTEXT:
            if value := getattr(text.context, field):
                yield f"    {field}: {json.dumps(value, ensure_ascii=False)}"
