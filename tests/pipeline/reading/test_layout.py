"""What stands around a number as small features of it."""

from __future__ import annotations

import pytest

from pipeline.reading.claims.layout import sign_of
from pipeline.reading.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("▲ 7%", "up"),
        ("↑ 7%", "up"),
        ("(△7%)", "up"),
        ("▼ 7%", "down"),
        ("↓7%", "down"),
        ("(7%)", None),
        ("7%", None),
    ],
)
def test_a_sign_or_an_arrow_before_a_number_points_up_or_down(text: str, sign: str | None) -> None:
    (quantity,) = find_quantities(text)
    assert sign_of(text, quantity) == sign
