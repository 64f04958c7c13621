"""Which period the shipped weights choose in plain sentences."""

from __future__ import annotations

import pytest

from pipeline.reading.claims.choosing import Choice, choose, shipped_weights
from pipeline.reading.claims.period.chooser import PeriodChooser
from pipeline.reading.claims.period.spans import Span
from tests.pipeline.reading.test_period_candidates import parsed

CHOOSER = PeriodChooser()


def chosen(text: str, figure: str, published: str | None, kind: str) -> Span:
    document = parsed(text, published)
    n = next(n for n, number in enumerate(document.numbers) if number.quantity.surface == figure)
    kinds = [Choice(((kind, None),), (1.0,)) for _ in document.numbers]
    proposals = CHOOSER.propose(document, {"kind": kinds})
    return choose(proposals, shipped_weights(CHOOSER.name, CHOOSER.features))[n].value


@pytest.mark.parametrize(
    ("text", "figure", "kind", "period"),
    [
        ("Police in Ghana arrested 310 smugglers in 2019.", "310", "total", ("2019", "2019")),
        ("Between March and June 2021 the clinic in Cork treated 940 women.", "940", "total", ("2021-03", "2021-06")),
        ("Since 2014 the agency has freed 2,300 children in Togo.", "2,300", "total", ("2014", None)),
        ("In 2018 the court in Leeds tried 40 men; in 2019 it tried 61.", "40", "total", ("2018", "2018")),
        ("In 2018 the court in Leeds tried 40 men; in 2019 it tried 61.", "61", "total", ("2019", "2019")),
    ],
)
def test_a_date_of_the_own_clause_dates_the_number(text: str, figure: str, kind: str, period: Span) -> None:
    assert chosen(text, figure, "2022-05-04", kind) == period


def test_a_paragraph_goes_on_in_the_year_that_its_first_sentence_names() -> None:
    text = "In 2019 the clinics in Accra treated 820 cases of malaria. Of the patients, 230 were infants."
    assert chosen(text, "230", "2020-02-11", "total") == ("2019", "2019")


def test_a_candidate_says_where_its_date_stands() -> None:
    document = parsed("Shelters in 2017\n\nThe year in figures\n\nThe house in Cork took in 3,420 women in May 2016.\n")
    kinds = [Choice((("total", None),), (1.0,)) for _ in document.numbers]
    proposal = CHOOSER.propose(document, {"kind": kinds})[0]
    origins = dict(zip(proposal.values, proposal.origins, strict=True))
    assert origins["2016-05", "2016-05"] == "own sentence"
    assert origins[None, None] == ""
