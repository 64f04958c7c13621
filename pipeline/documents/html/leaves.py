"""A page's elements to leaves: the smallest pieces of text that an element of its own sets apart.

The walk keeps no recursion (pages nest as deep as they like) and stays within the limits it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.documents.boilerplate import without_pointer
from pipeline.documents.cells import is_figure_cell
from pipeline.documents.figures import is_figure
from pipeline.documents.html.counters import counted
from pipeline.documents.html.frames import Frame, Leaf
from pipeline.documents.html.inline import (
    LINE_BREAK,
    are_apart,
    folded,
    is_bare_figure,
    raised,
    tag_of,
    touches,
)
from pipeline.documents.html.table_cells import TABLE_ROLES, cell_text, is_data_table
from pipeline.documents.html.tables import table_rows
from pipeline.documents.html.tokens import BLOCK_TAGS, DROPPED_TAGS, SKIPPED_TAGS, groups_of
from pipeline.documents.text.lines import labelled_lines

HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_PARTED = frozenset({"span", "b", "strong", "em", "i", "small", "big"})
"""Inline elements that pages show on lines of their own."""

LONG_TEXT = 80
"""Characters from which a leaf is taken for sentences."""
DEEPEST = 64
"""Elements below this depth lend their text to the one at it."""
MOST_LEAVES = 30_000
"""Leaves that are read of one page; what follows is reported as left out."""


Open = tuple[Iterator[etree._Element], Frame, bool, bool, etree._Element]
"""An element that the walk is in: its children to come, its frame, whether in a link, whether bold, itself."""


class Walk:
    """One pass over a page's elements, in document order."""

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self.truncated = False
        self._parts: list[str] = []
        self._owner: Frame | None = None
        self._link_chars = 0
        self._bold_chars = 0
        self._links = 0
        self._leads_away = False
        self._counter: str | None = None

    def over(self, root: etree._Element) -> list[Leaf]:
        """The leaves of `root`."""
        frame = Frame(tag_of(root), None, 1, 0)
        self._frame_of(root, frame)
        stack: list[Open] = []
        self._add(root.text, frame, False, False)
        stack.append((iter(root), frame, False, False, root))
        while stack:
            children, frame, _, _, element = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                if stack:
                    self._leave(element, stack[-1])
                continue
            if len(self.leaves) >= MOST_LEAVES:
                self.truncated = True
                break
            self._enter(child, stack)
        self._flush()
        return self.leaves

    def _enter(self, child: etree._Element, stack: list[Open]) -> None:
        _, frame, in_link, in_bold, _ = stack[-1]
        tag = tag_of(child)
        if tag in SKIPPED_TAGS or not tag:
            self._add(child.tail, frame, in_link, in_bold)
            return
        if tag == "br" or tag == "hr":
            self._parts.append(LINE_BREAK)
            self._add(child.tail, frame, in_link, in_bold)
            return
        if (tag == "table" or child.get("role") in TABLE_ROLES) and is_data_table(child):
            self._flush()
            self._add_table(child, frame)
            self._add(child.tail, frame, in_link, in_bold)
            return
        if tag in BLOCK_TAGS or "-" in tag:
            self._flush()
            frame = self._open(child, tag, frame)
        elif tag in _PARTED:
            self._part(child)
        elif tag == "sup" and (mark := raised(child)) is not None:
            self._add(mark, frame, in_link, in_bold)
            self._add(child.tail, frame, in_link, in_bold)
            return
        elif tag == "a" and self._parts and touches(child, "a"):
            self._parts.append(LINE_BREAK)
        in_link = in_link or tag == "a"
        in_bold = in_bold or tag in {"b", "strong"}
        if tag == "a":
            self._links += 1
            self._leads_away |= not child.get("href", "#").startswith("#")
        if not self._add_counter(child, frame):
            self._add(child.text, frame, in_link, in_bold)
        stack.append((iter(child), frame, in_link, in_bold, child))

    def _add_table(self, table: etree._Element, outer: Frame) -> None:
        frame = self._open(table, "table", outer)
        for caption in table.iterchildren("caption"):
            if text := cell_text(caption):
                self._keep(Leaf(text, self._open(caption, "caption", frame)))
        room = MOST_LEAVES - len(self.leaves)
        rows = table_rows(table, room)
        self.truncated = self.truncated or len(rows) == room
        for row in rows:
            linked = not any(is_figure_cell(row.text[cell.start : cell.end]) for cell in row.cells)
            link_chars = sum(len(cell_text(link)) for link in row.element.iter("a")) if linked else 0
            self._keep(Leaf(row.text, self._open(row.element, "tr", frame), link_chars, cells=row.cells))

    def _open(self, element: etree._Element, tag: str, outer: Frame) -> Frame:
        position = outer.children[tag] = outer.children.get(tag, 0) + 1
        if outer.depth >= DEEPEST:
            return outer
        frame = Frame(tag, outer, position, outer.depth + 1, hidden=outer.hidden, dropped=outer.dropped)
        self._frame_of(element, frame)
        return frame

    def _leave(self, element: etree._Element, outer: Open) -> None:
        tag = tag_of(element)
        if tag in BLOCK_TAGS or "-" in tag:
            self._flush()
        elif tag in {"b", "strong"} and is_bare_figure(element.tail) and self._is_label():
            self._parts.append(LINE_BREAK)
        self._add(element.tail, outer[1], outer[2], outer[3])

    def _is_label(self) -> bool:
        """Whether what a bold element ends is a label: words without a figure, and all that the line holds yet."""
        text = "".join(self._parts).rpartition(LINE_BREAK)[2]
        return any(map(str.isalpha, text)) and not any(map(str.isdigit, text))

    def _frame_of(self, element: etree._Element, frame: Frame) -> None:
        outer = frame.parent
        frame.in_main = frame.tag == "main" or (outer is not None and outer.in_main)
        frame.in_article = frame.tag == "article" or (outer is not None and outer.in_article)
        frame.kind = frame.tag + "."
        attributes = element.attrib
        if attributes:
            names = f"{attributes.get('class', '')} {attributes.get('id', '')} {attributes.get('role', '')}"[:300]
            if len(names) > 2:
                frame.tokens = groups_of(names)
            frame.kind += attributes.get("class", "")[:80]
            if attributes.get("role") == "heading":
                level = attributes.get("aria-level", "2")
                frame.level = min(6, int(level)) if level.isdecimal() and len(level) < 3 and int(level) else 2
            style = attributes.get("style")
            if (
                "hidden" in attributes
                or (style and _HIDDEN_STYLE.search(style))
                or attributes.get("aria-hidden") == "true"
            ):
                frame.hidden = True
        if frame.tag in HEADING_TAGS:
            frame.level = int(frame.tag[1])
        if frame.tag in DROPPED_TAGS:
            frame.dropped = True

    def _part(self, inline: etree._Element) -> None:
        if self._parts and self._parts[-1] and inline.text and are_apart(self._parts[-1], inline):
            self._parts.append(LINE_BREAK)

    def _add_counter(self, element: etree._Element, frame: Frame) -> bool:
        """Whether the element shows a number that is still to run up; the number it stops at is taken instead."""
        found = counted(element)
        if found is None:
            return False
        self._counter, text = found
        self._add(text, frame, False, False)
        return True

    def _add(self, text: str | None, frame: Frame, in_link: bool, in_bold: bool) -> None:
        if not text:
            return
        if self._owner is None or not self._parts:
            if text.isspace():
                return
            self._owner = frame
        self._parts.append(text.replace("\n", LINE_BREAK) if frame.tag == "pre" else text)
        if in_link:
            self._link_chars += len(text.strip())
        if in_bold:
            self._bold_chars += len(text.strip())

    def _flush(self) -> None:
        parts, owner = self._parts, self._owner
        if parts and owner is not None:
            text = folded("".join(parts))
            if text:
                for one in labelled_lines(text) or (without_pointer(text) if self._leads_away else [text]):
                    self._keep(
                        Leaf(
                            one,
                            owner,
                            self._link_chars,
                            self._bold_chars,
                            self._counter,
                            self._links,
                            self._leads_away,
                        )
                    )
        if parts:
            self._parts = []
        self._owner = None
        self._link_chars = self._bold_chars = self._links = 0
        self._leads_away = False
        self._counter = None

    def _keep(self, leaf: Leaf) -> None:
        leaf.figure = not leaf.cells and is_figure(leaf.text)
        chars, sentence_chars = len(leaf.text), len(leaf.text) if len(leaf.text) > LONG_TEXT else 0
        frame: Frame | None = leaf.frame
        while frame is not None:
            frame.leaves += 1
            frame.chars += chars
            frame.link_chars += leaf.link_chars
            frame.sentence_chars += sentence_chars
            frame.figures += leaf.figure
            frame = frame.parent
        self.leaves.append(leaf)
