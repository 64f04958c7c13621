"""What speaks for a local name against its country."""

from __future__ import annotations

from pipeline.reading.claims.place.document_features import DocumentEvidence
from pipeline.reading.claims.place.document_places import places_of
from tests.pipeline.reading.test_place_candidates import parsed


def evidence(text: str, title: str = "", publisher: str | None = None) -> DocumentEvidence:
    document = parsed(text, title, publisher)
    return DocumentEvidence(document, places_of(document))


def test_a_name_without_a_gazetteer_s_entry_is_a_local_one_and_a_country_is_none() -> None:
    found = evidence("In Tumbeki 12 men were held. Kenya has 47 counties.")
    places = found.places.places
    assert found.localities.of_place(places["tumbeki"])["local"]
    assert not found.localities.of_place(places["kenya"])["local"]


def test_the_local_name_named_most_often_ranks_first() -> None:
    found = evidence("In Tumbeki 12 men were held. In Osborne 3 were held. Fires in Tumbeki killed 4.")
    places = found.places.places
    assert found.localities.of_place(places["tumbeki"])["local_rank"] == 0
    assert found.localities.of_place(places["osborne"])["local_rank"] == 1


def test_a_council_writes_of_its_own_town() -> None:
    found = evidence("In Marrick 31 families were moved.", publisher="Marrick Council")
    assert found.localities.shared["publisher_local"]
    assert found.localities.of_place(found.places.places["marrick"])["publisher_share"] == 1.0


def test_a_text_that_points_back_to_the_district_speaks_for_a_district() -> None:
    found = evidence("Floods in Osborne District moved 31 families. The district has 4 camps.")
    assert found.localities.of_place(found.places.places["osborne"])["pointed_at_kind"] > 0
