"""What a figure is for each of, what it is about beyond its noun, and the event that it belongs to."""

from __future__ import annotations

import pytest

from pipeline.documents.text import read_text
from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.found import DocumentToRead
from pipeline.reading.claims.scope import DocumentScope, Scope
from pipeline.records.model import DocumentContext


def scopes(
    text: str, title: str | None = None, kind: str = "total", start: str | None = None, end: str | None = None
) -> dict[str, Scope]:
    given = DocumentToRead("d", read_text(text), DocumentContext(title=title))
    document = next(parsed_documents([given], packs=()))
    scope = DocumentScope(document)
    return {n.quantity.surface: scope.of(n, kind, start, end) for n in document.numbers}


@pytest.mark.parametrize(
    ("text", "number", "per"),
    [
        ("The clinic treats 4,100 children a year.", "4,100", "year"),
        ("Each day the kitchen feeds 620 families.", "620", "day"),
        ("They sold them for $300 a head.", "$300", "person"),
        ("The district counted 8.4 deaths per 100,000 people.", "8.4", "100,000 inhabitants"),
        ("The state had 12.1 murders per 100,000 women.", "12.1", "100,000 women"),
        ("Deaths fell from 420 to 310 per 100,000 live births.", "420", "100,000 live births"),
        ("The goal is 70 deaths per 100,000 births.", "70", "100,000 births"),
        ("The road costs them $40 for every 100 vehicles.", "$40", "100 vehicles"),
        ("Some 240 lorries cross daily.", "240", "day"),
        ("The union speaks for 2,300 daily wage earners.", "2,300", None),
        ("In 2019 police freed 300 girls.", "300", None),
        ("The shift lasts 14 hours a day.", "14 hours", None),
    ],
)
def test_what_hangs_on_a_figure_is_what_it_is_for_each_of(text: str, number: str, per: str | None) -> None:
    assert scopes(text)[number].per == per


def test_a_rate_takes_up_the_base_that_was_named_before_it() -> None:
    text = "Suicides per 100,000 people are counted each spring. In the north it was 13.9."
    assert scopes(text, kind="rate")["13.9"].per == "100,000 inhabitants"
    assert scopes(text, kind="total")["13.9"].per is None


def test_a_sentence_names_what_its_count_is_about_before_the_title_does() -> None:
    found = scopes("Landmines killed 41 villagers.\n\nThe hospital lost 12 patients.", title="Cholera in the valley")
    assert found["41"].about == ("landmines",)
    assert found["12"].about == ("cholera",)


def test_each_figure_of_a_sentence_takes_its_own_cause() -> None:
    found = scopes("In the north 12 people died of cholera, 30 of measles.")
    assert found["12"].about == ("cholera",)
    assert found["30"].about == ("measles",)


def test_the_more_specific_of_two_causes_is_kept() -> None:
    assert scopes("Of modern slavery and forced labour they found 77 cases.")["77"].about == ("forced labour",)


def test_an_industry_stands_beside_the_cause() -> None:
    found = scopes("Profits from fishing came to $90 million.", title="Forced labour at sea")
    assert found["$90 million"].about == ("forced labour", "fishing")


def test_help_and_aids_to_it_are_no_disease() -> None:
    assert scopes("The store handed out 450 school aids.")["450"].about == ()


def test_a_named_operation_is_what_its_figures_are_about_and_their_event() -> None:
    found = scopes("In Operation Grey Heron officers freed 61 boys.", start="2021-03-04", end="2021-03-04")
    assert found["61"] == Scope(None, ("Operation Grey Heron",), "Operation Grey Heron, 2021-03-04")


def test_a_happening_of_a_known_day_is_the_event_of_what_is_told_of_it() -> None:
    text = "A ferry sank off the coast on 3 May 2019. Rescuers pulled 44 people from the water."
    assert scopes(text, start="2019-05-03", end="2019-05-03")["44"].event == "shipwreck, 2019-05-03"


def test_a_count_of_another_time_does_not_belong_to_the_event() -> None:
    text = "A ferry sank off the coast on 3 May 2019. Since 2014 the guard has saved 9,300 people."
    assert scopes(text, start="2014")["9,300"].event is None


def test_several_happenings_are_not_one_event() -> None:
    text = "Two earthquakes shook the town on 3 May 2019. They killed 44 people."
    assert scopes(text, start="2019-05-03", end="2019-05-03")["44"].event is None
