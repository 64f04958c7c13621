"""Lines to blocks: headings and their chain, what each block is, what is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from pipeline.documents.boilerplate import line_cue, section_cue
from pipeline.documents.cells import states_unit
from pipeline.documents.figures import opens_with_figure
from pipeline.documents.language import in_english
from pipeline.documents.text.callouts import group_callouts
from pipeline.documents.text.lines import (
    MOST_LINES,
    Group,
    Line,
    is_cut,
    is_label_and_value,
    named_figure,
    split_lines,
    unwrapped,
)
from pipeline.documents.text.tables import with_tables
from pipeline.records.model import Block, BlockKind, BlockLabel, BlockPlace, Reading

_PERIOD_ONLY = re.compile(
    r"^\W*(?:(?:since|in|as\ of|fiscal\ year|fy)\s)?(?:\w+\s){0,2}(?:19|20)\d{2}(?:\s?[-–/]\s?\d{2,4})?"
    r"(?:\s(?:compared\s(?:to|with)|vs\.?|and|to)\s(?:19|20)\d{2}(?:\s?[-–/]\s?\d{2,4})?)?(?:\s\w+)?\W*$",
    re.I | re.X,
)
_PERIOD_LEVEL = 8
"""Of a heading that is only a period, or announces by a colon: it never closes the heading that it stands under."""
_WITH_PROSE: frozenset[BlockLabel] = frozenset({"related", "comment", "promotion"})
"""Surroundings that hold sentences; below the heading of a form or of buttons a sentence is the text going on."""
_RUNNING = re.compile(r"(?=.*\d).*[a-z\d)”\"'][.!?][”\"')]*\s+[“\"']?[A-Z\d]", re.S)
"""Sentences, one behind another, with a figure."""
_DECIMAL_AT_END = re.compile(r"(?<!,)\s\d[\d,]*\.\d+$")
"""A figure at the end of a line, no time of day behind its comma: "Wednesday, 18.30"."""
_WORDS_OF_TEXT = 8
"""Below a heading for surroundings a shorter paragraph is a name, a date or a button of theirs."""
_DIGITS_OF_PAGES, _FEWEST_PAGES = 3, 2
_STEP = {"#": 1, "##": 2, "###": 3, "####": 4, "#####": 5, "######": 6}


@dataclass(slots=True)
class _State:
    """The headings in force, and the surroundings that the last heading opened."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    after_heading: bool = False
    section: BlockLabel | None = None
    rule: str = ""
    to_end: bool = False
    alone: bool = False
    """Whether nothing but the heading speaks for the surroundings: only sentences stand below it so far."""
    lead: str | None = None
    items: list[tuple[int, str]] = field(default_factory=list)


def read_text(text: str) -> Reading:
    """The blocks of a plain text, in order.

    A number and its label on separate lines are one call-out, joined by a line break. List items have the sentence
    that introduces them (it ends in a colon), and the item that they stand under, at the end of their headings.
    Surroundings (appeals, forms, comments, other articles) are blocks that are not kept; a heading alone makes none of
    running text with figures. Pure; never raises.
    """
    groups = group_callouts(unwrapped(with_tables(split_lines(text))))
    state, listed = _State(), _listed(groups)
    blocks = [
        _block(number, group, groups[number + 1] if number + 1 < len(groups) else None, number in listed, state)
        for number, group in enumerate(groups)
    ]
    notes = (f"only the first {MOST_LINES:,} lines were read",) if is_cut(text) else ()
    return in_english(Reading(blocks=tuple(blocks), kind="text", notes=notes))


def _listed(groups: Sequence[Group]) -> set[int]:
    """The lines of lists without marks, two or more names one below the other, each with its figure; figures that only
    rise, and are small, may be the pages of a table of contents."""
    figures = [named_figure(g.lines[0].text) if len(g.lines) == 1 and not g.cells else "" for g in groups]
    found: set[int] = set()
    for figure, some in groupby(range(len(groups)), key=lambda n: bool(figures[n])):
        run = list(some)
        if figure and len(run) > 1 and not _may_be_pages([figures[n] for n in run]):
            found.update(run)
    return found


def _may_be_pages(figures: Sequence[str]) -> bool:
    if not all(figure.isdecimal() and len(figure) <= _DIGITS_OF_PAGES for figure in figures):
        return False
    numbers = list(map(int, figures))
    return len(numbers) > _FEWEST_PAGES and all(a <= b for a, b in pairwise(numbers))


