"""What differs between two states of a document: its text passage by passage, and its claims side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from outputs.decisions.states import FIGURES
from pipeline.records.model import Claim

_LEAST_ALIKE = 0.5
"""From this similarity of two passages on the one is taken to have become the other."""
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage, and whether the other state has it too."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as it was and as it is, in pieces; none of a state that lacks it. `skipped` counts passages that are
    the same in both, where nothing else stands."""

    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class ClaimPair:
    """A claim as it was and what it became; one of the two may be missing."""

    what: Literal["same", "reread", "changed", "gone", "new"]
    before: Claim | None
    after: Claim | None


def text_differences(before: Sequence[str], after: Sequence[str]) -> list[Passage]:
    """The passages of two states in reading order, those in common folded to their number."""
    found: list[Passage] = []
    for kind, b1, b2, a1, a2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Passage(skipped=b2 - b1))
        else:
            found += _turned_into(before[b1:b2], after[a1:a2])
    return found


def claims_side_by_side(before: Iterable[Claim], after: Iterable[Claim]) -> list[ClaimPair]:
    """Each claim of the two states once, in the order of the later one, then those that are gone. What changed in its
    words is paired with the likeliest successor of the same measure and unit."""
    was, now = {claim.id: claim for claim in before}, list(after)
    staying = {claim.id for claim in now} & was.keys()
    gone = [claim for claim in was.values() if claim.id not in staying]
    became = _successors(gone, [claim for claim in now if claim.id not in staying])
    pairs = []
    for claim in now:
        if claim.id in staying:
            same = _reading(was[claim.id]) == _reading(claim)
            pairs.append(ClaimPair("same" if same else "reread", was[claim.id], claim))
        else:
            earlier = became.get(claim.id)
            pairs.append(ClaimPair("changed" if earlier else "new", earlier, claim))
    taken = {claim.id for claim in became.values()}
    return pairs + [ClaimPair("gone", claim, None) for claim in gone if claim.id not in taken]


def _turned_into(before: Sequence[str], after: Sequence[str]) -> Iterator[Passage]:
    """A stretch of passages in the place of another: each beside what it became, in the order of the later state."""
    left = list(before)
    for text in after:
        alike = max(left, key=lambda old: _likeness(old, text), default=None)
        if alike is None or _likeness(alike, text) < _LEAST_ALIKE:
            yield Passage(after=(Piece(text, True),))
            continue
        while left[0] is not alike:
            yield Passage(before=(Piece(left.pop(0), True),))
        yield _word_by_word(left.pop(0), text)
    yield from (Passage(before=(Piece(old, True),)) for old in left)


def _word_by_word(before: str, after: str) -> Passage:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return Passage(
        tuple(Piece("".join(old[b1:b2]), kind != "equal") for kind, b1, b2, _, _ in codes if b2 > b1),
        tuple(Piece("".join(new[a1:a2]), kind != "equal") for kind, _, _, a1, a2 in codes if a2 > a1),
    )


def _successors(gone: Sequence[Claim], come: Sequence[Claim]) -> dict[str, Claim]:
    """By later claim the earlier one that it stands in for, the most alike first."""
    weighed = (
        (_likeness(old.quote, new.quote), old.id, new.id)
        for old in gone
        for new in come
        if (old.measure, old.unit, old.kind) == (new.measure, new.unit, new.kind)
    )
    by_id = {claim.id: claim for claim in gone}
    found: dict[str, Claim] = {}
    for likeness, old_id, new_id in sorted(weighed, key=lambda each: (-each[0], each[1], each[2])):
        if likeness >= _LEAST_ALIKE and old_id in by_id and new_id not in found:
            found[new_id] = by_id.pop(old_id)
    return found


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, a.split(), b.split(), autojunk=False).ratio()


def _reading(claim: Claim) -> tuple[object, ...]:
    """What was read, without the document it stands in."""
    fields = ("measure", "subject", "part", "kind", "direction", "start", "end", "place", "attributed_to", "modality")
    return tuple(getattr(claim, name) for name in (*FIGURES, *fields))
