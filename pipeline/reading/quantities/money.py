"""Currencies before a number ("US$", "Rs.", "GH₵", "N500,000") and after it ("€", "USD")."""

from __future__ import annotations

from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import Unit, vocabulary


def currency_before(t: Tokens, i: int) -> tuple[int, Unit | None]:
    """The currency that stands before the number at token i, and the token at which it begins; i without one."""
    if not i or "\n" in t.gap(i):
        return i, None
    found = _sign_before(t, i) or (_letters_before(t, i) if t.is_digits(i) else None)
    return (found[0], Unit(found[1], "money")) if found else (i, None)


def _sign_before(t: Tokens, i: int) -> tuple[int, str] | None:
    """A sign, with the letters that tell whose it is: "$", "US$", "U.S. $", "HK $", "GH₵"."""
    words, sign = vocabulary(), t.words[i - 1]
    if sign not in words.currency_symbols:
        return None
    prefix = t.words[i - 2] if i > 1 and t.gap(i - 1) in {"", " "} else ""
    if sign == "$":
        if prefix == "." and i > 4 and t.words[i - 3] == "S" and t.words[i - 5] == "U":
            return i - 5, "USD"
        code = words.dollar_prefixes.get(prefix.upper() if len(prefix) == 3 else prefix)
        if code:
            return i - 2, code
    code = words.currency_codes.get(prefix) or words.currency_prefixes.get(f"{prefix} {sign}")
    return (i - 2, code) if code else (i - 1, words.currency_symbols[sign])


def _letters_before(t: Tokens, i: int) -> tuple[int, str] | None:
    """Letters that stand for a currency: "EUR 125", "Rs 5", "Rs. 5", "RM23", and glued to a large sum "N500,000"."""
    words, letters = vocabulary(), t.words[i - 1]
    if letters in words.currency_codes and len(t.gap(i)) <= 1:
        return i - 1, words.currency_codes[letters]
    if letters in words.currency_prefixes:
        return i - 1, words.currency_prefixes[letters]
    if letters in words.currency_letters and t.glued(i) and not t.glued(i - 1) and _is_large(t, i):
        return i - 1, words.currency_letters[letters]
    code = words.currency_prefixes.get(f"{t.words[i - 2]} {letters}") if i > 1 and t.glued(i - 1) else None
    return (i - 2, code) if code else None


def _is_large(t: Tokens, i: int) -> bool:
    return "," in t.words[i] or t.low[i + 1] in vocabulary().suffixes


def currency_after(t: Tokens, j: int) -> tuple[int, Unit] | None:
    """The sign or code at token j, behind a number, and the token behind it."""
    words, sign = vocabulary(), t.words[j]
    code = words.currency_codes.get(sign)
    if code is None and not t.is_digits(j + 1):
        code = words.currency_symbols.get(sign)
    return (j + 1, Unit(code, "money")) if code else None
