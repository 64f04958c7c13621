"""Whether a text is in English, told by its small words; what else it is in, as far as that shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from pipeline.records.data import load_yaml
from pipeline.records.model import Block, Problem, Reading

READ = "en"
"""The language that claims are read in."""
FEWEST_WORDS = 40
"""Words below which a text says nothing of its language."""
JUDGED_WORDS = 2_000
_WORD = re.compile(r"[^\W\d_]+")
_CLEARLY_ENGLISH = 0.15
_CLEARLY_NOT = 0.08
_FEWEST_SMALL = 3
"""Different small words of a language, below which no text is told for it: the names that code or a formula repeats."""
_REMEDY = "Only English is read: give the English edition, or remove the source."
_RUNNING = frozenset({"paragraph", "list_item"})
_SHORTEST_WORDS = 3
"""Characters of a word and its space on average, at the least."""
_SHARE_OF_NAMES = 0.7
"""Words with capitals, above which a paragraph lists names; a German text has fewer."""
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


@cache
def _small_words() -> dict[str, frozenset[str]]:
    loaded: dict[str, list[str]] = load_yaml("pipeline.documents", "language.yaml")
    return {language: frozenset(words) for language, words in loaded.items()}


def other_language(texts: Iterable[str], stated: str | None = None) -> str | None:
    """The language of the texts where it is not English; None where it is, or where they say too little to tell.

    `stated` is the language that the document names. The small words decide; where they are few of any language,
    it does. "und" where nothing names the language.
    """
    words: list[str] = []
    for text in texts:
        words += _WORD.findall(text.lower())
        if len(words) >= JUDGED_WORDS:
            break
    if len(words) < FEWEST_WORDS:
        return None
    shares = _shares(words)
    english = shares.pop(READ)
    best = max(shares, key=lambda language: shares[language])
    if english >= _CLEARLY_ENGLISH and english >= shares[best]:
        return None
    varied = len(_small_words()[best].intersection(words)) >= _FEWEST_SMALL
    if varied and shares[best] > 1.5 * english and shares[best] > _CLEARLY_NOT:
        return best
    if english >= _CLEARLY_NOT:
        return None
    foreign = stated if stated not in {None, READ} else None
    if sum(1 for word in words if _LATIN.match(word)) < len(words) / 2:
        return foreign or "und"
    return foreign


def share_of_small_words(words: Sequence[str]) -> float:
    """Which part of the words, in lower case, are small words of one language, of that which has most of them."""
    return max(_shares(words).values())


def _shares(words: Sequence[str]) -> dict[str, float]:
    counts = Counter(words)
    return {language: sum(counts[word] for word in small) / len(words) for language, small in _small_words().items()}


def in_english(reading: Reading) -> Reading:
    """The reading with what is in English; where what was kept is in another language on the whole, with none of it
    and a problem that says so."""
    other = other_language((block.text for block in reading.blocks if block.kept), reading.metadata.language)
    if other is None:
        return replace(reading, blocks=tuple(map(_kept_if_english, reading.blocks)))
    named = "another language" if other == "und" else f"another language ({other})"
    problem = Problem("other_language", f"The document is in {named}.", _REMEDY)
    language = reading.metadata.language if other == "und" else other
    unread = reading.kept_nowhere("other_language", problem)
    return replace(unread, metadata=replace(reading.metadata, language=language))


def _kept_if_english(block: Block) -> Block:
    """The block, not kept where it is running text of another language, as a summary for other readers is."""
    if not block.kept or block.kind not in _RUNNING or len(block.text) < FEWEST_WORDS * _SHORTEST_WORDS:
        return block
    if _are_names(block.text):
        return block
    other = other_language([block.text])
    return block if other in {None, "und"} else replace(block, kept=False, label="other_language", why=f"in {other}")


def _are_names(text: str) -> bool:
    """Whether most words that are not small ones are written as names are, which an English sentence has as well."""
    words: list[str] = [word for word in _WORD.findall(text) if word not in _small_words_of_any()]
    return sum(word[0].isupper() for word in words) > _SHARE_OF_NAMES * len(words)


@cache
def _small_words_of_any() -> frozenset[str]:
    return frozenset(word for words in _small_words().values() for word in words)
