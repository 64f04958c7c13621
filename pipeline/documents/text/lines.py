"""Plain text as lines, each told for what it looks like by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from pipeline.documents.figures import is_figure, is_figure_line, money_pattern, opens_with_figure
from pipeline.documents.hyphens import WordJoiner
from pipeline.records.model import Cell
from pipeline.records.months import MONTH

LineLook = Literal["figure", "item", "row", "rule", "short", "prose"]

_BULLET = re.compile(r"^(?:[•◦▪●‣⁃∙·■□►▶▸✓✔➤➢❖]|[-*–—+](?=\s)|\(?(?:\d{1,2}|[a-z])[.)](?=\s))\s*", re.I)
_LINE_END = re.compile(r"\r\n|[\n\r\f\v\u2028\u2029\x85]")
_RULE = re.compile(r"^[\W_]{3,}$")
_SENTENCE_END = re.compile(
    r"(?:[.!?…][\"”’')\]*_]*(?:[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡]{0,2}|(?:\[[\w*]{1,3}\])+)|(?<!\d)[.!?…][\"”’')\]*_]*\d{1,2})$"
)
"""With the number of a footnote; behind a digit the full stop is a point, and no sentence ends: "0.3"."""
_MARKDOWN_HEADING = re.compile(r"^#{1,6}\s+")

_DATED = re.compile(
    r":\s+(?:[a-z]+\s+){0,2}(?:(?:19|20)\d\d\b|\d{1,2}(?:st|nd|rd|th)?(?:\s?(?:to|and|[-–])\s?\d{1,2}(?:st|nd|rd|th)?)?"
    rf"\s+(?:of\s+)?{MONTH})",
    re.I,
)
"""What is dated by its label: "Reporting period: 15 to 21 April"."""
_ASIDE = re.compile(r"(?P<figure>[^()]+?)\s*\([^()]*\d[^()]*\)")
"""A figure with another one in brackets behind it: "8,812 (2021: 9,120)"."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_COLUMNS = re.compile(r"\S\s{3,}\S")
"""A line that blanks lay out in columns, as a table's or the head of a letter is."""

MOST_LINES = 100_000
"""Lines that are read of one text."""
LONGEST_LABEL = 160
"""Characters of a line that may still be a label or a heading."""


@dataclass(frozen=True, slots=True)
class _Shapes:
    """`labelled`: a label and its figure behind a colon; `dashed`: behind a dash, or behind dots that lead to it;
    `year_first`: a figure behind its year ("2021 – 412 wells", "In 2021: 412"); `count_at_end`: a figure that ends the
    line behind a colon or in brackets; `named`: a short name and its figure, bare or behind a dash ("Burundian 97",
    "Goa - 14,000 (3%)")."""

    labelled: re.Pattern[str]
    dashed: re.Pattern[str]
    year_first: re.Pattern[str]
    count_at_end: re.Pattern[str]
    named: re.Pattern[str]


