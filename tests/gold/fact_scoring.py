"""How many claims that annotators say agree a run tells in one fact, and what else its facts hold together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.comparing.gates import NormalisedClaim
from pipeline.comparing.reconcile import key_in_parts
from pipeline.records.model import Claim, Fact

Told = Mapping[frozenset[str], str]
"""By pair of claims what annotators said of it."""

_OF_ONE_THING = frozenset({"agree", "progression"})
_OF_TWO_THINGS = frozenset({"conflict", "scope"})
_LINKED, _UNLISTED = "linked", "unlisted"


@dataclass(frozen=True, slots=True)
class FactScore:
    """`told`: pairs of claims of two documents that agree, `read` where both were found, `in_one_fact` of these;
    `agreed` facts, `disputed` where annotators say of two of their claims that they contradict each other or speak of
    two things; by relation the pairs across documents that facts hold of which one was `joined` to the other's key, or
    "linked" where annotators say nothing of the two but a chain of claims that agree leads from one to the other; by
    first cause the pairs that are `apart`."""

    told: int
    read: int
    in_one_fact: int
    agreed: int
    disputed: int
    joined: Counter[str]
    apart: Counter[str]

    def __add__(self, other: FactScore) -> FactScore:
        return FactScore(
            self.told + other.told,
            self.read + other.read,
            self.in_one_fact + other.in_one_fact,
            self.agreed + other.agreed,
            self.disputed + other.disputed,
            self.joined + other.joined,
            self.apart + other.apart,
        )

    def __str__(self) -> str:
        joined = sum(self.joined.values())
        right = sum(self.joined[relation] for relation in _OF_ONE_THING)
        return (
            f"agreeing pairs of two documents {self.told}, read {self.read}, in one fact {self.in_one_fact} "
            f"({self.in_one_fact / max(1, self.told):.3f}); agreed facts {self.agreed}, disputed {self.disputed}; "
            f"joined pairs {joined}, right {right} ({right / max(1, joined):.2f}), {dict(self.joined.most_common())}; "
            f"apart by {dict(self.apart.most_common())}"
        )


NO_FACTS = FactScore(0, 0, 0, 0, 0, Counter(), Counter())


def score_facts(told: Told, claims: Sequence[NormalisedClaim], found: Told, facts: Iterable[Fact]) -> FactScore:
    """Facts made of `claims` as they were read, `found` being what annotators said of these; `told` is what they said
    of all claims, by ids that begin with the document's."""
    norms = {norm.claim.id: norm for norm in claims}
    facts = list(facts)
    fact_of = {claim: fact.id for fact in facts for claim in fact.claims}
    agreeing = [pair for pair, relation in found.items() if relation == "agree" and _of_two_documents(pair, norms)]
    apart = [pair for pair in agreeing if len({fact_of[claim] for claim in pair}) == 2]
    agreed = [fact for fact in facts if fact.status == "agreed"]
    return FactScore(
        sum(relation == "agree" and len(set(map(_document, pair))) == 2 for pair, relation in told.items()),
        len(agreeing),
        len(agreeing) - len(apart),
        len(agreed),
        sum(any(found.get(pair) in _OF_TWO_THINGS for pair in pairs_of(fact)) for fact in agreed),
        Counter(_joined(facts, norms, found)),
        Counter(_cause(*(norms[claim] for claim in sorted(pair))) for pair in apart),
    )


def agreeing_clusters(told: Told) -> Mapping[str, str]:
    """By claim one that stands for all that agree with it, or with what does."""
    found: dict[str, str] = {}
    for pair in sorted(map(sorted, (pair for pair, relation in told.items() if relation == "agree"))):
        into, *others = sorted(found.setdefault(claim, claim) for claim in pair)
        found.update((claim, into) for claim, stands_for in found.items() if stands_for in others)
    return found


def _document(annotated: str) -> str:
    return annotated.rpartition("#")[0]


def pairs_of(fact: Fact) -> Iterator[frozenset[str]]:
    return (frozenset(pair) for pair in combinations(fact.claims, 2))


def _of_two_documents(pair: Collection[str], norms: Mapping[str, NormalisedClaim]) -> bool:
    return len({norms[claim].claim.doc for claim in pair}) == 2


def _joined(facts: Iterable[Fact], norms: Mapping[str, NormalisedClaim], found: Told) -> Iterator[str]:
    """Of each pair across documents of which one was joined what annotators say; "agree" also where they say it of
    both and a third claim."""
    agreeing: dict[str, set[str]] = {}
    for one, other in (pair for pair, relation in found.items() if relation == "agree"):
        agreeing.setdefault(one, set()).add(other)
        agreeing.setdefault(other, set()).add(one)
    linked = agreeing_clusters(found)
    for fact in facts:
        for pair in pairs_of(fact):
            if pair.isdisjoint(fact.joined) or not _of_two_documents(pair, norms):
                continue
            one, other = pair
            through_others = agreeing.get(one, set()) & agreeing.get(other, set())
            in_one = one in linked and linked[one] == linked.get(other)
            yield found.get(pair) or ("agree" if through_others else _LINKED if in_one else _UNLISTED)


def _cause(a: NormalisedClaim, b: NormalisedClaim) -> str:
    """The first in which two claims differ that are in two facts."""
    if a.claim.unit != b.claim.unit:
        return "unit"
    if _figure(a.claim) != _figure(b.claim):
        return "figure"
    mine, theirs = key_in_parts(a), key_in_parts(b)
    return next((part for part, value in mine.items() if value != theirs[part]), "nothing")


def _figure(claim: Claim) -> tuple[float | None, float | None, float | None]:
    return claim.value, claim.low, claim.high
