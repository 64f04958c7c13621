"""A language model as a second reader of claims: what it is asked, and what its answer changes.

It may only pick among the candidates that the patterns proposed for a field, or none of them, so it can invent no
figure, date or place. Asking it is the caller's (flows/second_reader.py); nothing here opens a connection.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.records.candidates import period_ends
from pipeline.records.model import NO_MEASURE, Candidate, Claim, FieldChoice, digest

ASKED = ("measure", "place", "period")
"""The fields that are asked about: those that a claim is compared by."""

NONE = 0
"""The number that means: none of these."""

_TASK = (
    "You check how a figure in a text was read. For each field pick the number of the candidate that the text gives "
    "for exactly this figure, or 0 if it gives none of them. Answer with one JSON object, field names as keys and "
    "numbers as values, and nothing else."
)
_OBJECT = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about one claim: the messages, and for each field its candidates in the order of their numbers."""

    messages: tuple[Mapping[str, str], ...]
    candidates: Mapping[str, tuple[Candidate, ...]]

    def key(self, model: str) -> str:
        """What the answer is kept under: the same text, candidates and model have the same answer."""
        return digest(model, json.dumps(self.messages, sort_keys=True), length=64)


def question(claim: Claim) -> Question | None:
    """What to ask about a claim, None where no field has a choice."""
    open_fields = {
        choice.field: choice.candidates
        for choice in claim.choices
        if choice.field in ASKED and len(choice.candidates) > 1
    }
    if not open_fields:
        return None
    lines = [f"Title: {claim.document.title or '(none)'}", f"Published: {claim.document.published or '(unknown)'}"]
    lines += [f"Under the heading: {heading}" for heading in claim.headings]
    lines += [f"Text: {claim.quote}", f"Figure: {claim.number} ({claim.subject or 'nothing named'})", ""]
    for field, candidates in open_fields.items():
        lines.append(f"{field}:")
        lines += [f"  {n}. {candidate.value or 'not stated'}" for n, candidate in enumerate(candidates, NONE + 1)]
    messages = ({"role": "system", "content": _TASK}, {"role": "user", "content": "\n".join(lines)})
    return Question(messages, open_fields)


def picked(asked: Question, answer: str) -> dict[str, Candidate | None]:
    """By field the candidate that an answer picks, None for none of them.

    Raises ValueError for an answer that is no such object or names a candidate that was not offered.
    """
    found = _OBJECT.search(answer)
    if found is None:
        raise ValueError("the answer holds no JSON object")
    said = json.loads(found[0])
    result: dict[str, Candidate | None] = {}
    for field, candidates in asked.candidates.items():
        number = said.get(field)
        if isinstance(number, bool) or not isinstance(number, int) or not NONE <= number <= len(candidates):
            raise ValueError(f"the answer gives {number!r} for {field}, not a number from 0 to {len(candidates)}")
        result[field] = None if number == NONE else candidates[number - 1]
    return result


def reread(claim: Claim, picks: Mapping[str, Candidate | None], model: str) -> Claim:
    """The claim with what the second reader picked; a field that stays as it was is not marked."""
    changes: dict[str, Any] = {}
    marks = list(claim.reading)
    for field, candidate in picks.items():
        new = _as_fields(field, candidate.value if candidate else None)
        if any(getattr(claim, name) != value for name, value in new.items()):
            changes |= new
            marks = [mark for mark in marks if not mark.startswith(f"{field}:")] + [_mark(field, model)]
    if not changes:
        return claim
    return replace(claim, **changes, reading=tuple(marks), choices=_reordered(claim.choices, picks))


def marks_of(model: str) -> frozenset[str]:
    """The marks of the fields that this model may have chosen, one of which each claim that it changed has."""
    return frozenset(_mark(field, model) for field in ASKED)


def _mark(field: str, model: str) -> str:
    return f"{field}: second reader {model}"


def _as_fields(field: str, value: str | None) -> dict[str, str | None]:
    if field == "period":
        start, end = period_ends(value)
        return {"start": start, "end": end}
    return {field: value or NO_MEASURE} if field == "measure" else {field: value}


def _reordered(choices: Sequence[FieldChoice], picks: Mapping[str, Candidate | None]) -> tuple[FieldChoice, ...]:
    """The picked candidates first, with the probabilities that the shipped choosers gave them."""
    return tuple(
        replace(choice, candidates=(pick, *(each for each in choice.candidates if each != pick)))
        if (pick := picks.get(choice.field)) is not None
        else choice
        for choice in choices
    )
