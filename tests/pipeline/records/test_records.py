"""Records made and packed the short way are what the long way makes."""

from dataclasses import FrozenInstanceError, replace

import pytest

from pipeline.records.model import Claim, DocumentContext
from pipeline.records.packing import field_replacer, record_maker
from tests.made_claims import made


def test_a_made_record_is_one_that_its_class_makes() -> None:
    make = record_maker(DocumentContext)
    plain = DocumentContext(url="https://north.example/", publisher="North")
    record = make(*(getattr(plain, name) for name in DocumentContext.__match_args__))
    assert record == plain
    assert hash(record) == hash(plain)
    with pytest.raises(FrozenInstanceError):
        record.url = None  # type: ignore[misc]


@pytest.mark.parametrize("values", [(), ("one",), ("one",) * 40])
def test_all_fields_are_asked_for(values: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="zip"):
        record_maker(DocumentContext)(*values)


def test_a_replaced_field_leaves_the_others() -> None:
    claim = made("a")
    assert field_replacer(Claim, "place")(claim, "Lima") == replace(claim, place="Lima")
