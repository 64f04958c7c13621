"""A claim in the making: what the sentence alone says, before the document is known."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.reading.claims.found import ReadPassage
from pipeline.records.model import ClaimKind, Direction, Period, Quantity


@dataclass(frozen=True, slots=True)
class Draft:
    """`subject` None: the sentence names nothing counted."""

    read: ReadPassage
    j: int
    subject: str | None
    part: str | None
    measure: str
    kind: ClaimKind
    direction: Direction | None
    cost: float
    rules: tuple[str, ...]
    elliptic: bool = False
    noun: str | None = None
    """The lemma of the noun that is counted, where the sentence names it."""
    periods: tuple[Period, ...] = ()
    """The sentence's periods less those that only date who said it."""
    governing: int | None = None
    """Where the subject of the number's clause stands in the block's text."""
    perfect: bool = False
    otherwise: str | None = None
    """What is counted where no claim before says so: "500+ rescued" are people."""
    own_words: tuple[str, str] = ("", "")
    """What an elliptic number says of its own, before and behind the noun that it leaves out."""

    @property
    def quantity(self) -> Quantity:
        return self.read.quantities[self.j]


def same_figure(a: Draft, b: Draft) -> bool:
    """Whether two numbers are one figure told twice."""
    x, y = a.quantity, b.quantity
    return (x.value, x.low, x.high, x.unit) == (y.value, y.low, y.high, y.unit)
