"""What a grammar finds, as a span group of a spaCy Doc whose spans carry their record.

A record is kept as a mapping of plain values, so that Doc.to_bytes, DocBin and worker processes can carry it; the
grammar's package turns it back into its record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from spacy.tokens import Doc, Span


def set_spans(doc: Doc, group: str, extension: str, found: Iterable[tuple[int, int, str, Mapping[str, Any]]]) -> None:
    """Set `doc.spans[group]` from (start, end, label, row); offsets are characters of `doc.text`.

    Each span's row stands in `span._.{extension}`. A span that cuts a token takes in the whole token.
    """
    if not Span.has_extension(extension):
        Span.set_extension(extension, default=None)
    spans = []
    for start, end, label, row in found:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None:
            span._.set(extension, dict(row))
            spans.append(span)
    doc.spans[group] = spans


def rows_of(doc: Doc, group: str, extension: str) -> Sequence[Mapping[str, Any]]:
    """The rows of a span group, in its order; none where the component did not run."""
    return [span._.get(extension) for span in doc.spans.get(group, ())]


def plain_row(record: Any) -> dict[str, Any]:
    """A flat record as a mapping of values that msgpack carries; sets become sorted lists."""
    row = {each.name: getattr(record, each.name) for each in fields(record)}
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in row.items()}
