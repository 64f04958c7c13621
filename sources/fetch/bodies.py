"""Response bodies, unpacked under a limit on what they unpack to."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from sources.fetch.results import FetchError

ACCEPTED = "gzip, deflate"
CHUNK = 1 << 16
_GZIP = b"\x1f\x8b"


def read_body(chunks: Iterable[bytes], encoding: str, limit: int, place: str) -> bytes:
    """The unpacked body. Raises FetchError where it is too big, badly packed or cut short."""
    body = bytearray()
    for piece in _unpacked(chunks, encoding, place):
        body += piece
        if len(body) > limit:
            raise too_big(place, limit)
    return bytes(body)


def unpacked(data: bytes, limit: int, place: str) -> bytes:
    """The data as they are, or out of gzip. Raises FetchError as `read_body` does."""
    return read_body([data], "gzip", limit, place) if data.startswith(_GZIP) else data


def too_big(place: str, limit: int) -> FetchError:
    """The failure of a body that is larger than allowed."""
    remedy = "Keep a shorter copy and name it with 'path:', or raise 'max_bytes' in the list's 'fetch:'."
    return FetchError("too_big", f"{place}: more than {limit:,} bytes", remedy)


def _unpacked(chunks: Iterable[bytes], encoding: str, place: str) -> Iterator[bytes]:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return iter(chunks)
    if name in ("gzip", "x-gzip", "deflate"):
        return _inflated(chunks, place)
    remedy = "Keep a copy of the document and name it with 'path:'."
    raise FetchError("bad_encoding", f"{place}: packed as {encoding!r} though only {ACCEPTED} was asked for", remedy)


def _inflated(chunks: Iterable[bytes], place: str) -> Iterator[bytes]:
    """Unpacks gzip (of several members too) and deflate, with and without the zlib header, in small pieces."""
    inflater = None
    for chunk in chunks:
        if inflater is None and chunk:
            inflater = zlib.decompressobj(_window(chunk))
        while chunk and inflater is not None:
            try:
                yield inflater.decompress(chunk, CHUNK)
            except zlib.error as error:
                raise _bad_packing(place, str(error)) from error
            if inflater.eof and inflater.unused_data.startswith(b"\x1f\x8b"):
                chunk = inflater.unused_data
                inflater = zlib.decompressobj(_window(chunk))
            else:
                chunk = b"" if inflater.eof else inflater.unconsumed_tail
    if inflater is not None:
        yield inflater.flush()
        if not inflater.eof:
            raise _bad_packing(place, "cut short")


def _window(start: bytes) -> int:
    """What zlib calls wbits: negative for bare deflate, plus 32 to tell gzip from zlib by the header."""
    has_header = start[:1] in (b"\x1f", b"\x78")
    return zlib.MAX_WBITS + 32 if has_header else -zlib.MAX_WBITS


def _bad_packing(place: str, what: str) -> FetchError:
    remedy = "Try again later; if it stays so, keep a copy of the document and name it with 'path:'."
    return FetchError("bad_encoding", f"{place}: its compressed data is broken ({what})", remedy, passing=True)
