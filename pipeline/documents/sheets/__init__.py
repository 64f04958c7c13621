"""Spreadsheets and delimited data to blocks: tables found in sheets, rows whose cells know their headers."""

from pipeline.documents.sheets.reader import read_sheets

__all__ = ["read_sheets"]
