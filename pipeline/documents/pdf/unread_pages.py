"""Pages whose text cannot be read off: whether a picture is of writing, and what to say of a document of such."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.records.model import Problem

_DOTS_PER_POINT = 0.5
_MOST_PIXELS = 1_000_000
_LIGHT, _DARK = 190, 160
"""Of 255: paper is lighter than the one, ink darker than the other."""
_LEAST_PAPER, _LEAST_INK = 0.6, 0.0004
"""Shares of a page. Photographs have less paper, blank pages less ink."""
_REMEDY = (
    "Install the extra [ocr] and the program tesseract, so that such pages are read, or give an edition with text."
)


def shows_writing(page: Any) -> bool:
    """Whether the page as it is drawn is mostly paper with some ink on it, as scans are and photographs are not."""
    width, height = page.get_size()
    scale = min(_DOTS_PER_POINT, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    counts: list[int] = bitmap.to_pil().histogram()
    bitmap.close()
    pixels = sum(counts)
    return sum(counts[_LIGHT:]) >= _LEAST_PAPER * pixels and sum(counts[:_DARK]) >= _LEAST_INK * pixels


@dataclass(frozen=True, slots=True)
class Unread:
    """The numbers of pages that could not be read: pictures of writing, and those with a garbled text layer."""

    scanned: list[int]
    garbled: list[int]

    def note(self, number: int, *, is_writing: bool, is_garbled: bool) -> None:
        """Notes a page of which no text, or no sound text, is there."""
        if is_writing:
            self.scanned.append(number)
        if is_garbled:
            self.garbled.append(number)


def unread_problem(unread: Unread, count: int, *, in_part: bool) -> Problem | None:
    """What to say of a document of `count` pages, some of which could not be read."""
    scanned, garbled = unread.scanned, unread.garbled
    if not scanned and not garbled:
        return None
    if len(scanned) == count:
        return Problem("scanned", "The PDF is a scan: no page of it holds text.", _REMEDY)
    if len(garbled) == count:
        return Problem("garbled", f"The text layer of the PDF is garbled: {_GARBLED}.", _REMEDY)
    reasons = []
    if scanned:
        are = "is a picture" if len(scanned) == 1 else "are pictures"
        reasons.append(f"{_named(scanned, count)} {are} of writing and could not be read.")
    if garbled:
        have = "has" if len(garbled) == 1 else "have"
        reasons.append(f"{_named(garbled, count)} {have} a garbled text layer: {_GARBLED}.")
    return Problem("scanned" if scanned else "garbled", " ".join(reasons), _REMEDY, in_part=in_part)


_GARBLED = "its characters are not those that it shows"


def _named(numbers: Sequence[int], count: int) -> str:
    named = f"page {numbers[0]}" if len(numbers) == 1 else f"pages {_ranges(numbers)}"
    return f"{len(numbers)} of {count} pages ({named})"


def _ranges(numbers: Sequence[int]) -> str:
    """The numbers, in order, with runs of them as spans: 2–4, 7."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return ", ".join("–".join(map(str, span)) for span in spans)
