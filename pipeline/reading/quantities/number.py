"""A number as it was read, and what the readers of numbers share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.reading.quantities.tokens import Tokens
from pipeline.reading.quantities.vocabulary import vocabulary

Style = Literal["digits", "words", "vague", "part"]

HYPHENS = frozenset({"-", "‐", "‑"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number over the tokens first to last (exclusive).

    `scale` is what its last scale word multiplied by, 1 if there was none. A `part` is a fraction of one. `plain`
    digits bear neither comma, point nor scale: only such can be a year, a label or a code.
    """

    first: int
    last: int
    value: float
    style: Style
    scale: float = 1
    plain: bool = False

    @property
    def mantissa(self) -> float:
        return self.value / self.scale


def past_hyphen(t: Tokens, i: int) -> int:
    """The token after a hyphen at token i that joins two words, else i."""
    return i + 1 if is_joint(t, i) else i


def is_joint(t: Tokens, i: int) -> bool:
    """Whether token i is a hyphen with nothing between it and its neighbours."""
    return t.words[i] in HYPHENS and t.glued(i) and t.glued(i + 1)


def counts_something(t: Tokens, j: int) -> bool:
    """Whether a word that could be counted stands at token j."""
    return t.words[j].isalpha() and t.low[j] not in vocabulary().lists["function_words"]


def is_behind_plus(t: Tokens, i: int) -> bool:
    """Whether a plus is stuck to token i, and to no word or number before it: "+109 000", "(+44 20 7946 0018)"."""
    return t.words[i - 1] == "+" and t.glued(i) and not (t.glued(i - 1) and t.words[i - 2][-1:].isalnum())
