"""Which places are proposed for a document and for a number."""

from __future__ import annotations

import pytest

from pipeline.documents.text.reader import read_text
from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.choosing import Choice
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.found import DocumentToRead
from pipeline.reading.claims.place import DocumentPlaceChooser, PlaceChooser
from pipeline.reading.claims.place.document_places import places_of
from pipeline.records.model import DocumentContext


def parsed(text: str, title: str = "", publisher: str | None = None, url: str | None = None) -> ParsedDocument:
    context = DocumentContext(title=title, publisher=publisher, url=url)
    (document,) = parsed_documents([DocumentToRead("page", read_text(text), context)], packs=())
    return document


def names_in(text: str, title: str = "") -> set[str]:
    return {value for place in places_of(parsed(text, title)).places.values() for value in place.values}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Forty people drowned near Korvalla in 2018.", "Korvalla"),
        ("In Tumbeki 12 men were held.", "Tumbeki"),
        ("Zarrow (14) and Pelling (9) had the most cases.", "Zarrow"),
        ("Cases by county: Osborne 14; Pelling 9.", "Pelling"),
        ("Fenwick Prison held 310 men.", "Fenwick Prison"),
        ("Divers found 12 bodies off the island of Merrow.", "Merrow"),
        ("In northern Kenya 40 herders were killed.", "northern Kenya"),
        ("The North had 40 cases.", "North"),
        ("Police in Lima, Cusco and Iquitos arrested 310 smugglers.", "Lima, Cusco and Iquitos"),
        ("Region IV-A lost 3,100 jobs.", "Region IV-A"),
        ("Drownings in the Black Sea: 130 deaths.", "Black Sea"),
        ("Tumbeki-142 and Osborne-59 led the table of arrests.", "Tumbeki"),
        ("Pelling nil, Zarrow three, said the clerk.", "Pelling"),
        ("Marrick Council moved 31 families.", "Marrick"),
        ("MARRICK, 4 May – Divers found 12 bodies.", "MARRICK"),
        ("Divers found 12 bodies south of Merrow.", "Merrow"),
        ("In the capital, Tumbeki, 12 men were held.", "Tumbeki"),
        ("The hospital at Korvalla received 318 wounded.", "hospital at Korvalla"),
        ("The fistula centre in Lilongwe operated on 420 women.", "fistula centre in Lilongwe"),
        ("The meter in Miller Creek read 120 mg.", "Miller Creek"),
        ("Tumbeki Stadium held 3,100 people.", "Tumbeki Stadium"),
        ("Teachers in Ōhakune taught 64 pupils.", "Ōhakune"),
        ("In Świętno 12 men were held.", "Świętno"),
        ("The school of Korvalla has 64 pupils.", "Korvalla"),
        ("She moved to Korvalla with 31 other women.", "Korvalla"),
        ("Pipes were laid for Korvalla, 12 km of them.", "Korvalla"),
        ("Korvalla in Merrow had 37 houses.", "Korvalla"),
        ("Korvalla. Confirmed deaths: 115.", "Korvalla"),
        ("Fewer girls wed: East Tumbeki had 40 weddings.", "East Tumbeki"),
    ],
)
def test_a_name_is_told_by_its_form_where_no_gazetteer_has_it(text: str, name: str) -> None:
    assert name in names_in(text)


def test_names_in_a_headline_of_capitals_are_told_from_the_words_that_the_text_has_in_small_letters() -> None:
    text = "The raids freed forty children and the rescue went on."
    assert "KORVALLA" in names_in(text, title="RAIDS IN KORVALLA RESCUE FORTY CHILDREN")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Baker of Korvalla gets two years", "Korvalla"),
        ("Hearing on the events at Bakers Hill, first day", "Bakers Hill"),
        ("A road to Korvalla", "Korvalla"),
    ],
)
def test_names_of_a_title_are_told_by_the_word_before_them(title: str, name: str) -> None:
    assert name in names_in("Forty people were hurt.", title)


@pytest.mark.parametrize(
    "title",
    [
        "Annual Report 2023",
        "Police arrest forty over theft",
        "Human Trafficking in 2023",
        "Note of the Children's Commissioner",
        "How the WHO counts cases",
        "Our Year In Brief",
        "2023 IN NUMBERS",
    ],
)
def test_the_common_words_of_a_title_are_no_names(title: str) -> None:
    assert names_in("Forty people were hurt.", title) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Central Bank paid 40 lenders.", "Central Bank"),
        ("Women in Korvalla had 40 children.", "Women"),
        ("Mr. Tumbeki in Korvalla met 40 people.", "Tumbeki"),
        ("The mill had 31 hands, against 64 in the Census of 1911.", "Census"),
    ],
)
def test_bodies_persons_and_common_words_are_no_places(text: str, name: str) -> None:
    assert name not in names_in(text)


