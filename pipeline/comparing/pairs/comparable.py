"""Which claims of a set can be held against each other, when all of them are at hand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.blocks import companies, company_of, comparable_kind
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.pairs.filed_apart import filed_apart, year_of
from pipeline.records.settings import CompareSettings

Compared = tuple[NormalisedClaim, NormalisedClaim, Company]
"""Two claims, with who else could be meant by either."""


def comparable_pairs(claims: Iterable[NormalisedClaim]) -> Iterator[Compared]:
    """Every two claims of one measure, unit and comparable kind."""
    given = list(claims)
    company = companies(given)
    for group in _grouped(given, lambda norm: (norm.measure, norm.unit, comparable_kind(norm.kind))):
        yield from ((a, b, company_of(a, b, company)) for a, b in combinations(group, 2))


def pairs_of_two_measures(claims: Iterable[NormalisedClaim], settings: CompareSettings) -> Iterator[Compared]:
    """Every two claims that were read under two measures and may be of one."""
    for group in _grouped(claims, _unit_and_year):
        for a, b in combinations(group, 2):
            if a.measure != b.measure and filed_apart(a, b, settings):
                yield a, b, Company.nobody()


def _unit_and_year(norm: NormalisedClaim) -> Hashable:
    """What claims of two measures must have in common; None for one without a period."""
    year = year_of(norm.claim)
    return year and (norm.claim.unit, comparable_kind(norm.kind), year)


def _grouped(
    claims: Iterable[NormalisedClaim], key_of: Callable[[NormalisedClaim], Hashable]
) -> Iterable[Sequence[NormalisedClaim]]:
    """The claims by key, those without one left out."""
    groups: dict[Hashable, list[NormalisedClaim]] = {}
    for norm in claims:
        key = key_of(norm)
        if key is not None:
            groups.setdefault(key, []).append(norm)
    return groups.values()
