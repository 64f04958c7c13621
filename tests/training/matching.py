"""Which annotated claim a number of a document is: equal value, quotes that overlap, one to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.reading.claims.document import ParsedDocument
from pipeline.records.model import Quantity
from tests.gold.scoring import SAME_QUOTE, overlap, same_figure, words


def matched(gold: Sequence[dict[str, Any]], document: ParsedDocument) -> dict[int, int]:
    """Number to claim, the pairs of greatest overlap first, then in document order."""
    claims = [Counter(words(claim["quote"])) for claim in gold]
    quotes = [Counter(words(sentence.passage.quote)) for sentence in document.sentences]
    scored = []
    for n, number in enumerate(document.numbers):
        for i, claim in enumerate(gold):
            if same_figure(claim, _row(number.quantity)):
                share = overlap(claims[i], quotes[number.sentence])
                if share >= SAME_QUOTE:
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
            quote = Counter(words(document.sentence_of(number).passage.quote))
            said = set(words(number.quantity.surface))
            if any(
                said & set(words(c["number"])) and overlap(Counter(words(c["quote"])), quote) >= SAME_QUOTE
                for c in unmatched
            ):
                found.add(n)
    return found


def _row(quantity: Quantity) -> dict[str, float | None]:
    return {"value": quantity.value, "low": quantity.low, "high": quantity.high}
