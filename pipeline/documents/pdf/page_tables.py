"""The tables of a page: which of its lines hold figures beside labels, and the rules around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.documents.pdf.aligned import find_tables
from pipeline.documents.pdf.characters import Frame
from pipeline.documents.pdf.header_rows import is_year
from pipeline.documents.pdf.label_lines import has_centred_labels
from pipeline.documents.pdf.lines import Row, Segment, rows_of
from pipeline.documents.pdf.pieces import box_around
from pipeline.documents.pdf.rulings import ruled_tables
from pipeline.documents.pdf.side_labels import with_side_labels
from pipeline.documents.pdf.tables import Table
from pipeline.records.model import Box

_FEWEST_ROWS = 2
"""With fewer lines of a figure beside other words on a page its rules are not asked for."""


def lines_with_figures(segments: Sequence[Segment]) -> list[Row]:
    """The lines of a page; none where it holds no figure that stands by itself."""
    if not any(segment.is_figure for segment in segments):
        return []
    return rows_of([segment for segment in segments if not segment.sideways])


def page_tables(page: Any, frame: Frame, segments: Sequence[Segment], lines: Sequence[Row]) -> list[Table]:
    """The tables that the segments of a page form; `lines` are those that `lines_with_figures` gives."""
    if not lines:
        return []
    segments = with_side_labels(segments)
    rows = _figure_rows(lines_with_figures(segments))
    ruled = ruled_tables(page, frame, rows) if len(rows) >= _FEWEST_ROWS else []
    return find_tables(segments, ruled) if rows or has_centred_labels(lines) else []


def _figure_rows(lines: Sequence[Row]) -> list[Box]:
    """The boxes of the lines in which a figure stands beside other words, or several figures beside a year."""
    return [
        box_around([segment.box for segment in line])
        for line in lines
        if len(line) > 1
        and any(s.is_figure for s in line)
        and (any(not s.is_cell for s in line) or is_year(line[0].text))
    ]
