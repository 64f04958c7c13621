"""Every claim of a set against every other, without buckets: what `factledger compare` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from pipeline.comparing.derive import derived_verdicts
from pipeline.comparing.explain import explain_verdict
from pipeline.comparing.gates.normalised import NormalisedClaim, normalise
from pipeline.comparing.pairs.blocks import companies, company_of, comparable_kind
from pipeline.comparing.pairs.judge import Rules, judge
from pipeline.comparing.pairs.weights import shipped_models
from pipeline.records.model import FLAGGED, Claim, Verdict
from pipeline.records.settings import CompareSettings


def compare_all(claims: Iterable[Claim], settings: CompareSettings) -> list[Verdict]:
    """A verdict for every pair of one measure, unit and kind, and for every group that follows by arithmetic.

    Pairs are given unfolded, in the order of the claims.
    """
    return compare_by(claims, Rules(settings, shipped_models()))


def compare_by(claims: Iterable[Claim], rules: Rules) -> list[Verdict]:
    """`compare_all` by rules that are given."""
    read = [normalise(claim, rules.settings) for claim in claims]
    verdicts = list(_pair_verdicts(read, rules))
    derived = derived_verdicts(read, rules.settings)
    followed = {frozenset((verdict.a, *verdict.b)) for verdict in derived}
    verdicts = [each for each in verdicts if each.verdict in FLAGGED or frozenset((each.a, *each.b)) not in followed]
    verdicts += derived
    known = {norm.claim.id: norm for norm in read}
    return [replace(verdict, explanation=explain_verdict(verdict, known)) for verdict in verdicts]


def _pair_verdicts(read: Sequence[NormalisedClaim], rules: Rules) -> Iterator[Verdict]:
    company = companies(read)
    groups: dict[tuple[str, str, str], list[NormalisedClaim]] = {}
    for norm in read:
        groups.setdefault((norm.measure, norm.unit, comparable_kind(norm.kind)), []).append(norm)
    for group in groups.values():
        for a, b in combinations(group, 2):
            yield from judge(a, b, company_of(a, b, company), rules)
