"""Places: which names are read as one, and how two places lie to each other."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.places import find_places, relation
from pipeline.reading.places.build import as_json, built


def named(text: str, near: tuple[str, ...] = ()) -> list[tuple[str, str | None, str]]:
    return [(mention.surface, mention.name, mention.kind) for mention in find_places(text, near)]


@pytest.mark.parametrize(
    ("text", "surface", "name", "kind"),
    [
        ("Police in the U.S. said so.", "U.S.", "United States", "country"),
        ("Raids across the UK's ports went on.", "UK", "United Kingdom", "country"),
        ("They work in the DRC too.", "DRC", "Democratic Republic of the Congo", "country"),
        ("Courts in the KSA heard them.", "KSA", "Saudi Arabia", "country"),
        ("Courts in St. Vincent heard them.", "St. Vincent", "Saint Vincent and the Grenadines", "country"),
        ("Courts in N. Ireland heard them.", "N. Ireland", "Northern Ireland", "admin"),
        ("Courts in Tyrol heard them.", "Tyrol", "Tyrol", "admin"),
        ("Courts in B.C. heard them.", "B.C.", "British Columbia", "admin"),
        ("In 2021 BC lost 90 homes.", "BC", "British Columbia", "admin"),
        ("Rivers rose in QLD again.", "QLD", "Queensland", "admin"),
        ("Shops in Baroda shut.", "Baroda", "Vadodara", "city"),
        ("Fire drove 30 BC communities out.", "BC", "British Columbia", "admin"),
        ("A court in Odisha heard them.", "Odisha", "Odisha", "admin"),
        ("Two towns in West Java province were searched.", "West Java province", "West Java", "admin"),
        ("Boats on Lake Volta were searched.", "Lake Volta", "Lake Volta", "admin"),
        ("A court in Mumbai heard them.", "Mumbai", "Mumbai", "city"),
        ("A survey in Cebu, Philippines was run.", "Cebu, Philippines", "Cebu", "admin"),
        ("A raid in Denver, Colorado freed two.", "Denver, Colorado", "Denver", "city"),
        ("Osaka (Japan) has 40 ranks.", "Osaka (Japan)", "Osaka", "city"),
        ("A raid in Tampa, Fla. freed two.", "Tampa, Fla.", "Tampa", "city"),
        ("A raid in Accra (Ghana) freed two.", "Accra (Ghana)", "Accra", "city"),
        ("Rates in sub-Saharan Africa fell.", "sub-Saharan Africa", "sub-Saharan Africa", "region"),
        ("Rates in Asia and the Pacific fell.", "Asia and the Pacific", "Asia and the Pacific", "region"),
        ("Most live in low- and middle-income countries.", "low- and middle-income countries", None, "group"),
        ("Prices rose worldwide.", "worldwide", "world", "world"),
        ("Prices rose around the world.", "around the world", "world", "world"),
    ],
)
def test_names_are_read_with_what_they_lie_in(text: str, surface: str, name: str | None, kind: str) -> None:
    assert named(text) == [(surface, name or surface, kind)]


@pytest.mark.parametrize("words", ["nationwide", "across the country"])
def test_words_for_the_document_s_own_country_name_none(words: str) -> None:
    assert named(f"Eighty were freed {words}.") == [(words, None, "nation_word")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Filipino children", "Philippines"),
        ("Dutch police", "Netherlands"),
        ("Dominican courts", "Dominican Republic"),
        ("Samoan nurses", "Samoa"),
        ("Turks on the quay", "Turkey"),
        ("Cape Verdean trawlers", "Cabo Verde"),
        ("Papua New Guineans at sea", "Papua New Guinea"),
        ("Scottish sheriffs", "Scotland"),
        ("Catalans on the coast", "Catalonia"),
    ],
)
def test_demonyms_stand_for_their_country(text: str, name: str) -> None:
    (mention,) = find_places(text)
    assert (mention.name, mention.demonym) == (name, True)


def test_an_adjective_takes_no_word_for_an_area_behind_it() -> None:
    assert named("Two Welsh county halls were searched.") == [("Welsh", "Wales", "admin")]


@pytest.mark.parametrize(
    "text",
    [
        "Police split the bill and most were nice.",
        "Reading books is good for us.",
        "Mobile phones were found.",
        "Jordan Brown and Georgia Smith spoke, and so did Chelsea Jones.",
        "HELP US NOW",
        "It cost US$500 or US $600.",
        "The World Health Organization met.",
        "Same here. Of these, one fled.",
        "Walls were raised in 210 BC and in 44 BC.",
        "The bar said so to the ABA and the FES.",
        "It stood in the India Today and on the Denver Post's page.",
        "Only Nancy Reed and Norman Reed spoke, then Kimberley Reed.",
        "The Georgetown University survey met a pristine Commonwealth.",
    ],
)
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    assert named(text) == []


def test_a_town_named_like_a_word_is_read_before_its_country() -> None:
    assert named("Reading is hard. A court in Reading, England heard them.") == [
        ("Reading, England", "Reading", "city")
    ]


def test_small_towns_are_read_where_their_country_is_known() -> None:
    text = "The boat left Boracay and people in Pensacola waited."
    assert ("Pensacola", "Pensacola", "city") not in named(text)
    assert ("Pensacola", "Pensacola", "city") in named(text, ("US",))
    assert ("Pensacola", "Pensacola", "city") in named(f"{text} Police in Florida came.")


@pytest.mark.parametrize(
    ("town", "country"),
    [
        ("Islamabad", "PK"),
        ("Cancun", "MX"),
        ("Zaragoza", "ES"),
        ("Odessa", "UA"),
        ("Montgomery", "US"),
        ("Bombay", "IN"),
    ],
)
def test_a_town_bears_its_name_before_a_larger_one_that_is_also_called_so(town: str, country: str) -> None:
    assert [mention.countries for mention in find_places(f"Forty met in {town}.")] == [{country}]


@pytest.mark.parametrize(
    ("text", "named_here"),
    [
        ("Some wrote it in Java.", []),
        ("A ferry sank off Java, said Indonesia.", ["Java", "Indonesia"]),
        ("Nearly 30 Brits were on board.", []),
        ("A mine in Springs closed, as did others in South Africa.", ["Springs", "South Africa"]),
    ],
)
def test_a_name_that_is_another_word_too_needs_its_country(text: str, named_here: list[str]) -> None:
    assert [surface for surface, *_ in named(text)] == named_here


def test_a_place_on_its_own_line_is_in_no_name() -> None:
    (place,) = find_places("Seat: South Korea\nFounded: 1990")
    assert not place.part_of_name


def test_of_two_bearers_of_a_name_the_text_s_country_has_it() -> None:
    (state,) = [m for m in find_places("Courts in the United States. A raid in Georgia.") if m.surface == "Georgia"]
    (country,) = [m for m in find_places("Courts in Armenia. A raid in Georgia.") if m.surface == "Georgia"]
    assert (state.countries, country.countries) == ({"US"}, {"GE"})


def test_a_place_inside_a_name_is_marked() -> None:
    (inside,) = find_places("The Ghana Police Service came.")
    (alone,) = find_places("They came to Ghana in May.")
    assert (inside.part_of_name, alone.part_of_name) == (True, False)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("US", "United States of America", "same"),
        ("the Netherlands", "Dutch", "same"),
        ("global", "world", "same"),
        ("Bengal", "West Bengal", "same"),
        ("Odisha", "India", "within"),
        ("Texas", "U.S.", "within"),
        ("North Kivu", "DRC", "within"),
        ("North Kivu and Ituri Provinces", "DRC", "within"),
        ("Cebu, Philippines", "the Philippines", "within"),
        ("Mumbai", "Maharashtra", "within"),
        ("Santiago", "Dominican Republic", "within"),
        ("Atlanta", "Georgia", "within"),
        ("Ghana", "sub-Saharan Africa", "within"),
        ("Europe", "Europe and Central Asia", "within"),
        ("low-income countries", "low- and middle-income countries", "within"),
        ("Asia", "worldwide", "within"),
        ("Jacksonville and Pensacola", "Jacksonville", "contains"),
        ("Mumbai", "Telangana", "different"),
        ("London", "Canada", "different"),
        ("India", "Philippines", "different"),
        ("South-East Asia Region", "Western Pacific Region", "different"),
        ("Nowhereville", "India", "unknown"),
        ("developing countries", "Africa", "unknown"),
    ],
)
def test_relations(a: str, b: str, expected: str) -> None:
    opposite = {"within": "contains", "contains": "within"}
    assert relation(a, b) == expected
    assert relation(b, a) == opposite.get(expected, expected)


def test_a_name_that_nobody_knows_is_the_same_as_itself() -> None:
    assert relation("Nowhereville", "nowhereville") == "same"


def test_a_bracket_that_says_more_is_no_part_of_a_name() -> None:
    assert [surface for surface, *_ in named("Osaka (Japan, west) has 40 ranks.")] == ["Osaka", "Japan"]


@given(st.text(alphabet=st.sampled_from("US.,Cebu Philippines()andGhana\n-DRCo'of"), max_size=80))
def test_any_text_gives_mentions_in_order_that_say_what_stands_there(text: str) -> None:
    end = 0
    for mention in find_places(text):
        assert mention.start >= end
        assert text[mention.start : mention.end] == mention.surface
        end = mention.end


def test_the_gazetteer_is_what_its_lists_give() -> None:
    shipped = files("pipeline.reading.places").joinpath("gazetteer.json").read_text("utf-8")
    assert json.loads(shipped) == json.loads(as_json(built())), "run python -m pipeline.reading.places.build"


def test_a_town_called_like_a_word_is_read_where_its_country_is_named() -> None:
    assert ("Saga", "Saga", "city") in named("Japan sent help: in Saga 90 homes stood in water.")
    assert [name for _, name, _ in named("Boats sank off Tanga Region.")] == ["Tanga"]
    assert named("The Saga sold 90 copies.") == []
