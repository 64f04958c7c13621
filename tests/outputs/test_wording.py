"""Claims in words, for people."""

from dataclasses import replace

import pytest

from outputs.wording import period
from tests.made_claims import made


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2012", "2018-05", "2012 to 2018-05"),
        ("2018", "2018", "2018"),
        ("2012", None, "since 2012"),
        (None, "2018", "until 2018"),
        (None, None, ""),
    ],
)
def test_a_period_is_named_by_the_ends_that_it_has(start: str | None, end: str | None, words: str) -> None:
    assert period(replace(made("a", value=5.0), start=start, end=end)) == words
