"""Numbers that only count a document's sections: "2.1 Arrests", "3 The courts"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from pipeline.reading.quantities.vocabulary import vocabulary
from pipeline.records.model import Block

_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=[“\"'(]?[A-ZÀ-Þ])(?P<word>\w*)")


def section_numbers(blocks: Iterable[Block]) -> dict[int, int]:
    """For each heading that a section's number opens, by the block's own number, where that number ends.

    One of several levels ("2.1") is a section's; one of a single level is where another heading counts on from it or
    up to it ("2 men charged" stands alone).
    """
    scales = vocabulary().scales
    found = [
        (block.n, tuple(map(int, match["number"].split("."))), match.end("number"))
        for block in blocks
        if block.kind == "heading" and (match := _NUMBERED.match(block.text)) and match["word"].lower() not in scales
    ]
    single = [numbers for _, numbers, _ in found if len(numbers) == 1]
    counted = {numbers for pair in pairwise(single) if pair[1][0] == pair[0][0] + 1 for numbers in pair}
    above = {numbers[:1] for _, numbers, _ in found if len(numbers) > 1}
    return {n: end for n, numbers, end in found if len(numbers) > 1 or numbers in counted | above}
