"""Values of cells as a spreadsheet shows them: percents, currencies and grouped digits by their number format."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from pipeline.documents.figures import is_number
from pipeline.records.model import fold

_QUOTED = re.compile(r'"([^"]*)"|\[\$([^\]-]*)(?:-[^\]]*)?\]|\\(.)')
_SIGN = re.compile(r"(?:US|C|A|NZ|HK|S|R)?[$£€₹¥]|\b[A-Z]{3}\b")
_BRACKETS = re.compile(r"\[[^\]]*\]|[_*].")
_NO_DECIMALS = re.compile(r"[#0?]\s*/\s*[#?\d]|[#0?]E[+-]", re.IGNORECASE)
_SIGNIFICANT = 12
"""Digits of a number without a format; what lies beyond is the rounding of binary fractions."""


def shown(value: object, number_format: str) -> str:
    """The text of a cell. Numbers are never scaled down: a format that shows millions gives the number itself."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date) and (stated := _month_or_year(number_format)):
        return value.strftime(stated)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return _number(value, number_format.split(";")[0])
    return str(value) if isinstance(value, timedelta) else fold(str(value))


def _month_or_year(number_format: str) -> str:
    """How a date is written of which the format shows no day: "Jan 2023", "2023"; nothing for other formats."""
    shown_parts = _BRACKETS.sub("", _QUOTED.sub("", number_format)).lower()
    if "y" not in shown_parts or "d" in shown_parts:
        return ""
    return "%b %Y" if "m" in shown_parts else "%Y"


def _number(value: int | float, number_format: str) -> str:
    literals = "".join(filter(None, (part for found in _QUOTED.findall(number_format) for part in found)))
    digits = _BRACKETS.sub("", _QUOTED.sub("", number_format))
    percent = "%" in digits
    sign = _SIGN.search(literals + digits)
    decimals = _decimals(digits)
    number = value * 100 if percent else value
    grouped = "," if re.search(r"[#0],[#0]", digits) else ""
    text = _general(number, grouped) if decimals is None else f"{number:{grouped}.{decimals}f}"
    currency = sign.group() if sign else _named_currency(number_format)
    return f"{currency}{' ' if currency.isalpha() else ''}{text}{'%' if percent else ''}"


def _general(number: int | float, grouped: str) -> str:
    """A number without a format: written out, the largest to its units."""
    rounded = f"{number:.{_SIGNIFICANT}g}"
    return f"{number:{grouped}.0f}" if "e+" in rounded else f"{Decimal(rounded):{grouped}f}"


def _named_currency(number_format: str) -> str:
    """What a format writes before its digits, where that is a currency: "KSh" #,##0."""
    literal = _QUOTED.match(number_format.strip())
    name = "".join(literal.groups("")).strip(" .") if literal else ""
    return name if name.isalpha() and is_number(f"{name} 1") else ""


def _decimals(digits: str) -> int | None:
    """How many decimal places the format asks for; None where it is General or text, a fraction or a power of ten."""
    if not re.search(r"[#0?]", digits) or _NO_DECIMALS.search(digits):
        return None
    match = re.search(r"\.([0#?]+)", digits)
    return len(match.group(1)) if match else 0
