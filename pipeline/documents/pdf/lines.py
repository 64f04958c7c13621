"""Words to segments: stretches of one line with ordinary spaces between their words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import Any

import numpy as np

from pipeline.documents.pdf.cell_texts import is_figure_text, says_none
from pipeline.documents.pdf.characters import Floats, PageWords
from pipeline.documents.pdf.close_columns import column_cuts
from pipeline.documents.pdf.fonts import Fonts
from pipeline.documents.pdf.leaders import leader_cuts
from pipeline.documents.pdf.marks import Raised, find_raised, follows, plain_digits, spell
from pipeline.records.model import Box

DESCENT = 0.22
"""The share of a loose box's height that lies below the line, for common fonts."""
LEADING = 1.17
"""The height of a loose box in sizes of its font, for common fonts."""

_LEAST_HEIGHT = 0.2
_OVERPRINTED = 0.15
"""Heights by which a text that is drawn twice stands off itself."""

_LIGATURES = {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)}
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_LEADER = re.compile(r"(?:\s?\.){3,}$|(?<=\w)\s\.{2}$")
_CLOSING = re.compile(r"[.,;:)\]/]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one line. Coordinates are the layout's points, y downwards; `height` is that of the loose boxes.

    `order` is its place in the content stream, in words; `hyphenated` tells that a hyphen at its end splits a word.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    order: int
    bold: bool = False
    hyphenated: bool = False
    sideways: bool = False
    downwards: bool = False
    """Whether it is sideways and runs down the page, so that its next line stands to its left."""
    marks: tuple[str, ...] = ()
    """Footnote marks that stood in it and were taken out of its text."""
    is_label: bool = False
    """Whether it labels its row although it is a figure: a year down the side of a table."""
    unseen: str = ""
    """Why a reader does not see it; empty where he does."""

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def line(self) -> float:
        """Where its letters stand."""
        return self.bottom - DESCENT * (self.bottom - self.top)

    @property
    def box(self) -> Box:
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def is_figure(self) -> bool:
        """Whether it is a bare figure, as a table's cell or a call-out holds it."""
        return not self.is_label and is_figure_text(self.text)

    @property
    def is_cell(self) -> bool:
        """Whether it is a figure or what stands in place of one."""
        return self.is_figure or says_none(self.text)


Row = list[Segment]

SAME_LINE = 0.35
"""Share of a segment's height by which others on its line may stand higher or lower."""


def rows_of(segments: Sequence[Segment]) -> list[Row]:
    """Segments that stand on one line, from the top down, each row from left to right."""
    rows: list[Row] = []
    line = height = 0.0
    for at, segment in sorted(((segment.line, segment) for segment in segments), key=itemgetter(0)):
        if rows and abs(at - line) < SAME_LINE * min(segment.height, height):
            rows[-1].append(segment)
        else:
            rows.append([segment])
            line, height = at, segment.height
    return [sorted(row, key=attrgetter("x0")) for row in rows]


def sideways_turn(segment: Segment) -> tuple[float, float]:
    """By which sideways segments are read: line by line from left to right where they run up the page, from right to
    left where they run down."""
    return (-segment.x0, segment.top) if segment.downwards else (segment.x0, -segment.bottom)


def page_segments(
    words: PageWords, textpage: Any, unseen: Sequence[str], left_out: frozenset[int] = frozenset()
) -> list[Segment]:
    """The segments of a page in the order of its content stream; `unseen` says of each word why it is not seen, and
    those `left_out` are in no segment."""
    boxes = words.boxes
    # letters without height cannot be seen, and nothing can be measured by them
    tall = boxes[:, 3] - boxes[:, 1] > _LEAST_HEIGHT
    tall[list(left_out)] = False
    kept = np.flatnonzero(tall)
    if not len(kept):
        return []
    raised = find_raised(words)
    boxes = _without_raised_boxes(words, raised)[kept]
    heights = np.maximum(boxes[:, 3] - boxes[:, 1], 0.1)
    lines = boxes[:, 3] - DESCENT * heights
    gap = boxes[1:, 0] - boxes[:-1, 2]
    step = np.abs(lines[1:] - lines[:-1])
    smaller, larger = np.minimum(heights[1:], heights[:-1]), np.maximum(heights[1:], heights[:-1])
    sideways = words.sideways[kept]
    apart = (step > 0.25 * smaller) | (gap > 0.8 * smaller) | (gap < -0.6 * larger) | (sideways[1:] != sideways[:-1])
    numbers = kept.tolist()
    apart |= np.array([unseen[a] != unseen[b] for a, b in pairwise(numbers)], dtype=bool)
    vertical = sideways[1:] & sideways[:-1]
    newline = words.newline[kept][1:]
    apart = np.where(vertical, newline, apart | (newline & (gap > 0.45 * smaller)))
    spellings = _spellings(words, raised, numbers)
    cuts = [0, *(np.flatnonzero(apart) + 1).tolist(), len(kept)]
    columns = [*column_cuts(spellings, boxes, list(pairwise(cuts))), *leader_cuts(spellings, list(pairwise(cuts)))]
    cuts = sorted({*cuts, *columns})
    spans = [(first, stop) for first, stop in pairwise(cuts)]
    edges = _edges(boxes, cuts)
    fonts = Fonts(words, textpage).of([numbers[first:stop] for first, stop in spans])
    segments = []
    for (first, stop), (x0, top, x1, bottom), font in zip(spans, edges, fonts, strict=True):
        spelled = clean(" ".join(spellings[first:stop]))
        if spelled.endswith(("..", " .")):
            spelled = _LEADER.sub("", spelled)
        if not spelled:
            continue
        upright = not sideways[first]
        if upright and 0.4 * (bottom - top) < font.size * LEADING < 1.6 * (bottom - top):
            bottom = font.line + DESCENT * LEADING * font.size
            top = bottom - LEADING * font.size
        segment = Segment(
            spelled, x0, top, x1, bottom, numbers[first], font.bold,
            hyphenated=bool(words.hyphenated[numbers[stop - 1]]), sideways=not upright,
            downwards=bool(words.directions[numbers[first]] == 1),
            marks=_marks(words, raised, numbers[first:stop]) if raised else (), unseen=unseen[numbers[first]],
        )  # fmt: skip
        segments.append(segment)
    starts = frozenset(numbers[cut] for cut in columns)
    return _downwards(_rejoined(_without_overprints(segments), starts))


def _downwards(segments: list[Segment]) -> list[Segment]:
    """The segments from the top down where pdfium gives the lines of a turned page from the foot up."""
    steps = [
        (b.line - a.line) / a.height for a, b in pairwise(segments) if a.x0 < b.x1 and b.x0 < a.x1 and a.height > 0
    ]
    up, down = sum(-2 < step < -0.6 for step in steps), sum(0.6 < step < 2 for step in steps)
    if up <= down:
        return segments
    last = segments[-1].order
    return [replace(segment, order=last - segment.order) for segment in reversed(segments)]


def _spellings(words: PageWords, raised: dict[int, list[Raised]], numbers: list[int]) -> list[str]:
    """How each word reads; a power that is a word of its own stands with the word before it."""
    starts, ends = words.starts.tolist(), words.ends.tolist()
    spellings = [words.text[starts[i] : ends[i]] for i in numbers]
    for k, i in enumerate(numbers):
        if i not in raised:
            continue
        spellings[k] = spell(words, i, raised[i])
        run = raised[i][0]
        whole = k
        if k and run.role in {"power", "ordinal"} and run.start == starts[i] and follows(words, i):
            spellings[k - 1], spellings[k] = spellings[k - 1] + spellings[k], ""
            whole = k - 1
        after = numbers[k + 1] if k + 1 < len(numbers) else None
        # pdfium sees a new word behind what is raised
        closes = after == i + 1 and after not in raised and _CLOSING.match(spellings[k + 1]) and follows(words, after)
        if closes and raised[i][-1].end == ends[i]:
            spellings[whole] += spellings[k + 1]
            spellings[k + 1] = ""
    return spellings


def _edges(boxes: Floats, cuts: list[int]) -> list[Box]:
    """The box around each stretch of words between two cuts."""
    around = [(np.minimum if k < 2 else np.maximum).reduceat(boxes[:, k], cuts[:-1]).tolist() for k in range(4)]
    return list(zip(*around, strict=True))


def _marks(words: PageWords, raised: dict[int, list[Raised]], numbers: list[int]) -> tuple[str, ...]:
    runs = (run for number in numbers for run in raised.get(number, ()))
    return tuple(plain_digits(words.text[run.start : run.end]) for run in runs if run.role == "mark")


def clean(text: str) -> str:
    """The text with ligatures spelt out, half pairs mended and controls gone."""
    if not text.isascii():
        text = _LIGATURE.sub(lambda m: _LIGATURES[m.group()], text)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\xad", "")
    if not text.isprintable():
        text = "".join(c for c in text if c.isprintable() or unicodedata.category(c) == "Co")
    return " ".join(text.split())


def _without_raised_boxes(words: PageWords, raised: dict[int, list[Raised]]) -> Floats:
    """Boxes in which a raised character at a word's end does not lift the word off its line."""
    boxes = words.boxes.copy()
    differ = np.abs(words.first[:, 3] - words.last[:, 3]) > 0.02 * (boxes[:, 3] - boxes[:, 1])
    first_larger = (words.first[:, 3] - words.first[:, 1]) >= (words.last[:, 3] - words.last[:, 1])
    larger = np.where(first_larger[:, None], words.first, words.last)
    fix = differ & ~words.sideways
    boxes[fix, 1] = larger[fix, 1]
    boxes[fix, 3] = larger[fix, 3]
    for i, runs in raised.items():
        # a mark that is a word of its own stands on the line of the word before it
        if i and runs[0].start == words.starts[i] and runs[-1].end == words.ends[i]:
            boxes[i, 1], boxes[i, 3] = boxes[i - 1, 1], boxes[i - 1, 3]
    return boxes


def _without_overprints(segments: list[Segment]) -> list[Segment]:
    """The segments, each once where it is drawn again a hair off, for boldness or as its own shadow."""
    often = {text for text, count in Counter(segment.text for segment in segments).items() if count > 1}
    if not often:
        return segments
    kept: list[Segment] = []
    drawn: dict[tuple[str, int, int], list[Segment]] = defaultdict(list)
    for segment in segments:
        if segment.text in often:
            near = _OVERPRINTED * max(segment.height, _LEAST_HEIGHT)
            across, down = int(segment.x0 / near), int(segment.top / near)
            around = ((segment.text, across + i, down + k) for i in (-1, 0, 1) for k in (-1, 0, 1))
            others = (other for place in around for other in drawn.get(place, ()))
            if any(abs(segment.x0 - o.x0) < near and abs(segment.top - o.top) < near for o in others):
                continue
            drawn[segment.text, across, down].append(segment)
        kept.append(segment)
    return kept


def _rejoined(segments: list[Segment], columns: frozenset[int]) -> list[Segment]:
    """Segments that one line was drawn in, out of turn, as one; not those by whose `order` a column begins."""
    order = sorted(range(len(segments)), key=lambda k: (round(segments[k].line), segments[k].x0))
    joined: dict[int, Segment] = {}
    gone: set[int] = set()
    for a, b in pairwise(order):
        left, right = joined.get(a, segments[a]), segments[b]
        if left.sideways or right.sideways or a in gone or left.unseen != right.unseen or right.order in columns:
            continue
        smaller = min(left.height, right.height)
        gap = right.x0 - left.x1
        alike = smaller > 0.85 * max(left.height, right.height)
        if alike and abs(left.line - right.line) < 0.15 * smaller and -0.1 * smaller < gap < 0.4 * smaller:
            space = "" if gap < 0.1 * smaller else " "
            joined[b] = replace(
                right,
                text=left.text + space + right.text,
                x0=left.x0,
                top=min(left.top, right.top),
                bottom=max(left.bottom, right.bottom),
                order=min(left.order, right.order),
                marks=left.marks + right.marks,
            )
            gone.add(a)
    if not gone:
        return segments
    rest = [joined.get(k, segment) for k, segment in enumerate(segments) if k not in gone]
    return sorted(rest, key=lambda segment: segment.order)
