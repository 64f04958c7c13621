"""The time that the time grammar takes: in proportion to a text's length, whatever the text repeats."""

from __future__ import annotations

from time import process_time

import pytest

from pipeline.reading.periods import find_periods

_MOST_TIMES = 10
"""For a text four times as long; one that is gone through again for each of its dates takes 16 times."""


@pytest.mark.parametrize(
    "repeated",
    ["April had 9, March had 3, ", "3/4/2019, ", "the nineties, ", "the same period of 2017, "],
)
def test_a_text_four_times_as_long_takes_about_four_times_as_long(repeated: str) -> None:
    short, long = (min(_seconds(repeated * count) for _ in range(2)) for count in (500, 2000))
    assert long < _MOST_TIMES * short


def _seconds(text: str) -> float:
    begin = process_time()
    # A text of its own each time: what is kept of a text is found once for it.
    find_periods(f"{text}{begin}", "2022-05-03")
    return process_time() - begin
