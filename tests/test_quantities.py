"""What the number grammar reads out of single sentences."""

from __future__ import annotations

import pytest

from pipeline.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "surface", "value", "bound", "unit"),
    [
        ("They freed two million people.", "two million", 2_000_000, "exact", "count"),
        ("Nearly one in four girls was hurt.", "one in four", 25, "about", "percent"),
        ("A fund of over £1.2m was set up.", "£1.2m", 1_200_000, "min", "GBP"),
        ("Some 8.16 per cent never came back.", "8.16 per cent", 8.16, "about", "percent"),
    ],
)
def test_reads_number_unit_and_bound(text: str, surface: str, value: float, bound: str, unit: str) -> None:
    (found,) = find_quantities(text)
    assert (found.surface, found.value, found.bound, found.unit) == (surface, value, bound, unit)
    assert text[found.start : found.end] == surface
