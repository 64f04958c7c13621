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
