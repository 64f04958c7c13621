"""A document in windows that a network can look at in one go."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.claims.codes import BLOCK_KINDS
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.encoder.pieces import Piece, id_of, pieces_of
from pipeline.records.model import DocumentContext

WINDOW = 500
"""The most pieces of a window; the network has positions for 512."""

_HEAD, _TITLE = 40, 60
"""The most pieces of what is known of the document, and of its title."""
_FEWEST_AT_END = 60
"""Pieces of a text that begin at the end of a window: fewer would be cut off from what they say."""

_END_OF_HEAD = "[unused1]"
MARKERS = {kind: f"[unused{n}]" for n, kind in enumerate(BLOCK_KINDS, 2)}
"""Pieces without a meaning of their own tell where the head ends, and of which kind a text is."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring pieces of one window, `end` not among them."""

    window: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Windows:
    """`ids[w]` are the pieces of the w-th window; each begins with who published what when, and under which title."""

    ids: tuple[NDArray[np.int64], ...]
    _pieces: tuple[tuple[Piece, ...], ...]
    _laid: tuple[tuple[tuple[Stretch, int], ...], ...]
    """For each text where it lies, with the index of the first of its pieces there."""

    def stretch(self, text: int, start: int, end: int) -> Stretch:
        """Where the characters of a text lie: its marker where they have no pieces of their own, the first part where
        they lie in two windows."""
        pieces = self._pieces[text]
        wanted_from = bisect_right(pieces, start, key=attrgetter("end"))
        wanted_to = bisect_left(pieces, end, key=attrgetter("start"))
        for stretch, first in self._laid[text]:
            begin = max(wanted_from, first) - first
            stop = min(wanted_to - first, stretch.end - stretch.start)
            if begin < stop:
                return Stretch(stretch.window, stretch.start + begin, stretch.start + stop)
        stretch = self._laid[text][0][0]
        return Stretch(stretch.window, stretch.start - 1, stretch.start)


def windows_of(document: ParsedDocument) -> Windows:
    """The windows of a document: as many of its texts as there is room for, each behind the marker of its kind."""
    pieces = [tuple(pieces_of(text.block.text)) for text in document.texts]
    head = [id_of("[CLS]"), *_known(document.context), id_of(_END_OF_HEAD)]
    title = _ids(pieces[0][:_TITLE])
    laid: list[list[tuple[Stretch, int]]] = [[(Stretch(0, len(head), len(head) + len(title)), 0)]]
    windows = [[*head, *title]]
    for text, own in zip(document.texts[1:], pieces[1:], strict=True):
        laid.append([])
        marker = id_of(MARKERS[text.block.kind])
        done = 0
        while done < len(own) or not laid[-1]:
            if _room(windows[-1]) < min(len(own) - done, _FEWEST_AT_END):
                windows.append([*head, *title])
            some = own[done : done + _room(windows[-1])]
            start = len(windows[-1]) + 1
            laid[-1].append((Stretch(len(windows) - 1, start, start + len(some)), done))
            windows[-1] += [marker, *_ids(some)]
            done += len(some)
    end = id_of("[SEP]")
    return Windows(
        tuple(np.array([*window, end], np.int64) for window in windows), tuple(pieces), tuple(map(tuple, laid))
    )


def _known(context: DocumentContext) -> list[int]:
    """Who published a document, as far as there is room beside the day, and when."""
    publisher, day = _ids(pieces_of(context.publisher or "")), _ids(pieces_of(context.published or ""))
    parted = [*_ids(pieces_of(".")), *day] if publisher and day else day
    return [*publisher[: _HEAD - len(parted)], *parted]


def _ids(pieces: Iterable[Piece]) -> list[int]:
    return [piece.id for piece in pieces]


def _room(window: list[int]) -> int:
    return WINDOW - len(window) - 2
