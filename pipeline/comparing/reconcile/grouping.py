"""Which claims of a block belong to one fact: those of one key, and keys whose figures agree.

Keys are joined by agglomerative clustering with complete linkage: a pair that agrees proposes it, the likeliest first,
and any pair across the two that does not fit forbids it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations, islice, product

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.pairs.judge import Rules, judge, one_thing_probability
from pipeline.comparing.pairs.wordings import Words, words_of
from pipeline.comparing.reconcile.keys import FactKey, Filed
from pipeline.comparing.reconcile.regrouping import is_split_off
from pipeline.records.model import VerdictName
from pipeline.records.settings import CompareSettings

_FITTING: frozenset[VerdictName] = frozenset({"agree", "compatible"})


def claims_by_fact(block: Sequence[Filed], rules: Rules) -> dict[FactKey, list[NormalisedClaim]]:
    """The claims of each fact of a block, whose claims come in the order of their ids; a fact's key is the first of
    its claims' keys by their texts, so that a fact of one key is called as the key is."""
    told: dict[FactKey, list[NormalisedClaim]] = {}
    for filed in block:
        told.setdefault(filed.fact, []).append(filed.norm)
    if len(told) == 1:
        return told
    company = Company.of(filed.norm for filed in block)
    fact_of = {key: key for key in told}
    keys_of = {key: [key] for key in told}
    apart: set[tuple[FactKey, FactKey]] = set()
    for a, b in _agreeing(block, company, rules):
        into, other = sorted((fact_of[a.fact], fact_of[b.fact]), key=FactKey.text)
        if into == other or (into, other) in apart:
            continue
        if not _all_fit(told[into], told[other], company, rules):
            apart.add((into, other))  # and so it stays, however the two grow
            continue
        told[into] = sorted((*told[into], *told.pop(other)), key=lambda norm: norm.claim.id)
        keys_of[into] += keys_of[other]
        fact_of.update(dict.fromkeys(keys_of.pop(other), into))
    return told


def _agreeing(block: Sequence[Filed], company: Company, rules: Rules) -> list[tuple[Filed, Filed]]:
    """The pairs that are likely enough of one thing, the likeliest first."""
    found: list[tuple[float, Filed, Filed]] = []
    for a, b in _equal_figures(block, rules.settings):
        likely = one_thing_probability(a.norm, b.norm, company, rules)
        if likely >= rules.settings.joined_from and _names_of_verdicts(a.norm, b.norm, company, rules) == {"agree"}:
            found.append((likely, a, b))
    found.sort(key=lambda each: (-each[0], each[1].norm.claim.id, each[2].norm.claim.id))
    return [(a, b) for _, a, b in found]


def _names_of_verdicts(a: NormalisedClaim, b: NormalisedClaim, company: Company, rules: Rules) -> set[VerdictName]:
    return {verdict.verdict for verdict in judge(a, b, company, rules)}


def _equal_figures(block: Sequence[Filed], settings: CompareSettings) -> Iterator[tuple[Filed, Filed]]:
    """Claims of unlike keys that state one figure; each with no more than `most_partners` in large blocks."""
    alike: dict[Hashable, list[Filed]] = {}
    for filed in block:
        claim = filed.norm.claim
        figure = claim.value if claim.value is not None else filed.norm.value
        alike.setdefault((claim.unit, claim.direction, figure), []).append(filed)
    for filed_alike in alike.values():
        if len(block) <= settings.paired_up_to:
            pairs: Iterator[tuple[Filed, Filed]] = combinations(filed_alike, 2)
        else:
            pairs = _near(filed_alike, settings.most_partners)
        yield from ((a, b) for a, b in pairs if a.fact != b.fact and _may_be_joined(a, b))


def _near(alike: Sequence[Filed], most: int) -> Iterator[tuple[Filed, Filed]]:
    """Each with those that follow it when sorted by key."""
    ordered = sorted(alike, key=lambda filed: filed.fact.text())
    for n, filed in enumerate(ordered):
        yield from ((filed, other) for other in islice(ordered, n + 1, n + 1 + most))


def _may_be_joined(a: Filed, b: Filed) -> bool:
    """What a person split off stands by itself until a person merges it."""
    return not is_split_off(a) and not is_split_off(b) and _names_one_thing(a.norm, b.norm)


def _names_one_thing(a: NormalisedClaim, b: NormalisedClaim) -> bool:
    """Where a measure leaves open what was done, the subjects must have a word in common."""
    return not a.traits.unspecific or bool(_subject_words(a) & _subject_words(b))


def _subject_words(norm: NormalisedClaim) -> Words:
    return words_of(norm.claim.subject) | words_of(norm.claim.part or "")


def _all_fit(
    mine: Sequence[NormalisedClaim], theirs: Sequence[NormalisedClaim], company: Company, rules: Rules
) -> bool:
    if len(mine) + len(theirs) > rules.settings.paired_up_to:
        return False
    return all(_fits(a, b, company, rules) for a, b in product(mine, theirs))


def _fits(a: NormalisedClaim, b: NormalisedClaim, company: Company, rules: Rules) -> bool:
    return _names_one_thing(a, b) and _names_of_verdicts(a, b, company, rules) <= _FITTING
