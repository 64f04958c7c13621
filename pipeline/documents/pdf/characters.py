"""The words of a page with their boxes, read from pdfium in bulk.

Boxes are pdfium's "loose" boxes: from glyph origin to advance, from the font's ascent to its descent, so that all
characters of one font and size are equally high. One call a character is what costs; so they are asked for only
at the two ends of each word, and for every character only where a word holds a digit or changes its size.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from pipeline.records.model import Box

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

HYPHEN_AT_LINE_END = 0xFFFE
"""What pdfium gives for a hyphen that splits a word over two lines."""

_SPACES = np.array([0, 2, 9, 10, 11, 12, 13, 32, 0xA0, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x3000, 0xFEFF, 0xFFFE])
_IS_SPACE = np.zeros(0x10000, dtype=bool)
_IS_SPACE[_SPACES] = True


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page's own coordinates become those of the layout and of the page as shown.

    `bounds` is left, bottom, right, top of the visible page in its own units, `turns` the quarter turns clockwise
    in which it is shown, `extra` the further turns after which most of its text stands upright.
    """

    bounds: Box
    turns: int
    extra: int = 0

    def size(self, turns: int) -> tuple[float, float]:
        """Width and height in points after so many quarter turns."""
        left, bottom, right, top = self.bounds
        return (right - left, top - bottom) if turns % 2 == 0 else (top - bottom, right - left)

    @property
    def layout_size(self) -> tuple[float, float]:
        return self.size(self.turns + self.extra)

    def to_layout(self, boxes: Floats) -> Floats:
        """Boxes of shape (n, 4) from left, bottom, right, top of the page to left, top, right, bottom, upright."""
        left, bottom, right, top = self.bounds
        x0, y0, x1, y1 = boxes.T
        turned = {
            0: (x0 - left, top - y1, x1 - left, top - y0),
            1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
            2: (right - x1, y0 - bottom, right - x0, y1 - bottom),
            3: (top - y1, right - x1, top - y0, right - x0),
        }[(self.turns + self.extra) % 4]
        return np.stack(turned, axis=1)

    def turned(self, boxes: Floats, turns: int) -> Floats:
        """Boxes (n, 4) of the layout as they lie when it is turned by so many quarters clockwise."""
        height, width = self.layout_size[1], self.layout_size[0]
        for _ in range(turns % 4):
            x0, y0, x1, y1 = boxes.T
            boxes = np.stack((height - y1, x0, height - y0, x1), axis=1)
            height, width = width, height
        return boxes

    def to_shown(self, box: Box) -> Box:
        """A box of the layout as one of the page as it is shown."""
        width, height = self.layout_size
        x0, y0, x1, y1 = box
        for _ in range(-self.extra % 4):
            x0, y0, x1, y1 = height - y1, x0, height - y0, x1
            width, height = height, width
        return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of one page in the order of its content stream.

    `text` has one character for each of pdfium's; word i is `text[starts[i]:ends[i]]`. `boxes` (n, 4) are left, top,
    right, bottom in the layout's points, `first` and `last` (n, 4) those of its two end characters. `newline` tells
    where pdfium saw a new line before a word, `hyphenated` where a hyphen splits it from the next one, `directions`
    by how many quarters clockwise it is turned from the page's main direction.
    """

    frame: Frame
    text: str
    starts: Ints
    ends: Ints
    boxes: Floats
    first: Floats
    last: Floats
    newline: npt.NDArray[np.bool_]
    hyphenated: npt.NDArray[np.bool_]
    directions: Ints
    index_of: Any
    textpage: int

    @property
    def sideways(self) -> npt.NDArray[np.bool_]:
        """Which words do not run with the page's main direction."""
        return self.directions.astype(np.bool_)

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, i: int) -> str:
        """The text of the i-th word."""
        return self.text[self.starts[i] : self.ends[i]]

    def text_objects(self) -> list[int]:
        """The address of the text object in which each word begins, 0 where there is none."""
        at = [self.index_of(i) for i in self.starts.tolist()]
        return [address or 0 for address in map(_functions().text_object, [self.textpage] * len(at), at)]

    def glyph_boxes(self, indices: Ints) -> Floats:
        """The tight boxes (n, 4) of the characters at `indices` of the text, in the layout's points."""
        raw = np.zeros((len(indices), 4))
        address = raw.ctypes.data
        at = [self.index_of(i) for i in indices.tolist()]
        columns = (range(address + 8 * k, address + 8 * k + raw.nbytes, 32) for k in (0, 2, 1, 3))
        # pdfium gives left, right, bottom, top; list() drives map at C speed
        list(map(_functions().glyph_box, [self.textpage] * len(at), at, *columns))
        return self.frame.to_layout(raw)


