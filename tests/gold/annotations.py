"""Documents annotated in place: a head, a blank line, and the text with each claim marked where its number stands.

    id: harbour_raid
    url: https://www.example.org/harbour-raid        (may be empty)
    publisher: Coast Police
    title: Raid on the harbour
    published: 2019-03-14                            (may be empty; as precise as the document says)
    place: Costa Verde                               (of its claims, unless a mark says otherwise; may be empty)
    genre: press release
    origin: invented

    Police freed {{43 | m=rescued; s=boys; k=total; st=2019-03-12; en=2019-03-12; b=min}} boys …

docs/annotation.md explains the keys and what they default to; `annotation.yaml` lists them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pipeline.records.model import Bound, ClaimKind, DocumentContext, Modality
from tests.gold.definition import definition
from tests.gold.records import GoldText, Row
from tests.gold.sentences import Span, quote_spans, without_fences

_MARK = re.compile(r"\{\{(.+?)\|(.*?)\}\}", re.S)
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_ID = re.compile(r"[a-z0-9_]+")
_CURRENCY = re.compile(r"[A-Z]{3}")
_PERCENT = re.compile(r"%|per ?cent|percent")
_PLAIN_NUMBER = re.compile(
    r"[^\d−-]*?([−-]?\d[\d,  ’'.]*\d|\d)\s*(%|per ?cent|percent|percentage points)?\s*(?:[a-z]+)?"
)
_SEPARATORS = re.compile(r"[,  ’']")
_NO_PLACE = "-"


class AnnotationError(Exception):
    """A file that is no annotated document or list of relations; the message names file and place."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document with its claims, what is wrong with its marks, and numbers that nobody marked."""

    text: GoldText
    claims: tuple[Row, ...]
    faults: tuple[str, ...]
    unmarked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number as it stands in the plain text, and what its mark says."""

    start: int
    end: int
    number: str
    said: str


def read_annotated(path: Path) -> Annotated:
    """Raises AnnotationError where the head is broken or a mark is not closed; faults of marks are listed."""
    head, body = _head_and_body(path)
    fenced, marks = _plain(body)
    if "{{" in fenced or "}}" in fenced:
        at = max(0, fenced.find("{{"))
        raise AnnotationError(f"{path.name}: a mark is not closed near {fenced[at : at + 60]!r}")
    claims, faults = [], []
    spans = quote_spans(fenced)
    for n, mark in enumerate(marks, 1):
        name = f"{head['id']}#{n}"
        said, wrong = _said(mark.said)
        claim = _claim(name, mark, said, head)
        span = next(((a, b) for a, b in spans if a <= mark.start and mark.end <= b), None)
        wrong += [*_faults(claim, said), *(["stands across two sentences"] if span is None else [])]
        faults += [f"{name} {mark.number!r}: {fault}" for fault in wrong]
        if span is not None:
            claims.append({**claim, "quote": without_fences(fenced[slice(*span)]).strip()})
    context = DocumentContext(**{name: head.get(name) for name in ("url", "publisher", "title", "published")})
    text = GoldText(
        doc=head["id"] or "", text=without_fences(fenced), context=context, group=path.parent.name,
        default_place=head["place"], genre=head["genre"] or "", origin=head["origin"] or "",
    )  # fmt: skip
    return Annotated(text, tuple(claims), tuple(faults), tuple(_unmarked(fenced, marks)))


def _head_and_body(path: Path) -> tuple[dict[str, str | None], str]:
    head, _, body = path.read_text("utf-8").partition("\n\n")
    fields: dict[str, str | None] = {}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon:
            raise AnnotationError(f"{path.name}: head line without colon: {line!r}")
        fields[key.strip()] = value.strip() or None
    if lacking := [key for key in definition().heads if key not in fields]:
        raise AnnotationError(f"{path.name}: the head lacks {', '.join(lacking)}")
    if not _ID.fullmatch(fields["id"] or ""):
        raise AnnotationError(f"{path.name}: the id must be lower-case letters, digits and underscores")
    if fields["published"] and not _DATE.fullmatch(fields["published"]):
        raise AnnotationError(f"{path.name}: published: {fields['published']!r} is no ISO 8601 date")
    return fields, body.strip("\n") + "\n"


def _plain(body: str) -> tuple[str, list[_Mark]]:
    """The text without its marks, call-outs still fenced, and the marks at their places in it."""
    pieces: list[str] = []
    marks: list[_Mark] = []
    at = length = 0
    for found in _MARK.finditer(body):
        before, number = body[at : found.start()], found[1].strip()
        start = length + len(before)
        pieces += (before, number)
        length = start + len(number)
        marks.append(_Mark(start, length, number, found[2]))
        at = found.end()
    return "".join([*pieces, body[at:]]), marks


def _said(said: str) -> tuple[dict[str, str | None], list[str]]:
    values: dict[str, str | None] = {}
    faults = []
    for part in filter(str.strip, said.split(";")):
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or key not in definition().keys or key in values:
            faults.append(f"{part.strip()!r} is no key=value of {' '.join(definition().keys)}, or stands twice")
        values[key] = value.strip('"') or None
    return values, faults


def _claim(name: str, mark: _Mark, said: Mapping[str, str | None], head: Mapping[str, str | None]) -> dict[str, Any]:
    """All fields but the quote, with what a mark leaves out filled in."""
    low, high = (_number(said.get(key)) for key in ("lo", "hi"))
    value = _number(said.get("v"))
    if value is None and low is None:
        value = plain_number(mark.number)
    percent = bool(_PERCENT.search(mark.number)) or said.get("k") == "share"
    place = said["pl"] if "pl" in said else head["place"]
    modality = said.get("mo") or "asserted"
    subject, part = (said.get("s") or "").lower(), (said.get("p") or "").lower() or None
    return {
        "id": name, "doc": head["id"], "quote": "", "number": mark.number, "value": value, "low": low, "high": high,
        "bound": said.get("b") or "exact", "unit": said.get("u") or ("percent" if percent else "count"),
        "measure": said.get("m"), "subject": subject, "part": part,
        "kind": said.get("k"), "direction": said.get("d"), "start": said.get("st"), "end": said.get("en"),
        "place": None if place == _NO_PLACE else place, "attributed_to": said.get("by"), "modality": modality,
        "required": said["r"] == "yes" if said.get("r") else modality == "asserted",
    }  # fmt: skip


def _faults(claim: Row, said: Mapping[str, str | None]) -> Iterator[str]:
    allowed = {
        "measure": definition().measures, "kind": get_args(ClaimKind),
        "bound": get_args(Bound), "modality": get_args(Modality),
    }  # fmt: skip
    for name, values in allowed.items():
        if claim[name] not in values:
            yield f"{name} {claim[name]} is not one of {' '.join(values)}"
    low, high, kind = claim["low"], claim["high"], claim["kind"]
    if claim["value"] is None and low is None:
        yield "no value could be read from it; give v=, or lo= and hi="
    if (low is None) != (high is None) or (claim["bound"] == "range") != (low is not None):
        yield "a range has lo, hi and b=range, all three"
    if (kind == "change") != (claim["direction"] in {"up", "down"}):
        yield "a change has d=up or d=down, and only a change"
    if (kind == "share") != bool(claim["part"]):
        yield "a share has p=, its part, and only a share"
    if not claim["subject"]:
        yield "no subject"
    if kind == "amount" and not _CURRENCY.fullmatch(claim["unit"]):
        yield "an amount has u= an ISO 4217 code"
    start, end = claim["start"], claim["end"]
    for date in filter(None, (start, end)):
        if not _DATE.fullmatch(date):
            yield f"{date} is no ISO 8601 date"
    if start and end and end < start[: len(end)]:
        yield "en lies before st"
    if said.get("r") not in {"yes", "no", None}:
        yield "r is yes or no"


def plain_number(text: str) -> float | None:
    """The value of a number in digits, also with a percent sign or one word behind it; None for any other form."""
    found = _PLAIN_NUMBER.fullmatch(text.strip())
    return _number(_SEPARATORS.sub("", found[1]).replace("−", "-")) if found else None


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _unmarked(text: str, marks: list[_Mark]) -> Iterator[str]:
    """Numbers outside the marks, years apart, with what stands around them."""
    words = "|".join(definition().number_words)
    taken: list[Span] = [(mark.start, mark.end) for mark in marks]
    for found in re.finditer(rf"(?<![\w.,-])\d[\d,.]*\d%?|\b(?:{words})\b", text):
        if re.fullmatch(r"(?:19|20)\d\d", found[0]) or any(start <= found.start() < end for start, end in taken):
            continue
        yield text[max(0, found.start() - 25) : found.end() + 25].replace("\n", " / ")
