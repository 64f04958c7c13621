"""What a page is taken apart into, before its blocks are numbered."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records.model import BlockKind, BlockLabel, Box, Cell


@dataclass(frozen=True, slots=True)
class Piece:
    """A block to be: its text and its box in the layout's points. `height` and `bold` tell headings from text."""

    kind: BlockKind
    text: str
    box: Box
    height: float
    bold: bool = False
    cells: tuple[Cell, ...] = ()
    label: BlockLabel = "content"
    why: str = ""
    lines: int = 1
    sideways: bool = False
    by_ocr: bool = False
    order: int = 0


def box_around(boxes: list[Box]) -> Box:
    """The smallest box that holds all of them."""
    lefts, tops, rights, feet = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(feet))
