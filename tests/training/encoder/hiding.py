"""Documents with some of their word pieces hidden, so that a network that goes over them again does not know them by
heart (as words are hidden from BERT: Devlin et al. 2019)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.reading.claims.encoder.pieces import id_of
from tests.training.encoder.asked import Asked, Ints

_MASK = id_of("[MASK]")
_FIRST_OF_WORDS = id_of("!")
"""Pieces before it stand for no text: markers, and what has no meaning of its own."""
_SWAPPED = 0.3
"""How many of the hidden pieces are others, instead of the mask."""


def pieces_of_words(documents: Sequence[Asked]) -> Ints:
    """All pieces of the documents' words, as often as they occur."""
    every = np.concatenate([window for document in documents for window in document.windows])
    return every[every >= _FIRST_OF_WORDS]


def partly_hidden(document: Asked, most: float, others: Ints, chance: np.random.Generator) -> Asked:
    """The document with up to a share `most` of each window's pieces of words hidden, most often far fewer: by the
    mask, or by one of the `others`."""
    return replace(document, windows=tuple(_hidden(window, most, others, chance) for window in document.windows))


def _hidden(window: Ints, most: float, others: Ints, chance: np.random.Generator) -> Ints:
    share = most * chance.random() ** 2
    hit = np.flatnonzero((chance.random(len(window)) < share) & (window >= _FIRST_OF_WORDS))
    swapped = chance.random(len(hit)) < _SWAPPED
    found = window.copy()
    found[hit] = np.where(swapped, others[chance.integers(0, len(others), len(hit))], _MASK)
    return found