def words_set_upright(words: PageWords, at: Ints, direction: int) -> PageWords:
    """The words at these places, all of one direction, as on a page that is turned so that they run from left to
    right."""
    frame = words.frame
    first, last, boxes = (frame.turned(each[at], -direction) for each in (words.first, words.last, words.boxes))
    return PageWords(
        Frame(frame.bounds, frame.turns, (frame.extra - direction) % 4),
        words.text, words.starts[at], words.ends[at], boxes, first, last, words.newline[at], words.hyphenated[at],
        np.zeros(len(at), dtype=np.intp), words.index_of, words.textpage,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Functions:
    loose_box: Any
    glyph_box: Any
    char_index: Any
    angle: Any
    text_object: Any


def bound(function: Any, *arguments: Any, result: Any = ctypes.c_int) -> Any:
    """A function of pdfium bound anew: taking plain addresses it costs half of what checked pointers do."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


@cache
def _functions() -> _Functions:
    pointer, number = ctypes.c_void_p, ctypes.c_int
    return _Functions(
        loose_box=bound(pdfium_c.FPDFText_GetLooseCharBox, pointer, number, pointer),
        glyph_box=bound(pdfium_c.FPDFText_GetCharBox, pointer, number, pointer, pointer, pointer, pointer),
        char_index=bound(pdfium_c.FPDFText_GetCharIndexFromTextIndex, pointer, number),
        angle=bound(pdfium_c.FPDFText_GetCharAngle, pointer, number, result=ctypes.c_float),
        text_object=bound(pdfium_c.FPDFText_GetTextObject, pointer, number, result=pointer),
    )


def page_words(page: Any, textpage: Any, limit: int) -> PageWords | None:
    """The words of a pypdfium2 page, at most the first `limit` characters; None where it has no text."""
    address = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    assert address is not None
    count = min(pdfium_c.FPDFText_CountChars(textpage.raw), limit)
    if count <= 0:
        return None
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium_c.FPDFText_GetText(textpage.raw, 0, count, buffer)
    units = np.frombuffer(buffer, dtype=np.uint16)[: max(written - 1, 0)]
    text = units.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    solid = np.concatenate(([False], ~_IS_SPACE[units], [False]))
    edges = np.flatnonzero(solid[1:] != solid[:-1])
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return None
    index_of = _same if len(units) == count else _char_index(address)
    ends_of_words = np.stack((starts, ends - 1), axis=1).ravel()
    indices = ends_of_words.tolist()
    if index_of is not _same:
        indices = [index_of(i) for i in indices]
    raw = _loose(address, indices)
    frame = page_frame(page)
    extra, directions = _directions(raw, starts, ends, frame, address, index_of)
    frame = Frame(frame.bounds, frame.turns, extra)
    both = frame.to_layout(raw)
    first, last = both[::2], both[1::2]
    boxes = np.concatenate((np.minimum(first[:, :2], last[:, :2]), np.maximum(first[:, 2:], last[:, 2:])), axis=1)
    breaks = np.cumsum((units == 10) | (units == HYPHEN_AT_LINE_END))[starts]
    newline = np.concatenate(([True], breaks[1:] != breaks[:-1]))
    hyphenated = units[np.minimum(ends, len(units) - 1)] == HYPHEN_AT_LINE_END
    return PageWords(frame, text, starts, ends, boxes, first, last, newline, hyphenated, directions, index_of, address)


def _same(index: int) -> int:
    return index


def _char_index(address: int) -> Any:
    call = _functions().char_index
    return lambda index: call(address, index)


def _loose(textpage: int, indices: list[int]) -> Floats:
    """Boxes (n, 4) as pdfium gives them: left, top, right, bottom (y upwards), turned to left, bottom, right, top."""
    raw = np.zeros((len(indices), 4), dtype=np.float32)
    base = raw.ctypes.data
    # list() drives map at C speed
    list(map(_functions().loose_box, [textpage] * len(indices), indices, range(base, base + raw.nbytes, 16)))
    return raw[:, [0, 3, 2, 1]].astype(np.float64)


def page_frame(page: Any) -> Frame:
    """The visible page as it is shown, not turned further."""
    rect = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page.raw, rect)
    turns = pdfium_c.FPDFPage_GetRotation(page.raw) % 4
    return Frame((rect.left, rect.bottom, rect.right, rect.top), turns)


def _directions(raw: Floats, starts: Ints, ends: Ints, frame: Frame, address: int, index_of: Any) -> tuple[int, Ints]:
    """The quarter turns that set most words upright, and by how many each word is then still turned, clockwise."""
    upright = Frame(frame.bounds, frame.turns)
    boxes = upright.to_layout(raw)
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    way = centres[1::2] - centres[::2]
    length = ends - starts
    across = np.abs(way[:, 0]) >= np.abs(way[:, 1])
    # 0: left to right, 1: downwards, 2: right to left, 3: upwards
    turn = np.where(across, np.where(way[:, 0] >= 0, 0, 2), np.where(way[:, 1] >= 0, 1, 3))
    short = length < 2
    if not turn[~short].any():
        return 0, np.zeros(len(starts), dtype=np.intp)
    for i in np.flatnonzero(short):
        angle = _functions().angle(address, index_of(int(starts[i])))
        # pdfium counts clockwise from the page's own left to right
        turn[i] = (round(angle / (math.pi / 2)) + frame.turns) % 4 if angle >= 0 else 0
    weights = np.bincount(turn, weights=length, minlength=4)
    main = int(weights.argmax())
    if weights[0] * 2 >= weights.sum():
        main = 0
    return -main % 4, (turn - main) % 4
