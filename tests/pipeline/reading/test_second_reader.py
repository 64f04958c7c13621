"""What a second reader is asked, and that its answer can only pick what the patterns proposed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.reading.second_reader import picked, question, reread
from pipeline.records.model import Candidate, Claim, FieldChoice
from tests.made_claims import made

PERIOD = FieldChoice("period", (Candidate("2019", 0.5, "title"), Candidate("2018/2019", 0.3), Candidate(None, 0.2)))
PLACE = FieldChoice("place", (Candidate("Ghana", 0.6), Candidate("world", 0.4)))


@pytest.fixture
def claim() -> Claim:
    return replace(
        made("a", start="2019", end="2019", place="Ghana"), choices=(PERIOD, PLACE), reading=("period: title",)
    )


def test_each_candidate_has_its_number(claim: Claim) -> None:
    asked = question(claim)
    assert asked is not None
    text = asked.messages[1]["content"]
    assert "2. 2018/2019" in text
    assert "3. not stated" in text
    assert claim.quote in text


def test_nothing_is_asked_where_there_is_no_choice(claim: Claim) -> None:
    assert question(replace(claim, choices=(FieldChoice("place", PLACE.candidates[:1]),))) is None


def test_a_pick_replaces_the_field_and_says_who_picked(claim: Claim) -> None:
    asked = question(claim)
    assert asked is not None
    again = reread(claim, picked(asked, 'Sure: {"period": 2, "place": 1}'), "tiny")
    assert (again.start, again.end, again.place) == ("2018", "2019", "Ghana")
    assert again.reading == ("period: second reader tiny",)
    assert again.choices[0].candidates[0].value == "2018/2019"


def test_none_of_them_empties_the_field(claim: Claim) -> None:
    asked = question(claim)
    assert asked is not None
    again = reread(claim, picked(asked, '{"period": 0, "place": 0}'), "tiny")
    assert (again.start, again.end, again.place) == (None, None, None)


@pytest.mark.parametrize(
    "answer", ["I think 2019.", '{"period": 4, "place": 1}', '{"period": "2017", "place": 1}', '{"place": 1}', "{oops}"]
)
def test_an_answer_that_picks_nothing_offered_is_refused(claim: Claim, answer: str) -> None:
    asked = question(claim)
    assert asked is not None
    with pytest.raises(ValueError, match=r"."):
        picked(asked, answer)


def test_the_same_question_has_the_same_key_for_one_model_only(claim: Claim) -> None:
    first, second = question(claim), question(claim)
    assert first is not None
    assert second is not None
    assert first.key("tiny") == second.key("tiny") != second.key("large")
