"""What the dates of a document are there for, and which of them hold for what follows."""

from __future__ import annotations

from pipeline.reading.claims.period.discourse import Discourse, Use, discourse_of
from pipeline.reading.claims.period.outline import outline_of
from tests.pipeline.reading.test_period_candidates import parsed


def discourse(text: str, published: str = "2023-05-12") -> Discourse:
    return discourse_of(outline_of(parsed(text, published)))


def test_the_day_of_a_statement_does_not_hold_for_what_follows() -> None:
    found = discourse("The minister said on 11 May 2023 that 40 boats had been taken. In 2022 it was 31 boats.")
    assert found.uses[0] is Use.SAID
    assert [mention.span for mention in found.live] == [("2022", "2022")]


def test_what_a_figure_is_compared_with_does_not_hold_for_what_follows() -> None:
    found = discourse("In 2022 the port held 40 ships, compared with 2019, when it held 31 ships.")
    assert found.uses == (Use.HAPPENING, Use.COMPARED)


def test_a_preposition_before_a_date_is_no_comparison() -> None:
    assert discourse("On 3 March 2023 the harbour took in 40 ships.").uses == (Use.HAPPENING,)


def test_a_day_to_come_does_not_hold_for_what_follows() -> None:
    assert discourse("By 2030 the harbour will take in 400 ships.").uses == (Use.TO_COME,)


def test_the_stretch_that_a_document_states_first_is_its_report() -> None:
    text = "Harbour report\n\nFrom January to June 2022 the harbour took in 40 ships. In 2021 it was 31 ships.\n"
    assert discourse(text).report == ("2022-01", "2022-06")
