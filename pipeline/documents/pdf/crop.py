"""A picture of the place on a page that a quote was read from, with the quote marked; a page, and words in a region."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from pipeline.documents.errors import DocumentError
from pipeline.documents.pdf.characters import PageWords, page_words
from pipeline.documents.pdf.marks import find_raised, spell
from pipeline.documents.pdf.reader import opened
from pipeline.records.model import Box
from pipeline.records.settings import PdfSettings

_MARGIN = 28.0
"""Points of the page shown around the box."""
_SCALE = 1.75
"""Pixels a point, less where the picture would get larger than `_MOST_PIXELS`."""
_MOST_PIXELS = 1_200_000
_MARKER = (255, 236, 120)
_CHARACTERS = 200_000
_SAME_LINE = 3.0
"""Points by which the feet of words of one line differ."""


def draw_crop(data: bytes, page: int, box: Box, quote: str | None, settings: PdfSettings) -> bytes:
    """A PNG of the page (from 1) around the box (points from the top left as shown), the quote's words marked.

    Without a quote, or where it is not found, the box itself is marked. Raises DocumentError: `no_such_page`, and
    those of opening a PDF.
    """
    with _page(data, page, settings) as handle:
        marked = (_quote_boxes(handle, box, quote) if quote else []) or [box]
        return _picture(handle, box, marked)


def draw_page(data: bytes, page: int, settings: PdfSettings) -> bytes:
    """A PNG of a whole page (from 1). Raises as `draw_crop` does."""
    with _page(data, page, settings) as handle:
        return _picture(handle, (0.0, 0.0, *handle.get_size()), [])


def words_in(data: bytes, page: int, region: Box, settings: PdfSettings) -> tuple[Box, list[str]]:
    """The region (shares of width and height, 0 to 1) in points, and the lines of words whose middle lies in it. Raises
    as `draw_crop` does."""
    with _page(data, page, settings) as handle, closing(handle.get_textpage()) as textpage:
        width, height = handle.get_size()
        box = (region[0] * width, region[1] * height, region[2] * width, region[3] * height)
        words = page_words(handle, textpage, _CHARACTERS)
        if words is None:
            return box, []
        lines: list[list[tuple[float, str]]] = []
        below = float("-inf")
        for i, place in sorted(_words_within(words, box), key=lambda each: (each[1][3], each[1][0])):
            if place[3] > below + _SAME_LINE:
                lines.append([])
                below = place[3]
            lines[-1].append((place[0], words.word(i)))
        return box, [" ".join(word for _, word in sorted(line)) for line in lines]


@contextmanager
def _page(data: bytes, page: int, settings: PdfSettings) -> Iterator[Any]:
    with opened(data, settings) as document:
        if not 1 <= page <= len(document):
            reason = f"the PDF has {len(document)} pages, and no page {page}"
            raise DocumentError("no_such_page", reason, "read the document again")
        with closing(document[page - 1]) as handle:
            yield handle


def _picture(page: Any, box: Box, marked: list[Box]) -> bytes:
    width, height = page.get_size()
    left, top = max(box[0] - _MARGIN, 0.0), max(box[1] - _MARGIN, 0.0)
    right, bottom = min(box[2] + _MARGIN, width), min(box[3] + _MARGIN, height)
    if right - left < 1 or bottom - top < 1:
        left, top, right, bottom = 0.0, 0.0, width, height
    scale = min(_SCALE, (_MOST_PIXELS / ((right - left) * (bottom - top))) ** 0.5)
    bitmap = page.render(scale=scale, crop=(left, height - bottom, width - right, top), may_draw_forms=False)
    image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    marker = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(marker)
    for x0, y0, x1, y1 in marked:
        corners = ((x0 - left) * scale - 1, (y0 - top) * scale - 1, (x1 - left) * scale + 1, (y1 - top) * scale + 1)
        draw.rectangle(corners, fill=_MARKER)
    out = io.BytesIO()
    ImageChops.multiply(image, marker).save(out, "PNG", compress_level=3)
    return out.getvalue()


def _quote_boxes(page: Any, box: Box, quote: str) -> list[Box]:
    """The boxes, as shown, of the words that the quote stands in; none where it is not found within the box."""
    with closing(page.get_textpage()) as textpage:
        words = page_words(page, textpage, _CHARACTERS)
        if words is None:
            return []
        shown = dict(_words_within(words, box))
        inside = list(shown)
        spelled = _spelled(words)
        by_rows = sorted(inside, key=lambda i: (round(float(words.boxes[i][3])), float(words.boxes[i][0])))
        for order in (inside, by_rows):
            found = _find([(i, spelled[i]) for i in order], _letters(quote))
            if found:
                return [shown[i] for i in found]
    return []


def _words_within(words: PageWords, box: Box) -> Iterator[tuple[int, Box]]:
    """The words whose middle lies in the box, each with its own box as shown, in the order of the content stream."""
    for i in range(len(words)):
        shown = words.frame.to_shown(tuple(map(float, words.boxes[i])))  # type: ignore[arg-type]  # four numbers
        if _holds(box, (shown[0] + shown[2]) / 2, (shown[1] + shown[3]) / 2):
            yield i, shown


def _spelled(words: PageWords) -> dict[int, str]:
    raised = find_raised(words)
    return {
        i: _letters(spell(words, i, raised[i]) if i in raised else words.word(i))
        for i in np.arange(len(words)).tolist()
    }


def _find(words: list[tuple[int, str]], quote: str) -> list[int]:
    """The words over which the letters of the quote run."""
    start = "".join(letters for _, letters in words).find(quote)
    if start < 0 or not quote:
        return []
    found, at = [], 0
    for i, letters in words:
        if letters and at < start + len(quote) and at + len(letters) > start:
            found.append(i)
        at += len(letters)
    return found


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] - 2 <= x <= box[2] + 2 and box[1] - 2 <= y <= box[3] + 2


def _letters(text: str) -> str:
    """Letters and digits alone: white space, hyphens and quotation marks differ between a page and its reading."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum()).lower()
