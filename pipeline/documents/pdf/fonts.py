"""The fonts that stretches of words are set in: their size, the line they stand on, and whether they are bold."""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c

from pipeline.documents.pdf.characters import PageWords

_BOLD = re.compile(r"bold|black|heavy|semib|demi|extrab", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Font:
    """How large a segment's font is, the y on which it stands, and whether it is bold from end to end."""

    size: float
    line: float
    bold: bool


class Fonts:
    """What pdfium says of single characters of one page.

    Loose boxes differ in height between fonts of one size; sizes and origins do not.
    """

    def __init__(self, words: PageWords, textpage: Any) -> None:
        self._words, self._page = words, textpage.raw
        self._buffer, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self._matrix, self._x, self._y = pdfium_c.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()

    def of(self, stretches: list[list[int]]) -> list[Font]:
        """The font of each stretch of words: size and line by its longest word."""
        words = self._words
        starts, ends = words.starts.tolist(), words.ends.tolist()
        longest = [starts[max(stretch, key=lambda i: ends[i] - starts[i])] for stretch in stretches]
        measured = [self._size_and_origin(index) for index in longest]
        origins = np.array([(x, y, x, y) for _, x, y in measured])
        lines = words.frame.to_layout(origins)[:, 1].tolist()
        return [
            Font(size, line, self._is_bold(starts[stretch[0]]) and self._is_bold(ends[stretch[-1]] - 1))
            for stretch, (size, _, _), line in zip(stretches, measured, lines, strict=True)
        ]

    def _is_bold(self, index: int) -> bool:
        at = self._words.index_of(index)
        length = pdfium_c.FPDFText_GetFontInfo(self._page, at, self._buffer, 128, self._flags)
        return _is_bold(self._buffer.raw[: max(min(length, 128) - 1, 0)])

    def _size_and_origin(self, index: int) -> tuple[float, float, float]:
        at, matrix = self._words.index_of(index), self._matrix
        pdfium_c.FPDFText_GetMatrix(self._page, at, matrix)
        scale = max(math.hypot(matrix.b, matrix.d), math.hypot(matrix.a, matrix.c))
        pdfium_c.FPDFText_GetCharOrigin(self._page, at, self._x, self._y)
        return pdfium_c.FPDFText_GetFontSize(self._page, at) * scale, self._x.value, self._y.value


@cache
def _is_bold(name: bytes) -> bool:
    return _BOLD.search(name.decode("utf-8", "replace")) is not None
