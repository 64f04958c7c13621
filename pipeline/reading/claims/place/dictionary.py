"""Words that are no names of places: English ones, by the dictionary that the parser's lemmatizer carries (WordNet's,
Miller 1995), and coined ones."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.pipeline import Lemmatizer

from pipeline.reading.claims.parsing import pipeline_for
from pipeline.reading.claims.place.words import alternatives, words

_PLURALS = (("ies", "y"), ("es", ""), ("s", ""), ("men", "man"))
_ROAD = re.compile(r"[A-Z]{1,2}\d{1,4}")
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


def is_coined(name: str) -> bool:
    """Whether a word of a name is written as makers and programs are, and no place is: "GitHub", "Log4Shell"."""
    return any(_coined().search(word) and not _ROAD.fullmatch(word) for word in name.split())


@cache
def _coined() -> re.Pattern[str]:
    """A capital behind a small letter, save behind the first parts that places have; a figure; an underscore."""
    return re.compile(rf"(?<!\w)(?!(?:{alternatives(words().inner_capitals)})[A-Z])[A-Z]\w*[a-zß-öø-ÿ][A-Z]|[\d_]")


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """All words, with irregular forms ("children") and function words ("whereas"), and the verbs."""
    lookups = cast(Lemmatizer, pipeline_for().get_pipe("lemmatizer")).lookups
    index, irregular = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    every = (word for table in (index, irregular) for words in table.values() for word in words)
    return frozenset(every) | STOP_WORDS, frozenset(index["verb"])