def _block(number: int, group: Group, following: Group | None, listed: bool, state: _State) -> Block:
    line = group.lines[0]
    text = "\n".join(one.text for one in group.lines)
    kind = "list_item" if listed and group.lines[0].look == "short" else _kind(number, group, following)
    label, why = _label(line, text, kind, state)
    if kind == "heading" and label == "content":
        _open_heading(line, state)
    chain = tuple(heading for _, heading in state.headings)
    if kind == "heading":
        chain = chain[:-1] if label == "content" else chain
    elif kind == "list_item":
        chain += _above_item(line, state)
    _step(line, kind, state)
    return Block(
        n=number,
        kind=kind,
        text=text,
        kept=label == "content",
        label=label,
        why=why,
        headings=chain,
        place=BlockPlace(line=line.number),
        cells=group.cells or line.cells,
    )


def _kind(number: int, group: Group, following: Group | None) -> BlockKind:
    line = group.lines[0]
    if group.cells:
        return "table_row"
    if group.callout:
        return "callout"
    if line.look == "item" or (line.look == "short" and is_label_and_value(line.text)):
        return "list_item"
    if line.look == "row":
        return "table_row"
    if number and line.look == "short" and opens_with_figure(line.text):
        return "callout"
    return "heading" if _is_heading(line, following) else "paragraph"


def _is_heading(line: Line, following: Group | None) -> bool:
    if line.mark.startswith("#") or (following is not None and line.look == "short" and states_unit(line.text)):
        return True
    words = line.text.split()
    if following is None or len(words) > 18 or line.starts_lower or line.text.endswith((",", ";")):
        return False
    if line.look == "short":
        return not _DECIMAL_AT_END.search(line.text) and not line.text.startswith(("“", '"', "—", "–", "*", "["))
    return line.text.endswith("?") and len(words) <= 12


def _open_heading(line: Line, state: _State) -> None:
    level = _level(line, state)
    while state.headings and state.headings[-1][0] >= level:
        state.headings.pop()
    state.headings.append((level, line.text))


def _level(line: Line, state: _State) -> int:
    """1 for the first heading, which is the title; then capitals, then others; deeper right below another."""
    if line.mark in _STEP:
        return _STEP[line.mark]
    if not state.headings:
        return 1
    if _PERIOD_ONLY.match(line.text) or line.text.endswith(":"):
        return _PERIOD_LEVEL
    level = 2 if line.text.isupper() else 3
    last = state.headings[-1]
    if state.after_heading and len(state.headings) > 1 and last[0] < _PERIOD_LEVEL and level >= last[0]:
        return last[0] + 1
    return level


def _label(line: Line, text: str, kind: BlockKind, state: _State) -> tuple[BlockLabel, str]:
    if state.section is not None and state.alone:
        state.alone = kind == "paragraph" and len(text.split()) >= _WORDS_OF_TEXT
        if state.alone and _RUNNING.match(text):
            state.section, state.to_end = None, False
    if state.section is not None and state.to_end:
        return state.section, f"under “{state.rule}”"
    if kind == "heading" or (kind == "paragraph" and line.look == "short"):
        cue = section_cue(text)
        if cue is not None:
            state.section, state.rule, state.to_end, state.alone = cue.label, cue.rule, cue.to_end, True
            return cue.label, cue.rule
    if kind == "heading" and line_cue(text) is None and state.section != "form":
        state.section = None
    cue = line_cue(text)
    if cue is not None:
        return cue.label, cue.rule
    if state.section is not None and (line.look != "prose" or state.section in _WITH_PROSE):
        return state.section, f"under “{state.rule}”"
    return "content", ""


def _above_item(line: Line, state: _State) -> tuple[str, ...]:
    while state.items and state.items[-1][0] >= line.indent:
        state.items.pop()
    above = tuple(text for _, text in state.items)
    return ((state.lead,) if state.lead else ()) + above


def _step(line: Line, kind: BlockKind, state: _State) -> None:
    state.after_heading = kind == "heading"
    if kind == "list_item":
        state.items.append((line.indent, line.text))
        return
    state.items.clear()
    state.lead = line.text if kind == "paragraph" and line.text.endswith(":") else None
