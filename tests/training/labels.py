"""When a candidate is the annotated value, field by field, as the claims scorer judges."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.gold.scoring import same_place, same_subject, subject_words

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
    "place": lambda value, gold: same_place(gold["place"], value),
    "document_place": lambda value, gold: same_place(gold["document_place"], value),
    "measure": lambda value, gold: bool(value == gold["measure"]),
    "measure_words": lambda value, gold: bool(value == gold["measure"]),
    "modality": lambda value, gold: bool(value == gold["modality"]),
}
