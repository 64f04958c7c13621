"""Which annotated claim a number of a document is: equal value, quotes that overlap, one to one."""

from __future__ import annotations

import collections
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.reading.claims.document import Number, ParsedDocument

LEAST_OVERLAP = 0.5


def matched(gold: Sequence[dict[str, Any]], document: ParsedDocument) -> dict[int, int]:
    """Number to claim, the pairs of greatest overlap first, then in document order."""
    claims = [_words(claim["quote"]) for claim in gold]
    quotes = [_words(sentence.passage.quote) for sentence in document.sentences]
    scored = []
    for n, number in enumerate(document.numbers):
        for i, claim in enumerate(gold):
            if _same_number(claim, number):
                share = _overlap(claims[i], quotes[number.sentence])
                if share >= LEAST_OVERLAP:
                    same_unit = claim["unit"] == number.quantity.unit
                    scored.append((not claim["required"], not same_unit, -round(share, 1), i, n))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, n in sorted(scored):
        if i not in taken and n not in found:
            found[n] = i
            taken.add(i)
    return found


def left_open(gold: Sequence[dict[str, Any]], document: ParsedDocument, of_number: Mapping[int, int]) -> set[int]:
    """The numbers that are neither rewarded nor punished: optional claims, and other readings of one."""
    optional = [i for i, claim in enumerate(gold) if not claim["required"]]
    unmatched = [gold[i] for i in optional if i not in of_number.values()]
    found = {n for n, i in of_number.items() if i in optional}
    for n, number in enumerate(document.numbers):
        if n not in of_number:
            quote = _words(document.sentence_of(number).passage.quote)
            said = _words(number.quantity.surface)
            if any(
                said & _words(c["number"]) and _overlap(_words(c["quote"]), quote) >= LEAST_OVERLAP for c in unmatched
            ):
                found.add(n)
    return found


def _same_number(claim: dict[str, Any], number: Number) -> bool:
    quantity = number.quantity
    wanted = (claim["low"], claim["high"]) if claim["value"] is None else (claim["value"],) * 2
    said = (quantity.low, quantity.high) if quantity.value is None else (quantity.value,) * 2
    whole = all(end is None or float(end).is_integer() for end in wanted)
    return all(_near(a, b, 1e-6 if whole else 0.001) for a, b in zip(wanted, said, strict=True))


def _near(a: float | None, b: float | None, tolerance: float) -> bool:
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= tolerance * max(abs(a), abs(b), 1e-9)


def _words(text: str) -> collections.Counter[str]:
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = re.sub(r"\b((?:[a-z]\.){2,})", lambda match: match[0].replace(".", ""), plain)
    return collections.Counter(re.findall(r"[a-z0-9]+", plain))


def _overlap(a: collections.Counter[str], b: collections.Counter[str]) -> float:
    return 2 * sum((a & b).values()) / max(1, a.total() + b.total())
