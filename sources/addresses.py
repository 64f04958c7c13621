"""When two web addresses lead to one document, whatever the way in which they are written: RFC 3986, 6.2."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urlsplit

from sources.access import WEB_PORTS

_SCHEMES_PORTS = dict(zip(("http", "https"), WEB_PORTS, strict=True))
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


def document_address(url: str) -> str:
    """The address in the one way to write it: without the part of the page, the host in lower case, no usual port.

    An address that is none stays as it is.
    """
    try:
        parts = urlsplit(urldefrag(url).url)
        port = parts.port
    except ValueError:
        return url
    if not parts.hostname:
        return url
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if port is not None and port != _SCHEMES_PORTS.get(parts.scheme):
        host += f":{port}"
    plain = parts._replace(netloc=host, path=parts.path or "/").geturl()
    return _ESCAPED.sub(_unescaped, plain)


def _unescaped(match: re.Match[str]) -> str:
    """The character that needs no escape; else the escape in capitals."""
    character = chr(int(match[1], 16))
    return character if _UNRESERVED.fullmatch(character) else match[0].upper()
