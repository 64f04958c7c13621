"""Word documents to blocks: headings, lists, tables, footnotes."""

from pipeline.documents.docx.reader import read_docx

__all__ = ["read_docx"]
