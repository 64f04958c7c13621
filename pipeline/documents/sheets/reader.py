"""Spreadsheets and delimited data: bytes to a reading, whichever of the formats they are in."""

from __future__ import annotations

from pipeline.documents.grids.grid import Grid
from pipeline.documents.html.decode import decode
from pipeline.documents.sheets.blocks import blocks_of
from pipeline.documents.sheets.delimited import delimited_sheets
from pipeline.documents.sheets.ods import opendocument_sheets
from pipeline.records.model import Metadata, Reading, Stated
from pipeline.records.settings import DocumentSettings
from sources.media_types import MediaType


def read_sheets(data: bytes, media_type: MediaType, settings: DocumentSettings, *, charset: str | None) -> Reading:
    """The blocks of a workbook's visible sheets, or of a file of delimited values.

    Rows have cells with their headers and names; titles are headings, notes paragraphs. Raises DocumentError:
    too_large, hostile, malformed.
    """
    blocks = blocks_of(_sheets(data, media_type, settings, charset))
    title = next((block.text for block in blocks if block.kind == "heading"), None)
    return Reading(blocks, Metadata(title=Stated(title, "first heading") if title else None), "sheet")


def _sheets(data: bytes, media_type: MediaType, settings: DocumentSettings, charset: str | None) -> list[Grid]:
    if media_type == "text/csv":
        return delimited_sheets(decode(data, charset), settings.sheets)
    if media_type == "application/vnd.oasis.opendocument.spreadsheet":
        return opendocument_sheets(data, settings.sheets, settings.archive)
    from pipeline.documents.sheets.xlsx import workbook_sheets  # openpyxl is loaded for workbooks only

    return workbook_sheets(data, settings.sheets, settings.archive)
