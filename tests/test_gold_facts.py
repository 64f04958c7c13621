"""What is counted of facts: agreeing claims in one of them, and what else they hold together."""

from __future__ import annotations

from pipeline.comparing.gates import normalise
from pipeline.records.settings import default_settings
from tests.as_shipped import reconcile
from tests.gold.fact_scoring import agreeing_clusters, score_facts
from tests.made_claims import made

SETTINGS = default_settings().compare


def test_agreeing_claims_in_one_fact_are_told_from_those_apart_and_why() -> None:
    claims = [made("a"), made("b"), made("c", place="Kenya"), made("d", value=721.0)]
    a, b, c, d = (claim.id for claim in claims)
    found = {frozenset((a, b)): "agree", frozenset((a, c)): "agree", frozenset((b, d)): "conflict"}
    told = {frozenset(("a#1", "b#1")): "agree", frozenset(("a#1", "c#1")): "agree", frozenset(("a#1", "a#2")): "agree"}
    norms = [normalise(claim, SETTINGS) for claim in claims]
    scored = score_facts(told, norms, found, reconcile(claims).facts)
    assert (scored.told, scored.read, scored.in_one_fact) == (2, 2, 1)
    assert dict(scored.apart) == {"place": 1}
    assert (scored.agreed, scored.disputed) == (0, 0)
    assert not scored.joined


def test_a_chain_of_claims_that_agree_links_its_ends_but_no_claim_of_another_relation() -> None:
    said = {"ab": "agree", "cd": "agree", "bc": "agree", "de": "conflict", "fg": "agree"}
    clusters = agreeing_clusters({frozenset(pair): relation for pair, relation in said.items()})
    assert clusters["a"] == clusters["d"] != clusters["f"] == clusters["g"]
    assert "e" not in clusters