@pytest.mark.parametrize(
    ("publisher", "name"),
    [("World Health Organization", "World"), ("Department of Health", "Health"), ("Save the Children", "Save")],
)
def test_what_a_body_does_is_not_its_place(publisher: str, name: str) -> None:
    places = places_of(parsed("Forty people were hurt.", publisher=publisher)).places
    assert name not in {value for place in places.values() for value in place.values}


@pytest.mark.parametrize(
    ("publisher", "name"),
    [
        ("City of Silver Falls", "Silver Falls"),
        ("Harbour Mission Korvalla", "Korvalla"),
        ("Mission House Kent", "Kent"),
        ("Brașov county council", "Brașov"),
    ],
)
def test_a_publisher_s_place_is_named_as_the_publisher_writes_it(publisher: str, name: str) -> None:
    document = parsed("Forty people were hurt.", publisher=publisher)
    assert name in {value for place in places_of(document).places.values() for value in place.values}


def test_a_document_may_be_about_the_country_that_it_comes_from() -> None:
    document = parsed("Forty people were hurt.", publisher="Lima Weekly", url="https://news.example.pe/a")
    assert "Peru" in {value for place in places_of(document).places.values() for value in place.values}


def test_a_row_s_header_is_a_place_where_it_is_a_name() -> None:
    assert "Pelling" in names_in("Town | Deaths\nPelling | 14\nZarrow | 9")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In FreeShop 40 orders were late.", "FreeShop"),
        ("Flaws in Log4Door hit 40 firms.", "Log4Door"),
        ("Whereas 40 left, 12 stayed.", "Whereas"),
        ("Save 16%", "Save"),
        ("Enterprise 40, Budget 31", "Enterprise"),
    ],
)
def test_coined_names_and_words_like_a_small_town_s_name_are_no_places(text: str, name: str) -> None:
    assert name not in names_in(text)


@pytest.mark.parametrize("name", ["McKorvall", "DeKorval", "M25"])
def test_capitals_and_figures_that_places_have_inside_are_no_bar(name: str) -> None:
    assert name in names_in(f"In {name} 40 men were held.")


def test_common_words_that_open_a_sentence_are_no_names() -> None:
    assert not {"Cases", "Persons"} & names_in("Cases 118. Persons (14) were held in all cases; other persons left.")


def test_a_town_brings_in_its_country() -> None:
    assert "Peru" in names_in("A court in Arequipa heard 12 cases.")


def test_a_place_goes_by_its_bare_name_and_its_fullest() -> None:
    places = places_of(parsed("Zamfara State closed 40 schools. In Zamfara 300 pupils were taken.")).places
    assert places["zamfara"].values == ("Zamfara", "Zamfara State")


@pytest.mark.parametrize("text", ["American teachers led 40 schools.", "In the United States 40 schools shut."])
def test_a_country_whose_name_ends_like_an_area_s_keeps_it(text: str) -> None:
    found = names_in(text)
    assert "United States" in found
    assert found.isdisjoint({"United", "American"})


def test_a_short_name_in_brackets_is_the_full_name_s() -> None:
    text = "The Upper Merrow Territory (UMT) had 40 cases. Deaths in UMT reached 12."
    assert "umt" not in places_of(parsed(text)).places


def test_world_and_none_are_always_proposed() -> None:
    document = parsed("They freed 12 men in Accra.")
    (proposal,) = DocumentPlaceChooser().propose(document, {})
    assert {"world", None, "Accra", "Ghana"} <= set(proposal.values)
    default = Choice(proposal.values, tuple(1 / len(proposal.values) for _ in proposal.values))
    (of_number,) = PlaceChooser().propose(document, {"document_place": [default]})
    assert {"world", None, "Accra"} <= set(of_number.values)


def test_a_number_is_offered_the_places_of_its_heading_and_of_the_sentence_before() -> None:
    document = parsed("KORVALLA\n\nRaids went on in Tumbeki for days.\n\nPolice held 40 men.", title="Raids in Chad")
    (proposal,) = DocumentPlaceChooser().propose(document, {})
    default = Choice((None,), (1.0,))
    (of_number,) = PlaceChooser().propose(document, {"document_place": [default]})
    assert {"Tumbeki", "world", None} <= set(of_number.values)
    assert "Chad" in proposal.values


