"""What is looked at: all buckets and all that blocking proposes in them, or what a change bears on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.comparing.reconcile.keys import BucketKey, Filed

Wanted = Callable[[BucketKey], bool]
Pairs = Sequence[tuple[Filed, Filed]]
"""Claims two by two, the smaller id first."""
WantedPairs = Callable[[BucketKey, Pairs], Pairs]
Partners = Mapping[str, tuple[str, ...]]
"""Pairs by the ids of their claims: to the smaller id of each the greater ones."""


def every_bucket(key: BucketKey) -> bool:
    """Wants every bucket."""
    return True


def no_bucket(key: BucketKey) -> bool:
    """Wants no bucket."""
    return False


def every_pair(key: BucketKey, proposed: Pairs) -> Pairs:
    """Wants every pair that is proposed."""
    return proposed


@dataclass(frozen=True, slots=True)
class Scope:
    """`buckets`: whether the bucket of a key is looked at; `facts`: whether facts are made of it then; `pairs`: which
    of the pairs that are proposed in it are judged."""

    buckets: Wanted = every_bucket
    facts: Wanted = every_bucket
    pairs: WantedPairs = every_pair


EVERYTHING = Scope()


def by_first(pairs: Iterable[tuple[str, str]]) -> Partners:
    """Pairs of ids as partners: by the first of each, its seconds in their order."""
    found: dict[str, list[str]] = {}
    for first, second in pairs:
        found.setdefault(first, []).append(second)
    return {first: tuple(others) for first, others in found.items()}
