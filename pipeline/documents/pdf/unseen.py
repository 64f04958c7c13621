"""Words that a page holds and a reader does not see: drawn invisibly, in the colour of their ground, covered, tiny.

Nothing is rendered: what lies under and over a word is told by the order in which the page's objects are drawn. The
invisible words over a scan are its text layer, and say what the picture shows. Where pictures or gradients are the
ground its colour is not known, and the word counts as seen.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from pipeline.documents.pdf.characters import PageWords
from pipeline.documents.pdf.page_objects import bounds, objects_of, page_object
from pipeline.records.model import Box

_TINY = 3.0
"""Points of a line's height, below which nobody reads it; on small pages `_TINY_SHARE` of the longer side."""
_TINY_SHARE = 0.0036
_NEAR = 24
"""Of 255: colours closer than this, in each of red, green and blue, look alike."""
_FAINT = 20
"""Of 255: what is more transparent cannot be seen."""
_SCAN = 0.5
"""Share of the page that its pictures cover where it is a scan."""
_SMALLEST_SHAPE = 3.0
_UNDRAWN = frozenset({pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP})
_FILLED = frozenset(
    {
        pdfium_c.FPDF_TEXTRENDERMODE_FILL,
        pdfium_c.FPDF_TEXTRENDERMODE_FILL_CLIP,
    }
)
_PAPER = (255, 255, 255)

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Shape:
    """Something filled: its box in the page's units, its turn in drawing, and its colour where it has one all over."""

    box: Box
    turn: int
    colour: Colour | None
    is_rectangle: bool
    is_picture: bool


@dataclass(frozen=True, slots=True)
class _Ink:
    """How a text object is drawn: invisibly, or in which colour as far as that is known."""

    undrawn: bool
    colour: Colour | None
    turn: int | None


def unseen_words(page: Any, words: PageWords) -> list[str]:
    """For each word of a page why a reader does not see it; empty where he does."""
    width, height = words.frame.layout_size
    centres = (words.boxes[:, :2] + words.boxes[:, 2:]) / 2
    inside = (centres > 0).all(axis=1) & (centres[:, 0] < width) & (centres[:, 1] < height)
    reasons = ["" if within else "outside the page" for within in inside.tolist()]
    for i in _tiny(words, min(_TINY, _TINY_SHARE * max(width, height))):
        reasons[i] = reasons[i] or "too small to read"
    shapes, turns = _drawn(page, words)
    pictures = [shape for shape in shapes if shape.is_picture]
    is_scan = sum(_area(shape.box) for shape in pictures) >= _SCAN * width * height
    around = _shapes_around(centres, shapes)
    # all words of a text object that lie in the same shapes are seen alike
    alike: dict[tuple[int, tuple[int, ...]], str] = {}
    for i, address in enumerate(words.text_objects()):
        drawn = (address, tuple(around.get(i, ())))
        if drawn not in alike:
            stack = [shapes[k] for k in drawn[1]]
            alike[drawn] = _reason(_ink(address, turns.get(address)), stack, is_scan=is_scan)
        reasons[i] = reasons[i] or alike[drawn]
    return reasons


def _tiny(words: PageWords, least: float) -> list[int]:
    sizes = words.boxes[:, 2:] - words.boxes[:, :2]
    low = np.flatnonzero(np.where(words.sideways, sizes[:, 0], sizes[:, 1]) < least)
    if not len(low):
        return []
    # fonts drawn glyph by glyph may say nothing true of their height
    first, last = (words.glyph_boxes(ends) for ends in (words.starts[low], words.ends[low] - 1))
    glyphs = np.maximum(first[:, 2:] - first[:, :2], last[:, 2:] - last[:, :2])
    across = np.where(words.sideways[low], glyphs[:, 0], glyphs[:, 1])
    found: list[int] = low[across < least].tolist()
    return found


