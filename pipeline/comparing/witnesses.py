"""Who stands behind a claim: bodies under one name, and how many independent witnesses a set of claims has."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import combinations
from typing import Any

from pipeline.reading.places import relation
from pipeline.records.data import load_yaml
from pipeline.records.model import Claim

_BRACKETED = re.compile(r"\s*\(([^)]*)\)")
_ACRONYM = re.compile(r"[A-Z][A-Za-z.&/-]{1,11}")
_SHORT_FORM = re.compile(r"[A-Z]{3,}")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _aliases() -> Mapping[str, str]:
    return {_folded(name): group[0] for group in _names()["bodies"] for name in group}


@cache
def _names() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = load_yaml("pipeline.comparing", "bodies.yaml")
    return loaded


@cache
def _branch() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, _names()['branches']))})$")


def _folded(name: str) -> str:
    return " ".join(_WORD.findall(name.replace("’", "'").lower())).removeprefix("the ")


@lru_cache(maxsize=65536)
def body_of(name: str | None) -> str | None:
    """The body's one name: aliases, the short form in brackets, "the" and a branch's country left out."""
    if not name:
        return None
    bracketed = _BRACKETED.search(name)
    bare = _BRACKETED.sub("", name).strip()
    candidates = [bare, _branch().sub("", bare)]
    if bracketed and _ACRONYM.fullmatch(bracketed[1].strip()):
        candidates.append(bracketed[1].strip())
    for candidate in candidates:
        if known := _aliases().get(_folded(candidate)):
            return known
    return _folded(_branch().sub("", bare)) or None


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The text's runs of three words, lower case, numbers left out; the words themselves where there are fewer."""
    words = tuple(_WORD.findall(text.lower()))
    if len(words) < 3:
        return frozenset({words})
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def similarity(a: str, b: str) -> float:
    """The share of word triples that two texts have in common (Jaccard)."""
    first, second = shingles(a), shingles(b)
    return len(first & second) / len(first | second)


def count_witnesses(claims: Iterable[Claim], least_similarity: float) -> int:
    """How many independent witnesses: claims of one document, of one publisher or named upstream body, and copies of
    one text count once, and so does what hangs together by several of these."""
    told = list(claims)
    parent = list(range(len(told)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    first_with: dict[Hashable, int] = {}
    texts: dict[frozenset[tuple[str, ...]], int] = {}
    for n, claim in enumerate(told):
        for origin in _origins(claim):
            parent[root(n)] = root(first_with.setdefault(origin, n))
        parent[root(n)] = root(texts.setdefault(shingles(claim.quote), n))
    if len(texts) <= _COMPARED_TEXTS:
        for (one, n), (other, m) in combinations(texts.items(), 2):
            if len(one & other) >= least_similarity * len(one | other):
                parent[root(m)] = root(n)
    return len({root(n) for n in range(len(told))})


def witness_key(claim: Claim) -> str:
    """The body that answers for the claim: the one it is attributed to, else its publisher, else its document."""
    return body_of(claim.attributed_to) or body_of(claim.document.publisher) or claim.document.url or claim.doc


def _origins(claim: Claim) -> Iterator[Hashable]:
    """What claims of one witness have in common, whichever of them they have."""
    yield "document", claim.doc
    yield "body", witness_key(claim)
    if name := claim.attributed_to or claim.document.publisher:
        for told in (short_form(name), _plain_words(name, claim.place)):
            if told:
                yield told


@lru_cache(maxsize=65536)
def short_form(name: str) -> str | None:
    """The body's name in three capitals or more: in brackets, or alone, or the first letters of a longer name."""
    bracketed = _BRACKETED.search(name)
    bare = _BRACKETED.sub("", name).strip()
    for told in (bracketed[1].strip() if bracketed else "", bare.removeprefix("the "), _initials(bare)):
        letters = told.replace(".", "")
        if _SHORT_FORM.fullmatch(letters):
            return letters
    return None


def _initials(name: str) -> str:
    return "".join(word[0] for word in _WORD.findall(name) if word[0].isupper() and word != "The")


@lru_cache(maxsize=65536)
def _plain_words(name: str, place: str | None) -> frozenset[str]:
    """The words of a name, in whatever order, without those that say of what country it is where the figure is of that
    country: "the health ministry" and the "Ministry of Health of Kenya", not "The Times" and the "Times of India"."""
    said = _folded(_BRACKETED.sub("", name))
    here = _folded(place or "")
    words = re.sub(rf"\b{re.escape(here)}\b", " ", said).split() if here else said.split()
    plain = frozenset(words) - frozenset(_names()["plain"])
    bare = frozenset(word for word in plain if not place or relation(word, place) != "same")
    is_title = bare <= frozenset(_names()["mastheads"])
    return frozenset(said.split()) - frozenset(_names()["plain"]) if is_title else bare


_COMPARED_TEXTS = 60
"""Up to how many unlike texts each is compared with each."""
