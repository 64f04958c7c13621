"""Text from pictures of pages, with tesseract: the extra `[ocr]` and the program itself must be there."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from pipeline.records.model import Box

if TYPE_CHECKING:
    from PIL.Image import Image

_LEAST_CONFIDENCE = 40.0
"""Of tesseract's 100; words below are guesses at specks and pictures."""
_FIELDS = ("block_num", "par_num", "line_num")


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph that was read from a picture: its lines and its box in the picture's pixels from the top left."""

    lines: tuple[str, ...]
    box: Box


def can_read_pictures() -> bool:
    """Whether both the library and the program are installed."""
    return find_spec("pytesseract") is not None and shutil.which("tesseract") is not None


def read_picture(image: Image, *, seconds: float) -> list[ReadParagraph]:
    """The paragraphs in a picture, in tesseract's reading order; what takes longer than `seconds` reads as nothing."""
    import pytesseract

    try:
        found = pytesseract.image_to_data(image, output_type=pytesseract.Output.DICT, timeout=seconds)
    except (RuntimeError, pytesseract.TesseractError):
        # pytesseract says by a bare RuntimeError that the time is up
        return []
    return paragraphs(found)


def paragraphs(found: dict[str, list[int | float | str]]) -> list[ReadParagraph]:
    """Tesseract's table of words, column by column, as paragraphs."""
    words: dict[tuple[int, int], dict[int, list[int]]] = {}
    for k, text in enumerate(found["text"]):
        if str(text).strip() and float(found["conf"][k]) >= _LEAST_CONFIDENCE:
            block, paragraph, line = (int(found[name][k]) for name in _FIELDS)
            words.setdefault((block, paragraph), {}).setdefault(line, []).append(k)
    return [_paragraph(found, lines) for lines in words.values()]


def _paragraph(found: dict[str, list[int | float | str]], lines: dict[int, list[int]]) -> ReadParagraph:
    members = [k for line in lines.values() for k in line]
    lefts, tops, widths, heights = (
        [float(found[name][k]) for k in members] for name in ("left", "top", "width", "height")
    )
    box = (
        min(lefts),
        min(tops),
        max(x + w for x, w in zip(lefts, widths, strict=True)),
        max(y + h for y, h in zip(tops, heights, strict=True)),
    )
    return ReadParagraph(tuple(" ".join(str(found["text"][k]) for k in line) for line in lines.values()), box)
