"""What the network is asked of a document, and what is right, in numbers alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

NONE, IN_WORLD, UNNAMED = -1, -2, -3
"""What stands for a place that the document does not name."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of one field for all numbers of a document, one after the other: `number[i]` is the number that
    the i-th is of, `right[i]` whether choosing it is right."""

    number: Ints
    right: Flags


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to the candidates of a period: the candidate, its form, and the dates that it is made of (-1: none)."""

    candidate: Ints
    form: Ints
    date: Ints
    other_date: Ints


@dataclass(frozen=True, slots=True)
class Asked:
    """All that the network is asked of one document.

    `numbers`, `dates` and `places` are stretches of its windows, rows of window, start and end. `place_of` tells the
    index of each mention's place, of `place_count` in all; `world` is the index of the world, -1 where it is not
    named. `weight` is what each number counts, 0 where it is no claim, and `place_weight` what its place does;
    `is_claim` whether it is one, -1 where the annotation leaves that open; `classes` the right class of each classed
    field. `named` is the index of the place that a candidate names, or one of NONE, IN_WORLD, UNNAMED. Where a document
    is not `annotated`, no number counts and nothing is right.
    """

    id: str
    group: str
    annotated: bool
    windows: tuple[Ints, ...]
    numbers: Ints
    dates: Ints
    places: Ints
    place_of: Ints
    place_count: int
    world: int
    weight: Floats
    place_weight: Floats
    is_claim: Ints
    classes: Mapping[str, Ints]
    period: Candidates
    ways: Ways
    place: Candidates
    named: Ints

    @property
    def longest(self) -> int:
        """The pieces of its longest window."""
        return max(map(len, self.windows))