def _drawn(page: Any, words: PageWords) -> tuple[list[_Shape], dict[int, int]]:
    """What is filled on the page, in the order of drawing and in the layout's points, and the turns of its texts."""
    shapes: list[_Shape] = []
    turns: dict[int, int] = {}
    for turn, (address, kind, matrix) in enumerate(objects_of(page)):
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            turns[address] = turn
            continue
        item = page_object(address)
        is_path = kind == pdfium_c.FPDF_PAGEOBJ_PATH
        if (is_path and not _is_filled(item)) or not (is_path or kind in _PICTURES):
            continue
        box = bounds(item, matrix)
        if min(box[2] - box[0], box[3] - box[1]) < _SMALLEST_SHAPE:
            continue
        colour = _colour(item) if is_path and not pdfium_c.FPDFPageObj_HasTransparency(item) else None
        shapes.append(_Shape(box, turn, colour, is_path and _is_rectangle(item), kind == pdfium_c.FPDF_PAGEOBJ_IMAGE))
    if not shapes:
        return [], turns
    boxes = words.frame.to_layout(np.array([shape.box for shape in shapes]))
    return [
        _Shape((x0, y0, x1, y1), s.turn, s.colour, s.is_rectangle, s.is_picture)
        for s, (x0, y0, x1, y1) in zip(shapes, boxes.tolist(), strict=True)
    ], turns


_PICTURES = frozenset({pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_SHADING})


def _shapes_around(centres: npt.NDArray[np.float64], shapes: list[_Shape]) -> dict[int, list[int]]:
    """By word the shapes in which its middle lies, in the order of drawing."""
    around: dict[int, list[int]] = {}
    for k, shape in enumerate(shapes):
        x0, y0, x1, y1 = shape.box
        within = (centres[:, 0] > x0) & (centres[:, 0] < x1) & (centres[:, 1] > y0) & (centres[:, 1] < y1)
        for i in np.flatnonzero(within).tolist():
            around.setdefault(i, []).append(k)
    return around


def _reason(ink: _Ink, stack: list[_Shape], *, is_scan: bool) -> str:
    in_scan = is_scan and any(shape.is_picture for shape in stack)
    if ink.undrawn:
        return "" if in_scan else "drawn invisibly"
    if ink.turn is None:
        return ""
    over = [shape for shape in stack if shape.turn > ink.turn]
    if any(shape.is_rectangle and shape.colour is not None for shape in over):
        return "" if in_scan else "covered"
    under = [shape for shape in stack if shape.turn < ink.turn]
    return "in the colour of its ground" if ink.colour is not None and _blends(ink.colour, under) else ""


def _blends(colour: Colour, under: list[_Shape]) -> bool:
    """Whether the ground that shapes make, the last one on top, has the colour; where that is unknown it has not."""
    for shape in reversed(under):
        if shape.colour is None or not _alike(shape.colour, colour):
            return False
        if shape.is_rectangle:
            return True
    return _alike(colour, _PAPER)


def _alike(a: Colour, b: Colour) -> bool:
    return all(abs(x - y) < _NEAR for x, y in zip(a, b, strict=True))


def _ink(address: int, turn: int | None) -> _Ink:
    if not address:
        return _Ink(False, None, None)
    item = page_object(address)
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(item)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return _Ink(mode in _UNDRAWN, None, turn)
    faint = mode in _FILLED and alpha.value < _FAINT
    colour = (red.value, green.value, blue.value) if mode in _FILLED else None
    return _Ink(mode in _UNDRAWN or faint, colour, turn)


def _colour(item: Any) -> Colour | None:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return None
    return (red.value, green.value, blue.value)


def _is_filled(item: Any) -> bool:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(item, mode, stroked)
    return bool(mode.value != pdfium_c.FPDF_FILLMODE_NONE)


def _is_rectangle(item: Any) -> bool:
    count = pdfium_c.FPDFPath_CountSegments(item)
    if not 4 <= count <= 5:
        return False
    x, y = ctypes.c_float(), ctypes.c_float()
    points = set()
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return False
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        points.add((round(x.value, 1), round(y.value, 1)))
    return len(points) == 4 and len({x for x, _ in points}) == 2 and len({y for _, y in points}) == 2


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
