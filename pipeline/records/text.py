"""Text folded, and digests of content: what ids are made of."""

from __future__ import annotations

import hashlib


def fold(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def digest(*parts: object, length: int = 12) -> str:
    """The first hex digits of the SHA-256 of the parts, told apart by a unit separator."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:length]
