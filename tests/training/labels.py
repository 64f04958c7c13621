"""When a candidate is the annotated value, field by field, as the claims scorer judges."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

Gold = Mapping[str, Any]


def is_right(field: str) -> Callable[[Any, Gold], bool]:
    """The judge of a field's candidates. KeyError where the field has none."""
    return _JUDGES[field]


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


def label_of(field: str, gold: Gold) -> str:
    """The class that a classifier should tell ("total", "change up"). KeyError where the field has none."""
    return _LABELS[field](gold)


_LABELS: dict[str, Callable[[Gold], str]] = {
    "kind": lambda gold: " ".join(filter(None, (gold["kind"], gold.get("direction")))),
    "measure_words": lambda gold: str(gold["measure"]),
    "modality": lambda gold: str(gold["modality"]),
}

_JUDGES: dict[str, Callable[[Any, Gold], bool]] = {
    "period": _same_period,
    "kind": _same_kind,
    "place": lambda value, gold: same_place(value, gold["place"]),
    "measure": lambda value, gold: bool(value == gold["measure"]),
    "measure_words": lambda value, gold: bool(value == gold["measure"]),
    "modality": lambda value, gold: bool(value == gold["modality"]),
}
