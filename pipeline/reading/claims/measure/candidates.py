"""Which measures a number could have: those whose words stand near it, and those that its document speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.reading.claims.measure.surroundings import Surroundings, Weights
from pipeline.reading.measures import Vocabulary

_LIKELIEST, _FREQUENT, _OF_BLOCK, _OF_TITLE = 4, 2, 3, 2


def candidates(
    near: Iterable[str], by_words: Mapping[str, float], around: Surroundings, frequent: Sequence[str], words: Vocabulary
) -> list[str]:
    """The measures of the sentence, the likeliest by words, those of heading, lead-in, title and text, the document's
    most frequent ones, and none of them in particular.

    `frequent` holds the document's measures, the most frequent first.
    """
    found = dict.fromkeys(
        [*near, *_most(by_words, _LIKELIEST), *around.heading, *around.lead_in, *frequent[:_FREQUENT]]
    )
    found |= dict.fromkeys([*_most(around.block, _OF_BLOCK), *_most(around.title, _OF_TITLE), words.anything_else])
    return [measure for measure in found if measure in words.measures]


def _most(weights: Weights, count: int) -> list[str]:
    return sorted(weights, key=lambda measure: -weights[measure])[:count]
