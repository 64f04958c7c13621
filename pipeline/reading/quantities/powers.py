"""Powers: scientific notation, "6.2×10^-4" and "1.2e+14", and plain ones, "1.1^23"."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.reading.quantities.number import Number
from pipeline.reading.quantities.tokens import Tokens

TIMES_TEN = re.compile(
    r"\s?[×xX*·⋅]\s?10\s?(?:(?:\^|\*\*)?\s?([-−–+]?)\s?(\d{1,2})(?!\d)|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))|[eE]([-−+]?)(\d{1,2})(?![\w])"
)
RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
RAISED = re.compile(r"\^([-−+]?\d{1,3})(?!\d)")
TEN_RAISED = re.compile(r"(?<=\b10)[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}")
SIGNS = frozenset("×·⋅")
"""Of multiplication; a letter for one stands between the sides of a size as well."""
GLUED = re.compile(r"10\d+$")


def powered(t: Tokens, number: Number) -> Number | None:
    """The number raised to the power that follows it, if one does."""
    end = t.end[number.last - 1]
    found = TIMES_TEN.match(t.text, end)
    if found and _is_raised(number, found[0]):
        sign, exponent = (found[1], found[2]) if found[2] else (found[4], found[5])
        exponent = exponent or found[3].translate(RAISED_DIGITS)
        value = number.value * 10.0 ** (int(exponent) * (-1 if sign in {"-", "−", "–"} else 1))
    else:
        found = RAISED.match(t.text, end) or TEN_RAISED.match(t.text, end)
        if found is None:
            return None
        exponent = found[1].replace("−", "-") if found.re is RAISED else found[0].translate(RAISED_DIGITS)
        try:
            value = number.value ** int(exponent)
        except (OverflowError, ZeroDivisionError):
            return None
    last = number.last
    while last < t.count and t.end[last] <= found.end():
        last += 1
    return replace(number, last=last, value=value, plain=False)


def _is_raised(number: Number, power: str) -> bool:
    """Whether what stands behind "times 10" is an exponent, also where it has sunk to the line and nothing parts the
    two: "6.02×1023", and not the sides of "1920 x 1080"."""
    return not GLUED.search(power) or (number.value < 10 and (not number.plain or power.lstrip()[0] in SIGNS))
