"""Characters that steer a screen instead of standing on it: controls and marks of direction.

A document is the input of strangers. A terminal carries out escape sequences that stand in what it is given, and marks
of direction make a text look other than it is (CVE-2021-42574; Boucher and Anderson 2023, "Trojan Source").
"""

from __future__ import annotations

import re

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def without_controls(text: str) -> str:
    """The text without them; tabs and line breaks stay, other white space is a space.

    What HTML writes for a character of Windows-1252 by a number between 128 and 159 is that character, as browsers
    read it: the dash of `20&#150;25` stays a dash.
    """
    return _CONTROL.sub(_plain, text) if _CONTROL.search(text) else text


def escaped_controls(json: str) -> str:
    """JSON that says the same and holds none of them as itself."""
    return _CONTROL.sub(_escape, json) if _CONTROL.search(json) else json


def _plain(found: re.Match[str]) -> str:
    char = found[0]
    if char.isspace():
        return " "
    if "\x80" <= char <= "\x9f":
        return char.encode("latin-1").decode("cp1252", "ignore")
    return ""


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code > 0xFFFF:
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"
