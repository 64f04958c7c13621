"""Claims of one figure that were filed under several keys: which of them are of one thing, and under which key.

Readers file a figure that two documents tell under two measures, places or times where one of them was misread, or says
less. Claims of one figure therefore form a bucket of their own (`FigureKey`). Keys are clustered there by average
linkage over how likely their claims are of one thing, and all claims of a cluster go to the key of the surest of them,
their *home*. What the bucket says follows from its own claims alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import combinations, islice

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.evidence import Pair
from pipeline.comparing.pairs.joining import joinable_pair, joining_probabilities
from pipeline.comparing.pairs.judge import Rules
from pipeline.comparing.reconcile.keys import FactKey, file_claim
from pipeline.records.settings import CompareSettings

Homes = Mapping[str, FactKey]
"""By id the claims that belong to the fact of another key than they were filed under, with that key."""
_Likely = dict[tuple[FactKey, FactKey], float]
"""How likely the claims of two keys are of one thing on average; the keys in the order of their texts."""


def homes_among(
    told: Sequence[NormalisedClaim], rules: Rules, split_off: Collection[str], merged: Collection[str]
) -> Homes:
    """The homes of the claims of one figure, which come in the order of their ids. What people split off stays where it
    is, and nothing joins it. What they merged goes before surer readings: it would leave what it was merged with."""
    free = [norm for norm in told if norm.claim.id not in split_off]
    pairs = list(_joinable_pairs(free, rules.settings))
    if not pairs:
        return {}
    keys: dict[FactKey, list[NormalisedClaim]] = {}
    key_of = {norm.claim.id: file_claim(norm).fact for norm in free}
    for norm in free:
        keys.setdefault(key_of[norm.claim.id], []).append(norm)
    found: dict[str, FactKey] = {}
    for cluster in _clustered(sorted(keys, key=FactKey.text), _likely(keys, pairs, key_of, rules), rules.settings):
        members = (norm for key in cluster for norm in keys[key])
        surest = max(members, key=lambda norm: (norm.claim.id in merged, norm.claim.confidence, norm.claim.id))
        home = key_of[surest.claim.id]
        found.update((norm.claim.id, home) for key in cluster if key != home for norm in keys[key])
    return found


def _joinable_pairs(told: Sequence[NormalisedClaim], settings: CompareSettings) -> Iterator[Pair]:
    """Every two claims that may be of one thing; where there are many, each with the `most_partners` that follow it
    when sorted by key."""
    pairs: Iterable[tuple[NormalisedClaim, NormalisedClaim]] = combinations(told, 2)
    if len(told) > settings.paired_up_to:
        ordered = sorted(told, key=lambda norm: file_claim(norm).fact.text())
        following = ((norm, islice(ordered, n + 1, n + 1 + settings.most_partners)) for n, norm in enumerate(ordered))
        pairs = ((norm, other) for norm, others in following for other in others)
    return (pair for a, b in pairs if (pair := joinable_pair(a, b, settings)))


def _likely(
    keys: Mapping[FactKey, Sequence[NormalisedClaim]],
    pairs: Iterable[Pair],
    key_of: Mapping[str, FactKey],
    rules: Rules,
) -> _Likely:
    """By every two keys whose claims may all be of one thing."""
    between: dict[tuple[FactKey, FactKey], list[Pair]] = {}
    for pair in pairs:
        one, other = key_of[pair.a.claim.id], key_of[pair.b.claim.id]
        if one != other:
            between.setdefault(_in_order(one, other), []).append(pair)
    asked = {both: some for both, some in between.items() if len(some) == len(keys[both[0]]) * len(keys[both[1]])}
    likely = iter(joining_probabilities((pair for some in asked.values() for pair in some), rules))
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
