"""Which pieces are headings, captions and list items, and the chain of headings over each block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.documents.pdf.paragraphs import NOTE_LABEL, NUMBERED
from pipeline.documents.pdf.pieces import Piece

_CAPTION = re.compile(r"^(?:figure|fig\.|table|chart|map|box|exhibit|graph|sources?|notes?)\b[\s:.]*\S", re.IGNORECASE)
_CAPTION_LABEL = re.compile(
    r"^(?:figure|fig\.|table|chart|map|exhibit|graph)\s*[0-9A-Z]|^(?:sources?|notes?)\s*:", re.IGNORECASE
)
_LARGER = 1.08
"""A heading is at least so many times as high as the text."""
_LONGEST = 25
_MOST_LINES = 3
_NOTE = 0.92
"""Footnotes are at most so many times as high as the text."""

Level = tuple[float, bool]


def body_height(pieces: Iterable[Piece]) -> float:
    """The height of the lines in which most of a document's characters stand, to half a point."""
    weights: Counter[float] = Counter()
    for piece in pieces:
        if piece.label == "content" and piece.kind in {"paragraph", "list_item"}:
            weights[round(piece.height * 2) / 2] += len(piece.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def with_kinds(pieces: Sequence[Piece], body: float, marks: frozenset[str]) -> list[Piece]:
    """The pieces of a page with headings, captions, list items and footnotes told by what they look like.

    `marks` are the footnote marks on the page; a note that begins with one of them loses it.
    """
    kinds = []
    for piece in pieces:
        if piece.kind != "paragraph" or piece.label != "content":
            kinds.append(piece)
        elif piece.height < _NOTE * body and (label := NOTE_LABEL.match(piece.text)) and label[1] in marks:
            kinds.append(replace(piece, text=piece.text[label.end() :]))
        elif _CAPTION.match(piece.text) and _CAPTION_LABEL.match(piece.text) and piece.lines <= _MOST_LINES + 1:
            kinds.append(replace(piece, kind="caption"))
        elif _is_heading(piece, body):
            kinds.append(replace(piece, kind="heading"))
        elif label := NUMBERED.match(piece.text):
            kinds.append(replace(piece, kind="list_item", text=piece.text[label.end() :].lstrip()))
        else:
            kinds.append(piece)
    return kinds


def _is_heading(piece: Piece, body: float) -> bool:
    text = piece.text
    words = text.split()
    if piece.lines > _MOST_LINES or len(words) > _LONGEST or not any(c.isalpha() for c in text) or piece.sideways:
        return False
    if text.endswith((",", ";")) or (text.endswith(".") and not text[:1].isdigit() and len(words) > 6):
        return False
    if piece.height >= _LARGER * body:
        return True
    return piece.bold and piece.height > 0.95 * body and not text.endswith(".") and len(words) <= 15


class HeadingChain:
    """The headings over what comes next: a heading ends those that are not larger than itself."""

    def __init__(self) -> None:
        self._stack: list[tuple[Level, str]] = []

    def over(self, piece: Piece) -> tuple[str, ...]:
        """The chain for a piece; a heading stands under the larger ones and over what follows."""
        if piece.kind != "heading" or piece.label != "content":
            return tuple(text for _, text in self._stack)
        level = (round(piece.height), piece.bold)
        while self._stack and self._stack[-1][0] <= level:
            self._stack.pop()
        chain = tuple(text for _, text in self._stack)
        self._stack.append((level, piece.text))
        return chain
