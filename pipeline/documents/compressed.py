"""Documents that come compressed by gzip."""

from __future__ import annotations

import zlib

from pipeline.documents.archive import malformed
from pipeline.documents.errors import DocumentError
from pipeline.records.settings import ArchiveSettings


def decompressed(data: bytes, settings: ArchiveSettings) -> bytes:
    """The bytes within, of all members one after the other. Raises DocumentError: too_large, malformed."""
    unpacked = bytearray()
    while data:
        inflater = zlib.decompressobj(zlib.MAX_WBITS + 16)
        try:
            unpacked += inflater.decompress(data, settings.max_bytes + 1 - len(unpacked))
        except zlib.error as error:
            raise malformed(str(error)) from error
        if len(unpacked) > settings.max_bytes:
            allowed = f"at most {settings.max_bytes:,} bytes are read (documents.archive.max_bytes)"
            raise DocumentError("too_large", f"the document unpacks to more than {settings.max_bytes:,} bytes", allowed)
        if not inflater.eof:
            raise malformed("its compressed data is cut short")
        data = inflater.unused_data
    return bytes(unpacked)
