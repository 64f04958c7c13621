"""Claims of one figure that were filed under several keys: which of them are of one thing, and under which key.

Readers file a figure that two documents tell under two measures, places or times where one of them was misread, or says
less. Claims of one figure therefore form a bucket of their own (`FigureKey`). Keys are clustered there by average
linkage over how likely their claims are of one thing, and all claims of a cluster go to the key of the surest of them,
their *home*. What the bucket says follows from its own claims alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations, islice

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.evidence import Pair
from pipeline.comparing.pairs.joining import joinable_pair, joining_probabilities
from pipeline.comparing.pairs.judge import Rules
from pipeline.comparing.reconcile.filing import fact_key
from pipeline.comparing.reconcile.keys import FactKey
from pipeline.comparing.reconcile.linkage import Homes, linked_keys
from pipeline.records.settings import CompareSettings


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
    for norm in free:
        keys.setdefault(fact_key(norm), []).append(norm)
    likely = partial(joining_probabilities, rules=rules)
    homes = linked_keys(keys, pairs, likely, merged, rules.settings)
    return {norm.claim.id: home for key, home in homes.items() for norm in keys[key]}


def _joinable_pairs(told: Sequence[NormalisedClaim], settings: CompareSettings) -> Iterator[Pair]:
    """Every two claims that may be of one thing; where there are many, each with the `most_partners` that follow it
    when sorted by key."""
    pairs: Iterable[tuple[NormalisedClaim, NormalisedClaim]] = combinations(told, 2)
    if len(told) > settings.paired_up_to:
        ordered = sorted(told, key=lambda norm: fact_key(norm).text())
        following = ((norm, islice(ordered, n + 1, n + 1 + settings.most_partners)) for n, norm in enumerate(ordered))
        pairs = ((norm, other) for norm, others in following for other in others)
    return (pair for a, b in pairs if (pair := joinable_pair(a, b, settings)))
