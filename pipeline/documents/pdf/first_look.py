"""What can be said of a PDF before anything parses it."""

from __future__ import annotations

import re

from pipeline.documents.errors import DocumentError
from pipeline.records.settings import PdfSettings

_MAGIC = re.compile(rb"%PDF-\d")
_MAGIC_WITHIN = 1024
"""Readers accept a file whose mark stands in its first so many bytes."""


def check_bytes(data: bytes, settings: PdfSettings) -> None:
    """What can be said without parsing. Raises DocumentError: empty, not_a_pdf, too_large."""
    if not data:
        raise DocumentError("empty", "the file holds no bytes", "fetch it again")
    if len(data) > settings.max_bytes:
        size = f"the PDF has {len(data):,} bytes, more than the {settings.max_bytes:,} allowed"
        raise DocumentError("too_large", size, "raise documents.pdf.max_bytes, or split the file")
    if not _MAGIC.search(data[:_MAGIC_WITHIN]):
        raise DocumentError("not_a_pdf", "the bytes do not begin as a PDF's do", "check what the address returns")
