"""A reading without control characters, so that what a document says can be shown on any screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import accumulate
from typing import Any

from pipeline.records.control_characters import without_controls
from pipeline.records.model import Block, Cell, Metadata, Reading, Stated


def printable(reading: Reading) -> Reading:
    """The reading with controls and marks of direction taken out of its texts, cells staying on their words."""
    return replace(reading, blocks=tuple(map(_block, reading.blocks)), metadata=_metadata(reading.metadata))


def _block(block: Block) -> Block:
    text, headings = without_controls(block.text), tuple(map(without_controls, block.headings))
    moved = None
    if text != block.text:
        moved = list(accumulate((len(without_controls(char)) for char in block.text), initial=0))
    cells = tuple(_cell(cell, moved) for cell in block.cells)
    return replace(block, text=text, headings=headings, cells=cells)


def _cell(cell: Cell, moved: Sequence[int] | None) -> Cell:
    """`moved`: where each place of the block's text has gone to; None where nothing moved."""
    return replace(
        cell,
        start=moved[cell.start] if moved else cell.start,
        end=moved[cell.end] if moved else cell.end,
        row_headers=tuple(map(without_controls, cell.row_headers)),
        column_headers=tuple(map(without_controls, cell.column_headers)),
    )


def _metadata(metadata: Metadata) -> Metadata:
    held = {each.name: getattr(metadata, each.name) for each in fields(metadata)}
    return Metadata(**{name: _stated(value) for name, value in held.items()})


def _stated(value: Any) -> Any:
    if isinstance(value, Stated):
        return replace(value, value=without_controls(value.value))
    return without_controls(value) if value else value
