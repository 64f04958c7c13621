"""What follows from annotated relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from tests.gold.records import Relation, Row

_FIGURE = ("value", "low", "high", "unit", "kind")


def retold_conflicts(relations: Iterable[Relation], claims: Mapping[str, Row]) -> Iterator[Relation]:
    """Conflicts that follow from listed ones: each side told again, in the same figure, by a claim that agrees with it.

    Listed pairs are not repeated.
    """
    listed = [relation for relation in relations if len(relation.b) == 1]
    told_again: defaultdict[str, set[str]] = defaultdict(set)
    for relation in listed:
        a, b = relation.a, relation.b[0]
        if relation.name == "agree" and all(claims[a].get(field) == claims[b].get(field) for field in _FIGURE):
            told_again[a].add(b)
            told_again[b].add(a)
    known = {relation.members for relation in listed}
    for relation in listed:
        if relation.name in {"conflict", "regression"}:
            for a, b in product(_reached(relation.a, told_again), _reached(relation.b[0], told_again)):
                if a != b and frozenset((a, b)) not in known:
                    yield Relation(a, (b,), relation.name)


def _reached(claim: str, links: Mapping[str, set[str]]) -> set[str]:
    reached, todo = {claim}, [claim]
    while todo:
        new = links.get(todo.pop(), set()) - reached
        reached |= new
        todo.extend(new)
    return reached
