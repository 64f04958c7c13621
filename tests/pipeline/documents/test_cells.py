"""What a cell of a table holds."""

from __future__ import annotations

import pytest

from pipeline.documents.cells import states_unit


@pytest.mark.parametrize("text", ["US$ million", "%", "(thousands)", "EUR", "in NPR million", "kg"])
def test_units_and_scales_alone_are_units(text: str) -> None:
    assert states_unit(text)


@pytest.mark.parametrize("text", ["Men", "Sex", "All", "Age group", "and over", "Boys"])
def test_short_words_are_no_currencies(text: str) -> None:
    assert not states_unit(text)
