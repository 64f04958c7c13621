"""What each claim brings to every pair that it stands in, worked out once for the claim."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.gates.restating import DISPLAYED
from pipeline.comparing.intervals import in_base_unit, point
from pipeline.comparing.pairs.values import point_of, significant_digits
from pipeline.comparing.pairs.wordings import (
    Words,
    clause_words,
    counted_words,
    distinctive_figures,
    own_figure,
    surrounding_words,
    words_of,
)
from pipeline.comparing.witnesses import body_of

_MIDYEAR = 6


class Features(NamedTuple):
    """`point`: the stated value, negative for a drop, and `size` without its sign; `base_point`: in the base unit of
    its family; `month`: of the page's date, counted from year nought; `source`: the body that the text names."""

    norm: NormalisedClaim
    counted: Words
    clause: Words
    quote: Words
    surrounding: Words
    title: Words
    place: Words
    figures: frozenset[str]
    own_figure: str
    point: float
    base_point: float
    size: float
    digits: int
    month: int | None
    source: str | None
    shown: bool


def features_of(norm: NormalisedClaim) -> Features:
    """What evidence needs of a claim, worked out once."""
    claim = norm.claim
    stated = point_of(claim)
    return Features(
        norm=norm,
        counted=counted_words(norm),
        clause=clause_words(norm),
        quote=words_of(claim.quote),
        surrounding=surrounding_words(norm),
        title=words_of(claim.document.title or ""),
        place=words_of(norm.place or ""),
        figures=distinctive_figures(norm),
        own_figure=own_figure(norm),
        point=stated,
        base_point=in_base_unit(point(stated), claim.unit).low,
        size=abs(stated),
        digits=significant_digits(stated),
        month=_month(claim.document.published),
        source=body_of(claim.attributed_to),
        shown=claim.block_kind in DISPLAYED,
    )


def _month(date: str | None) -> int | None:
    return int(date[:4]) * 12 + int(date[5:7] or _MIDYEAR) if date else None
