"""Bodies under one name, and how many independent witnesses there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.comparing.witnesses import body_of, count_witnesses, similarity
from tests.made_claims import made


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("ILO", "International Labour Organization"),
        ("the International Labor Organization (ILO)", "International Labour Organisation"),
        ("Harbour Watch Australia", "Harbour Watch"),
        ("The Harbour Institute (HI)", "Harbour Institute"),
        ("FBI", "Federal Bureau of Investigation"),
    ],
)
def test_one_body_has_one_name(a: str, b: str) -> None:
    assert body_of(a) == body_of(b) is not None


def test_other_bodies_have_other_names() -> None:
    assert body_of("ILO") != body_of("WHO")
    assert body_of(None) is None


def test_who_retells_one_body_is_no_further_witness() -> None:
    body = {"attributed_to": "ILO"}
    assert count_witnesses([made("a", **body), made("b", **body)], 0.8) == 1


def test_copies_of_one_text_are_one_witness() -> None:
    assert count_witnesses([made("a"), made("b")], 0.8) == 1


def test_texts_of_their_own_are_witnesses_of_their_own() -> None:
    other = made("b", quote="Rescuers on the coast of Peru say that 1,234 boys and girls came home in 2021.")
    assert count_witnesses([made("a"), other], 0.8) == 2


def test_one_publisher_is_one_witness() -> None:
    claims = [made(doc, publisher="Harbour Watch", quote=f"{doc} says: 1,234 freed.") for doc in ("first", "second")]
    assert count_witnesses(claims, 0.8) == 1


def test_one_document_is_one_witness_whoever_it_cites() -> None:
    headline = made("a", quote="Fire in Accra kills 12")
    text = made("a", quote="The fire in Accra killed 12 people, the fire service said.", attributed_to="Fire Service")
    assert count_witnesses([headline, text], 0.8) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("RSA", "Road Safety Authority"),
        ("Road Safety Authority (RSA)", "the RSA"),
        ("the Ministry of Labour", "the labour ministry"),
        ("Ministry of Labour", "Labour Ministry of Peru"),
        ("the Peru Red Cross", "Red Cross Society"),
        ("the U.N. refugee agency", "UNHCR"),
        ("Police Service of Peru", "the police"),
    ],
)
def test_one_body_under_two_names_is_one_witness(one: str, other: str) -> None:
    claims = [
        made(doc, quote=f"{doc} says: 1,234 freed.", attributed_to=name) for doc, name in (("a", one), ("b", other))
    ]
    assert count_witnesses(claims, 0.8) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Ministry of Labour", "the Ministry of Health"),
        ("the Ministry of Labour of Chile", "the Ministry of Labour of Peru"),
        ("the Red Cross", "the police"),
        ("Road Safety Authority", "Road Safety Charity"),
    ],
)
def test_two_bodies_of_like_names_are_two_witnesses(one: str, other: str) -> None:
    claims = [
        made(doc, quote=f"{doc} says: 1,234 freed.", attributed_to=name) for doc, name in (("a", one), ("b", other))
    ]
    assert count_witnesses(claims, 0.8) == 2


def test_newspapers_of_one_title_in_two_countries_are_two_witnesses() -> None:
    india = {"place": "India", "attributed_to": None}
    claims = [
        made("a", publisher="The Times", quote="Floods killed 41 in Assam.", **india),
        made("b", publisher="Times of India", quote="The toll of the floods rose to 41 on Monday.", **india),
    ]
    assert count_witnesses(claims, 0.7) == 2


def test_what_hangs_together_by_document_and_body_is_one_witness() -> None:
    own = made("a", quote="Fire in Accra kills 12")
    cites = made("a", quote="The fire service counted 12 dead in Accra.", attributed_to="Fire Service")
    retells = made("b", quote="Twelve died, by a count that the service gave on Monday.", attributed_to="Fire Service")
    assert count_witnesses([own, cites, retells], 0.8) == 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_similarity_is_symmetric_and_between_nought_and_one(a: str, b: str) -> None:
    assert similarity(a, b) == similarity(b, a)
    assert 0 <= similarity(a, b) <= 1
    assert similarity(a, a) == 1
