"""Rows come back as the records that they were; rows from elsewhere are filled in, or refused by name."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records.model import (
    Claim,
    ClaimPlace,
    Conflict,
    DistinctValue,
    DocumentContext,
    Fact,
    Verdict,
)
from pipeline.records.rows import (
    ClaimRecordError,
    claim_to_row,
    claims_from_jsonl,
    conflict_to_row,
    fact_to_row,
    guessed_block_kind,
    read_claims,
    row_to_claim,
    row_to_conflict,
    row_to_fact,
    row_to_verdict,
    verdict_to_row,
)

GIVEN = {
    "doc": "annual-report",
    "quote": "Almost 1,200 girls were freed in Lima in 2021.",
    "number": "1,200",
    "value": 1200,
    "bound": "about",
    "unit": "count",
    "measure": "rescued",
    "subject": "girls",
    "kind": "total",
    "start": "2021",
    "end": "2021",
    "place": "Lima",
}


def lines(*rows: dict[str, object]) -> list[str]:
    return [json.dumps(row) + "\n" for row in rows]


def full_claim() -> Claim:
    (claim,) = claims_from_jsonl(lines(GIVEN))
    return replace(
        claim,
        modality="projected",
        per="year",
        about=("forced labour", "Operation Heron"),
        event="raid on the brick kilns, 2021-05-03",
        headings=("Impact", "2021"),
        reading=("measure:free", "place:sentence"),
        confidence=0.8,
        document=DocumentContext(url="https://example.org/a", publisher="Harbour Watch", published="2022-01"),
        locator=ClaimPlace(3, 0, 46, 7, 12, page=2, box=(10.0, 20.0, 300.5, 40.25)),
        by_ocr=True,
    )


def test_a_full_claim_comes_back_from_its_row() -> None:
    claim = full_claim()
    assert row_to_claim(json.loads(json.dumps(claim_to_row(claim)))) == claim
    assert claims_from_jsonl(lines(claim_to_row(claim))) == [claim]


def test_a_row_without_modality_is_asserted() -> None:
    (claim,) = claims_from_jsonl(lines(GIVEN))
    assert (claim.modality, claim.per, claim.about, claim.event) == ("asserted", None, (), None)


@given(st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=30), st.none() | st.text(max_size=10))
def test_any_values_come_back_from_a_row(value: float, quote: str, place: str | None) -> None:
    claim = replace(full_claim(), value=value, quote=quote, place=place)
    assert row_to_claim(json.loads(json.dumps(claim_to_row(claim)))) == claim


def test_verdicts_facts_and_conflicts_come_back_from_their_rows() -> None:
    pair = Verdict("a", ("b",), "conflict", "value", "1 to 2; 3 to 4", "They do not meet.", ("inferred",))
    group = Verdict("a", ("b", "c"), "derived", "sum", "1 + 2 = 3")
    fact = Fact(
        "f", "rescued", "girls", None, "count", "total", None, "Lima", "2021", "2021", 1.0, 4.0, "mixed", "1 to 2; 4",
        None, None,
        (DistinctValue("1 to 2", 1.0, 2.0, ("a",), ("d",), 1),), ("a", "b"), 2, "open", ("k",),
    )  # fmt: skip
    conflict = Conflict("k", "conflict", (("a",), ("b",)), ("f",), "high", "open", "They differ.", (pair, group), 0.5)
    for verdict in (pair, group):
        assert row_to_verdict(json.loads(json.dumps(verdict_to_row(verdict)))) == verdict
    assert row_to_fact(json.loads(json.dumps(fact_to_row(fact)))) == fact
    assert row_to_conflict(json.loads(json.dumps(conflict_to_row(conflict)))) == conflict


def test_a_pair_has_one_id_in_b_and_a_group_a_list() -> None:
    assert verdict_to_row(Verdict("a", ("b",), "agree", "value", ""))["b"] == "b"
    assert verdict_to_row(Verdict("a", ("b", "c"), "derived", "sum", ""))["b"] == ["b", "c"]


def test_what_a_row_leaves_out_is_read_from_its_quote() -> None:
    (claim,) = claims_from_jsonl(lines(GIVEN))
    assert claim.modifier == "Almost"
    assert claim.block_kind == "paragraph"
    assert claim.attributed_to is None
    assert len(claim.id) == 12


def test_a_plus_behind_the_number_is_its_modifier() -> None:
    (claim,) = claims_from_jsonl(
        lines({**GIVEN, "quote": "Shelters: 40+", "number": "40", "value": 40, "bound": "min"})
    )
    assert (claim.modifier, claim.block_kind) == ("+", "callout")


def test_documents_beside_the_file_give_context_and_place(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "annual-report.txt").write_text(f"Our year\n\nIt was long. {GIVEN['quote']}\n", "utf-8")
    (tmp_path / "docs.jsonl").write_text(json.dumps({"id": "annual-report", "publisher": "Harbour Watch"}), "utf-8")
    path = tmp_path / "claims.jsonl"
    path.write_text("".join(lines(GIVEN)), "utf-8")
    (claim,) = read_claims(path)
    assert claim.document.publisher == "Harbour Watch"
    assert claim.locator is not None
    assert (claim.locator.block, claim.locator.start) == (2, 13)


def test_a_source_list_beside_the_file_serves_as_well(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text("sources:\n  - id: annual-report\n    published: '2022-01'\n", "utf-8")
    path = tmp_path / "claims.jsonl"
    path.write_text("".join(lines(GIVEN)), "utf-8")
    assert read_claims(path)[0].document.published == "2022-01"


@pytest.mark.parametrize(
    ("name", "held", "why"),
    [
        ("sources.yaml", b"- id: annual-report\n", "expected a list of documents"),
        ("sources.yaml", b"sources: 5\n", "expected a list of documents"),
        ("sources.yaml", b"sources: [annual-report]\n", "source 1, field 'id'"),
        ("sources.yaml", "sources: [{id: café}]".encode("latin-1"), "not UTF-8"),
        ("docs.jsonl", '{"id": "café"}'.encode("latin-1"), "not UTF-8"),
    ],
)
def test_what_lies_beside_the_file_and_is_broken_is_named(tmp_path: Path, name: str, held: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(held)
    (tmp_path / "claims.jsonl").write_text("".join(lines(GIVEN)), "utf-8")
    with pytest.raises(ClaimRecordError, match=f"{name}.*{why}"):
        read_claims(tmp_path / "claims.jsonl")


def test_a_title_may_hold_what_ends_a_line_in_unicode(tmp_path: Path) -> None:
    beside = json.dumps({"id": "annual-report", "title": "Our\u2028year"}, ensure_ascii=False)
    (tmp_path / "docs.jsonl").write_text(f"{beside}\n \n", "utf-8")
    (tmp_path / "claims.jsonl").write_text("".join(lines(GIVEN)), "utf-8")
    (claim,) = read_claims(tmp_path / "claims.jsonl")
    assert claim.document.title == "Our\u2028year"


LONG_LINE = "boats that were towed, mended, sold or handed back to their owners along the coast: 87"


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("Harbour Watch: our year", "heading"),
        ("• 15 boats were seized", "list_item"),
        ("310\nfamilies housed", "callout"),
        ("45 boats mended", "callout"),
        ("the crew brought 15", "paragraph"),
        (LONG_LINE, "paragraph"),
        ("In March the crew brought 15 in.", "paragraph"),
    ],
)
def test_the_kind_of_block_is_guessed_from_the_shape(quote: str, kind: str) -> None:
    text = (
        "Harbour Watch: our year\n• 15 boats were seized\n310\nfamilies housed\n45 boats mended\n"
        f"In March the crew brought 15 boats in.\n{LONG_LINE}"
    )
    assert guessed_block_kind(quote, None, text) == kind


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"bound": "perhaps"}, "bound"),
        ({"kind": "sum"}, "kind"),
        ({"start": "spring 2021"}, "start"),
        ({"start": "0000"}, "start"),
        ({"end": "2021-02-30"}, "end"),
        ({"document": {"published": "0000-01-01"}}, "document.published"),
        ({"value": None, "low": 9, "high": 4, "bound": "range"}, "low"),
        ({"value": None}, "value"),
        ({"value": float("inf")}, "value"),
        ({"quote": None}, "quote"),
    ],
)
def test_a_fault_names_file_line_and_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(ClaimRecordError, match=rf"mine\.jsonl, line 2, field '{field}'"):
        claims_from_jsonl(lines(GIVEN, {**GIVEN, **change}), name="mine.jsonl")


def test_what_is_no_object_or_no_json_is_named() -> None:
    with pytest.raises(ClaimRecordError, match="line 1: not JSON"):
        claims_from_jsonl(["{oops\n"])
    with pytest.raises(ClaimRecordError, match="line 1: expected an object"):
        claims_from_jsonl(["[1]\n"])


def test_an_id_may_stand_once_only() -> None:
    with pytest.raises(ClaimRecordError, match=r"line 2, field 'id'.*line 1"):
        claims_from_jsonl(lines({**GIVEN, "id": "x"}, {**GIVEN, "id": "x"}))
