"""The forms of an English verb or noun: regular ones by rule, irregular ones as the vocabulary lists them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Irregular = Mapping[str, Sequence[str]]

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_DOUBLING = re.compile(r"^[^aeiou]*[aeiou][bdglmnprt]$")


def noun_forms(lemma: str, irregular: Irregular) -> frozenset[str]:
    """A noun, or a phrase that ends in one, in the singular and the plural, in small letters."""
    *before, last = lemma.lower().split(" ")
    plurals = irregular.get(last) or [_with_s(last)]
    return frozenset(" ".join([*before, form]) for form in (last, *plurals))


def verb_forms(lemma: str, irregular: Irregular) -> frozenset[str]:
    """A verb's forms in small letters; those of the irregular ones that end in -s and -ing are regular."""
    lemma = lemma.lower()
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    past = [f"{stem[:-1]}ied" if _CONSONANT_Y.search(lemma) else f"{stem}ed"]
    present = [f"{stem}ing" if not lemma.endswith("ee") else f"{lemma}ing"]
    if _DOUBLING.match(lemma):
        past, present = [f"{lemma}{lemma[-1]}ed"], [f"{lemma}{lemma[-1]}ing"]
    listed = irregular.get(lemma)
    return frozenset({lemma, _with_s(lemma), *present, *(listed or past)})


def participles(lemma: str, irregular: Irregular) -> frozenset[str]:
    """The forms of a verb that only a verb or its participle has: not the bare verb, not those in -s or -ing."""
    lemma = lemma.lower()
    return frozenset(form for form in verb_forms(lemma, irregular) if not form.endswith(("s", "ing")) and form != lemma)


def _with_s(word: str) -> str:
    if _CONSONANT_Y.search(word):
        return f"{word[:-1]}ies"
    return f"{word}es" if _SIBILANT.search(word) else f"{word}s"
