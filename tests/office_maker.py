"""Office documents made for tests: workbooks, OpenDocument sheets, archives of any parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

from openpyxl import Workbook

_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """An Excel workbook of these sheets, by name, row by row; None is an empty cell."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def opendocument(tables: str) -> bytes:
    """An OpenDocument spreadsheet with these table elements."""
    body = f"<office:spreadsheet>{tables}</office:spreadsheet>"
    content = f"<office:document-content {_SPACES}><office:body>{body}</office:body></office:document-content>"
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": mimetype, "content.xml": content.encode()})


def ods_row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def ods_cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def repacked(data: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The archive with some parts changed, or added (then of nothing)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed(parts | {name: change(parts.get(name, b"")) for name, change in changes.items()})
