"""The quotes of an annotated text: sentences, lines without one, and call-outs between << and >>."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.gold.definition import definition

_CALLOUT = re.compile(r"(<<.*?>>)", re.S)
_FENCE = re.compile(r"<<|>>")
_STOP = re.compile(r"[.!?][\"”’')\]*]*(?:\[\d+\])*\s+(?=[\"“‘(\[*•–-]?\s?[A-Z0-9])")
_ABBREVIATIONS = "|".join(map(re.escape, definition().abbreviations))
_SHORT_WORD = re.compile(rf"(?:\b(?:{_ABBREVIATIONS})|\b[A-Z](?:\.[A-Z])*)\.$")

Span = tuple[int, int]


def quote_spans(text: str) -> list[Span]:
    """Character spans that cover the text's lines, the fences of call-outs included."""
    spans: list[Span] = []
    at = 0
    for piece in _CALLOUT.split(text):
        if piece.startswith("<<"):
            spans.append((at, at + len(piece)))
        else:
            for line in re.finditer(r"[^\n]+", piece):
                spans += ((at + line.start() + start, at + line.start() + end) for start, end in _sentences(line[0]))
        at += len(piece)
    return spans


def without_fences(text: str) -> str:
    return _FENCE.sub("", text)


def _sentences(line: str) -> Iterator[Span]:
    start = 0
    for stop in _STOP.finditer(line):
        if not _SHORT_WORD.search(line[start : stop.start() + 1]):
            yield start, stop.end()
            start = stop.end()
    yield start, len(line)
