"""Tables that go on over pages: where only the first part has a header, its headers are those of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.documents.pdf.pages import PageParts
from pipeline.documents.pdf.pieces import Piece, box_around

_SIDE, _SHARED = 6.0, 0.85
"""Points by which the left sides of two parts of a table may differ, and what their right sides share at least."""
_TOP = 0.25
"""Share of a page's height within which a table that goes on begins."""

Rows = tuple[Piece, ...]
Headers = tuple[tuple[str, ...], ...]


def with_carried_headers(parts: Iterable[PageParts]) -> Iterator[PageParts]:
    """The pages, the first table of each with the headers of the last one before it where it goes on with that."""
    before: Rows = ()
    number = 0
    for part in parts:
        tables = part.tables
        goes_on = bool(tables) and part.number == number + 1 and _goes_on(before, tables[0], part.size[1])
        if goes_on:
            headers = _headers(before)
            tables = (tuple(_with_headers(piece, headers) for piece in tables[0]), *tables[1:])
            part = replace(part, tables=tables)
        if tables:
            before, number = tables[-1], part.number
        yield part


def _goes_on(before: Rows, after: Rows, height: float) -> bool:
    if not before or any(cell.column_headers for piece in after for cell in piece.cells):
        return False
    first, second = (box_around([piece.box for piece in rows]) for rows in (before, after))
    # a header or a long label may reach farther to the right than any row of the other part
    beside = abs(first[0] - second[0]) < _SIDE and min(first[2], second[2]) > _SHARED * max(first[2], second[2])
    return beside and second[1] < _TOP * height and _width(before) == _width(after) and any(_headers(before))


def _width(rows: Sequence[Piece]) -> int:
    """How many cells most rows have."""
    counts = Counter(len(piece.cells) for piece in rows if piece.cells)
    return counts.most_common(1)[0][0] if counts else 0


def _headers(rows: Sequence[Piece]) -> Headers:
    """The headers of the columns, as the last full row has them."""
    full = [piece for piece in rows if len(piece.cells) == _width(rows)]
    return tuple(cell.column_headers for cell in full[-1].cells) if full else ()


def _with_headers(piece: Piece, headers: Headers) -> Piece:
    if len(piece.cells) != len(headers):
        return piece
    cells = zip(piece.cells, headers, strict=True)
    return replace(piece, cells=tuple(replace(cell, column_headers=header) for cell, header in cells))
