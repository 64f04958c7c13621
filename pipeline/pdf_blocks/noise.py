"""Text that is none: what a chart's own font, a broken encoding or a drawing leaves behind."""

from __future__ import annotations

import re
import unicodedata

from pipeline.pdf_blocks.lines import Segment

_WORD = re.compile(r"[^\W\d_]{2,}")
_ODD = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x1f]")
_LONG_WITH_DIGITS = re.compile(r"\d\S{5,}|\S{5,}\d|^[^\w\s]{4,}$")
_RUNS = re.compile(r"\d+|[^\W\d_]+")
_JOINED_FIGURES = re.compile(r"\d+(?:[+]\d+){2,}")


def noise_reason(segment: Segment, page_height: float) -> str | None:
    """Why the segment is no text that a reader sees; None where it is."""
    text = segment.text
    if text.isascii() and segment.height < 0.2 * page_height and not _LONG_WITH_DIGITS.search(text):
        return None
    odd = len(_ODD.findall(text))
    if odd * 4 > len(text) and not _WORD.search(text):
        return "characters without meaning"
    for token in text.split():
        if len(token) > 8 and (_JOINED_FIGURES.search(token) or _is_jumbled(token)):
            return "figures and letters run together"
    # glyphs that one text object scatters over a drawing
    if not segment.sideways and segment.height > 0.25 * page_height and len(text) > 2:
        return "letters scattered over a drawing"
    if len(text) > 3 and not any(c.isalnum() for c in text) and _symbols(text) * 2 > len(text):
        return "signs only"
    return None


def _is_jumbled(token: str) -> bool:
    """Whether digits and letters take turns as no code or address does."""
    if not token.isalnum():
        return False
    digits = sum(c.isdigit() for c in token)
    return digits * 2 > len(token) and len(_RUNS.findall(token)) > 3 and not _WORD.search(token)


def _symbols(text: str) -> int:
    return sum(unicodedata.category(c) in {"So", "Co", "Sk", "Cn"} for c in text)
