"""Segments to groups: paragraphs, list items, headings, the lines of a call-out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.documents.cells import is_time
from pipeline.documents.pdf.lines import Segment
from pipeline.records.model import Box

BULLET = re.compile(r"^(?:[•●○◦▪■□▶►▸‣∙·➢➤✓✔❖\uf0b7\uf0a7\uf0d8]|[-–—]\s(?=\S))\s*")
NOTE_LABEL = re.compile(r"^([0-9]{1,3})\s+(?=[A-Z“\"‘(])")
NUMBERED = re.compile(r"^(?:\(?[0-9]{1,2}[.)]|\(?[a-z][.)]|\([ivx]+\))\s")
_SENTENCE_END = re.compile(r"[.?!:;][)”’\"']*$")
SPLIT_WORD = re.compile(r"[^\W\d_]-$")
_SPLIT_AFTER_FIGURE, _LETTER_AHEAD = re.compile(r"\d[-‐‑]$"), re.compile(r"[a-z]")
_DASHES = "-‐‑–—−"
_DASH = f"[{_DASHES}]"
_RANGE_BEGUN, _FIGURE_AHEAD = re.compile(rf"\d[%°]?{_DASH}$"), re.compile(r"(?:US)?[$€£¥₹]?\d")
_FIGURE_BEHIND, _RANGE_AHEAD = re.compile(r"\d[%°]?$"), re.compile(rf"{_DASH}(?:US)?[$€£¥₹]?\d")
_LETTER_BEHIND, _HYPHEN_AHEAD = re.compile(r"[^\W\d_]$"), re.compile(r"[-‐‑][a-z]")


_MOST_COLUMNS = 4
_SHORTEST_PROSE = 22
"""Characters of a line; shorter ones under one another may be the cells of a table."""


@dataclass(slots=True)
class Group:
    """Segments that belong together, in reading order; `breaks[i]` tells that segment i begins a new line."""

    segments: list[Segment]
    breaks: list[bool]
    x0: float
    top: float
    x1: float
    bottom: float
    pitch: float | None = None

    @classmethod
    def of(cls, segment: Segment) -> Group:
        """A group of one segment."""
        return cls([segment], [True], *segment.box)

    @property
    def box(self) -> Box:
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def order(self) -> int:
        return self.segments[0].order

    @property
    def height(self) -> float:
        """The height of its largest part of text."""
        return max(self.segments, key=lambda segment: len(segment.text)).height

    @property
    def bold(self) -> bool:
        return all(segment.bold for segment in self.segments)

    @property
    def line_count(self) -> int:
        return sum(self.breaks)

    def add(self, segment: Segment, new_line: bool) -> None:
        """Takes in the next segment, on a line of its own or on the last one."""
        if new_line:
            self.pitch = segment.line - self.segments[-1].line
        self.segments.append(segment)
        self.breaks.append(new_line)
        self.x0, self.top = min(self.x0, segment.x0), min(self.top, segment.top)
        self.x1, self.bottom = max(self.x1, segment.x1), max(self.bottom, segment.bottom)

    def lines(self) -> list[str]:
        """The text of each line; words split over a line end are not joined."""
        lines: list[str] = []
        for segment, new_line in zip(self.segments, self.breaks, strict=True):
            if new_line or not lines:
                lines.append(segment.text)
            else:
                lines[-1] += " " + segment.text
        return lines

    def text(self, joined: Callable[[str, str], str]) -> str:
        """The text as one paragraph; `joined` says how the halves of a split word go together."""
        text = ""
        split = False
        for segment in self.segments:
            text = join_lines(text, segment.text, joined, split=split) if text else segment.text
            split = segment.hyphenated
        # the other half stands in another column or on another page
        return f"{text}-" if split and not text.endswith("-") else text


def join_lines(text: str, rest: str, joined: Callable[[str, str], str], *, split: bool = False) -> str:
    """A line and the next one as one text. A word that is split between them (`split` where the page says so) is put
    together, and so is a range of figures or months."""
    compound = _SPLIT_AFTER_FIGURE.search(text) and _LETTER_AHEAD.match(rest)
    if split or SPLIT_WORD.search(text) or compound:
        return join_split(text, rest, joined)
    whole = (_RANGE_BEGUN.search(text) and _FIGURE_AHEAD.match(rest)) or (
        _FIGURE_BEHIND.search(text) and _RANGE_AHEAD.match(rest)
    )
    months = text[-1:] in _DASHES and is_time(text[:-1].rpartition(" ")[2]) and is_time(rest.partition(" ")[0])
    if whole or months or (_LETTER_BEHIND.search(text) and _HYPHEN_AHEAD.match(rest)):
        return text + rest
    return f"{text} {rest}"


def join_split(text: str, rest: str, joined: Callable[[str, str], str]) -> str:
    """Two stretches of text with a word split between them, its halves put together."""
    before, _, first = text.rpartition(" ")
    second, _, after = rest.partition(" ")
    return " ".join(part for part in (before, joined(first.removesuffix("-"), second), after) if part)


def group_segments(segments: Iterable[Segment]) -> list[Group]:
    """Groups of the segments of a page, which come in the order of its content stream."""
    groups: list[Group] = []
    for segment in segments:
        last = groups[-1] if groups else None
        if last is None or segment.sideways or last.segments[-1].sideways:
            if last is not None and segment.sideways and last.segments[-1].sideways and _beside(last, segment):
                last.add(segment, new_line=False)
            else:
                groups.append(Group.of(segment))
        elif _same_line(last, segment):
            last.add(segment, new_line=False)
        elif _next_line(last, segment):
            last.add(segment, new_line=True)
        elif (column := _column_left(groups, segment)) is not None:
            column.add(segment, new_line=True)
        else:
            groups.append(Group.of(segment))
    return groups


def _column_left(groups: list[Group], segment: Segment) -> Group | None:
    """The paragraph that the segment goes on with where columns were drawn line by line."""
    for group in reversed(groups[-1 - _MOST_COLUMNS : -1]):
        last = group.segments[-1]
        prose = len(last.text) >= _SHORTEST_PROSE and not last.sideways
        if prose and abs(segment.x0 - group.x0) < 0.6 * last.height and _next_line(group, segment):
            return group
    return None


def _beside(group: Group, segment: Segment) -> bool:
    """Whether a sideways segment goes on where the group ends."""
    width = group.x1 - group.x0
    return segment.x0 < group.x1 + width and segment.x1 > group.x0 - width and segment.top < group.bottom + 3 * width


def _same_line(group: Group, segment: Segment) -> bool:
    last = group.segments[-1]
    height = last.height
    if abs(segment.line - last.line) > 0.2 * height or segment.x0 < last.x1 - 0.3 * height:
        return False
    gap = segment.x0 - last.x1
    if BULLET.fullmatch(last.text) or (len(group.segments) == 1 and _is_item_label(last.text)):
        return gap < 4 * height
    # a line of justified text with wide spaces lies within the width of its paragraph
    return gap < 2 * height and segment.x0 < group.x1 - height and not segment.is_cell and group.line_count > 1


def _is_item_label(text: str) -> bool:
    return NUMBERED.fullmatch(text + " ") is not None or (text.isdigit() and len(text) < 3)


def _next_line(group: Group, segment: Segment) -> bool:
    last = group.segments[-1]
    height = last.height
    step = segment.line - last.line
    if not 0.6 * height < step < 1.75 * height or not 0.88 < segment.height / height < 1.14:
        return False
    if group.pitch is not None and step > group.pitch + 0.25 * height:
        return False
    if segment.x1 <= group.x0 or segment.x0 >= group.x1 or not _aligned(group, segment, height):
        return False
    return not _begins_anew(group, segment, last, height)


def _aligned(group: Group, segment: Segment, height: float) -> bool:
    left = abs(segment.x0 - group.x0) < 3.5 * height
    centre = abs(segment.x0 + segment.x1 - group.x0 - group.x1) < 2 * height
    right = abs(segment.x1 - group.x1) < 0.5 * height
    return left or centre or right


def _begins_anew(group: Group, segment: Segment, last: Segment, height: float) -> bool:
    """Whether the segment opens a paragraph, an item or the text under a heading."""
    if BULLET.match(segment.text):
        return True
    ended = _SENTENCE_END.search(last.text) is not None
    if NUMBERED.match(segment.text) and (ended or NUMBERED.match(group.segments[0].text)):
        return True
    label, first_label = NOTE_LABEL.match(segment.text), NOTE_LABEL.match(group.segments[0].text)
    if label and first_label and int(label[1]) == int(first_label[1]) + 1:
        return True
    right = max(group.x1, segment.x1)
    short = last.x1 < right - 3 * height
    capital = not segment.text[:1].islower()
    if last.bold and not segment.bold and short and capital and last.text[-1:] not in ",;–-":
        return True
    if segment.bold and not last.bold and ended and capital:
        return True
    if last.is_figure != segment.is_figure and group.line_count == 1 and short:
        return False
    if not ended or not capital:
        return False
    first_of_line = [s.x0 for s, new in zip(group.segments, group.breaks, strict=True) if new]
    flush = min(first_of_line)
    hanging = len(first_of_line) > 1 and first_of_line[0] < first_of_line[-1] - 0.4 * height
    indented = 0.5 * height < segment.x0 - flush < 4 * height and abs(last.x0 - flush) < 0.4 * height
    outdented = hanging and segment.x0 < first_of_line[-1] - 0.4 * height
    return (
        (indented and not hanging and group.line_count > 1) or outdented or last.x1 < right - 0.25 * (right - group.x0)
    )
