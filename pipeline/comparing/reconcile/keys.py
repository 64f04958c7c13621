"""The keys that bring claims together: of buckets whose claims can meet, and of facts that are about one thing."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.blocks import BlockKey, comparable_kind
from pipeline.comparing.pairs.close_figures import CloseKey


class ThingKey(NamedTuple):
    """What a fact counts, and where; `counted` has the subject in words that are equal for phrases of one meaning.
    `splits` names what sets it apart from what its other parts are equal to: that it is no stated fact, splits by
    people, and the figure that others join."""

    measure: str
    unit: str
    kind: str
    head: str
    per: str
    place: str
    who: str
    counted: str
    splits: tuple[str, ...] = ()

    def text(self) -> str:
        *parts, splits = self
        return "|".join((*parts, *splits))


class FactKey(NamedTuple):
    """What a fact is about. Its text is what the fact's id is made of, and what facts are ordered by."""

    thing: ThingKey
    start: str
    end: str

    def text(self) -> str:
        return f"{self.thing.text()}|{self.time()}"

    def block(self) -> BlockKey:
        """The bucket of the fact."""
        thing = self.thing
        return BlockKey(thing.measure, thing.unit, comparable_kind(thing.kind), thing.per, thing.place)

    def time(self) -> str:
        return f"{self.start}/{self.end}"

    def of_figure(self, figure: str) -> FactKey:
        """The key of a fact of one figure, where others of the key do not meet it."""
        return self._replace(thing=self.thing._replace(splits=(*self.thing.splits, figure)))


class SeriesKey(NamedTuple):
    """The bucket of one thing in every place in a year; the words of what is counted stand for the block's place."""

    block: BlockKey
    year: str

    def text(self) -> str:
        return f"series|{self.block.text()}|{self.year}"


class SharesKey(NamedTuple):
    """The bucket of a measure, place and time, for shares of counts that other documents state."""

    measure: str
    place: str
    start: str
    end: str

    def text(self) -> str:
        return f"told|{self.measure}|{self.place}|{self.start}/{self.end}"


class FigureKey(NamedTuple):
    """The bucket of all claims that state one figure. Of one that many claims state by chance `among` says of which
    measure, or measure and place."""

    figure: str
    kind: str
    among: str

    def text(self) -> str:
        return f"figure|{'|'.join(self)}"


class DocumentKey(NamedTuple):
    """The bucket of a document's claims, for its sums."""

    doc: str

    def text(self) -> str:
        return f"document|{self.doc}"


BucketKey = BlockKey | SeriesKey | CloseKey | SharesKey | FigureKey | DocumentKey
"""Each kind has a number of fields of its own, so that keys of two kinds are never equal."""


class SplitSide(NamedTuple):
    """Where a claim stands in a split by people: among those that were split off, or those that were left."""

    split: str
    off: bool


class Filed(NamedTuple):
    """A claim under its keys.

    `fact`: the claim's fact. `bucket`: that of the fact and of all that can say otherwise. Where counts add up,
    `series`: the same thing in every place, a bucket for each year, for parts above their wholes. `apart`: its sides in
    the splits by people that it stands in.
    """

    norm: NormalisedClaim
    place: str
    bucket: BlockKey
    fact: FactKey
    series: tuple[SeriesKey, ...]
    apart: frozenset[SplitSide] = frozenset()


def measure_of(key: BucketKey) -> str | None:
    """The measure that a bucket is of; None for a document's and a figure's."""
    match key:
        case SeriesKey():
            return key.block.measure
        case BlockKey() | CloseKey() | SharesKey():
            return key.measure
    return None
