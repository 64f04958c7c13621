"""Currencies before a number ("US$", "$US", "Rs.", "N500,000", "USD million") and after it ("€", "Rs", "MEUR")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.reading.quantities.number import past_hyphen
from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import Unit, vocabulary

MINUS = frozenset({"-", "−", "–"})
GAPS = frozenset({"", " ", "\u00a0", "\u202f"})
GROUP = re.compile(r"\d{3}(?:[.,]\d{1,2})?")
YEAR = re.compile(r"(?:19|20)\d\d")
OPENINGS = frozenset({"(", "[", "“", "‘", '"', "'", "~", "≈", "=", "<", ">"})
LETTERS = re.compile(r"[a-z]+")
QUARTERS = frozenset("1234")
PRICE_REACH = 6
"""Tokens before a small sum among which a word of prices is looked for."""
LONGEST_NAME = 4
"""Words of a currency's name."""
LARGE = 1_000
"""From this on a number beside a word that is a currency's code or name as well is money."""


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency beside a number: the token at which it begins (behind a number: the one behind it), and the scale that
    is written into it."""

    edge: int
    code: str
    scale: int = 1
    negative: bool = False

    @property
    def unit(self) -> Unit:
        return Unit(self.code, "money")


def currency_before(t: Tokens, i: int) -> Currency | None:
    """The currency that stands before the number at token i, over a minus or a scale of its own."""
    if not i or "\n" in t.gap(i):
        return None
    if t.words[i - 1] in MINUS and t.glued(i) and i > 1 and t.is_digits(i):
        signed = _before_minus(t, i)
        return replace(signed, negative=True) if signed else None
    digits = t.is_digits(i)
    found = _sign_before(t, i) or (_letters_before(t, i) if digits else None)
    return found or ((_scaled_before(t, i) or _name_before(t, i)) if digits else None)


def _before_minus(t: Tokens, i: int) -> Currency | None:
    """The currency before a minus: "$-4.5", "R-45 million", "EUR -300"."""
    letters = t.words[i - 2]
    if letters in vocabulary().currency_codes and not t.glued(i - 1) and t.words[i - 1] != "–":
        return Currency(i - 2, vocabulary().currency_codes[letters]) if is_money_code(t, i - 2, i) else None
    if not t.glued(i - 1):
        return _sign_before(t, i - 1) if letters in vocabulary().currency_symbols and t.gap(i - 1) == " " else None
    large = letters in vocabulary().currency_letters and _stands_apart(t, i - 2) and _is_large(t, i, letters)
    return Currency(i - 2, vocabulary().currency_letters[letters]) if large else _sign_before(t, i - 1)


def _sign_before(t: Tokens, i: int) -> Currency | None:
    """A sign, with the letters that tell whose it is: "$", "US$", "U.S. $", "HK $", "GH₵", "$US"."""
    words, sign = vocabulary(), t.words[i - 1]
    if sign not in words.currency_symbols:
        behind = i > 1 and t.words[i - 2] == "$" and t.glued(i - 1) and t.glued(i)
        code = words.dollar_prefixes.get(sign) if behind else None
        return Currency(i - 2, code) if code else None
    prefix = t.words[i - 2] if i > 1 and t.gap(i - 1) in {"", " "} else ""
    if sign == "$":
        if prefix == "." and i > 4 and t.words[i - 3] == "S" and t.words[i - 5] == "U":
            return Currency(i - 5, "USD")
        joined = t.glued(i - 1) or prefix != "A"
        code = words.dollar_prefixes.get(prefix.upper() if len(prefix) == 3 else prefix) if joined else None
        if code:
            return Currency(i - 2, code)
    code = words.currency_codes.get(prefix) or words.currency_prefixes.get(f"{prefix} {sign}")
    return Currency(i - 2, code) if code else Currency(i - 1, words.currency_symbols[sign])


def bracketed_sign(t: Tokens, i: int) -> Currency | None:
    """The sign before a bracket that a number opens: "$(4.5)"."""
    opened = i > 1 and t.words[i - 1] == "(" and t.glued(i) and t.words[i - 2] in vocabulary().currency_symbols
    return _sign_before(t, i - 1) if opened and not YEAR.fullmatch(t.words[i]) else None


def _letters_before(t: Tokens, i: int) -> Currency | None:
    """Letters that stand for a currency: "EUR 125", "Rs. 5", "RM23", and at a large sum "N500,000", "R 1 200 000"."""
    words, letters = vocabulary(), t.words[i - 1]
    if letters in words.currency_codes and len(t.gap(i)) <= 1:
        return Currency(i - 1, words.currency_codes[letters]) if is_money_code(t, i - 1, i) else None
    if letters in words.currency_prefixes:
        return Currency(i - 1, words.currency_prefixes[letters])
    if letters in words.currency_letters and _stands_apart(t, i - 1) and _is_sum_of(t, i, letters):
        return Currency(i - 1, words.currency_letters[letters])
    code = _dotted(t, i) if i > 1 and t.glued(i - 1) else None
    return Currency(i - 2, code) if code else None


def _stands_apart(t: Tokens, i: int) -> bool:
    """Whether the letter at token i ends no word or code: "(R12,000 each)"."""
    return not t.glued(i) or t.words[i - 1] in OPENINGS


def _dotted(t: Tokens, i: int) -> str | None:
    """The currency of letters before token i in two tokens, the second mostly a full stop: "Ksh.", "GH ₵"."""
    prefixes = vocabulary().currency_prefixes
    return prefixes.get(f"{t.words[i - 2]} {t.words[i - 1]}") or (
        # capitals end a sentence: "paid in CFA. 12 people …"
        prefixes.get(t.words[i - 2]) if t.words[i - 1] == "." and not t.words[i - 2].isupper() else None
    )


def _scaled_before(t: Tokens, i: int) -> Currency | None:
    """A currency with its scale: "USD million 75", "Rs crore 4.5", "EURm 120", "€m 120"."""
    words, last = vocabulary(), t.words[i - 1]
    if t.gap(i) not in GAPS:
        return None
    if last in words.joined_currencies:
        code, scale = words.joined_currencies[last]
        return Currency(i - 1, code, scale)
    scale = words.scales.get(last.lower(), 0) or (words.suffixes.get(last.lower(), 0) if len(last) > 1 else 0)
    if not scale and t.glued(i - 1):
        scale = words.joined_scales.get(last, 0)
    before = currency_named_before(t, i - 1) if scale else None
    return Currency(before.edge, before.code, scale) if before else None


def _name_before(t: Tokens, i: int) -> Currency | None:
    """A name before a large sum: "Kenya shillings 400,000", "US dollars 40 million"."""
    if not _is_large_itself(t, i) or t.gap(i) not in GAPS:
        return None
    for first in range(max(0, i - LONGEST_NAME), i):
        named = t.units.get(first)
        if named and named[0] == i and named[1].group == "money":
            return Currency(first, named[1].name)
    return None


def currency_named_before(t: Tokens, i: int) -> Currency | None:
    """The sign, code or letters before token i, whatever stands there: a scale, in a unit that is only named."""
    words, letters = vocabulary(), t.words[i - 1] if i else ""
    code = words.currency_codes.get(letters) or words.currency_prefixes.get(letters)
    dotted = _dotted(t, i) if i > 1 else None
    if code or dotted:
        return Currency(i - 1 if code else i - 2, code or dotted or "")
    return _sign_before(t, i) if i else None


def is_money_code(t: Tokens, at: int, number: int) -> bool:
    """Whether the code at a token is money beside a number, or a word in capitals: "ALL 5 SUSPECTS", "COP 26"."""
    if t.words[at] not in vocabulary().codes_like_words:
        return True
    following = t.words[number + 1] if at < number else t.words[at + 1]
    word = t.words[number]
    large = "," in word or (word.isdecimal() and int(word) >= LARGE) or t.low[number + 1] in vocabulary().suffixes
    return large and not (following.isupper() and following.isalpha())


def _is_sum_of(t: Tokens, i: int, letter: str) -> bool:
    """Whether the number at token i is a sum in the currency of a letter before it; apart from it only a large one that
    nothing with a capital leads to ("Grade R 1,200")."""
    lists = vocabulary().lists
    if letter.lower() in lists["numbered_parts"] and t.words[i] in QUARTERS:
        return False
    if t.glued(i):
        return _is_large(t, i, letter) or (_is_priced(t, i) and not _is_road(t, i))
    named = i > 1 and t.words[i - 2][:1].isupper()
    return t.gap(i) in GAPS and not named and _is_large_itself(t, i)


def _is_large(t: Tokens, i: int, letter: str) -> bool:
    return _is_large_itself(t, i) or (_is_used(letter, t.text) and not _is_road(t, i))


def _is_priced(t: Tokens, i: int) -> bool:
    """Whether a word of prices leads to a small sum: "costs K12", "sold for as much as P57"."""
    words = vocabulary()
    following = t.words[i + 1]
    counted = following.isalpha() and t.low[i + 1] not in words.lists["function_words"] | words.lists["time_leads"]
    led = i > 1 and t.low[i - 2] in words.price_leads | words.price_words | {"as"}
    sized = t.words[i].isdecimal() and len(t.words[i]) > 1
    return sized and led and not counted and not words.price_words.isdisjoint(t.low[max(0, i - PRICE_REACH) : i - 1])


def _is_road(t: Tokens, i: int) -> bool:
    """Whether a letter and a number name a road, a level, a class: "the R5 road", "level P2"."""
    lists = vocabulary().lists
    before = t.low[i - 2] if i > 1 else ""
    return before in lists["labels"] | lists["weak_labels"] or t.low[i + 1] in lists["streets"] | lists["weak_labels"]


def _is_large_itself(t: Tokens, i: int) -> bool:
    return "," in t.words[i] or t.low[past_hyphen(t, i + 1)] in vocabulary().suffixes or _is_grouped(t, i)


def _is_grouped(t: Tokens, i: int) -> bool:
    """ "R1 200 000", and not a road with what follows it: "on the N1 120 people", "the R61 200 metres on"."""
    last = i + 1
    while GROUP.fullmatch(t.words[last]) and t.gap(last) in GAPS:
        last += 1
    return last > i + 1 and last not in t.units and (i < 2 or t.low[i - 2] != "the")


@lru_cache(maxsize=8)
def _is_used(letter: str, text: str) -> bool:
    """Whether a text writes large sums with this letter, so that a small one is money, too: "N800, up from N450"."""
    if re.search(rf"(?<!\w){letter}\d[\d.]*(?:,\d{{3}}|\s?(?:[mb]n?|million|billion|trillion)\b)", text):
        return True
    priced = not vocabulary().price_words.isdisjoint(LETTERS.findall(text.lower()))
    return priced and re.search(rf"(?<!\w){letter}\d+\.\d\d(?![\d.]*\d)", text) is not None


def currency_after(t: Tokens, j: int) -> Currency | None:
    """The sign, code or letters at token j, behind a number."""
    words, sign = vocabulary(), t.words[j]
    if t.gap(j) not in GAPS:
        return None
    if sign in words.joined_currencies:
        return Currency(j + 1, *words.joined_currencies[sign])
    if t.is_digits(j + 1) and len(t.gap(j + 1)) <= 1 and sign not in words.currency_codes:
        return None
    if t.words[j + 1] in words.currency_symbols and t.glued(j + 1):
        if sign in words.joined_scales:
            return Currency(j + 2, words.currency_symbols[t.words[j + 1]], words.joined_scales[sign])
        prefixed = words.dollar_prefixes.get(sign) if t.words[j + 1] == "$" else None
        if prefixed:
            return Currency(j + 2, prefixed)
    if sign in words.currency_suffixes and not t.is_digits(j + 1):
        return Currency(j + 1, words.currency_prefixes[sign])
    code = words.currency_codes.get(sign)
    if code and t.is_digits(j + 1) and YEAR.fullmatch(t.words[j - 1]):
        return None
    if code:
        return _with_scale_behind(t, Currency(j + 1, code)) if is_money_code(t, j, j - 1) else None
    symbol = None if t.is_digits(j + 1) else words.currency_symbols.get(sign)
    return _with_scale_behind(t, Currency(j + 1, symbol)) if symbol else None


def _with_scale_behind(t: Tokens, found: Currency) -> Currency:
    """ "75 USD million", "75 £m"."""
    words, following = vocabulary(), t.words[found.edge]
    scale = words.scales.get(following.lower(), 0)
    if not scale and t.glued(found.edge):
        scale = words.joined_scales.get(following, 0)
    return replace(found, edge=found.edge + 1, scale=scale) if scale else found
