"""Pages that hold no text but show some: whether a picture is of writing, and what to say of a document of such."""

from __future__ import annotations

from collections.abc import Sequence
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


def scan_problem(unread: Sequence[int], count: int, *, in_part: bool) -> Problem | None:
    """What to say of a document of `count` pages, of which these were not read since they are pictures of writing."""
    if not unread:
        return None
    if len(unread) == count:
        return Problem("scanned", "The PDF is a scan: no page of it holds text.", _REMEDY)
    named = f"page {unread[0]}" if len(unread) == 1 else f"pages {_ranges(unread)}"
    verb = "is a picture" if len(unread) == 1 else "are pictures"
    reason = f"{len(unread)} of {count} pages ({named}) {verb} of writing and could not be read."
    return Problem("scanned", reason, _REMEDY, in_part=in_part)


def _ranges(numbers: Sequence[int]) -> str:
    """The numbers, in order, with runs of them as spans: 2–4, 7."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return ", ".join("–".join(map(str, span)) for span in spans)
