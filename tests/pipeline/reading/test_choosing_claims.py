"""Whether a number is a claim, and whom it is given to."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.documents.text import read_text
from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.attribution.bodies import Cue, bodies_of
from pipeline.reading.claims.choosing import Odds
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.fields import choices_for
from pipeline.reading.claims.found import DocumentToRead
from pipeline.records.model import DocumentContext


def parsed(text: str) -> ParsedDocument:
    return next(parsed_documents([DocumentToRead("d", read_text(text), DocumentContext())], packs=()))


def taken_for_claims(text: str) -> set[str]:
    document = parsed(text)
    choices = choices_for(document, packs=())["claimhood"]
    return {n.quantity.surface for n, choice in zip(document.numbers, choices, strict=True) if choice.value}


def given_to(text: str) -> dict[str, str | None]:
    document = parsed(text)
    choices = choices_for(document, packs=())["attribution"]
    return {n.quantity.surface: choice.value for n, choice in zip(document.numbers, choices, strict=True)}


def named(text: str) -> dict[str, list[Cue]]:
    return {body.name: [mention.cue for mention in body.mentions] for body in bodies_of(parsed(text))}


def test_a_pronoun_with_its_verb_is_no_body() -> None:
    assert named("You’ll see 30 boats. We've counted 40, and It’s said that Harbour Watch found 12.").keys() == {
        "Harbour Watch"
    }


def test_people_counted_are_a_claim() -> None:
    assert taken_for_claims("In 2019 police in Kenya freed 412 girls from farms.") == {"412"}


@pytest.mark.parametrize(
    "text",
    [
        "Call us on 0800 555 111 if you have been hurt.",
        "The sisters wrote to the court. The two want to go home.",
        "Give $25 today and keep a girl in school.",
    ],
)
def test_telephone_numbers_asks_and_people_spoken_of_are_none(text: str) -> None:
    assert taken_for_claims(text) == set()


def test_a_body_goes_by_its_full_name_also_where_only_its_letters_stand() -> None:
    text = "The Harbour Safety Office (HSO) met on Monday. According to the HSO 31 boats sank."
    assert named(text) == {"Harbour Safety Office (HSO)": [Cue.NONE, Cue.ACCORDING]}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("According to Gabon police, 31 boats sank.", "Gabon police"),
        ("According to Harbourwatch, 31 boats sank.", "Harbourwatch"),
        ("Wrecks are put at 3,100 by Harbourwatch. Of these 31 were boats.", "Harbourwatch"),
        ("According to the port authority, 31 boats sank.", "port authority"),
        ("A spokesman for the coastguard said 31 boats sank.", "coastguard"),
        ("Some 31 boats sank, the interior ministry said.", "interior ministry"),
        ("Some 31 boats sank, the UN maritime agency said.", "UN maritime agency"),
        ("A United Nations mission said 31 boats sank.", "United Nations mission"),
        ("According to Benin's gendarmerie, 31 boats sank.", "gendarmerie"),
        ("According to the ministry of agriculture, 31 farms burned.", "ministry of agriculture"),
        ("According to hospital sources, 31 boats sank.", "hospital sources"),
    ],
)
def test_a_body_is_named_with_its_place_or_its_field(text: str, body: str) -> None:
    assert named(text)[body][0] >= Cue.SAYS
    assert given_to(text)["31"] == body


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Mali and Chad recorded 40 wrecks in 2019.", "Mali and Chad"),
        ("In Cork 41 Bretons have been hurt.", "Bretons"),
        ("According to Benin's navy, 31 boats sank.", "Benin"),
    ],
)
def test_places_that_count_those_who_are_counted_and_owners_of_bodies_say_nothing(text: str, body: str) -> None:
    assert all(cue is Cue.NONE for cue in named(text).get(body, []))


def test_weekdays_months_and_number_words_are_no_bodies() -> None:
    assert named("Nine men died, the Harbour Office said on Tuesday.") == {"Harbour Office": [Cue.SAYS]}


def test_a_report_is_not_the_body_that_wrote_it() -> None:
    assert "Harbour Office" in named("A Safety Report of the Harbour Office counts 31 wrecks.")


def test_a_number_is_given_to_the_body_that_says_it() -> None:
    assert given_to("According to the Harbour Safety Office (HSO), 31 boats sank in 2019.") == {
        "31": "Harbour Safety Office (HSO)"
    }


def test_where_nobody_is_named_the_page_speaks_for_itself() -> None:
    assert given_to("In 2019 we freed 412 girls from farms.") == {"412": None}


def test_a_later_number_is_given_to_the_one_source_of_the_page() -> None:
    text = (
        "According to the Inland Fisheries Board, 212 boats were lost in 2019. "
        "The Inland Fisheries Board said that 31 crews were saved. Another 44 boats were damaged."
    )
    assert set(given_to(text).values()) == {"Inland Fisheries Board"}


def test_honest_odds_lower_what_is_too_sure_and_keep_the_order() -> None:
    said = np.array([0.2, 0.5, 0.9])
    honest = Odds(-0.5, 0.7).calibrated(said)
    assert list(np.argsort(honest)) == [0, 1, 2]
    assert honest[2] < said[2]


def test_the_letters_of_a_body_may_be_two_words() -> None:
    text = "Data of the Statistics Office Marden (Stats OM) were published. According to Stats OM, 31 boats sank."
    assert list(named(text)) == ["Statistics Office Marden (Stats OM)"]
