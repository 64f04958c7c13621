"""Facets of facts after decisions: what some facts have now, without going through all of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from outputs.facets import column

VALUES = st.lists(st.sampled_from(["open", "settled", "vetted", ""]), max_size=3)


@given(st.lists(VALUES, min_size=1, max_size=8), st.dictionaries(st.integers(0, 7), VALUES))
def test_a_column_with_other_values_of_some_facts_is_the_column_made_anew(
    before: list[list[str]], changed: dict[int, list[str]]
) -> None:
    among = {n: values for n, values in changed.items() if n < len(before)}
    after = column(before).with_values(among)
    anew = column([among.get(n, values) for n, values in enumerate(before)])
    everything = np.ones(len(before), dtype=np.bool_)
    assert after.counted(everything) == anew.counted(everything)
    for value in ("open", "settled", "vetted"):
        assert after.mask(value, len(before)).tolist() == anew.mask(value, len(before)).tolist()
