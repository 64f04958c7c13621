"""Whatever the text, the grammar stays inside it: exact offsets, no overlap, ends in order."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.quantities import find_quantities

SIGNS = [*list("%$£€-–—/:+~()[],.;'\"°½²\n\t\u00a0"), " "]
DIGITS = ["1", "2", "12", "15", "2019", "1,234", "1.5", ".5", "007", "17,793", "787", "١٢", "1️⃣"]
NUMBER_WORDS = [
    "a",
    "an",
    "no",
    "not",
    "none",
    "single",
    "zero",
    "one",
    "two",
    "twenty",
    "hundred",
    "thousand",
    "million",
]
NUMBER_WORDS += [
    "dozen",
    "dozens",
    "millions",
    "tens",
    "half",
    "third",
    "thirds",
    "quarter",
    "point",
    "tenfold",
    "doubled",
]
LINKS = [
    "the",
    "of",
    "in",
    "out",
    "for",
    "per",
    "every",
    "to",
    "and",
    "or",
    "from",
    "between",
    "more",
    "than",
    "at",
    "least",
]
LINKS += ["up", "over", "about", "some", "minus", "as", "many"]
UNITS = [
    "x",
    "m",
    "bn",
    "M",
    "k",
    "th",
    "st",
    "US",
    "USD",
    "Rs",
    "A",
    "times",
    "fold",
    "percent",
    "cent",
    "dollars",
    "pounds",
]
UNITS += ["pence", "years", "feet", "inches", "old", "aged", "under"]
NOUNS = [
    "People",
    "people",
    "cases",
    "woman",
    "was",
    "rose",
    "May",
    "March",
    "page",
    "Section",
    "Boeing",
    "am",
    "İstanbul",
    "ﬁ",
]
PIECES = st.sampled_from(SIGNS + DIGITS + NUMBER_WORDS + LINKS + UNITS + NOUNS)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=25).map(" ".join),
    st.lists(PIECES, max_size=25).map("".join),
    st.text(max_size=80),
)


@given(TEXTS)
@settings(max_examples=600)
def test_every_quantity_lies_in_the_text_and_none_overlap(text: str) -> None:
    end = 0
    for found in find_quantities(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.surface
        assert found.surface == found.surface.strip()
        end = found.end


@given(TEXTS)
@settings(max_examples=600)
def test_a_quantity_has_a_value_or_a_range_and_never_both(text: str) -> None:
    for found in find_quantities(text):
        if found.bound == "range":
            assert found.value is None
            assert found.low is not None
            assert found.high is not None
            assert found.low < found.high
        else:
            assert found.low is found.high is None
            assert found.value is not None
            assert math.isfinite(found.value)


@given(st.integers(min_value=0, max_value=999_999_999))
@settings(max_examples=300)
def test_reads_back_a_number_with_thousands_separators(n: int) -> None:
    (found,) = find_quantities(f"They counted {n:,} people.")
    assert (found.surface, found.value) == (f"{n:,}", n)


ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ONES += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(n: int) -> str:
    """British number words, with "and" and hyphens."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{ONES[n % 10]}" if n % 10 else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            rest = n % size
            joint = " and " if rest and (rest < 100) else " "
            return f"{spell(n // size)} {name}" + (joint + spell(rest) if rest else "")
    raise AssertionError(n)


@given(st.integers(min_value=2, max_value=999_999_999_999))
@settings(max_examples=400)
def test_reads_back_number_words_of_any_size(n: int) -> None:
    (found,) = find_quantities(f"They counted {spell(n)} people.")
    assert (found.surface, found.value) == (spell(n), n)
