"""Which place is chosen for a number, with the weights that ship."""

from __future__ import annotations

import pytest

from pipeline.documents.text.reader import read_text
from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.choosing import Choice, choose, shipped_weights
from pipeline.reading.claims.found import DocumentToRead
from pipeline.reading.claims.place import DocumentPlaceChooser, PlaceChooser
from pipeline.records.model import DocumentContext


def choices(text: str, title: str) -> list[Choice[str | None]]:
    context = DocumentContext(title=title)
    (document,) = parsed_documents([DocumentToRead("page", read_text(text), context)], packs=())
    chosen: dict[str, list[Choice[str | None]]] = {}
    for chooser in (DocumentPlaceChooser(), PlaceChooser()):
        weights = shipped_weights(chooser.name, chooser.features)
        chosen[chooser.name] = choose(chooser.propose(document, chosen), weights)
    return chosen["place"]


def places(text: str, title: str = "") -> list[str | None]:
    return [choice.value for choice in choices(text, title)]


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("Police in Ghana freed 40 children in 2019.", "Forty children freed in Ghana", ["Ghana"]),
        (
            "Forty-one people were freed in Kenya in May. Twelve men were arrested.",
            "Kenya: 41 freed, police say",
            ["Kenya", "Kenya"],
        ),
        (
            "Dengue spread across Peru this year. Lima (214) and Cusco (96) had the most cases.",
            "Dengue in Peru: the year in figures",
            ["Lima", "Cusco"],
        ),
        (
            "Officers in Korvalla raided two flats in May. They held 14 men in Korvalla, and 3 women were freed.",
            "Korvalla: flats raided",
            ["Korvalla", "Korvalla", "Korvalla"],
        ),
    ],
)
def test_plain_statements_get_their_place(text: str, title: str, expected: list[str | None]) -> None:
    assert places(text, title) == expected


def test_candidates_come_with_the_likeliest_first() -> None:
    (choice,) = choices("Police in Ghana freed 40 children in 2019.", "Forty children freed in Ghana")
    assert list(choice.probabilities) == sorted(choice.probabilities, reverse=True)
    assert all(0 <= probability <= 1 for probability in choice.probabilities)
