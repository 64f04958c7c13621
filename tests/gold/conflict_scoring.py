"""How many annotated inconsistencies are flagged end to end, and how many flagged rows show one.

A flagged row has a kind and sides, each a list of claims. Found claims stand for the annotated ones that they were
paired with. A row shows a pair when its claims stand on different sides, and a group when it holds what follows and
half of what it follows from, and at most one other claim. A row that pairs more than four claims for each that it
shows is taken for a mere pile. A retelling of a listed conflict counts as shown, though only listed ones are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from pipeline.records.model import FLAGGED
from tests.gold.records import HARD, Relation, Row
from tests.gold.relating import retold_conflicts

_PAIRS_FOR_EACH_SHOWN = 4
_UNPAIRED = "?"


@dataclass(frozen=True, slots=True)
class ConflictScore:
    """`asked` hard inconsistencies between required claims, `hit` of them; `rows` flagged, `good` of them."""

    asked: int
    hit: int
    rows: int
    good: int
    missed: tuple[Relation, ...] = ()
    bad: tuple[Row, ...] = ()

    def __add__(self, other: ConflictScore) -> ConflictScore:
        return ConflictScore(
            self.asked + other.asked, self.hit + other.hit, self.rows + other.rows, self.good + other.good,
            (*self.missed, *other.missed), (*self.bad, *other.bad),
        )  # fmt: skip

    @property
    def recall(self) -> float:
        return self.hit / max(1, self.asked)

    @property
    def precision(self) -> float:
        return self.good / max(1, self.rows)

    def __str__(self) -> str:
        return (
            f"recall {self.recall:.3f} ({self.hit} of {self.asked}), "
            f"precision {self.precision:.3f} ({self.good} of {self.rows})"
        )


@dataclass(frozen=True, slots=True)
class _Flagged:
    kind: str
    sides: tuple[tuple[str, ...], ...]

    def shows(self, relation: Relation) -> bool:
        if (relation.name == "period_conflict") != (self.kind == "period_conflict"):
            return False
        if len(relation.b) == 1:
            return any(relation.a in x and relation.b[0] in y for x, y in permutations(self.sides, 2))
        members = {claim for side in self.sides for claim in side}
        shown, strangers = members.intersection(relation.b), members - relation.members
        return relation.a in members and 2 * len(shown) >= len(set(relation.b)) and len(strangers) <= 1

    def is_good(self, flagged: Iterable[Relation]) -> bool:
        shown = sum(len(set(relation.b)) for relation in flagged if self.shows(relation))
        across = sum(len(x) * len(y) for x, y in combinations(self.sides, 2))
        return shown > 0 and across <= _PAIRS_FOR_EACH_SHOWN * shown


def score_conflicts(
    relations: Sequence[Relation], claims: Iterable[Row], conflicts: Sequence[Row], pairs: Mapping[str, str]
) -> ConflictScore:
    """`conflicts` are rows of the program's `conflicts`; `pairs` are ids of found claims to annotated ones."""
    by_id = {claim["id"]: claim for claim in claims}
    flagged = [relation for relation in relations if relation.name in FLAGGED]
    hard = [each for each in flagged if each.name in HARD and all(by_id[claim]["required"] for claim in each.members)]
    flagged += retold_conflicts(relations, by_id)
    rows = [
        _Flagged(row["kind"], tuple(tuple(pairs.get(claim, _UNPAIRED) for claim in side) for side in row["sides"]))
        for row in conflicts
    ]
    good = [row for row in rows if row.is_good(flagged)]
    missed = tuple(relation for relation in hard if not any(row.shows(relation) for row in good))
    bad = tuple(row for row, read in zip(conflicts, rows, strict=True) if read not in good)
    return ConflictScore(len(hard), len(hard) - len(missed), len(rows), len(good), missed, bad)
