"""Listings of code, queries and logs, whose numbers claim nothing of the world."""

from __future__ import annotations

import re

from pipeline.records.model import Block

_PREFORMATTED = re.compile(r"(?:^|/)pre\[\d+\]$")
_SIGNS = frozenset("{}[]<>=;_|\\/*#@&^~`")
_LEAST_SIGNS = 0.04
"""Of the characters of a listing; prose that is only set as typed has fewer."""


def is_listing(block: Block) -> bool:
    """Whether a block is set as typed and full of the signs of programs: `rows=12; cost=0.4`."""
    if not _PREFORMATTED.search(block.place.path or ""):
        return False
    written = "".join(block.text.split())
    return sum(char in _SIGNS for char in written) >= _LEAST_SIGNS * len(written)
