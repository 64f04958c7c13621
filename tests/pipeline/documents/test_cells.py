"""What a cell of a table holds."""

from __future__ import annotations

import pytest

from pipeline.documents.cells import names_row, states_unit


@pytest.mark.parametrize("text", ["US$ million", "%", "(thousands)", "EUR", "in NPR million", "kg"])
def test_units_and_scales_alone_are_units(text: str) -> None:
    assert states_unit(text)


@pytest.mark.parametrize("text", ["Men", "Sex", "All", "Age group", "and over", "Boys"])
def test_short_words_are_no_currencies(text: str) -> None:
    assert not states_unit(text)


@pytest.mark.parametrize("text", ["$000", "US$ (2015)", "£000s", "EUR 000", "US$ per tonne"])
def test_thousands_left_out_and_years_of_prices_are_units(text: str) -> None:
    assert states_unit(text)


@pytest.mark.parametrize("text", ["$8,200", "€19/month", "$4m", "USD 6,400", "$2015", "NPR 450"])
def test_sums_are_no_units(text: str) -> None:
    assert not states_unit(text)


@pytest.mark.parametrize("text", ["5-14", "65+", "18 and over", "<5", "≥ 70", "15 to 49 years", "1,000–4,999", "2018"])
def test_words_times_and_bands_name_a_row(text: str) -> None:
    assert names_row(text)


@pytest.mark.parametrize("text", ["412", "8.1", "12%", "1,412", "–", "$4m"])
def test_figures_name_no_row(text: str) -> None:
    assert not names_row(text)
