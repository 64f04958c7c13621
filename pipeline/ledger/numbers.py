"""Numbers as people type them; what could be two numbers is asked back, never guessed."""

from __future__ import annotations

import re

LARGEST = 10.0**18
"""A quintillion: no figure of the world is larger, and what is typed so is a key that stuck."""

_SPACES = re.compile(r"(?<=\d)[\s\u2009'’](?=\d{3}(?!\d))")
_MINUS = "\N{MINUS SIGN}"
_DIGITS = re.compile(r"-?\d[\d.,]*")
_ENGLISH = re.compile(r"-?(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?:\.\d+)?")
"""In lakhs and crores, too: 12,34,567."""
_THREE_BEHIND = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


def typed_number(typed: str) -> float:
    """The number that stands there. Raises ValueError with what it takes, or with both that it could mean."""
    plain = _SPACES.sub("", typed.strip()).replace(_MINUS, "-")
    if not _DIGITS.fullmatch(plain):
        raise ValueError(f"a number is written in digits such as 2000000 or 23.9, not '{_shown(typed)}'")
    if not _ENGLISH.fullmatch(plain) or _THREE_BEHIND.fullmatch(plain):
        raise ValueError(_asked_back(typed, plain))
    value = float(plain.replace(",", ""))
    if abs(value) > LARGEST:
        raise ValueError(
            f"'{_shown(typed)}' is more than {LARGEST:,.0f}, which no figure is; look for a key that stuck"
        )
    return value or 0.0  # no "-0"


def _asked_back(typed: str, plain: str) -> str:
    """What points and commas would mean where the one parts thousands and the other decimals, and the other way."""
    continental, english = plain.replace(".", "").replace(",", "."), plain.replace(",", "")
    if _THREE_BEHIND.fullmatch(english):
        english += "0"
    readings = [each for each in (continental, english) if _ENGLISH.fullmatch(each)]
    told = f" could be {' or '.join(readings)}" if readings else " is no number"
    return f"'{_shown(typed)}'{told}; write it with a point before decimals only"


def _shown(typed: str) -> str:
    return typed if len(typed) <= 40 else f"{typed[:40]}…"
