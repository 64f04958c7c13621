"""What the program makes of a corpus: claims of its texts, conflicts of its groups, verdicts on annotated claims."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from pipeline.comparing.reconcile import compare_all
from pipeline.documents.text import read_text
from pipeline.reading.claims import DocumentToRead
from pipeline.records.model import Claim, Verdict
from pipeline.records.rows import GivenDocument, claims_from_jsonl, conflict_to_row
from pipeline.records.settings import CompareSettings
from tests.as_shipped import extract_many, reconcile
from tests.gold.records import Corpus, GoldText, Row


def claims_of_texts(texts: Iterable[GoldText]) -> list[Claim]:
    """The claims that the whole pipeline reads from plain texts, in document order."""
    documents = [DocumentToRead(each.doc, read_text(each.text), each.context) for each in texts]
    return [claim for claims in extract_many(documents) for claim in claims]


def conflict_rows(claims: Iterable[Claim]) -> list[Row]:
    """What a run would flag; what is too unlikely to be flagged is left out."""
    return [conflict_to_row(conflict) for conflict in reconcile(claims).conflicts if conflict.status == "open"]


def verdicts_of_gold(corpus: Corpus, settings: CompareSettings) -> list[Verdict]:
    """What the program says of all pairs of annotated claims."""
    documents = {text.doc: GivenDocument(text.context, text.text) for text in corpus.docs}
    return compare_all(claims_from_jsonl(map(json.dumps, corpus.claims), documents, name="gold"), settings)


def verdicts_of_rows(rows: Sequence[Row], texts: Iterable[GoldText], settings: CompareSettings) -> list[Verdict]:
    """The same of annotated claims and others beside them, each with its document's context and no text."""
    context = {text.doc: asdict(text.context) for text in texts}
    lines = (json.dumps({"document": context.get(row["doc"]), **row}) for row in rows)
    return compare_all(claims_from_jsonl(lines, name="retellings"), settings)
