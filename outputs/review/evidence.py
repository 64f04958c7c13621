"""A quote in its surroundings: text cut into pieces that a template marks, never markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pipeline.records.model import Block, Claim
from pipeline.records.text import number_position

_NEAR = 220
_AROUND = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a block's text: plain, part of a quote, or a figure; figures say whose."""

    text: str
    mark: Literal["", "quote", "figure"] = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A claim's block cut around its quote, the chain of headings, and the ends of the neighbouring blocks."""

    pieces: tuple[Piece, ...]
    headings: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


def excerpt(claim: Claim, blocks: Sequence[Block]) -> Excerpt:
    """The claim in its surroundings; the quote alone where its block is not in the reading any more."""
    place = claim.locator
    block = next((b for b in blocks if place is not None and b.n == place.block), None)
    if place is None or block is None or block.text[place.start : place.end] != claim.quote:
        return Excerpt(quote_pieces(claim), claim.headings)
    spans = [(place.start, place.end, "quote", claim.id), (place.number_start, place.number_end, "figure", claim.id)]
    first, last = max(0, place.start - _AROUND), min(len(block.text), place.end + _AROUND)
    pieces = cut(block.text, spans, first, last)
    if first:
        pieces = (Piece("… "), *pieces)
    if last < len(block.text):
        pieces = (*pieces, Piece(" …"))
    kept = [b for b in blocks if b.kept and b.text.strip()]
    at = next((n for n, b in enumerate(kept) if b.n == block.n), None)
    before = kept[at - 1] if at else None
    after = kept[at + 1] if at is not None and at + 1 < len(kept) else None
    return Excerpt(pieces, block.headings or claim.headings, _tail(before), _head(after))


def quote_pieces(claim: Claim) -> tuple[Piece, ...]:
    """The quote with its figure marked; the figure is where the locator says, else where it first stands by itself."""
    place = claim.locator
    start = place.number_start - place.start if place else number_position(claim.quote, claim.number)
    end = start + len(claim.number)
    if claim.quote[max(start, 0) : end] != claim.number:
        return (Piece(claim.quote, "quote", claim.id),)
    return cut(claim.quote, [(0, len(claim.quote), "quote", claim.id), (start, end, "figure", claim.id)])


def cut(
    text: str, spans: Iterable[tuple[int, int, str, str]], first: int = 0, last: int | None = None
) -> tuple[Piece, ...]:
    """The text from `first` to `last` in pieces; where spans (start, end, mark, claim) overlap a figure wins."""
    last = len(text) if last is None else last
    held = [(max(a, first), min(b, last), mark, claim) for a, b, mark, claim in spans if a < last and b > first]
    edges = sorted({first, last, *(edge for a, b, _, _ in held for edge in (a, b))})
    pieces = []
    for a, b in pairwise(edges):
        over = [(mark, claim) for start, end, mark, claim in held if start <= a and b <= end]
        figure = next((claim for mark, claim in over if mark == "figure"), None)
        if figure is not None:
            pieces.append(Piece(text[a:b], "figure", figure))
        elif over:
            pieces.append(Piece(text[a:b], "quote", over[0][1]))
        else:
            pieces.append(Piece(text[a:b]))
    return tuple(pieces)


def block_pieces(block: Block, claims: Sequence[Claim]) -> tuple[Piece, ...]:
    """A block's text with the figures of its claims marked."""
    spans = [
        (c.locator.number_start, c.locator.number_end, "figure", c.id)
        for c in claims
        if c.locator is not None and block.text[c.locator.number_start : c.locator.number_end] == c.number
    ]
    return cut(block.text, spans)


def _tail(block: Block | None) -> str:
    if block is None:
        return ""
    return block.text if len(block.text) <= _NEAR else "… " + block.text[-_NEAR:].partition(" ")[2]


def _head(block: Block | None) -> str:
    if block is None:
        return ""
    return block.text if len(block.text) <= _NEAR else block.text[:_NEAR].rpartition(" ")[0] + " …"
