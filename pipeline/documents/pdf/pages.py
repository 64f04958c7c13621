"""One page to pieces in reading order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from pipeline.documents.pdf.callouts import is_callout, join_callouts
from pipeline.documents.pdf.characters import Frame, page_frame, page_words
from pipeline.documents.pdf.form_fields import FormField, form_fields, hidden_values, labelled_values, with_values
from pipeline.documents.pdf.garbled import is_garbled
from pipeline.documents.pdf.lines import Segment, page_segments
from pipeline.documents.pdf.noise import axis_ticks, noise_reason
from pipeline.documents.pdf.page_tables import lines_with_figures, page_tables
from pipeline.documents.pdf.paragraphs import BULLET, Group, group_segments
from pipeline.documents.pdf.pieces import Piece
from pipeline.documents.pdf.reading_order import reading_order
from pipeline.documents.pdf.sideways import Sideways, sideways_tables
from pipeline.documents.pdf.unseen import unseen_words
from pipeline.records.model import BlockKind, BlockLabel, Box

Joiner = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class PageParts:
    """What a page holds before words split over line ends are joined, which takes the whole document's words."""

    number: int
    frame: Frame
    tables: tuple[tuple[Piece, ...], ...]
    groups: tuple[Group, ...]
    callouts: frozenset[int]
    dropped: tuple[Piece, ...]
    marks: frozenset[str]
    is_garbled: bool = False

    @property
    def size(self) -> tuple[float, float]:
        return self.frame.layout_size


def page_parts(page: Any, number: int, limit: int) -> tuple[PageParts | None, int]:
    """The parts of a page, at most `limit` characters of it, and how many characters were read; None without text."""
    textpage = page.get_textpage()
    try:
        words = page_words(page, textpage, limit)
        unseen = unseen_words(page, words) if words else []
        sideways = sideways_tables(page, textpage, words, unseen) if words else Sideways()
        segments = page_segments(words, textpage, unseen, sideways.words) if words else []
    finally:
        textpage.close()
    frame = words.frame if words else page_frame(page)
    fields = form_fields(page, frame)
    if words is None and not fields:
        return None, 0
    read = len(words.text) if words else 0
    if words is not None and is_garbled(words.text):
        dropped = tuple(_dropped(segment, "noise", "garbled text layer") for segment in segments)
        return PageParts(number, frame, (), (), frozenset(), dropped, frozenset(), is_garbled=True), read
    return _parts(page, number, frame, segments, fields, sideways), read


def _parts(
    page: Any,
    number: int,
    frame: Frame,
    segments: Sequence[Segment],
    fields: Sequence[FormField],
    sideways: Sideways,
) -> PageParts:
    sound, dropped = _sorted_out(segments, frame.layout_size[1])
    dropped += hidden_values(fields)
    sound, values = with_values(sound, [field for field in fields if field.is_shown])
    lines = lines_with_figures(sound)
    ticks = axis_ticks(lines)
    dropped += [_dropped(segment, "noise", "scale of a chart") for segment in sound if segment.order in ticks]
    sound = [segment for segment in sound if segment.order not in ticks]
    tables = page_tables(page, frame, sound, lines)
    used = frozenset().union(*(table.used for table in tables))
    filled_in, with_labels = labelled_values(values, sound, used)
    groups = group_segments(segment for segment in sound if segment.order not in used | with_labels)
    body = median(group.height for group in groups) if groups else 0.0
    groups = join_callouts(groups, body)
    callouts = frozenset(k for k, group in enumerate(groups) if is_callout(group))
    marks = frozenset(mark for segment in sound for mark in segment.marks)
    rows_of_tables = (*(table.rows for table in tables), *((row,) for row in filled_in), *sideways.tables)
    return PageParts(number, frame, rows_of_tables, (*groups, *sideways.groups), callouts, tuple(dropped), marks)


def _sorted_out(segments: Sequence[Segment], height: float) -> tuple[list[Segment], list[Piece]]:
    """What a reader sees and can read, and the rest as dropped pieces; `height` is the page's."""
    sound: list[Segment] = []
    dropped: list[Piece] = []
    for segment in segments:
        why = noise_reason(segment, height)
        if segment.unseen:
            dropped.append(_dropped(segment, "hidden", segment.unseen))
        elif why is not None:
            dropped.append(_dropped(segment, "noise", why))
        else:
            sound.append(segment)
    return sound, dropped


def page_pieces(parts: PageParts, joined: Joiner) -> list[Piece]:
    """The pieces of a page in reading order, what is dropped here last."""
    units: list[tuple[Box, int, list[Piece]]] = []
    for rows in parts.tables:
        boxes = [row.box for row in rows]
        box = (min(b[0] for b in boxes), boxes[0][1], max(b[2] for b in boxes), boxes[-1][3])
        units.append((box, min(row.order for row in rows), list(rows)))
    for k, group in enumerate(parts.groups):
        piece = _piece(group, k in parts.callouts, joined)
        units.append((group.box, group.order, [piece]))
    upright = [unit for unit in units if not unit[2][0].sideways]
    sideways = [unit for unit in units if unit[2][0].sideways]
    order = reading_order([unit[0] for unit in upright], [unit[1] for unit in upright])
    ordered = [upright[k] for k in order] + sideways
    return [piece for _, _, pieces in ordered for piece in pieces] + list(parts.dropped)


def _piece(group: Group, callout: bool, joined: Joiner) -> Piece:
    kind: BlockKind = "callout" if callout else "paragraph"
    text = "\n".join(group.lines()) if callout else group.text(joined)
    bullet = BULLET.match(text)
    if bullet and not callout:
        kind, text = "list_item", text[bullet.end() :] or text
    return Piece(
        kind, text, group.box, group.height, group.bold,
        lines=group.line_count, sideways=group.segments[0].sideways, order=group.order,
    )  # fmt: skip


def _dropped(segment: Segment, label: BlockLabel, why: str) -> Piece:
    return Piece(
        "paragraph", segment.text, segment.box, segment.height, label=label, why=why,
        sideways=segment.sideways, order=segment.order,
    )  # fmt: skip
