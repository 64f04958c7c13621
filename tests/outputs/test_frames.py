"""Claims, facts and conflicts as frames: a row each, plain values, the same columns whatever there is."""

import io

import pandas as pd

from outputs.frames import cells_of, claims_frame, conflicts_frame, facts_frame, frame_of
from pipeline.records.rows import claim_to_row
from tests.as_shipped import reconcile
from tests.made_claims import made, share

CLAIMS = [made("a", value=712.0), made("b", value=712.0), made("c", value=345.0), share("d"), share("e")]


def test_the_table_has_a_row_for_each_fact() -> None:
    found = reconcile(CLAIMS)
    table = facts_frame(found.facts, CLAIMS)
    assert len(table) == len(found.facts)
    row = table[table.measure == "rescued"].iloc[0]
    assert row["values"] == "345 (Publisher of c 2022); 712 (Publisher of a 2022, Publisher of b 2022)"
    assert (row["claims"], row["sources"], row["conflicts"]) == (3, 3, found.conflicts[0].id)


def test_a_table_without_facts_has_its_columns() -> None:
    empty = facts_frame([], [])
    assert empty.empty
    assert list(empty) == list(facts_frame(reconcile(CLAIMS).facts, CLAIMS))


def test_claims_have_a_column_for_each_field_of_the_record_and_of_its_document() -> None:
    frame = claims_frame(CLAIMS)
    assert list(frame["id"]) == [claim.id for claim in CLAIMS]
    assert list(frame["document.publisher"]) == [claim.document.publisher for claim in CLAIMS]
    plain = {name for name, value in claim_to_row(CLAIMS[0]).items() if not isinstance(value, dict)}
    assert plain <= set(frame)


def test_what_is_unknown_is_none_and_numbers_stay_numbers() -> None:
    frame = frame_of([{"value": 3, "place": None}, {"value": None, "place": "Ghana", "document": {"url": "u"}}])
    assert frame.to_dict("records") == [
        {"value": 3, "place": None, "document.url": None},
        {"value": None, "place": "Ghana", "document.url": "u"},
    ]


def test_cells_are_written_as_what_they_are() -> None:
    frame = frame_of([{"page": 1, "value": 0.5, "kept": True}, {"page": None, "value": None, "kept": None}])
    assert list(map(str, cells_of(frame, repr))) == ["['1', '0.5', 'True']", "['None', 'None', 'None']"]


def test_conflicts_stand_where_decisions_put_them_and_name_their_sides() -> None:
    (conflict,) = reconcile(CLAIMS).conflicts
    (row,) = conflicts_frame([conflict], {conflict.id: "settled"}).to_dict("records")
    assert (row["id"], row["status"]) == (conflict.id, "settled")
    assert row["sides"] == conflict.sides


def test_a_frame_comes_back_from_csv() -> None:
    written = claims_frame(CLAIMS).to_csv(index=False)
    again = pd.read_csv(io.StringIO(written))
    assert list(again["value"]) == [claim.value for claim in CLAIMS]
    assert list(again["quote"]) == [claim.quote for claim in CLAIMS]
