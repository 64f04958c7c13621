"""Who stands behind a claim: bodies under one name, and how many independent witnesses a set of claims has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from pipeline.model import Claim

_BRACKETED = re.compile(r"\s*\(([^)]*)\)")
_ACRONYM = re.compile(r"[A-Z][A-Za-z.&/-]{1,11}")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _aliases() -> Mapping[str, str]:
    return {_folded(name): group[0] for group in _names()["bodies"] for name in group}


@cache
def _names() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(files("pipeline").joinpath("bodies.yaml").read_text("utf-8"))
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
    """How many independent witnesses: copies of one text, claims of one document, one publisher or one named
    upstream body count once."""
    groups = list(_sources(claims).values())
    return len(_merged_by_text(groups, least_similarity)) if len(groups) > 1 else len(groups)


def _sources(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    by_body: dict[str, list[Claim]] = {}
    for claim in claims:
        by_body.setdefault(witness_key(claim), []).append(claim)
    return by_body


def witness_key(claim: Claim) -> str:
    """The body that answers for the claim: the one it is attributed to, else its publisher, else its document."""
    return body_of(claim.attributed_to) or body_of(claim.document.publisher) or claim.document.url or claim.doc


_COMPARED_TEXTS = 60


def _merged_by_text(groups: Sequence[list[Claim]], least_similarity: float) -> list[set[int]]:
    """Groups of sources whose quotes are near-copies, as sets of positions; equal quotes meet by their text alone."""
    parent = list(range(len(groups)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    first_with: dict[frozenset[tuple[str, ...]], int] = {}
    for n, group in enumerate(groups):
        for claim in group:
            key = shingles(claim.quote)
            parent[root(n)] = root(first_with.setdefault(key, n))
    if len(first_with) <= _COMPARED_TEXTS:
        texts = list(first_with.items())
        for i, (one, n) in enumerate(texts):
            for other, m in texts[i + 1 :]:
                if len(one & other) >= least_similarity * len(one | other):
                    parent[root(m)] = root(n)
    found: dict[int, set[int]] = {}
    for n in range(len(groups)):
        found.setdefault(root(n), set()).add(n)
    return list(found.values())
