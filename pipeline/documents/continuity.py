"""Whether a document as it is read now goes on from the one that was read at its address before."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.records.model import Problem, Reading, fold

_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 6
"""Words of a block below which it may stand in any document."""
_SHARED_TITLE = 0.5
"""Share of the words of two titles from which on they may be of one document."""
_REMEDY = (
    "Open it in a browser. If this is the document from now on, run `factledger renew {doc}`, and the next run takes "
    "it; if not, correct the address."
)


def broken_continuity(
    doc: str, before: Reading, now: Reading, *, claims_before: int, claims_now: int, claims_kept: int
) -> Problem | None:
    """Why the new reading must not take the place of the old one unseen; None where it may.

    `claims_before` and `claims_now` count the claims of each, `claims_kept` those that both state.
    """
    if not claims_before or claims_kept:
        return None
    stated = f"{claims_before} claim{'' if claims_before == 1 else 's'}"
    if not claims_now:
        reason = f"The document states no figure any more; before it stated {stated}, which are kept."
        return Problem("figures_gone", reason, _REMEDY.format(doc=doc))
    if _is_another(before, now):
        reason = f"Another document stands at this address; the {stated} of the one before are kept."
        return Problem("another_document", reason, _REMEDY.format(doc=doc))
    return None


def _is_another(before: Reading, now: Reading) -> bool:
    """Whether neither the title nor any longer block of the one is in the other."""
    return not (_share_title(before, now) or _texts(before) & _texts(now))


def _share_title(before: Reading, now: Reading) -> bool:
    first, second = (set(_words(_title(reading))) for reading in (before, now))
    return len(first & second) >= _SHARED_TITLE * max(1, min(len(first), len(second)))


def _title(reading: Reading) -> str:
    if reading.metadata.title is not None:
        return reading.metadata.title.value
    return next((block.text for block in reading.blocks if block.kept and block.kind == "heading"), "")


def _texts(reading: Reading) -> set[str]:
    kept = (block.text for block in reading.blocks if block.kept)
    return {fold(text) for text in kept if sum(1 for _ in _words(text)) >= _FEWEST_WORDS}


def _words(text: str) -> Iterable[str]:
    return (match.group().lower() for match in _WORD.finditer(text))
