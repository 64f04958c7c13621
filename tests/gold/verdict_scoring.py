"""The comparison of claims judged by itself, on annotated claims, so that faults of reading play no part.

Each pair that the program has something to say about has one verdict, beside which period_conflict may stand; a pair
that it does not list counts as `scope`. Nobody has judged pairs across groups.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.records.model import FLAGGED, Verdict
from tests.gold.records import HARD, Relation, Row
from tests.gold.relating import retold_conflicts

_FOLDED = {"compatible": "agree", "unknown": "scope"}
_ACCEPTED: Mapping[str, frozenset[str]] = {
    "agree": frozenset({"agree", "derived"}),
    "progression": frozenset({"progression", "agree"}),
    "scope": frozenset({"scope", "progression"}),
    "derived": frozenset({"derived"}),
    "conflict": frozenset({"conflict"}),
    "regression": frozenset({"regression", "conflict"}),
    "derived_conflict": frozenset({"derived_conflict"}),
    "period_conflict": frozenset({"period_conflict"}),
}
"""The verdicts that each annotated relation accepts."""


class VerdictError(Exception):
    """Verdicts that are none, or two for one pair."""


@dataclass(frozen=True, slots=True)
class VerdictScore:
    """`relations`: of each relation how many are right, of how many. Flagged verdicts: `right` show an annotated
    inconsistency or its retelling, `wrong` a pair that is known to be fine, `unknown` one that nobody annotated.
    `hit` of `hard` inconsistencies in value are flagged."""

    relations: Mapping[str, tuple[int, int]]
    right: int
    wrong: int
    unknown: int
    hard: int
    hit: int
    misses: tuple[tuple[Relation, frozenset[str]], ...] = field(default=(), compare=False)

    @property
    def flagged(self) -> int:
        return self.right + self.wrong + self.unknown

    @property
    def precision(self) -> float:
        return self.right / max(1, self.flagged)

    def __add__(self, other: VerdictScore) -> VerdictScore:
        names = sorted({*self.relations, *other.relations})
        of = {name: [score.relations.get(name, (0, 0)) for score in (self, other)] for name in names}
        return VerdictScore(
            {name: (a[0] + b[0], a[1] + b[1]) for name, (a, b) in of.items()},
            self.right + other.right, self.wrong + other.wrong, self.unknown + other.unknown,
            self.hard + other.hard, self.hit + other.hit, self.misses + other.misses,
        )  # fmt: skip

    def __str__(self) -> str:
        told = ", ".join(f"{name} {right}/{count}" for name, (right, count) in sorted(self.relations.items()))
        return (
            f"flagged {self.flagged}: right {self.right}, known to be fine {self.wrong}, not in the gold "
            f"{self.unknown}; precision {self.precision:.3f}; hard found {self.hit} of {self.hard}; {told}"
        )


NOTHING = VerdictScore({}, 0, 0, 0, 0, 0)


def score_verdicts(relations: Sequence[Relation], claims: Iterable[Row], verdicts: Iterable[Verdict]) -> VerdictScore:
    """Raises VerdictError where a pair has two verdicts or one that is unknown."""
    given = [(frozenset((each.a, *each.b)), _FOLDED.get(each.verdict, each.verdict)) for each in verdicts]
    said = _by_members(given)
    judged = [(relation, _said_of(relation, said)) for relation in relations]
    right = Counter(relation.name for relation, names in judged if _is_right(relation, names))
    count = Counter(relation.name for relation in relations)
    flagged = [(members, name) for members, name in given if name in FLAGGED]
    wanted = [relation for relation in relations if relation.name in FLAGGED]
    retold = {relation.members for relation in retold_conflicts(relations, {claim["id"]: claim for claim in claims})}
    known = {relation.members for relation in relations}
    shown = [
        (members, name)
        for members, name in flagged
        if any(name in _ACCEPTED[relation.name] and _shows(members, relation) for relation in wanted)
        or (name in {"conflict", "regression"} and members in retold)
    ]
    wrong = sum(members in known for members, name in flagged if (members, name) not in shown)
    hard = [relation for relation in wanted if relation.name in HARD]
    hit = sum(
        any(name in _ACCEPTED[relation.name] and _shows(members, relation) for members, name in flagged)
        for relation in hard
    )
    misses = tuple((relation, names) for relation, names in judged if not _is_right(relation, names))
    return VerdictScore(
        {name: (right[name], count[name]) for name in sorted(count)},
        len(shown), wrong, len(flagged) - len(shown) - wrong, len(hard), hit, misses,
    )  # fmt: skip


def _by_members(given: Iterable[tuple[frozenset[str], str]]) -> dict[frozenset[str], set[str]]:
    said: defaultdict[frozenset[str], set[str]] = defaultdict(set)
    for members, name in given:
        where = ", ".join(sorted(members))
        if name not in _ACCEPTED:
            raise VerdictError(f"{where}: {name} is no verdict")
        said[members].add(name)
        if len(said[members] - {"period_conflict"}) > 1:
            raise VerdictError(f"{where}: two verdicts, {' and '.join(sorted(said[members]))}")
    return said


def _said_of(relation: Relation, said: Mapping[frozenset[str], set[str]]) -> frozenset[str]:
    if len(relation.b) == 1:
        names = said.get(relation.members, set())
    else:
        accepted = _ACCEPTED[relation.name]
        names = {name for members, each in said.items() if _shows(members, relation) for name in each & accepted}
    return frozenset(names or {"scope"})


def _is_right(relation: Relation, said: frozenset[str]) -> bool:
    if relation.name == "scope":
        return not said & (FLAGGED | {"agree", "derived"})
    if relation.name == "agree" and said & {"conflict", "regression"}:
        return False
    return bool(said & _ACCEPTED[relation.name])


def _shows(members: frozenset[str], relation: Relation) -> bool:
    """A pair is shown only by itself; a group by what holds `a`, half of `b` and one stranger at most."""
    if len(relation.b) == 1:
        return members == relation.members
    half = 2 * len(members.intersection(relation.b)) >= len(set(relation.b))
    return relation.a in members and half and len(members - relation.members) <= 1
