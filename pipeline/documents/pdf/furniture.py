"""Running heads and feet, page numbers and tables of contents: what a page carries besides its text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.pdf.pieces import Piece
from pipeline.records.model import BlockLabel

_MARGIN = 0.13
"""The share of a page's height at its top and at its foot in which heads and feet stand."""
_SIDE = 0.1
_LARGE = 1.3
"""How many times as high as the text letters are that may be a title's."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
"""No page has such a number: "Herons in 2015", "Herons in 2016" are titles of years."""
_DIGITS = re.compile(r"\d+", re.ASCII)
_PAGE_NUMBER = re.compile(
    r"^(?:[-–—|•\s]*(?:page|p\.)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?[-–—|•\s]*)$", re.IGNORECASE
)
_LEADER = re.compile(r"(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxl]+)\s*$|(?:\.\s?){8,}")

_SENTENCE = re.compile(r"[a-z]\)?[.!?]$")
_FEWEST_WORDS = 5
"""Words of a sentence in the margin; what is shorter says no more than a running head does."""

Key = tuple[str, tuple[int, ...], int]
Pages = Sequence[Sequence[Piece]]


def label_furniture(pages: Pages, sizes: Sequence[tuple[float, float]], body_height: float) -> list[list[Piece]]:
    """The pieces of each page, with running heads, page numbers and lines of contents labelled."""
    seen: dict[Key, set[int]] = defaultdict(set)
    for number, (pieces, size) in enumerate(zip(pages, sizes, strict=True)):
        for piece in pieces:
            for key in _keys(piece, size, number, _LARGE * body_height):
                seen[key].add(number)
    needed = 2 if len(pages) < 4 else 3
    labelled = []
    for number, (pieces, size) in enumerate(zip(pages, sizes, strict=True)):
        foot = max((p.box[3] for p in pieces if p.label == "content"), default=0.0)
        head = min((p.box[1] for p in pieces if p.label == "content"), default=0.0)
        page = []
        for piece in pieces:
            count = max((len(seen[key]) for key in _keys(piece, size, number, _LARGE * body_height)), default=0)
            often = count >= max(needed, len(pages) // 2) or (count >= needed and piece.height < _LARGE * body_height)
            if often:
                page.append(_dropped(piece, "running_head", f"repeated on {count} pages"))
            elif _is_page_number(piece, size, head, foot):
                page.append(_dropped(piece, "running_head", "page number"))
            elif piece.label == "content" and _LEADER.search(piece.text):
                page.append(_dropped(piece, "navigation", "line of a table of contents"))
            else:
                page.append(piece)
        labelled.append(_without_contents(page, len(pages)))
    return labelled


def _keys(piece: Piece, size: tuple[float, float], number: int, large: float) -> list[Key]:
    """What a piece in the margin of a page has in common with its like on other pages: its words and about its place;
    in a sentence, or in letters so `large` that they may be a title's, the figures as well, but for one that goes up
    with the pages."""
    if piece.label != "content" or piece.lines > 3 or len(piece.text) > 200 or piece.kind == "table_row":
        return []
    if not (_in_margin(piece, size) or piece.sideways):
        return []
    text = " ".join(piece.text.split())
    words = _DIGITS.sub("#", text)
    row = round(piece.box[1] / 8)
    is_sentence = _SENTENCE.search(text) is not None and len(text.split()) >= _FEWEST_WORDS
    told_apart = _figures(text, number) if is_sentence or piece.height >= large else [()]
    return [(words, figures, at) for figures in told_apart for at in (row, row + 1)]


def _figures(text: str, number: int) -> list[tuple[int, ...]]:
    """The figures by which a text is told from another of the same words; those that go up with the pages, save years,
    tell none apart."""
    figures = [int(digits) for digits in _DIGITS.findall(text)]
    stepping = [
        (~k, *figures[:k], figure - number, *figures[k + 1 :])
        for k, figure in enumerate(figures)
        if not _FIRST_YEAR <= figure <= _LAST_YEAR
    ]
    return [tuple(figures), *stepping]


def _in_margin(piece: Piece, size: tuple[float, float]) -> bool:
    width, height = size
    left, top, right, bottom = piece.box
    return (
        bottom < _MARGIN * height or top > (1 - _MARGIN) * height or right < _SIDE * width or left > (1 - _SIDE) * width
    )


def _is_page_number(piece: Piece, size: tuple[float, float], head: float, foot: float) -> bool:
    if piece.label != "content" or piece.kind == "table_row" or not _PAGE_NUMBER.match(piece.text):
        return False
    outermost = piece.box[3] >= foot - piece.height or piece.box[1] <= head + piece.height
    return _in_margin(piece, size) and outermost and any(c.isdigit() for c in piece.text)


def _dropped(piece: Piece, label: BlockLabel, why: str) -> Piece:
    return replace(piece, label=label, why=why)


def _without_contents(pieces: list[Piece], page_count: int) -> list[Piece]:
    """Rows of title and page number, the numbers rising and no higher than there are pages."""
    rows = [k for k, piece in enumerate(pieces) if piece.kind == "table_row" and len(piece.cells) == 1]
    numbers = [pieces[k].text[pieces[k].cells[0].start : pieces[k].cells[0].end] for k in rows]
    if len(rows) < 4 or not all(n.isdigit() and int(n) <= page_count + 20 for n in numbers):
        return pieces
    values = [int(n) for n in numbers]
    rising = values == sorted(values) and len(set(values)) > len(values) // 2
    if not rising or Counter(len(p.cells) for p in pieces if p.cells).most_common(1)[0][0] != 1:
        return pieces
    return [
        _dropped(piece, "navigation", "row of a table of contents") if k in set(rows) else piece
        for k, piece in enumerate(pieces)
    ]
