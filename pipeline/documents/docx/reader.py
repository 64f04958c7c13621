"""A Word document to blocks, in the order of its text, with their chains of headings; footnotes stand at the end.

What was deleted under tracked changes is left out, what was inserted is read. Macros, links and fields are ignored.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace

from docx import Document
from docx.document import Document as OpenDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from pipeline.documents.archive import malformed, opened_archive
from pipeline.documents.boilerplate import line_cue
from pipeline.documents.dates import possible_date
from pipeline.documents.docx.callouts import with_callouts
from pipeline.documents.figures import figures_above_labels, raised_digits
from pipeline.documents.grids.grid import Grid
from pipeline.documents.sheets.blocks import blocks_of
from pipeline.documents.text.lines import labelled_lines
from pipeline.records.model import Block, BlockKind, BlockPlace, Metadata, Reading, Stated, fold
from pipeline.records.settings import DocumentSettings

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_BODY_TEXT = 10
"""The outline level of what is no heading, as Word counts them."""
_UNSAID = frozenset(
    {
        qn("w:del"),
        qn("w:moveFrom"),
        qn("w:instrText"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_BOX = qn("w:txbxContent")
_FOUND = "document properties"


def read_docx(data: bytes, settings: DocumentSettings) -> Reading:
    """The blocks of a Word document. Raises DocumentError: too_large, hostile, malformed."""
    with opened_archive(data, settings.archive):
        try:
            document = Document(io.BytesIO(data))
            walk = _Walk(document)
            blocks = tuple(with_callouts(walk.blocks()))
            return Reading(blocks, _metadata(document, blocks), "docx")
        except (KeyError, TypeError, AttributeError, ValueError, etree.LxmlError) as error:  # for parts that do not fit
            raise malformed(str(error)) from error


class _Walk:
    """One pass over the body and the footnotes, with the headings in force."""

    def __init__(self, document: OpenDocument) -> None:
        self._document = document
        self._styles = {style.style_id: style for style in document.styles}
        self._headings: list[tuple[int, str]] = []
        self._count = 0

    def blocks(self) -> Iterator[Block]:
        yield from self._container(self._document.element.body)
        for note in self._footnotes():
            yield self._block("paragraph", note, "footnote")

    def _container(self, container: etree._Element) -> Iterator[Block]:
        for element in _body(container):
            if element.tag == qn("w:tbl"):
                yield from self._table(element)
                continue
            yield from self._paragraph(element)
            for box in _text_boxes(element):
                yield from self._container(box)

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        text = _text(element)
        if not text:
            return
        level = self._level(element)
        if level < _BODY_TEXT:
            while self._headings and self._headings[-1][0] >= level:
                self._headings.pop()
            yield self._block("heading", fold(text), "p")
            self._headings.append((level, fold(text)))
            return
        kind: BlockKind = "list_item" if self._is_item(element) else "paragraph"
        for line in labelled_lines(text) or [fold(text)]:
            yield self._block("caption" if self._style(element).casefold() == "caption" else kind, line, "p")

    def _table(self, element: etree._Element) -> Iterator[Block]:
        yield from self._rows(tuple(tuple(_cells(row)) for row in _outermost(element, qn("w:tr"))))
        for inner in _outermost(element, qn("w:tbl")):
            yield from self._table(inner)

    def _rows(self, rows: tuple[tuple[str, ...], ...]) -> Iterator[Block]:
        if figures_above_labels(rows) and all(any(map(str.isalpha, label)) for label in rows[1]):
            for figure, label in zip(*rows, strict=True):
                yield self._block("callout", f"{figure}\n{label}", "tbl")
            return
        above = tuple(text for _, text in self._headings)
        for block in blocks_of([Grid(None, rows)]):
            cells = tuple(replace(cell, name=None) for cell in block.cells)
            kind: BlockKind = "paragraph" if block.kind == "heading" else block.kind
            yield replace(self._block(kind, block.text, "tbl"), headings=above + block.headings, cells=cells)

    def _block(self, kind: BlockKind, text: str, tag: str) -> Block:
        cue = line_cue(text) if kind in {"paragraph", "list_item"} else None
        block = Block(
            n=self._count,
            kind=kind,
            text=text,
            kept=cue is None,
            label="content" if cue is None else cue.label,
            why="" if cue is None else cue.rule,
            headings=tuple(heading for _, heading in self._headings),
            place=BlockPlace(path=f"{tag}[{self._count + 1}]"),
        )
        self._count += 1
        return block

    def _level(self, element: etree._Element) -> int:
        """The level of a heading from 1 on, 0 for the title."""
        outline = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if outline is not None:
            return int(outline.get(qn("w:val"), "9")) + 1
        name = self._style(element)
        match = _HEADING.match(name)
        return 0 if name.casefold() == "title" else int(match.group(1)) if match else _BODY_TEXT

    def _is_item(self, element: etree._Element) -> bool:
        numbered = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
        return numbered or self._style(element).casefold().startswith("list")

    def _style(self, element: etree._Element) -> str:
        named = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = None if named is None else self._styles.get(named.get(qn("w:val"), ""))
        return (style.name or "") if style is not None else ""

    def _footnotes(self) -> Iterator[str]:
        for relation in self._document.part.rels.values():
            if (
                relation.reltype in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
                and not relation.is_external
            ):
                parser = etree.XMLParser(resolve_entities=False, no_network=True)
                for note in etree.fromstring(relation.target_part.blob, parser):
                    if text := fold(" ".join(_text(paragraph) for paragraph in note.iter(qn("w:p")))):
                        yield text


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes that are anchored in a paragraph, each once."""
    for element in paragraph:
        if element.tag == _BOX:
            yield element
        elif element.tag not in _UNSAID:
            yield from _text_boxes(element)


