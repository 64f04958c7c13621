"""Tables that are printed sideways on an upright page: read as on a page of their own, turned, and set back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pipeline.documents.pdf.characters import Frame, PageWords, words_set_upright
from pipeline.documents.pdf.lines import Segment, page_segments
from pipeline.documents.pdf.page_tables import lines_with_figures, page_tables
from pipeline.documents.pdf.paragraphs import Group, group_segments
from pipeline.documents.pdf.pieces import Piece
from pipeline.records.model import Box

_FEWEST_FIGURES = 4
"""Words with a digit; with fewer of them what stands sideways is an axis, a stamp or a header."""


@dataclass(frozen=True, slots=True)
class Sideways:
    """The tables among the words that run in another direction than the page, the rest of these words in groups, and
    the numbers of all of them."""

    tables: tuple[tuple[Piece, ...], ...] = ()
    groups: tuple[Group, ...] = ()
    words: frozenset[int] = frozenset()


def sideways_tables(page: Any, textpage: Any, words: PageWords, unseen: Sequence[str]) -> Sideways:
    """What is printed sideways, where it holds tables; `unseen` says of each word why a reader does not see it."""
    found = Sideways()
    for direction in (1, 3):
        at = np.flatnonzero(words.directions == direction)
        at = at[[not unseen[i] for i in at.tolist()]] if len(at) else at
        if sum(any(map(str.isdigit, words.word(i))) for i in at.tolist()) < _FEWEST_FIGURES:
            continue
        upright = words_set_upright(words, at, direction)
        segments = page_segments(upright, textpage, [""] * len(at))
        tables = page_tables(page, upright.frame, segments, lines_with_figures(segments))
        if tables:
            used = frozenset().union(*(table.used for table in tables))
            groups = group_segments(segment for segment in segments if segment.order not in used)
            found = Sideways(
                (*found.tables, *(tuple(_piece(row, upright.frame, direction) for row in t.rows) for t in tables)),
                (*found.groups, *(_group(group, upright.frame, direction) for group in groups)),
                found.words | set(at.tolist()),
            )
    return found


def _piece(piece: Piece, frame: Frame, direction: int) -> Piece:
    return replace(piece, box=_set_back(piece.box, frame, direction), sideways=True)


def _group(group: Group, frame: Frame, direction: int) -> Group:
    return Group(
        [_segment(s, frame, direction) for s in group.segments], group.breaks, *_set_back(group.box, frame, direction)
    )


def _segment(segment: Segment, frame: Frame, direction: int) -> Segment:
    x0, top, x1, bottom = _set_back(segment.box, frame, direction)
    return replace(segment, x0=x0, top=top, x1=x1, bottom=bottom, sideways=True)


def _set_back(box: Box, frame: Frame, direction: int) -> Box:
    x0, top, x1, bottom = frame.turned(np.array([box]), direction)[0].tolist()
    return (x0, top, x1, bottom)
