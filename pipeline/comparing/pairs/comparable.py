"""Which claims of a set can be held against each other, when all of them are at hand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.blocks import block_key, companies, comparable_kind, in_one_block
from pipeline.comparing.pairs.close_figures import CloseKey, close_keys
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.pairs.filed_apart import met_under
from pipeline.records.settings import CompareSettings

Key = TypeVar("Key", bound=Hashable)
Compared = tuple[NormalisedClaim, NormalisedClaim, Company]
"""Two claims, with who else could be meant by either."""


def comparable_pairs(claims: Iterable[NormalisedClaim], settings: CompareSettings) -> Iterator[Compared]:
    """Every two claims of one measure, unit and comparable kind."""
    given = list(claims)
    company_of = company_among(given, settings)
    of_one_measure = _keyed(given, lambda norm: [(norm.measure, norm.unit, comparable_kind(norm.kind))])
    for group in of_one_measure.values():
        yield from ((a, b, company_of(a, b)) for a, b in combinations(group, 2))


def pairs_of_two_measures(claims: Iterable[NormalisedClaim], settings: CompareSettings) -> Iterator[Compared]:
    """Every two claims that were read under two measures and may be of one."""
    for key, members in _close(claims, settings).items():
        company = Company.of(members)
        for a, b in combinations(members, 2):
            if a.measure != b.measure and met_under(a, b, settings) == key:
                yield a, b, company


def company_among(
    claims: Sequence[NormalisedClaim], settings: CompareSettings
) -> Callable[[NormalisedClaim, NormalisedClaim], Company]:
    """Who else could be meant by either of two claims: those of their block, or close figures where they lie in two."""
    blocks = companies(claims)
    close = {key: Company.of(members) for key, members in _close(claims, settings).items()}

    def company_of(a: NormalisedClaim, b: NormalisedClaim) -> Company:
        if in_one_block(a, b):
            return blocks[block_key(a)]
        met = met_under(a, b, settings)
        return Company.nobody() if met is None else close[met]

    return company_of


def _close(claims: Iterable[NormalisedClaim], settings: CompareSettings) -> dict[CloseKey, list[NormalisedClaim]]:
    return _keyed(claims, lambda norm: sorted(close_keys(norm.claim, settings)))


def _keyed(
    claims: Iterable[NormalisedClaim], keys_of: Callable[[NormalisedClaim], Iterable[Key]]
) -> dict[Key, list[NormalisedClaim]]:
    """The claims by each of their keys."""
    found: dict[Key, list[NormalisedClaim]] = {}
    for norm in claims:
        for key in keys_of(norm):
            found.setdefault(key, []).append(norm)
    return found
