"""When a candidate is the annotated value, field by field, as the claims scorer judges."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from tests.gold.scoring import same_subject, subject_words

Gold = Mapping[str, Any]
CLAIMHOOD = "claimhood"
NO_CLAIM: Gold = {"required": False, "kind": None}
"""What a number is annotated as that is no claim."""

Judge = Callable[[Any, Gold], bool]
Merit = Callable[[Any, Gold], float]


def is_right(field: str) -> Judge:
    """The judge of a field's candidates. KeyError where the field has none."""
    return _JUDGES[field]


def merit(field: str) -> Merit:
    """Which of the right candidates is the best to be trained to: the one of greatest merit, else the first."""
    return _MERITS.get(field, lambda value, gold: 1.0)


def _same_period(value: tuple[str | None, str | None], gold: Gold) -> bool:
    return value == (gold["start"], gold["end"])


def _same_kind(value: tuple[str, str | None], gold: Gold) -> bool:
    return value == (gold["kind"], gold.get("direction"))


_NOISE = frozenset({"the", "of", "republic"})
_ALIASES = {
    "us": "united states", "usa": "united states", "uk": "united kingdom", "worldwide": "world", "global": "world",
    "globally": "world", "drc": "democratic congo", "dr": "dominican",
}  # fmt: skip
_TELLING = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "equatorial", "papua", "democratic", "new"}
)


def place_words(name: str | None) -> frozenset[str]:
    """The words of a place's name that tell it from others."""
    plain = unicodedata.normalize("NFKD", name or "")
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = re.sub(r"\b((?:[a-z]\.){2,})", lambda match: match[0].replace(".", ""), plain)
    found = {word for each in re.findall(r"[a-z0-9]+", plain) for word in _ALIASES.get(each, each).split()}
    return frozenset(found - _NOISE or found)


def same_place(a: str | None, b: str | None) -> bool:
    first, second = place_words(a), place_words(b)
    if not first or not second:
        return not first and not second
    return len(first & second) / len(first | second) > 0.5 and not (first ^ second) & _TELLING


def shared_words(found: str | None, gold: str | None) -> float:
    """The share of two subjects' words that they share (Jaccard)."""
    a, b = subject_words(gold), subject_words(found)
    return len(a & b) / len(a | b) if a | b else 1.0


LEAST_SHARED = 0.5
"""The share of words that a part and the annotated one have in common at least."""


def body_words(name: str | None) -> frozenset[str]:
    """The words of a body's name."""
    return frozenset(re.findall(r"[^\W_]+", (name or "").lower())) - {"the"}


_MERITS: dict[str, Merit] = {
    "noun": lambda value, gold: max(shared_words(phrase, gold["subject"]) for phrase in value.phrases),
    "part": lambda value, gold: shared_words(value, gold["part"]),
    "subject": lambda value, gold: shared_words(value, gold["subject"]),
}


def label_of(field: str, gold: Gold) -> str:
    """The class that a classifier should tell ("total", "change up"). KeyError where the field has none."""
    return _LABELS[field](gold)


_LABELS: dict[str, Callable[[Gold], str]] = {
    "kind": lambda gold: " ".join(filter(None, (gold["kind"], gold.get("direction")))),
    "measure_words": lambda gold: str(gold["measure"]),
    "modality": lambda gold: str(gold["modality"]),
}

_JUDGES: dict[str, Judge] = {
    CLAIMHOOD: lambda value, gold: bool(value == gold["required"]),
    "noun": lambda value, gold: any(same_subject(gold["subject"], phrase) for phrase in value.phrases),
    "attribution": lambda value, gold: body_words(value) == body_words(gold["attributed_to"]),
    "document_source": lambda value, gold: body_words(value) == body_words(gold["document_source"]),
    "part": lambda value, gold: shared_words(value, gold["part"]) >= LEAST_SHARED,
    "subject": lambda value, gold: same_subject(gold["subject"], value),
    "period": _same_period,
    "kind": _same_kind,
    "place": lambda value, gold: same_place(value, gold["place"]),
    "document_place": lambda value, gold: same_place(value, gold["document_place"]),
    "measure": lambda value, gold: bool(value == gold["measure"]),
    "measure_words": lambda value, gold: bool(value == gold["measure"]),
    "modality": lambda value, gold: bool(value == gold["modality"]),
}
