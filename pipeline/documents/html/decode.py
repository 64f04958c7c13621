"""Bytes of a page to text, by what the bytes and their mark-up say of their encoding."""

from __future__ import annotations

import codecs
import re
import unicodedata

from bs4.dammit import EncodingDetector

from pipeline.documents.errors import DocumentError

_SCANNED = 4096
"""Bytes in which an encoding is looked for; HTML asks for it in the first 1024."""
_AS_BROWSERS_DO = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
}
_MOST_NOISE = 0.02
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_CONTINUING = "\x80-\xbf" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
_TWICE_ENCODED = re.compile(rf"[ÂÃ][{_CONTINUING}]|â[{_CONTINUING}]{{2}}|ð[{_CONTINUING}]{{3}}")
"""Bytes of UTF-8 that were taken for Windows-1252 or Latin-1 and encoded anew: "â‚¬" for "€". Only those of signs and
common letters: others stand so in real words, "CAFÉ”"."""
_UNWANTED = dict.fromkeys([0x00, *range(0x01, 0x09), 0x0B, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF])


def decode(data: bytes, charset: str | None = None) -> str:
    """The text of `data`: byte order mark, then `charset` (of the HTTP header), then what it declares, then UTF-8.

    Where UTF-8 does not fit, Windows-1252, as browsers do. What was encoded twice is decoded twice; control characters
    are dropped. Raises DocumentError for bytes that are no text in any of these.
    """
    text = _TWICE_ENCODED.sub(_decoded_again, _decoded(data, charset))
    sample = text[:65536]
    if len(_CONTROL.findall(sample)) > _MOST_NOISE * max(1, len(sample)):
        raise DocumentError("not_text", "the bytes are no text in any known encoding", "check the address or the file")
    return text.translate(_UNWANTED) if _CONTROL.search(text) else text


def _decoded(data: bytes, charset: str | None) -> str:
    data, marked = EncodingDetector.strip_byte_order_mark(data)
    if wide := marked or _wide(data[:200]):
        return data.decode(wide, "replace")
    declared = EncodingDetector.find_declared_encoding(data[:_SCANNED], is_html=True, search_entire_document=True)
    for name in (charset, declared, "utf-8"):
        known = _known(name)
        if known is None:
            continue
        try:
            return data.decode(known)
        except UnicodeDecodeError:
            continue
    text = data.decode("utf-8", "replace")
    return text if text.count("\ufffd") <= _MOST_NOISE * len(text) else data.decode("cp1252", "replace")


def _decoded_again(match: re.Match[str]) -> str:
    single = b"".join(char.encode("latin-1" if ord(char) < 0x100 else "cp1252") for char in match[0])
    try:
        char = single.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
    return match[0] if unicodedata.category(char) == "Cc" else char


def _wide(head: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of the beginning is zero."""
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0) / len(head) * 2, head[1::2].count(0) / len(head) * 2
    if odd > 0.8 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.8 and odd < 0.1 else None


def _known(name: str | None) -> str | None:
    """The codec that `name` stands for; none for what is not known, is no encoding of text, or would be UTF-16."""
    if not name:
        return None
    name = _AS_BROWSERS_DO.get(name.strip().lower(), name.strip().lower())
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name.startswith(("utf-16", "utf-32", "utf-7")):
        return None
    return info.name
