"""Which places a sentence pairs with its numbers."""

from __future__ import annotations

from pipeline.reading.claims.place.document_places import places_of
from pipeline.reading.claims.place.pairs import Pairs
from pipeline.reading.claims.place.sentence_places import places_of_sentence
from tests.pipeline.reading.test_place_candidates import parsed


def pairs(text: str) -> Pairs:
    document = parsed(text)
    return places_of_sentence(document, places_of(document), 0).pairs


def test_a_place_leads_to_the_figure_in_brackets_behind_it() -> None:
    found = pairs("Lima (214) and Cusco (96) had the most cases.")
    assert found.before == ({"lima"}, {"cusco"})
    assert found.of_place("lima", 0)["paired_before"]
    assert found.of_place("lima", 1)["paired_elsewhere"]


def test_a_place_behind_a_figure_is_the_figure_s() -> None:
    assert pairs("Police held 214 men in Lima and 96 in Cusco.").after == ({"lima"}, {"cusco"})


def test_a_place_with_a_figure_is_a_pair() -> None:
    assert pairs("Lima with 214 cases came first, Cusco had 96.").before == ({"lima"}, {"cusco"})


def test_a_sentence_without_places_pairs_nothing() -> None:
    found = pairs("Police held 214 men and 96 women.")
    assert found.of_number(0)["pair_share"] == 0.0


def test_places_told_in_turn_are_each_the_figure_s_that_stands_so_far_on() -> None:
    found = pairs("In Lima, Cusco and Iquitos police held 214, 96 and 31 men respectively.")
    assert found.before == ({"lima"}, {"cusco"}, {"iquitos"})
    assert pairs("In Lima and Cusco police held 214 men and 96 women.").before == (frozenset(), frozenset())


def test_places_told_in_turn_are_no_place_of_all_of_them() -> None:
    document = parsed("In Lima and Cusco police held 214 and 96 men, respectively.")
    assert "lima and cusco" not in places_of(document).places
