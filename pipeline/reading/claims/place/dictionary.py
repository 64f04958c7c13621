"""English words that are no names: the dictionary that the parser's lemmatizer carries (WordNet's, Miller 1995)."""

from __future__ import annotations

from functools import cache
from typing import cast

from spacy.pipeline import Lemmatizer

from pipeline.reading.claims.parsing import pipeline_for

_PLURALS = (("ies", "y"), ("es", ""), ("s", ""), ("men", "man"))
_FORMS_OF_VERBS = (("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


def is_english(word: str) -> bool:
    """Whether a dictionary has a word, in whatever form or case."""
    lower = word.lower()
    every, verbs = _words()
    return (
        lower in every
        or any(lower.endswith(end) and lower.removesuffix(end) + stem in every for end, stem in _PLURALS)
        or any(lower.endswith(end) and lower.removesuffix(end) + stem in verbs for end, stem in _FORMS_OF_VERBS)
        or (lower.endswith("ly") and lower.removesuffix("ly") in every)
    )


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """All words, irregular forms among them ("children", "trafficking"), and the verbs."""
    lookups = cast(Lemmatizer, pipeline_for().get_pipe("lemmatizer")).lookups
    index, irregular = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    every = (word for table in (index, irregular) for words in table.values() for word in words)
    return frozenset(every), frozenset(index["verb"])
