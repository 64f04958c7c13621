"""The gold corpus: is sound, is judged rightly, and is read no worse than it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
import yaml

from pipeline.reading.measures import vocabulary
from pipeline.records.rows import claim_to_row
from tests.gold.own_documents import FOLDER, GoldDocument, documents, found_claims, gold_claims
from tests.gold.scoring import LEVELS, Score, score

FLOORS: dict[str, dict[str, float]] = yaml.safe_load((FOLDER / "floors.yaml").read_text("utf-8"))
WORTH_RAISING = 0.03
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
KINDS = {"total", "level", "share", "change", "amount", "rate"}
BOUNDS = {"exact", "about", "min", "max", "range"}


@cache
def scores(part: str) -> Mapping[str, Score]:
    among = [each for each in documents() if each.is_plain_text == (part == "texts")]
    names = {each.doc for each in among}
    gold = [claim for claim in gold_claims() if claim["doc"] in names]
    return score(gold, [claim_to_row(claim) for claim in found_claims(among)]).levels


@pytest.mark.parametrize(("part", "level"), [(part, level) for part in FLOORS for level in FLOORS[part]])
def test_no_score_falls_below_its_floor(part: str, level: str, capsys: pytest.CaptureFixture[str]) -> None:
    floor, f1 = FLOORS[part][level], scores(part)[level].f1
    if f1 > floor + WORTH_RAISING:
        with capsys.disabled():
            print(f"\n{part}, {level}: F1 {f1:.3f}, floor {floor}; raise it to {f1 - 0.01:.2f} in own/floors.yaml")
    assert f1 >= floor, f"{part}, {level}: `python -m tests.gold own --errors 5` shows what went wrong"


def test_every_level_has_a_floor() -> None:
    assert {part: set(floors) for part, floors in FLOORS.items()} == {"texts": set(LEVELS), "demo": set(LEVELS)}


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.doc)
def test_every_annotation_stands_in_its_document(document: GoldDocument) -> None:
    text = document.text()
    own = [claim for claim in gold_claims() if claim["doc"] == document.doc]
    assert own
    for claim in own:
        if document.is_plain_text:
            assert claim["quote"] in text, claim["id"]
        else:
            assert stands_in(text, claim["quote"]), claim["id"]
        assert claim["number"] in claim["quote"], claim["id"]


def stands_in(text: str, quote: str) -> bool:
    """In a page or PDF lines break anywhere, and a footnote mark may stand after any word."""
    return re.search(r"[\W\d]{0,6}?".join(map(re.escape, quote.split())), text) is not None


def test_annotations_keep_to_the_definition() -> None:
    known = set(vocabulary().measures) | {"other"}
    for claim in gold_claims():
        where = claim["id"]
        assert claim["measure"] in known, where
        assert claim["kind"] in KINDS, where
        assert claim["bound"] in BOUNDS, where
        assert (claim["kind"] == "share") == (claim["part"] is not None), where
        assert (claim["kind"] == "change") == (claim["direction"] is not None), where
        assert (claim["bound"] == "range") == (claim["value"] is None), where
        assert claim["subject"] == claim["subject"].lower(), where
        assert all(DATE.fullmatch(claim[end]) for end in ("start", "end") if claim[end]), where
        assert not (claim["start"] and claim["end"] and claim["start"] > claim["end"]), where


def test_ids_count_the_claims_of_each_document() -> None:
    for document in documents():
        own = [claim["id"] for claim in gold_claims() if claim["doc"] == document.doc]
        assert own == [f"{document.doc}#{n}" for n in range(1, len(own) + 1)]


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    required = [claim for claim in gold_claims() if claim["required"]]
    texts = {each.doc for each in documents() if each.is_plain_text}
    assert len(texts) >= 10
    assert len({(claim["doc"], claim["quote"]) for claim in required if claim["doc"] in texts}) >= 80


def a_claim(**fields: Any) -> dict[str, Any]:
    return {
        "doc": "d",
        "quote": "In 2019 the police freed 40 girls in Kenya.",
        "number": "40",
        "value": 40,
        "low": None,
        "high": None,
        "bound": "exact",
        "unit": "count",
        "measure": "rescued",
        "subject": "girls",
        "kind": "total",
        "direction": None,
        "start": "2019",
        "end": "2019",
        "place": "Kenya",
        "required": True,
        **fields,
    }


def wrong_levels(gold: dict[str, Any], found: dict[str, Any]) -> set[str]:
    return {level for level, figures in score([gold], [found]).levels.items() if figures.f1 < 1}


def test_a_claim_read_as_annotated_is_right_in_all() -> None:
    assert wrong_levels(a_claim(), a_claim()) == set()


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"bound": "min"}, {"amount", "full"}),
        ({"unit": "percent"}, {"unit", "core", "full"}),
        ({"measure": "identified"}, {"measure", "core", "full"}),
        ({"subject": "boys"}, {"subject", "full"}),
        ({"subject": "the girls freed"}, set()),
        ({"kind": "level"}, {"kind", "full"}),
        ({"end": None}, {"period", "core", "full"}),
        ({"start": "2019-01"}, {"period", "core", "full"}),
        ({"place": "Uganda"}, {"place", "core", "full"}),
        ({"place": None}, {"place", "core", "full"}),
        ({"place": "Republic of Kenya"}, set()),
        ({"value": 41}, set(LEVELS)),
        ({"quote": "Nobody else was hurt at all."}, set(LEVELS)),
        ({"doc": "e"}, set(LEVELS)),
    ],
)
def test_a_wrong_field_costs_its_own_level_and_those_above(change: dict[str, Any], wrong: set[str]) -> None:
    assert wrong_levels(a_claim(), a_claim(**change)) == wrong


def test_thirds_are_compared_loosely_and_counts_to_the_last_digit() -> None:
    third = {"unit": "percent", "number": "a third"}
    assert wrong_levels(a_claim(value=33.33, **third), a_claim(value=100 / 3, **third)) == set()
    assert "detected" in wrong_levels(a_claim(value=100_000), a_claim(value=100_001))


def test_an_optional_claim_is_neither_asked_for_nor_held_against_who_finds_it() -> None:
    required, optional = a_claim(), a_claim(number="2019", value=2019, required=False)
    for found in (
        [a_claim()],
        [a_claim(), a_claim(number="2019", value=2019)],
        [a_claim(), a_claim(number="2019", value=19)],
    ):
        assert score([required, optional], found).levels["detected"] == Score(1.0, 1.0)


def test_a_spurious_claim_costs_precision_and_a_missed_one_recall() -> None:
    extra = a_claim(number="7", value=7)
    assert score([a_claim()], [a_claim(), extra]).levels["full"] == Score(0.5, 1.0)
    assert score([a_claim(), extra], [a_claim()]).levels["full"] == Score(1.0, 0.5)


def test_equal_numbers_of_one_sentence_are_paired_by_what_they_say() -> None:
    girls, boys = a_claim(), a_claim(subject="boys", measure="arrested")
    assert score([girls, boys], [boys, girls]).levels["full"].f1 == 1
