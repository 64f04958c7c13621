"""What the network's output says for each candidate of a field: a score to which its probability is in proportion, by
the exponential.

A period's candidate is scored by the ways to it: the form of the span, and pointers from the number to the dates that
the span is made of (Vinyals et al. 2015). A place's is scored by pointers to its mentions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.encoder.network import CLASSED, Layout, Network, Rows
from pipeline.reading.claims.encoder.windows import windows_of
from pipeline.reading.claims.period.candidates import candidates_of
from pipeline.reading.claims.period.forms import Derivation
from pipeline.reading.claims.period.outline import outline_of
from pipeline.reading.claims.place.document_places import places_of
from pipeline.reading.claims.place.mentions import WORLD
from pipeline.reading.claims.place.named_place import NamedPlace
from pipeline.records.candidates import kind_as_text

Scores = NDArray[np.float64]

POINTER_SCALE = 7.0
"""What the product of two vectors is divided by: about the square root of their length, as in attention."""

UNTOLD = -1e9
"""The score of what nothing speaks for."""


def label_of_value(field: str, value: Any) -> str:
    """The class that a candidate of a field is."""
    return kind_as_text(*value) if field == "kind" else str(value)


@dataclass
class Evidence:
    """What a network says of one document, asked field by field for the candidates of a number."""

    document: ParsedDocument
    network: Network

    def of(self, field: str, n: int, values: Sequence[Any]) -> Scores:
        """A score for each candidate of the n-th number, NaN for a class that the network was not trained with (a
        measure of a pack). KeyError for a field that the network has no say in."""
        return _SCORES[field](self, n, values)

    @property
    def _layout(self) -> Layout:
        return self.network.layout

    @cached_property
    def _rows(self) -> tuple[Rows, Rows, Rows]:
        """The rows of the numbers, of the dates, and of the mentions of places."""
        numbers = [(n.text, n.quantity.start, n.quantity.end) for n in self.document.numbers]
        dates = [(m.text, m.start, m.end) for m in outline_of(self.document).mentions]
        names = [(m.text, m.start, m.end) for place in self._named.values() for m in place.mentions]
        rows = self.network.rows(windows_of(self.document), [*numbers, *dates, *names])
        return tuple(np.split(rows, [len(numbers), len(numbers) + len(dates)]))  # type: ignore[return-value]

    @property
    def _numbers(self) -> Rows:
        return self._rows[0]

    def _of_class(self, n: int, values: Sequence[Any], *, field: str) -> Scores:
        scores = self._numbers[n, self._layout.block(field)].tolist()
        of_label = dict(zip(self._layout.labels[field], scores, strict=True))
        return np.array([of_label.get(label_of_value(field, value), np.nan) for value in values])

    def _claimhood(self, n: int, values: Sequence[bool]) -> Scores:
        score = float(self._numbers[n, self._layout.block("claimhood")][0])
        return np.array([score if value else 0.0 for value in values])

    # periods

    @cached_property
    def _fitting(self) -> dict[str, list[list[float]]]:
        """By side, for each date and form, how well they go together."""
        return {side: self._rows[1][:, self._layout.block(f"{side}_form")].tolist() for side in _SIDES}

    def _pointing(self, n: int, what: str, mentions: Rows) -> Scores:
        """How much the n-th number points to each mention."""
        asking = self._numbers[n, self._layout.block(f"{what}_asked")]
        return np.asarray(mentions[:, self._layout.block(f"{what}_told")] @ asking / POINTER_SCALE, np.float64)

    def _period(self, n: int, values: Sequence[Any]) -> Scores:
        forms = self._numbers[n, self._layout.block("form")].tolist()
        pointing = {side: self._pointing(n, side, self._rows[1]).tolist() for side in _SIDES}

        def fit(way: Derivation) -> float:
            """How well a way to a span fits the number: its form, and the dates that it is made of."""
            form = int(way.form)
            score: float = forms[form]
            for side, date in zip(_SIDES, (way.date, way.other), strict=True):
                if date is not None:
                    score += pointing[side][date.n] + self._fitting[side][date.n][form]
            return score

        found = candidates_of(self.document)[n]
        return np.array([_log_of_sum([fit(way) for way in found[value]]) for value in values])

    # places

    @cached_property
    def _named(self) -> Mapping[str, NamedPlace]:
        return places_of(self.document).places

    @cached_property
    def _columns(self) -> tuple[list[int], Mapping[str, int]]:
        """Where the mentions of each place begin, and which place each name is of."""
        places = list(self._named.values())
        column_of = {value: n for n, place in reversed([*enumerate(places)]) for value in place.values}
        if WORLD in self._named:
            column_of[WORLD] = list(self._named).index(WORLD)
        return list(accumulate((len(place.mentions) for place in places), initial=0)), column_of

    def _pointed(self, n: int) -> list[float]:
        """How much the n-th number points to each place: to any of its mentions."""
        mentions = self._rows[2]
        told = self._pointing(n, "place", mentions) + mentions[:, self._layout.block("place_alone")][:, 0]
        starts, _ = self._columns
        return [float(np.logaddexp.reduce(told[start:end], initial=UNTOLD)) for start, end in pairwise(starts)]

    def _place(self, n: int, values: Sequence[str | None]) -> Scores:
        none, world, unnamed = self._numbers[n, self._layout.block("place_class")].tolist()
        pointed, (_, column_of) = self._pointed(n), self._columns
        world_column = column_of.get(WORLD)

        def score(value: str | None) -> float:
            if value is None:
                return float(none)
            column = column_of.get(value)
            named = UNTOLD if column is None else pointed[column]
            if value == WORLD or (column is not None and column == world_column):
                return float(np.logaddexp(world, named))
            return max(named, float(unnamed))

        return np.array([score(value) for value in values])


def _log_of_sum(scores: Sequence[float]) -> float:
    return float(np.logaddexp.reduce(scores)) if len(scores) > 1 else scores[0]


_SIDES = ("date", "other_date")
"""The date that a span is made of, and the one that ends a span of two dates."""

_SCORES: Mapping[str, Callable[[Evidence, int, Sequence[Any]], Scores]] = {
    **{field: partial(Evidence._of_class, field=field) for field in sorted(CLASSED)},
    "claimhood": Evidence._claimhood,
    "period": Evidence._period,
    "place": Evidence._place,
}
FIELDS = tuple(_SCORES)
"""The fields that the network has a say in."""
