"""What a document's numbers, its money and its longer names say of its place."""

from __future__ import annotations

import pytest

from pipeline.reading.claims.place.setting import dateline_end
from tests.pipeline.reading.test_place_candidates import names_in
from tests.pipeline.reading.test_place_localities import evidence


def test_a_number_votes_for_the_nearest_place_of_its_sentence_and_else_for_the_last_one_named() -> None:
    votes = evidence("In Tumbeki 12 men were held. Another 30 got away. In Osborne 5 were shot.").votes
    assert votes.named == {"tumbeki": 1, "osborne": 1}
    assert votes.carried == {"tumbeki": 1}


def test_numbers_before_any_name_vote_for_none() -> None:
    assert evidence("Police held 12 men and 30 women.").votes.unnamed == 1.0


def test_a_place_gets_the_votes_for_those_that_lie_in_it() -> None:
    found = evidence("In Mombasa 12 men were held, in Kisumu 30. Kenya wants fewer arrests.")
    kenya = found.places.places["kenya"]
    assert found.votes.of_place(kenya, frozenset({"mombasa", "kisumu"}))["inner_named"] == 1.0


def test_money_speaks_for_the_country_that_it_is_of() -> None:
    found = evidence("Kenya fined Uganda's dealers KSh12 million, or KES 1,000 a tusk.")
    places = found.places.places
    assert found.votes.of_place(places["kenya"], frozenset())["own_money"] == 1.0
    assert found.votes.of_place(places["uganda"], frozenset())["other_money"]


def test_lakhs_speak_for_india_and_against_kenya() -> None:
    found = evidence("Kenya sent 2 lakh doses to India.")
    places = found.places.places
    assert found.votes.of_place(places["india"], frozenset())["own_numerals"] == 1.0
    assert found.votes.of_place(places["kenya"], frozenset())["own_numerals"] == -1.0


def test_a_country_that_is_named_only_together_with_another_is_held_by_both() -> None:
    found = evidence("In England and Wales 40 were charged. Raids went on in England and Wales. Wales has 3 courts.")
    both = found.composites.of_place(found.places.places["england and wales"])
    assert (both["held_least"], both["held_most"]) == (pytest.approx(2 / 3), 1.0)
    assert found.composites.of_place(found.places.places["england"])["held_share"] == 1.0


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("ACCRA, 4 May — Police in two regions held 40 men over the weekend.", "ACCRA, 4 May — "),
        ("NEW DELHI: The farm sector lost 40 men over the weekend of the vote.", "NEW DELHI: "),
        ("Marrick: 40", ""),
        ("Marrick – 40 men were held over the weekend by the river police of the port.", ""),
        ("Police in Marrick held 40 men over the weekend.", ""),
    ],
)
def test_a_dateline_ends_before_the_news(line: str, dateline: str) -> None:
    assert line[: dateline_end(line)] == dateline


def test_a_label_of_english_words_is_no_place_but_a_bearing_or_a_numbered_region_is() -> None:
    found = names_in("Convictions 118. Turnout (14) fell. Western had 40. Region VI had 12. Tumbeki had 3.")
    assert not {"Convictions", "Turnout"} & found
    assert {"Western", "Region VI", "Tumbeki"} <= found
