"""Every claim of a set against every other, without buckets: what `factledger compare` prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.comparing.derive import derived_verdicts
from pipeline.comparing.explain import explain_verdict
from pipeline.comparing.gates.normalised import normalise
from pipeline.comparing.pairs.comparable import comparable_pairs, pairs_of_two_measures
from pipeline.comparing.pairs.judge import Rules, contradictions, judge
from pipeline.comparing.pairs.weights import shipped_models
from pipeline.records.model import FLAGGED, Claim, Verdict
from pipeline.records.settings import CompareSettings


def compare_all(claims: Iterable[Claim], settings: CompareSettings) -> list[Verdict]:
    """A verdict for every pair of one measure, unit and kind, for every pair of two measures that is flagged, and for
    every group that follows by arithmetic.

    Pairs are given unfolded, in the order of the claims.
    """
    return compare_by(claims, Rules(settings, shipped_models()))


def compare_by(claims: Iterable[Claim], rules: Rules) -> list[Verdict]:
    """`compare_all` by rules that are given."""
    read = [normalise(claim, rules.settings) for claim in claims]
    verdicts = [
        each for a, b, company in comparable_pairs(read, rules.settings) for each in judge(a, b, company, rules)
    ]
    across = list(pairs_of_two_measures(read, rules.settings))
    verdicts += [each for told in contradictions(across, rules) for each in told]
    derived = derived_verdicts(read, rules.settings)
    followed = {frozenset((verdict.a, *verdict.b)) for verdict in derived}
    verdicts = [each for each in verdicts if each.verdict in FLAGGED or frozenset((each.a, *each.b)) not in followed]
    verdicts += derived
    known = {norm.claim.id: norm for norm in read}
    return [replace(verdict, explanation=explain_verdict(verdict, known)) for verdict in verdicts]
