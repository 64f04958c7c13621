"""Variants of documents to train on: the same texts with names that the gazetteer does not know.

Groups that were not trained on name towns and districts that no gazetteer has. Taking the gazetteer's knowledge of some
names away in training shows such names to the choosers (dropout of input features, as Globerson and Roweis 2006).
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

from pipeline.reading.claims.document import ParsedDocument
from tests.training.examples import Example

SHARES = (1.0, 0.5)
"""For each variant how many of the names that are no country's are taken away."""
_MARK = "~"
_KEPT = frozenset({"country", "world", "nation_word", "continent", "region", "group"})


def variants_of(examples: Iterable[Example]) -> list[Example]:
    """The variants of all examples, each with an id of its own."""
    return [
        replace(one, id=f"{one.id}{_MARK}{n}", document=_less_known(one.document, share, random.Random(one.id)))
        for one in examples
        for n, share in enumerate(SHARES)
    ]


def original_id(example_id: str) -> str:
    """The id of the example that a variant is of; an example's own."""
    return example_id.partition(_MARK)[0]


def _less_known(document: ParsedDocument, share: float, chance: random.Random) -> ParsedDocument:
    names = sorted({str(place.name) for text in document.texts for place in text.places if place.kind not in _KEPT})
    unknown = {name for name in names if chance.random() < share}
    texts = [
        replace(text, places=tuple(p for p in text.places if p.kind in _KEPT or str(p.name) not in unknown))
        for text in document.texts
    ]
    return replace(document, texts=tuple(texts))