@cache
def _shapes() -> _Shapes:
    figure = rf"(?:{money_pattern()})\d"
    parting = r"\s[–—-]|\s?(?:\.\s?){3,}|\s?…+"
    return _Shapes(
        labelled=re.compile(
            rf"^(?!\W*(?:\d+\.?\s|chart|table|figure|box|annex)\b)[^:.]{{2,80}}:\s+(?:[a-z]+\s){{0,2}}{figure}", re.I
        ),
        dashed=re.compile(
            rf"^(?!\W*\d)[^.!?\d]{{2,80}}(?:{parting})\s?(?:[a-z]+\s){{0,2}}{figure}[\d.,]*(?!\d*[-–—/])", re.I
        ),
        year_first=re.compile(
            r"^(?:in\s)?(?:fy\s?)?(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?(?:\s?[:–—-]\s?|,?\s)"
            rf"(?:[a-z]+\s){{0,2}}{figure}(?:[^.!?]|\.\d)*$",
            re.I,
        ),
        count_at_end=re.compile(rf"(?:\((?!(?:19|20)\d\d\))|:)\s*{figure}[\d.,]*\s?%?\)?$"),
        named=re.compile(
            r"(?!\W*(?:\d|(?:chapter|chart|table|figure|box|annex|page|part|section|appendix)\b"
            r"|(?:day|week|month|year|round|phase|wave|stage|step|volume|issue|lesson|module|session)\s\d))"
            rf"[^.!?:;,\d]{{2,60}}?(?P<dash>{parting}|\s?¦)?\s(?P<figure>[-−+]?{figure}[\d.,]*(?:\s\d{{3}})*\s?%?)(?:\s?\([^()]*\))?",
            re.I,
        ),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its number from 1, its text without mark and indentation, blank lines before."""

    number: int
    text: str
    look: LineLook
    gap: int = 0
    indent: int = 0
    mark: str = ""
    cells: tuple[Cell, ...] = ()
    """Of a table's row."""

    @property
    def ends_sentence(self) -> bool:
        return bool(_SENTENCE_END.search(self.text))

    @property
    def starts_lower(self) -> bool:
        return self.text[:1].islower()


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together; `callout` where a number was bound to its label."""

    lines: tuple[Line, ...]
    callout: bool = False
    cells: tuple[Cell, ...] = ()
    """Of a table's row whose cells stand on lines of their own, in the lines joined by a line break."""


def is_label_and_value(text: str) -> bool:
    """A label and its figure on one line: "Wells dug: 412", "Deaths: 3,981 (through December)", "Homes (310)"."""
    return bool(_shapes().count_at_end.search(text) or (_shapes().labelled.match(text) and not _DATED.search(text)))


def named_figure(text: str) -> str:
    """The figure of a line that is a short name and its figure, nothing for any other line."""
    match = _shapes().named.fullmatch(text)
    figure = match["figure"].rstrip() if match else ""
    return figure if match and (match["dash"] or not _YEAR.fullmatch(figure)) else ""


def labelled_lines(text: str) -> list[str]:
    """The lines of a paragraph each of which is a figure with its label, and a line before them that introduces them;
    a label and its figure on two lines stay together, one and figures behind their years do not. Nothing where the
    lines are anything else."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and is_figure(line) and _is_bare_label(lines[-1]) and not _shapes().year_first.match(line):
            lines[-1] += "\n" + line
        else:
            lines.append(line)
    heads = "\n" not in lines[0] and (lines[0].endswith(":") or _is_heading_of_years(lines))
    introduced = lines[1:] if heads else lines
    return lines if len(introduced) > 1 and all(map(_is_labelled, introduced)) else []


def _is_heading_of_years(lines: list[str]) -> bool:
    return _is_bare_label(lines[0]) and all(map(_shapes().year_first.match, lines[1:]))


def _is_bare_label(line: str) -> bool:
    return "\n" not in line and any(map(str.isalpha, line)) and not any(map(str.isdigit, line))


def _is_labelled(line: str) -> bool:
    if "\n" in line or is_label_and_value(line):
        return True
    patterns = (_shapes().dashed, _shapes().year_first)
    return len(line) <= LONGEST_LABEL and (opens_with_figure(line) or any(each.match(line) for each in patterns))


def is_cut(text: str) -> bool:
    """Whether the text has more lines than are read."""
    return len(_LINE_END.split(text, maxsplit=MOST_LINES)) > MOST_LINES


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that hold something."""
    return list(_looked_at(text))


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines, hard-wrapped paragraphs joined again, list counters taken off; rows of tables stay as they are."""
    return _without_glued_counters(list(_joined(lines)))


def _looked_at(text: str) -> Iterator[Line]:
    gap = 0
    for number, raw in enumerate(_LINE_END.split(text, maxsplit=MOST_LINES)[:MOST_LINES], 1):
        stripped = raw.strip()
        if not stripped:
            gap += 1
            continue
        indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
        mark = ""
        if heading := _MARKDOWN_HEADING.match(stripped):
            mark, stripped = heading.group().strip(), stripped[heading.end() :]
        elif (bullet := _BULLET.match(stripped)) and not is_figure(stripped):
            mark, stripped = bullet.group().strip(), stripped[bullet.end() :]
        if not stripped:
            gap += 1
            continue
        yield Line(number, stripped, look_of(stripped, mark), gap, indent, mark)
        gap = 0


def look_of(text: str, mark: str = "") -> LineLook:
    """What a line looks like by itself, under the mark that it bears."""
    if mark and not mark.startswith("#"):
        return "item"
    if _RULE.match(text):
        return "rule"
    aside = _ASIDE.fullmatch(text) if len(text) <= LONGEST_LABEL and not _shapes().year_first.match(text) else None
    if is_figure_line(text) or (aside and is_figure_line(aside["figure"])):
        return "figure"
    if text.count("|") >= 2 or "\t" in text or (text.count("|") == 1 and " | " in text):
        return "row"
    if len(text) <= LONGEST_LABEL and not _SENTENCE_END.search(text) and len(text.split()) <= 22:
        return "short"
    return "prose"


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that were broken to fit a width put together: only where the next word would not have fitted."""
    width = _wrap_width(lines)
    joiner = WordJoiner([line.text for line in lines])
    held: Line | None = None
    last = ""
    for line in lines:
        if held is not None and width and _continues(held, last, line, width):
            split = last.endswith("-") and line.starts_lower
            text = joiner(held.text[:-1], line.text) if split else f"{held.text} {line.text}"
            held = replace(held, text=text, look="item" if held.look == "item" else look_of(text, held.mark))
        else:
            if held is not None:
                yield held
            held = line
        last = line.text
    if held is not None:
        yield held


def _wrap_width(lines: Sequence[Line]) -> int:
    """The width in characters that the text was broken to, or 0 where each line is a paragraph of its own."""
    running = [line for line in lines if line.look not in {"row", "rule"} and not _IN_COLUMNS.search(line.text)]
    lengths = sorted(len(line.text) + line.indent for line in running)
    if len(lengths) < 4 or lengths[-1] > 130 or lengths[-1] < 40:
        return 0
    width = lengths[-1]
    within = [a for a, b in pairwise(running) if not b.gap and b.look != "item" and a.number + 1 == b.number]
    full = sum(1 for line in within if len(line.text) + line.indent >= 0.75 * width)
    return width if full >= 3 and full >= 0.6 * len(within) else 0


def _continues(held: Line, last: str, line: Line, width: int) -> bool:
    if line.gap or line.mark or line.look in {"row", "rule"} or held.look in {"row", "rule", "figure"}:
        return False
    if _IN_COLUMNS.search(last):
        return False
    room = width - held.indent - len(last)
    return len(line.text.split()[0]) + 1 > room or (line.starts_lower and len(last) >= 0.6 * width)


def _without_glued_counters(lines: list[Line]) -> list[Line]:
    """Items whose own place in the list is glued to their text ("1Most …", "210,360 cases …") without it."""
    result = list(lines)
    run: list[int] = []
    for index in range(len(lines) + 1):
        line = lines[index] if index < len(lines) else None
        expected = str(len(run) + 1)
        if line is not None and line.look == "item" and line.text.startswith(expected):
            run.append(index)
            continue
        if len(run) >= 3 and not all(lines[i].text[len(str(place)) :][:1].isspace() for place, i in enumerate(run, 1)):
            for place, i in enumerate(run, 1):
                result[i] = replace(lines[i], text=lines[i].text[len(str(place)) :].lstrip(" .)"))
        run = [index] if line is not None and line.look == "item" and line.text.startswith("1") else []
    return result
