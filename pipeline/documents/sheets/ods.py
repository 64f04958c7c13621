"""OpenDocument spreadsheets: visible sheets, cells as they are shown."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.documents.archive import malformed, opened_archive
from pipeline.documents.grids.grid import Grid, Row, trimmed
from pipeline.documents.sheets.budget import Budget
from pipeline.records.model import fold
from pipeline.records.settings import ArchiveSettings, SheetSettings

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SHEET_LOOKS = f"{_STYLE}table-properties"
_READ = (f"{_TABLE}table-row", f"{_TABLE}table", _SHEET_LOOKS)
_WIDEST = 16_384
"""Columns that a sheet can have."""


def opendocument_sheets(data: bytes, settings: SheetSettings, archive: ArchiveSettings) -> list[Grid]:
    """The sheets in order. Raises DocumentError: too_large, hostile, malformed."""
    budget = Budget(settings)
    sheets: list[Grid] = []
    rows: list[Row] = []
    hidden: set[str | None] = set()
    with opened_archive(data, archive) as opened, opened.open("content.xml") as content:
        try:
            for _, element in etree.iterparse(content, tag=_READ, resolve_entities=False, no_network=True):
                if element.tag == _SHEET_LOOKS:
                    style = element.getparent()
                    if element.get(f"{_TABLE}display") == "false" and style is not None:
                        hidden.add(style.get(f"{_STYLE}name"))
                elif element.tag == f"{_TABLE}table":
                    if element.get(f"{_TABLE}style-name", "") not in hidden:
                        sheets.append(Grid(element.get(f"{_TABLE}name"), trimmed(rows)))
                    rows = []
                else:
                    rows.extend(_repeated(element, budget))
                element.clear()
        except (etree.LxmlError, ValueError) as error:
            raise malformed(str(error)) from error
    return sheets


def _repeated(element: etree._Element, budget: Budget) -> Iterator[Row]:
    row = tuple(_cells(element))
    times = int(element.get(f"{_TABLE}number-rows-repeated", "1")) if any(row) else 1
    for _ in range(times):
        budget.spend(row)
        yield row


def _cells(element: etree._Element) -> Iterator[str]:
    filled = 0
    waiting = 0
    for cell in element:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        times = min(int(cell.get(f"{_TABLE}number-columns-repeated", "1")), _WIDEST)
        text = _shown(cell)
        if not text:  # the empty cells at the end of a row are not worth their number
            waiting += times
            continue
        if filled + waiting + times > _WIDEST:
            return
        yield from [""] * waiting + [text] * times
        filled, waiting = filled + waiting + times, 0


def _shown(cell: etree._Element) -> str:
    texts = ("".join(str(part) for part in paragraph.itertext()) for paragraph in cell.iterchildren(f"{_TEXT}p"))
    return fold(" ".join(texts)) or cell.get(f"{_OFFICE}value", "")