def test_a_publisher_of_a_state_stands_for_it_by_its_bare_name_too() -> None:
    places = places_of(parsed("Forty people drowned.", publisher="Benue State House of Assembly")).places
    assert {"Benue", "Benue State"} <= {value for place in places.values() for value in place.values}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rescuers aboard the MV Korvalla found 12 bodies.", "Korvalla"),
        ("The ferry “Amani” sank off Basra; 12 bodies were found, divers said.", "Amani"),
        ("During Operation Merrow 214 men were held. In Merrow, 31 of them were fined.", "Merrow"),
        ("In Hurricane Pelling 40 people died, 31 of them in cars.", "Hurricane Pelling"),
        ("Two ferries belong to the firm; on the vessel Zarrow, 64 people died.", "Zarrow"),
    ],
)
def test_vessels_storms_and_operations_are_no_places(text: str, name: str) -> None:
    assert name not in names_in(text)


def test_an_area_with_such_a_word_in_its_name_is_a_place() -> None:
    assert "Boat Harbour" in names_in("In Boat Harbour 12 men were held.")


def test_a_dateline_gives_a_place_no_name_where_the_text_names_it() -> None:
    names = names_in("MOMBASA CITY (AP) – Forty people drowned in the river near Mombasa, the port said.")
    assert "Mombasa" in names
    assert "MOMBASA CITY" not in names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sea of Marden: 14 sailors died in 2019.", "Marden"),
        ("Gunmen took 31 fishermen on Lake Malawi in 2020.", "Malawi"),
        ("Traders risk a fine of up to K50,000 in Zambia.", "K50"),
        ("Per figures from Nigeria Police Force, 41 officers were killed.", "Nigeria Police Force"),
        ("Nationality: Ethiopian 812, Eritrean 640, other 522", "Ethiopia"),
        ("Victims by country of origin: Burundi 310, Uganda 97", "Burundi"),
        ("We have hired 40 inspectors, Labour Secretary Bello said.", "Bello"),
    ],
)
def test_parts_of_a_name_sums_bodies_and_origins_are_no_places(text: str, name: str) -> None:
    assert name not in names_in(text)


def test_places_joined_by_their_preposition_are_named_without_it() -> None:
    assert "Kerala and Tamil Nadu" in names_in("Police in Kerala and in Tamil Nadu arrested 61 men.")


def test_a_row_of_totals_is_of_none_of_the_places_of_other_rows() -> None:
    table = (
        "Wells by county in 2022\n\nCounty    Dug    Dry\nMarden    310    12\nPelling   214    9\nTotal     524    21"
    )
    document = parsed(table)
    nobody = Choice((None,), (1.0,))
    proposals = PlaceChooser().propose(document, {"document_place": [nobody]})
    told = {n.quantity.surface: set(p.values) for n, p in zip(document.numbers, proposals, strict=True)}
    assert told["524"].isdisjoint({"Marden", "Pelling"})
    assert "Marden" in told["310"]


def test_a_total_is_of_the_place_that_its_own_line_names() -> None:
    document = parsed("Wells dug\n\n- Zambia: total 145 wells\n- Malawi: total 245 wells\n")
    nobody = Choice((None,), (1.0,))
    proposals = PlaceChooser().propose(document, {"document_place": [nobody]})
    told = {n.quantity.surface: set(p.values) for n, p in zip(document.numbers, proposals, strict=True)}
    assert "Zambia" in told["145"]
    assert "Malawi" in told["245"]


def test_a_sentence_that_tells_a_nationality_by_the_way_has_its_places() -> None:
    assert "Beirut" in names_in("Those of Syrian nationality (34 of 50 people) were held at the port of Beirut.")


def test_an_adjective_that_is_a_title_too_takes_no_town_its_place() -> None:
    assert "Nairobi" in names_in("Major Nairobi hotels had 340 guests, and the mills of the coast had 12.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("At HarborLink 40 of the clerks left.", "HarborLink"),
        ("In CRMs and at BQT 12 faults were found.", "BQT"),
        ("Osborne Partners had 310 clients in 2018.", "Osborne Partners"),
        ("Basic Plan: $9 a month.", "Basic Plan"),
        ("Rank   Firm   Claims\n1   Osborne Ins Group   310\n2   Pelling Hldgs   290\n", "Osborne Ins Group"),
        ("The insurer Pelling has 310 clients. At Pelling 12 clerks left.", "Pelling"),
        ("It bought the software firm Zarrow for $30 million.", "Zarrow"),
    ],
)
def test_a_name_that_is_a_firms_by_its_form_or_its_noun_is_no_place(text: str, name: str) -> None:
    assert name not in names_in(text)


def test_the_publishers_own_name_is_no_place() -> None:
    document = parsed("At Zarrow 40 clerks left.", publisher="Zarrow")
    assert all(not place.mentions for place in places_of(document).places.values())