def _body(container: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a body, those in content controls among them."""
    for element in container:
        if element.tag in (qn("w:p"), qn("w:tbl")):
            yield element
        elif element.tag == qn("w:sdt"):
            for content in element.iterchildren(qn("w:sdtContent")):
                yield from _body(content)


def _cells(row: etree._Element) -> Iterator[str]:
    """The texts of a row's cells; one that spans columns stands in the first of them, one that goes on from the row
    above is empty."""
    for cell in row.iterchildren(qn("w:tc")):
        properties = cell.find(qn("w:tcPr"))
        span = merge = None
        if properties is not None:
            span, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
        goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        yield "" if goes_on else fold(" ".join(map(_text, _paragraphs(cell))))
        yield from [""] * (min(int(span.get(qn("w:val"), "1")), 100) - 1 if span is not None else 0)


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell, those of its text boxes among them, without those of tables within it."""
    for element in _outermost(cell, qn("w:p"), qn("w:tbl")):
        if element.tag == qn("w:p"):
            yield element
            for box in _text_boxes(element):
                yield from _paragraphs(box)


def _outermost(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The elements of these names below one, none within another of them."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag not in _UNSAID:
            yield from _outermost(child, *tags)


def _text(paragraph: etree._Element) -> str:
    """The text of a paragraph, its line breaks kept; raised digits as they are seen, never part of a number."""
    parts: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        if element.tag == qn("w:t"):
            text = element.text or ""
            mark = raised_digits(text.strip()) if _is_raised(element) else ""
            parts.append(text.replace(text.strip(), mark) if mark else text)
        elif element.tag == qn("w:tab"):
            parts.append(" ")
        elif element.tag in (qn("w:br"), qn("w:cr")):
            parts.append("\n")
        elif element.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif element.tag not in _UNSAID and element.tag != _BOX and not _is_hidden(element):
            stack.extend(reversed(element))
    return "\n".join(filter(None, map(fold, "".join(parts).split("\n"))))


def _is_hidden(run: etree._Element) -> bool:
    """Whether Word shows the run to nobody."""
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val"), "true") not in {"0", "false", "off"}


def _is_raised(text: etree._Element) -> bool:
    raised = text.find(f"../{qn('w:rPr')}/{qn('w:vertAlign')}")
    return raised is not None and raised.get(qn("w:val")) == "superscript"


def _metadata(document: OpenDocument, blocks: tuple[Block, ...]) -> Metadata:
    said = document.core_properties
    heading = next((block.text for block in blocks if block.kind == "heading"), None)
    title = (
        Stated(fold(said.title), _FOUND)
        if said.title.strip()
        else Stated(heading, "first heading")
        if heading
        else None
    )
    days = (time and possible_date(time.year, time.month, time.day) for time in (said.modified, said.created))
    saved = next(filter(None, days), None)  # programs that know no date write 0001-01-01
    return Metadata(
        title=title,
        published=Stated(saved, _FOUND) if saved else None,
        language=(said.language or "").split("-")[0].lower() or None,
    )
