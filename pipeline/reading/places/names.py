"""Names in a text that the gazetteer knows, the longest first, with every sense they may have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.reading.places.gazetteer import Place, folded, gazetteer, word_set

_LONGEST_NAME = 7
_LONGEST_ACRONYM = 3
_WORD = re.compile(r"[^\W\d_](?:[\w&]|[.’'](?=[^\W\d_]))*")
_GAP = re.compile(r"(?:\s|-|–|\.\s)")
_POSSESSIVE = re.compile(r"['’]s?$")
_BEFORE_CHRIST = re.compile(r"(?<!\d)(?!(?:19|20)(?![05]0)\d\d\s)\d+\s$")
_COUNTED = re.compile(r"\s[a-z]{3,}s\b")
_ELIDED = re.compile(r"[dl]['’][A-ZÀ-Þ]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name as it stands in a text, with the places that are called so."""

    start: int
    end: int
    senses: tuple[Place, ...]
    key: str


def candidates_in(text: str) -> Iterator[Candidate]:
    """The longest known names that begin with a capital."""
    places = gazetteer()
    words = list(_WORD.finditer(text))
    i = 0
    while i < len(words):
        found = (
            _longest(text, words, i)
            if words[i][0][0].isupper() and not places.first_words.isdisjoint(_first_words(words[i][0]))
            else None
        )
        if found is None:
            i += 1
            continue
        length, candidate = found
        yield candidate
        i += length


@lru_cache(maxsize=1 << 15)
def _first_words(word: str) -> tuple[str, str]:
    """The word as a name's first, without its possessive ending and with it ("Cox's Bazar")."""
    return first_word(word), folded(word).split(" ", 1)[0]


def first_word(word: str) -> str:
    """The first word of a name as the gazetteer is asked for it."""
    return folded(_POSSESSIVE.sub("", word)).split(" ", 1)[0]


def _longest(text: str, words: Sequence[re.Match[str]], i: int) -> tuple[int, Candidate] | None:
    places = gazetteer()
    best = None
    key = ""
    for n in range(_LONGEST_NAME):
        if i + n >= len(words):
            break
        word = words[i + n]
        if n and not _GAP.fullmatch(text, words[i + n - 1].end(), word.start()):
            break
        capital = word[0][0].isupper() or _ELIDED.match(word[0]) is not None
        if n and not capital and word[0] not in word_set("small_words"):
            break
        bare = _POSSESSIVE.sub("", word[0])
        whole = f"{key} {folded(word[0])}".strip()
        key = f"{key} {folded(bare)}".strip()
        if key in places.rows and capital:
            end = word.start() + len(bare)
            if "." in bare and text[end : end + 1] == ".":
                end += 1
            best = n + 1, Candidate(words[i].start(), end, places.lookup(key), key)
        key = whole  # "Cox's Bazar" goes on behind the apostrophe, "Kenya's" is found without it
    return best if best and _is_name(text, best[1]) else None


def _is_acronym(text: str, candidate: Candidate) -> bool:
    """Whether a town's name of a few letters stands in capitals where its line has small ones and does not begin."""
    surface = text[candidate.start : candidate.end]
    town = candidate.senses[0].kind == "city" and folded(candidate.senses[0].name) == candidate.key
    if len(surface) > _LONGEST_ACRONYM or not surface.isupper() or not town:
        return False
    begins = text.rfind("\n", 0, candidate.start) + 1
    line = text[begins:].split("\n", 1)[0]
    return candidate.start > begins and not line.isupper()


def _is_era(text: str, candidate: Candidate) -> bool:
    """Whether "BC" dates a year: not in "in 2021 BC cut jobs", nor in "30 BC communities"."""
    before = text[max(0, candidate.start - 6) : candidate.start]
    return bool(_BEFORE_CHRIST.search(before)) and not _COUNTED.match(text, candidate.end)


def _is_name(text: str, candidate: Candidate) -> bool:
    """Not "us" in capitals, "US $5", "World Health …", "200 BC", "the ABA" (which is no Aba)."""
    surface = text[candidate.start : candidate.end]
    if candidate.key == "bc" and _is_era(text, candidate):
        return False
    if _is_acronym(text, candidate):
        return False
    if candidate.key == "us":
        shouted = re.search(r"[A-Z]{2}\s$", text[: candidate.start][-3:]) and re.match(
            r"\s[A-Z]{2}", text[candidate.end :][:3]
        )
        return (
            surface in ("US", "U.S", "U.S.")
            and not shouted
            and not re.match(r"\s?\$", text[candidate.end : candidate.end + 2])
        )
    if candidate.key in ("la", "uk", "eu", "uae", "drc", "prc", "png") or len(surface) <= 3:
        return surface.replace(".", "").isupper() or len(candidate.key) > 2
    if candidate.key == "world":
        return not re.match(r"\s[A-Z]", text[candidate.end : candidate.end + 2])
    return True
