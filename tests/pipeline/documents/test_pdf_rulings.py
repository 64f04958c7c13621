"""The cells that ruled lines make."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pdfplumber.table import edges_to_intersections, intersections_to_cells

from pipeline.documents.pdf.rulings import RuledTable, cells_between


def line(x0: int, top: int, x1: int, bottom: int) -> dict[str, Any]:
    sides = {"x0": float(x0), "top": float(top), "x1": float(x1), "bottom": float(bottom)}
    return {**sides, "width": x1 - x0, "height": bottom - top, "orientation": "h" if top == bottom else "v"}


place = st.integers(0, 5)
level = st.builds(
    lambda x, other, y: line(min(x, other) * 20, y * 20, max(x, other) * 20 + 20, y * 20), place, place, place
)
upright = st.builds(
    lambda x, y, other: line(x * 20, min(y, other) * 20, x * 20, max(y, other) * 20 + 20), place, place, place
)


@given(st.lists(st.one_of(level, upright), min_size=4, max_size=24))
def test_the_cells_between_lines_are_those_that_pdfplumber_finds(lines: list[dict[str, Any]]) -> None:
    crossings = edges_to_intersections(lines, 3, 3)
    assert cells_between(crossings) == intersections_to_cells(crossings)


def test_a_point_lies_in_the_smallest_of_its_cells_and_on_a_border_in_the_first() -> None:
    whole, left, right = (0.0, 0.0, 40.0, 20.0), (0.0, 0.0, 20.0, 10.0), (20.0, 0.0, 40.0, 10.0)
    table = RuledTable(whole, (whole, left, right))
    assert table.cell_at(5, 5) == left
    assert table.cell_at(20, 5) == left
    assert table.cell_at(30, 15) == whole
    assert table.cell_at(50, 5) is None
