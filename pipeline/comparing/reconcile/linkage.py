"""Facts that are likely of one thing: clusters of their keys by average linkage over pairs of their claims."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from heapq import heappop, heappush
from itertools import islice

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.evidence import Pair
from pipeline.comparing.reconcile.keys import FactKey
from pipeline.records.settings import CompareSettings

ClaimsOfKeys = Mapping[FactKey, Sequence[NormalisedClaim]]
Homes = Mapping[str, FactKey]
"""By id the claims that belong to the fact of another key than they were filed under, with that key."""
Probabilities = Callable[[Iterable[Pair]], Sequence[float]]
_Likely = dict[tuple[FactKey, FactKey], float]
"""How likely the claims of two keys are of one thing on average; the keys in the order of their texts."""


def linked_keys(
    keys: ClaimsOfKeys,
    pairs: Iterable[Pair],
    probabilities: Probabilities,
    merged: Collection[str],
    settings: CompareSettings,
) -> Mapping[FactKey, FactKey]:
    """The keys whose claims belong to the fact of another, with that key, by the pairs of claims of two keys that may
    be of one thing. A cluster's home is the key of its surest claim, of what people `merged` before others."""
    key_of = {norm.claim.id: key for key, told in keys.items() for norm in told}
    likely = _likely(keys, pairs, key_of, probabilities)
    if not likely:
        return {}
    found: dict[FactKey, FactKey] = {}
    for cluster in _clustered(sorted(keys, key=FactKey.text), likely, settings):
        surest = surest_first((norm for key in cluster for norm in keys[key]), merged)[0]
        home = key_of[surest.claim.id]
        found.update((key, home) for key in cluster if key != home)
    return found


def surest_first(told: Iterable[NormalisedClaim], merged: Collection[str]) -> list[NormalisedClaim]:
    """What people `merged` before others, then by how surely it is read."""
    return sorted(told, key=lambda norm: (norm.claim.id in merged, norm.claim.confidence, norm.claim.id), reverse=True)


def _likely(
    keys: ClaimsOfKeys, pairs: Iterable[Pair], key_of: Mapping[str, FactKey], probabilities: Probabilities
) -> _Likely:
    """By every two keys whose claims may all be of one thing."""
    between: dict[tuple[FactKey, FactKey], list[Pair]] = {}
    for pair in pairs:
        one, other = key_of[pair.a.claim.id], key_of[pair.b.claim.id]
        if one != other:
            between.setdefault(_in_order(one, other), []).append(pair)
    asked = {both: some for both, some in between.items() if len(some) == len(keys[both[0]]) * len(keys[both[1]])}
    likely = iter(probabilities(pair for some in asked.values() for pair in some))
    return {both: sum(islice(likely, len(some))) / len(some) for both, some in asked.items()}


def _clustered(keys: Sequence[FactKey], likely: _Likely, settings: CompareSettings) -> Iterable[Sequence[FactKey]]:
    """Keys, which come in the order of their texts, that belong together, by average linkage, the likeliest two first,
    as long as they are likely enough and no two claims of them are apart."""
    clusters = {n: [key] for n, key in enumerate(keys)}
    near: dict[int, dict[int, float]] = {n: {} for n in clusters}
    proposed: list[tuple[float, int, int]] = []

    def propose(one: int, other: int, chance: float) -> None:
        near[one][other] = near[other][one] = chance
        if chance >= settings.joined_from:
            heappush(proposed, (-chance, -min(one, other), -max(one, other)))

    position = {key: n for n, key in enumerate(keys)}
    for (first, second), chance in likely.items():
        propose(position[first], position[second], chance)
    while proposed:
        unlikely, *pair = heappop(proposed)
        into, other = (-each for each in pair)
        if into not in near or near[into].get(other) != -unlikely:
            continue  # proposed before one of the two took up a third
        share = len(clusters[into]) / (len(clusters[into]) + len(clusters[other]))
        clusters[into] += clusters.pop(other)
        mine, theirs = near.pop(into), near.pop(other)
        near[into] = {}
        for third in (mine.keys() | theirs.keys()) - {into, other}:
            near[third].pop(into, None)
            near[third].pop(other, None)
            if third in mine and third in theirs:
                propose(into, third, mine[third] * share + theirs[third] * (1 - share))
    return clusters.values()


def _in_order(a: FactKey, b: FactKey) -> tuple[FactKey, FactKey]:
    return (a, b) if a.text() <= b.text() else (b, a)
