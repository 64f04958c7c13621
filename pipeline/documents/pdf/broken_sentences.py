"""Paragraphs that a column's or a page's end breaks off, put together with what they go on with."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from pipeline.documents.pdf.paragraphs import NUMBERED, SPLIT_WORD, join_lines
from pipeline.documents.pdf.pieces import Piece
from pipeline.records.data import load_yaml

_ENDED = re.compile(r"[.?!:;][)\]”’\"'\d*†‡⁰¹²³⁴-⁹]*$")
_BREAKS_OFF_SIGN = re.compile(r"(?:,|[–—]|\d-)$")
_COUNTS_ON = re.compile(r"(?:US)?[$€£¥₹]?\s?\d[\d.,]*(?:\s?%|,)?\s[a-z]")
"""How a sentence goes on with a figure: what it counts follows in small letters, as behind no number of a list."""
_SHORTEST = 30
"""Characters of a last line that is broken off; shorter ones are labels and headings."""
_SAME_HEIGHT = 0.08
_LOOKED_AHEAD = 12
"""Pieces (notes, tables, captions) that may stand between the two halves."""

Joiner = Callable[[str, str], str]


def with_whole_sentences(pages: Sequence[Sequence[Piece]], joined: Joiner) -> list[list[Piece]]:
    """The pieces of each page, with paragraphs that break off in mid-sentence continued by the paragraph in which the
    next column or page begins. The whole stands where it begins. `joined` puts halves of split words together."""
    flat = [(number, piece) for number, pieces in enumerate(pages) for piece in pieces]
    whole: list[Piece | None] = [piece for _, piece in flat]
    for at, (_, piece) in enumerate(flat):
        if whole[at] is None:
            continue
        tail = at
        while (following := _continuation(flat, tail)) is not None:
            begun = whole[at] or piece
            rest = flat[following][1]
            whole[at] = replace(begun, text=join_lines(begun.text, rest.text, joined), lines=begun.lines + rest.lines)
            whole[following] = None
            tail = following
    result: list[list[Piece]] = [[] for _ in pages]
    for (number, _), kept in zip(flat, whole, strict=True):
        if kept is not None:
            result[number].append(kept)
    return result


def _continuation(flat: Sequence[tuple[int, Piece]], at: int) -> int | None:
    """The piece that the paragraph at a place goes on with."""
    page, piece = flat[at]
    if not _is_text(piece) or len(piece.text) < _SHORTEST or _ENDED.search(piece.text):
        return None
    ahead = (k for k in range(at + 1, len(flat)) if flat[k][1].label != "hidden")
    for following in islice(ahead, _LOOKED_AHEAD):
        other_page, other = flat[following]
        if not _is_text(other) or other.height < (1 - _SAME_HEIGHT) * piece.height:
            continue
        elsewhere = other_page == page + 1 or (other_page == page and other.box[0] > piece.box[2] - piece.height)
        alike = other.height < (1 + _SAME_HEIGHT) * piece.height and other.bold == piece.bold
        if not elsewhere and not alike:
            # a box at the foot of the column
            continue
        goes_on = other.kind == "paragraph" and _goes_on(piece, other.text)
        return following if elsewhere and alike and goes_on else None
    return None


def _is_text(piece: Piece) -> bool:
    return piece.kind in {"paragraph", "list_item"} and piece.label == "content" and not piece.sideways


def _goes_on(piece: Piece, rest: str) -> bool:
    if rest[:1].islower() or SPLIT_WORD.search(piece.text):
        return True
    if len(rest) < _SHORTEST or NUMBERED.match(rest):
        return False
    return breaks_off(piece.text) or (piece.lines > 1 and _COUNTS_ON.match(rest) is not None)


def breaks_off(text: str) -> bool:
    """Whether a line ends in what nothing ends in: a comma, a dash, a word like "of"."""
    return _BREAKS_OFF_SIGN.search(text) is not None or text.rpartition(" ")[2].casefold() in _going_on()


@cache
def _going_on() -> frozenset[str]:
    words = load_yaml("pipeline.documents.pdf", "broken_sentences.yaml")["going_on"]
    return frozenset(word.casefold() for word in words)
