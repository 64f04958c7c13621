"""The words in which a figure is stated, and how much two such wordings have in common.

Words are cut to their first letters, so that "trafficked" and "trafficking" are one; a proper stemmer told no more
pairs apart and costs a hundred times as much.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from pipeline.comparing.gates.clauses import clause_of
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.subjects.lexicon import fold_words
from pipeline.comparing.subjects.traits import MeasureTraits
from pipeline.records.data import load_yaml

Words = frozenset[str]

_LETTERS = 5
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_YEAR = re.compile(r"(19|20)\d\d")
_DISTINCTIVE_DIGITS = 2
"""Significant digits from which a figure is hardly met twice by chance."""


@cache
def _data() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = load_yaml("pipeline.comparing.pairs", "words.yaml")
    return loaded


@cache
def _small() -> frozenset[str]:
    return frozenset(_data()["small"])


@lru_cache(maxsize=1 << 16)
def words_of(text: str) -> Words:
    """The words of a text that carry meaning, cut to their first letters; figures left out."""
    return frozenset(word[:_LETTERS] for word in fold_words(text) if word not in _small() and not word[0].isdigit())


@cache
def _implied_by_the_measure(traits: MeasureTraits) -> Words:
    words = (*_data()["general"], *traits.synonyms)
    return frozenset(word[:_LETTERS] for text in words for word in fold_words(text))


def counted_words(norm: NormalisedClaim) -> Words:
    """What tells the counted thing from others of its measure: the words of subject and part, less those that measure
    and place say anyhow."""
    return _counted(norm.claim.subject, norm.claim.part or "", norm.traits, norm.place or "")


@lru_cache(maxsize=1 << 16)
def _counted(subject: str, part: str, traits: MeasureTraits, place: str) -> Words:
    return (words_of(subject) | words_of(part)) - _implied_by_the_measure(traits) - words_of(place)


def clause_words(norm: NormalisedClaim) -> Words:
    """The words of the number's own clause."""
    return words_of(clause_of(norm.claim.quote, norm.claim.number))


def surrounding_words(norm: NormalisedClaim) -> Words:
    """The words of the quote, its headings and the title: what may say what the subject leaves out."""
    return _surrounding(norm.claim.quote, norm.claim.headings, norm.claim.document.title or "")


@lru_cache(maxsize=1 << 14)
def _surrounding(quote: str, headings: tuple[str, ...], title: str) -> Words:
    return words_of(quote).union(*map(words_of, headings), words_of(title))


def distinctive_figures(norm: NormalisedClaim) -> frozenset[str]:
    """The telling figures of the quote as plain digits, the claim's own among them."""
    return _figures(norm.claim.quote)


@lru_cache(maxsize=1 << 14)
def _figures(text: str) -> frozenset[str]:
    found = (digits.replace(",", "") for digits in _FIGURE.findall(text))
    return frozenset(digits for digits in found if _is_distinctive(digits))


def own_figure(norm: NormalisedClaim) -> str:
    """The claim's own figure as plain digits; empty where it is written in words."""
    match = _FIGURE.search(norm.claim.number)
    return match[0].replace(",", "") if match else ""


def _is_distinctive(digits: str) -> bool:
    return len(digits.replace(".", "").strip("0")) >= _DISTINCTIVE_DIGITS and not _YEAR.fullmatch(digits)


def shared(a: Words, b: Words) -> float:
    """The share of all their words that both have (Jaccard); 1 where there are none."""
    return len(a & b) / len(a | b) if a or b else 1.0


def covered(a: Words, b: Words) -> float:
    """The share of the shorter one's words that the longer one has."""
    return len(a & b) / min(len(a), len(b)) if a and b else float(a == b)
