"""Claims, verdicts, facts and conflicts as rows of JSON, both ways.

A row of our own holds every field of the record and comes back unchanged. A row from elsewhere needs only the fields
of the published definition (docs/design.md, "A claim, field by field"): what it leaves out is read from the quote,
from the documents beside it, or stays unknown.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pipeline.records.bounds import modifier_before
from pipeline.records.given_documents import (
    ClaimRecordError,
    GivenDocument,
    Row,
    documents_beside,
    parsed_line,
    read_record,
)
from pipeline.records.model import (
    BlockKind,
    Claim,
    ClaimPlace,
    Conflict,
    Fact,
    Verdict,
    fold,
    with_ids,
)
from pipeline.records.text import number_position
from sources.calendar_dates import check_date

_NULLABLE = ("value", "low", "high", "part", "direction", "start", "end", "place", "attributed_to")
_LIST_ITEM = re.compile(r"\s*([•‣▪*–-]|\d+[.)])\s")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*[¹²³⁰⁴-⁹\s]*$")
_CALLOUT_WORDS = 12

_CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)
_CONFLICT: TypeAdapter[Conflict] = TypeAdapter(Conflict)
_FACT: TypeAdapter[Fact] = TypeAdapter(Fact)
_VERDICT: TypeAdapter[Verdict] = TypeAdapter(Verdict)


def claim_to_row(claim: Claim) -> Row:
    """Every field of the claim, the published ones first, as JSON has them."""
    return _row(claim)


def row_to_claim(row: Mapping[str, Any]) -> Claim:
    """The claim that `claim_to_row` wrote. Raises ClaimRecordError where a field does not fit."""
    return read_record(_CLAIM, row, "claim")


def conflict_to_row(conflict: Conflict) -> Row:
    """A conflict as a row of JSON, its verdicts as rows too."""
    row = _row(conflict)
    row["verdicts"] = [verdict_to_row(verdict) for verdict in conflict.verdicts]
    return row


def row_to_conflict(row: Mapping[str, Any]) -> Conflict:
    """Raises ClaimRecordError where a field does not fit."""
    verdicts = [_with_many_b(verdict) for verdict in row.get("verdicts", ())]
    return read_record(_CONFLICT, {**row, "verdicts": verdicts}, "conflict")


def fact_to_row(fact: Fact) -> Row:
    """A fact as a row of JSON."""
    return _row(fact)


def row_to_fact(row: Mapping[str, Any]) -> Fact:
    """Raises ClaimRecordError where a field does not fit."""
    return read_record(_FACT, row, "fact")


def verdict_to_row(verdict: Verdict) -> Row:
    """`b` is one id for a pair of claims and a list for a group; what need not be there stands only where it is."""
    row: Row = {"a": verdict.a, "b": verdict.b[0] if len(verdict.b) == 1 else list(verdict.b)}
    row |= {name: getattr(verdict, name) for name in ("verdict", "rule", "arithmetic", "explanation")}
    row |= {"probability": verdict.probability} if verdict.probability is not None else {}
    row |= {"notes": list(verdict.notes)} if verdict.notes else {}
    return row | {name: value for name in ("inferred", "gap", "slip") if (value := getattr(verdict, name))}


def row_to_verdict(row: Mapping[str, Any]) -> Verdict:
    """Raises ClaimRecordError where a field does not fit."""
    return read_record(_VERDICT, _with_many_b(row), "verdict")


def read_claims(path: Path) -> list[Claim]:
    """The claims of a JSON Lines file, with the documents beside it (`docs.jsonl`, `sources.yaml`, `docs/ID.txt`).

    Raises ClaimRecordError, naming file, line and field, and OSError where the file cannot be read.
    """
    with path.open(encoding="utf-8") as lines:
        return claims_from_jsonl(lines, documents_beside(path), name=str(path))


def claims_from_jsonl(
    lines: Iterable[str], documents: Mapping[str, GivenDocument] | None = None, *, name: str = "claims"
) -> list[Claim]:
    """The claims of JSON Lines in the published fields or in our own full form, in the order given.

    A missing modifier is read from the words before the number, a missing kind of block from the shape of the quote,
    a missing document context from `documents`. Claims without an id get the id of their content. Raises
    ClaimRecordError, naming `name`, line and field.
    """
    known = documents or {}
    given: list[Claim] = []
    first_line: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        claim = _given_claim(parsed_line(line, where), known, where)
        if claim.id and first_line.setdefault(claim.id, number) != number:
            raise ClaimRecordError(
                f"{where}, field 'id': {claim.id!r} stands in line {first_line[claim.id]} too; give each claim its own"
            )
        given.append(claim)
    return [claim if claim.id else named for claim, named in zip(given, with_ids(given), strict=True)]


def _given_claim(row: Row, documents: Mapping[str, GivenDocument], where: str) -> Claim:
    filled = {"id": "", "bound": "exact"} | dict.fromkeys(_NULLABLE) | row
    claim = read_record(_CLAIM, filled, where)
    document = documents.get(claim.doc, GivenDocument())
    if "document" not in row:
        claim = replace(claim, document=document.context)
    _check_values(claim, where)
    _check_dates(claim, where)
    if row.get("modifier") is None:
        claim = replace(claim, modifier=modifier_before(claim.quote, claim.number, claim.bound))
    if row.get("locator") is None:
        claim = replace(claim, locator=_place_in(document.text, claim))
    if row.get("block_kind") is None:
        claim = replace(claim, block_kind=guessed_block_kind(claim.quote, claim.document.title, document.text))
    return claim


def _check_values(claim: Claim, where: str) -> None:
    for name in ("value", "low", "high"):
        number = getattr(claim, name)
        if number is not None and not math.isfinite(number):
            raise ClaimRecordError(f"{where}, field '{name}': {number} is no finite number")
    if claim.value is None and claim.low is None and claim.high is None:
        raise ClaimRecordError(f"{where}, field 'value': give a value, or a range's ends in 'low' and 'high'")
    if claim.low is not None and claim.high is not None and claim.low > claim.high:
        raise ClaimRecordError(f"{where}, field 'low': {claim.low:,g} is more than the 'high', {claim.high:,g}")


def _check_dates(claim: Claim, where: str) -> None:
    published = (claim.document.published or "")[:10] or None
    for name, date in (("start", claim.start), ("end", claim.end), ("document.published", published)):
        if date is None:
            continue
        try:
            check_date(date)
        except ValueError as error:
            raise ClaimRecordError(
                f"{where}, field '{name}': {date!r} is no ISO 8601 date such as 2018, 2018-05 or 2018-05-22: {error}"
            ) from error


def _place_in(text: str, claim: Claim) -> ClaimPlace | None:
    """Line number and span within its line of the quote's first appearance; None where the text lacks it."""
    at = text.find(claim.quote)
    if at < 0:
        return None
    number = number_position(claim.quote, claim.number)
    line_start = text.rfind("\n", 0, at) + 1
    start = at - line_start
    return ClaimPlace(
        block=text.count("\n", 0, at),
        start=start,
        end=start + len(claim.quote),
        number_start=start + number,
        number_end=start + number + len(claim.number),
    )


def guessed_block_kind(quote: str, title: str | None, text: str) -> BlockKind:
    """What a quote of unknown origin stood in, by its shape: a title, a list item, a call-out, or running text."""
    folded = fold(quote)
    first_line = next((fold(line) for line in text.splitlines() if line.strip()), None)
    is_sentence = _SENTENCE_END.search(folded) is not None
    if folded.lower() in {fold(title or "").lower(), "" if is_sentence else (first_line or "").lower()}:
        return "heading"
    if _LIST_ITEM.match(quote):
        return "list_item"
    if is_sentence or len(folded.split()) > _CALLOUT_WORDS:
        return "paragraph"
    own_line = any(fold(line) == folded for line in text.splitlines())
    return "callout" if own_line or "\n" in quote.strip() or not text else "paragraph"


def _row(record: Claim | Fact | Conflict) -> Row:
    return {each.name: _plain(getattr(record, each.name)) for each in fields(record)}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def _with_many_b(row: Mapping[str, Any]) -> Row:
    many = row.get("b", ())
    return {**row, "b": [many] if isinstance(many, str) else many}
