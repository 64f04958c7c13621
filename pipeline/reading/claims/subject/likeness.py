"""How far one name of what is counted is as good as another: "people" for "people arrested", but not "officers"."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from pipeline.reading.claims.subject.nouns import lexicon, singular
from pipeline.records.trees import Matrix

_WORD = re.compile(r"[^\W_]+")
_SLACK = 3


def likeness(phrases: Sequence[str]) -> Matrix:
    """For each phrase (row) how right it is where another (column) is: 1 where their words are the same, from ½ to 1
    by the share of words that they have in common where one's words lie inside the other's, else 0."""
    sets = [telling_words(phrase) for phrase in phrases]
    return np.array([[_likeness(a, b) for b in sets] for a in sets], np.float32)


def telling_words(phrase: str) -> frozenset[str]:
    """The lemmas of a phrase's words, less those that tell nothing."""
    found = frozenset(singular(word) for word in _WORD.findall(phrase.lower()))
    return found - lexicon().function_words


def _likeness(said: frozenset[str], meant: frozenset[str]) -> float:
    if said == meant:
        return 1.0
    if not said or not meant or not (said <= meant or meant <= said) or len(said) > 2 * len(meant) + _SLACK:
        return 0.0
    return 0.5 + 0.5 * len(said & meant) / len(said | meant)
