"""ZIP archives that office documents are, opened within limits on what they unpack to."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.documents.errors import DocumentError
from pipeline.records.settings import ArchiveSettings

_OPENING = 4_096
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What zipfile raises for members that are cut short, packed in unknown ways or encrypted."""


@contextmanager
def opened_archive(data: bytes, settings: ArchiveSettings) -> Iterator[zipfile.ZipFile]:
    """The archive, once it is known to unpack to no more than allowed and to hold no document type declarations.

    Office documents never declare types or entities; a file that does is made to be unpacked without end, or to reach
    for other files. Raises DocumentError: too_large, hostile, malformed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive, settings)
            yield archive
    except _BROKEN as error:
        raise malformed(str(error)) from error


def malformed(what: str) -> DocumentError:
    """The error of a damaged document; `what` says what is wrong with it."""
    return DocumentError("malformed", f"the document is damaged ({what})", "fetch it again, or save it anew")


def _check(archive: zipfile.ZipFile, settings: ArchiveSettings) -> None:
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    if len(members) > settings.max_members or size > settings.max_bytes:
        raise DocumentError(
            "too_large",
            f"the document unpacks to {size:,} bytes in {len(members):,} parts",
            f"at most {settings.max_bytes:,} bytes in {settings.max_members:,} parts are read (documents.archive)",
        )
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                if _DECLARED.search(part.read(_OPENING)):
                    raise DocumentError(
                        "hostile",
                        f"its part {member.filename} declares entities, as no office document does",
                        "do not open it; get the document from another place",
                    )
