"""Text as word pieces: words are parted and written small as BERT's are (Devlin et al. 2019), without accents and signs
that do not show, and taken apart into pieces of its vocabulary."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

import regex
from curated_tokenizers import WordPieceProcessor  # type: ignore[attr-defined]  # not in an __all__

_LONGEST_WORD = 100
_UNSHOWN = {"Mn", "Cc", "Cf"}
_WORD = regex.compile(r"[\p{P}$+<=>^`|~\p{Han}]|[^\s\p{P}$+<=>^`|~\p{Han}]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the vocabulary, and the characters of its text that it stands for."""

    id: int
    start: int
    end: int


def id_of(piece: str) -> int:
    """The number of a piece in the vocabulary. KeyError where it has none."""
    return _processor()[1][piece]


@cache
def _processor() -> tuple[WordPieceProcessor, dict[str, int]]:
    lines = files("pipeline.reading.claims.encoder").joinpath("vocabulary.txt").read_text("utf-8").split("\n")
    pieces = [line for line in lines if line]
    return WordPieceProcessor(pieces), {piece: n for n, piece in enumerate(pieces)}


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a text, in order."""
    return [piece for match in _WORD.finditer(text) for piece in _of_word(match[0], match.start())]


def _of_word(word: str, at: int) -> Iterator[Piece]:
    processor, ids = _processor()
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) not in _UNSHOWN)
    found, names = processor.encode(plain) if 0 < len(plain) <= _LONGEST_WORD else ([], [])
    if not found or min(found) < 0:
        if plain:
            yield Piece(ids["[UNK]"], at, at + len(word))
        return
    ends = list(accumulate(len(name.removeprefix("##")) for name in names))
    exact = ends[-1] == len(word)
    for piece, start, end in zip(found, (0, *ends), ends, strict=False):
        yield Piece(piece, at + start, at + end) if exact else Piece(piece, at, at + len(word))
