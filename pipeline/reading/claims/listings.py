"""Listings of code, queries and logs, whose numbers claim nothing of the world."""

from __future__ import annotations

import re

from pipeline.records.model import Block

_PREFORMATTED = re.compile(r"(?:^|/)pre\[\d+\]$")
_SIGNS = frozenset("{}[]<>=;_\\`")
"""Of programs alone: bars, stars and strokes stand in tables, notes and dates that are set as typed, too."""
_RULE = re.compile(r"(\W|_)\1{2,}")
"""What underlines a heading, parts the rows of a table or leaves room to write: "====="."""
_FEWEST_SIGNS = 3
_LEAST_SIGNS = 0.04
"""Of the characters of a listing; prose that is only set as typed has fewer."""


def is_listing(block: Block) -> bool:
    """Whether a block is set as typed and full of the signs of programs: `rows=12; cost=0.4`."""
    if not _PREFORMATTED.search(block.place.path or ""):
        return False
    written = "".join(_RULE.sub("", block.text).split())
    return sum(char in _SIGNS for char in written) >= max(_FEWEST_SIGNS, _LEAST_SIGNS * len(written))