@pytest.mark.parametrize("publisher", ["Zarrow", "Zarrow District"])
def test_a_place_that_publishes_is_one(publisher: str) -> None:
    document = parsed("In Zarrow 40 people drowned. At Zarrow 12 boats sank.", publisher=publisher)
    assert places_of(document).places["zarrow"].mentions


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In McZarrow 40 people drowned.", "McZarrow"),
        ("In KwaPelling 12 houses burned.", "KwaPelling"),
        ("ZARRO, 4 May – Divers found 12 bodies.", "ZARRO"),
        ("Khyber-Pakhtunkhwa (KPQ) was hit. In KPQ 12 people died.", "Khyber-Pakhtunkhwa"),
        ("The company left.\nKenya had 40 cases.", "Kenya"),
        ("Cuts by the gas supplier Russia hit 40 towns.", "Russia"),
        ("In GaPelling and AlPelling 12 houses burned.", "GaPelling"),
        ("In Pelling Co., 12 houses burned.", "Pelling Co"),
    ],
)
def test_capitals_in_the_name_of_a_place_are_no_firms(text: str, name: str) -> None:
    assert name in names_in(text)


@pytest.mark.parametrize(
    ("text", "whole", "composite"),
    [
        ("Telangana and Odisha reported 41 and 22 deaths.", "Telangana", False),
        ("Borno, Adamawa and Yobe had 41, 22 and 7 cases.", "Yobe", False),
        ("41 and 22 people died in Telangana and Odisha.", "Odisha", False),
        ("Farmers in Telangana and Odisha lost 31,000 hectares.", "Telangana", True),
        ("Between 20 and 30 people died in Telangana and Odisha.", "Telangana", True),
        ("Telangana and Odisha had 41 deaths in 2020 and 2021.", "Telangana", True),
    ],
)
def test_places_that_have_a_figure_each_are_not_one(text: str, whole: str, composite: bool) -> None:
    found = names_in(text)
    assert whole in found
    assert any(" and " in name for name in found) is composite


@pytest.mark.parametrize(
    ("text", "title", "name", "is_place"),
    [
        ("The GT3 race had 41 cars and 12 drivers.", "", "GT3", False),
        ("On the NH48 412 lorries stood still.", "", "NH48", True),
        ("Some 4,100 people fled in Semarang, Indonesia.", "Floods in Java", "Java", True),
        ("Some 4,100 people were hired in Semarang, Indonesia.", "Java developers earn more", "Java", False),
        (
            "Boys in school\n\nCountry     Male    Female\nMaldives     412       388\nGhana        210       199\n",
            "",
            "Male",
            False,
        ),
        ("Korvalla Harbour Museum\n\nIt had 417,092 visits in 2021.", "", "Korvalla Harbour Museum", True),
        ("Boats were sent for Petite Martinique. Each had 12 men.", "", "Petite Martinique", True),
        (
            "Coverage\n\nTumbeki and Pelling     1,107     31\nOsborne and Merrow      1,064     28\n",
            "",
            "Tumbeki and Pelling",
            True,
        ),
        ("Islands of Tonga\n\n'Ohonua       4,945     4,852\nVava'u       1,428     1,378\n", "", "'Ohonua", True),
    ],
)
def test_what_stands_beside_a_name_tells_whether_it_is_a_place(
    text: str, title: str, name: str, is_place: bool
) -> None:
    assert (name in names_in(text, title)) is is_place


def test_a_titles_name_lies_in_the_country_that_the_text_is_about() -> None:
    document = parsed("Some 4,100 people fled in Semarang, Indonesia.", "Floods in Java")
    assert places_of(document).places["java"].countries == {"ID"}


def test_a_country_under_a_header_of_men_is_the_country() -> None:
    document = parsed(
        "Boys in school\n\nCountry     Male    Female\nMaldives     412       388\nGhana        210       199\n"
    )
    assert places_of(document).places["maldives"].in_gazetteer


def test_a_part_of_a_publisher_s_place_is_none_of_its_own() -> None:
    named = places_of(parsed("Forty people were hurt.", publisher="Upper House of New South Wales")).places

    assert "new south wales" in named
    assert "wales" not in named


def test_words_for_kinds_of_area_name_none() -> None:
    assert "District Municipality" not in names_in("The District Municipality spent 200 soles on 12 pumps.")


def test_a_place_s_names_are_told_by_how_often_they_stand_and_whether_the_title_has_them() -> None:
    text = "Two men were held in Tumbeki.\n\nPolice in Tumbeki District freed 12 boys. Nine more left Tumbeki."
    place = places_of(parsed(text, title="Twelve freed in Tumbeki District")).places["tumbeki"]

    assert place.values == ("Tumbeki", "Tumbeki District")
    assert place.written == (0.5, 0.5)
    assert place.titled == (False, True)
