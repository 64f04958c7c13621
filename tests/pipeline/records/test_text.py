"""Where a number stands in its quote, and what asks for it."""

import pytest

from pipeline.comparing.gates.clauses import beside_number, clause_of
from pipeline.ledger.added import place_of
from pipeline.records.bounds import modifier_before
from pipeline.records.model import Block, Reading
from pipeline.records.text import number_position

SINCE = "Since late 2013, when it began, over 20 children have been freed; 19 came of age."


@pytest.mark.parametrize(
    ("quote", "number", "before"),
    [
        (SINCE, "20", SINCE.partition("20 ")[0]),
        (SINCE, "19", SINCE.partition("19")[0]),
        ("2017\t17\t14", "17", "2017\t"),
        ("1,500 of the 500", "500", "1,500 of the "),
        ("Often ten came.", "ten", "Often "),
        ("15bn and 15", "15bn", ""),
        ("About 2.50, then 2.5.", "2.5", "About 2.50, then "),
        ("Only 2015", "15", "Only 20"),
        ("Nothing", "15", ""),
    ],
)
def test_a_number_stands_where_it_is_no_part_of_another(quote: str, number: str, before: str) -> None:
    assert quote[: number_position(quote, number)] == before


def test_a_year_that_holds_its_digits_is_not_taken_for_it() -> None:
    assert clause_of(SINCE, "20") == clause_of(SINCE, "over 20")
    assert "2013" not in beside_number(SINCE, "20")
    assert modifier_before(SINCE, "20", "min") == "over"
    place = place_of(SINCE, "20", Reading((Block(0, "paragraph", SINCE),)))
    assert place is not None
    assert SINCE[place.number_start - 5 : place.number_end] == "over 20"
