"""Documents annotated in place: what a mark says, what it leaves out, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.gold.annotations import Annotated, AnnotationError, plain_number, read_annotated
from tests.gold.corpora import read_corpus
from tests.gold.records import Relation

HEAD = """id: quay_raid
url:
publisher: Coast Police
title: Raid on the quay
published: 2019-03-14
place: Costa Verde
genre: release
origin: invented

"""
MARK = "{{43 | m=rescued; s=Boys; k=total; st=2019-03-12; en=2019-03-12; b=min}}"
Write = Callable[[str], Annotated]


@pytest.fixture
def annotated(tmp_path: Path) -> Write:
    def write(body: str) -> Annotated:
        path = tmp_path / "annotated" / "quays" / "quay_raid.ann"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + body, "utf-8")
        return read_annotated(path)

    return write


def only_claim(document: Annotated) -> dict[str, Any]:
    (claim,) = document.claims
    return dict(claim)


def test_a_mark_leaves_the_number_and_gives_the_claim_of_its_sentence(annotated: Write) -> None:
    document = annotated(f"The wind was up. Police freed {MARK} boys by the St. John quay. Two men ran.\n")
    assert document.text.text == "The wind was up. Police freed 43 boys by the St. John quay. Two men ran.\n"
    claim = only_claim(document)
    assert claim["quote"] == "Police freed 43 boys by the St. John quay."
    assert (claim["value"], claim["bound"], claim["unit"], claim["subject"]) == (43, "min", "count", "boys")
    assert (claim["place"], claim["attributed_to"], claim["required"]) == ("Costa Verde", None, True)
    assert document.faults == ()
    assert document.text.group == "quays"


def test_a_call_out_is_quoted_whole_without_its_fences(annotated: Write) -> None:
    document = annotated(f"<<{MARK}\nboys freed>>\n")
    assert only_claim(document)["quote"] == "43\nboys freed" == document.text.text.strip()


def test_a_claim_that_is_not_asserted_is_not_required(annotated: Write) -> None:
    planned = MARK.replace("b=min", "mo=planned; pl=-")
    claim = only_claim(annotated(f"Police will free {planned} boys.\n"))
    assert (claim["required"], claim["place"]) == (False, None)


@pytest.mark.parametrize(
    ("mark", "fault"),
    [
        (MARK.replace("rescued", "saved"), "measure saved is not one of"),
        (MARK.replace("k=total", "k=share"), "a share has p="),
        (MARK.replace("k=total", "k=change"), "a change has d="),
        (MARK.replace("b=min", "b=range"), "a range has lo, hi and b=range"),
        (MARK.replace("{{43", "{{many"), "no value could be read"),
        (MARK.replace("en=2019-03-12", "en=2018"), "en lies before st"),
        (MARK.replace("en=2019-03-12", "en=March"), "March is no ISO 8601 date"),
        (MARK.replace("s=Boys; ", ""), "no subject"),
        (MARK.replace("k=total", "k=amount"), "an amount has u="),
        (MARK.replace("b=min", "q=1"), "'q=1' is no key=value"),
        (MARK.replace("b=min", "r=maybe"), "r is yes or no"),
    ],
)
def test_a_fault_of_a_mark_is_told_with_its_claim(annotated: Write, mark: str, fault: str) -> None:
    faults = annotated(f"Police freed {mark} boys.\n").faults
    assert any(told.startswith("quay_raid#1") and fault in told for told in faults), faults


def test_a_mark_that_is_not_closed_is_an_error(annotated: Write) -> None:
    with pytest.raises(AnnotationError, match="not closed"):
        annotated("Police freed {{43 | m=rescued boys.\n")


def test_numbers_that_nobody_marked_are_told_and_years_are_not(annotated: Write) -> None:
    unmarked = annotated(f"In 2019 police freed {MARK} boys and held six men.\n").unmarked
    assert [("six" in told, "2019" in told) for told in unmarked] == [(True, False)]


def test_relations_name_claims_that_are_there(annotated: Write, tmp_path: Path) -> None:
    annotated(f"Police freed {MARK} boys. In all {MARK} boys came home.\n")
    related = tmp_path / "annotated" / "quays" / "relations.txt"
    related.write_text("# pairs\nquay_raid#1 agree quay_raid#2 | told twice\n", "utf-8")
    assert read_corpus(tmp_path).relations == (Relation("quay_raid#1", ("quay_raid#2",), "agree", "told twice"),)
    related.write_text("quay_raid#1 agree quay_raid#3 | told twice\n", "utf-8")
    with pytest.raises(AnnotationError, match="no claim quay_raid#3"):
        read_corpus(tmp_path)


@pytest.mark.parametrize(
    ("text", "value"), [("1,234", 1234), ("12.5 per cent", 12.5), ("−30", -30), ("two", None), ("1 in 4", None)]
)
def test_only_a_number_in_digits_says_its_value_by_itself(text: str, value: float | None) -> None:
    assert plain_number(text) == value
