"""All claims compared by shards give what they give all together, whoever compares which shard."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from pipeline.comparing.reconcile import find_homes
from pipeline.comparing.reconcile.scope import every_bucket
from pipeline.ledger import Ledger, compared_schema
from pipeline.ledger.refresh import made_anew, refresh, shared_out
from pipeline.ledger.sharded import compare_shard, file_batch, join_figures
from pipeline.records.model import Candidate, Claim, Conflict, Decision, Fact, FieldChoice
from tests.ledger_samples import AT, put, write_list
from tests.made_claims import made, share

DOCS = [f"doc{n}" for n in range(9)]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    folder = tmp_path / "ledger"
    folder.mkdir()
    (folder / "settings.yaml").write_text("compare: {claims_a_shard: 4, flag_from: 0.01, unsure_from: 0.0}\n")
    opened = Ledger.open(folder)
    opened.lists.put(write_list(tmp_path, {doc: f"https://{doc}.example/" for doc in DOCS}), AT)
    opened.runs.start(["Two shelters"], AT)
    yield opened
    opened.close()


def stated(doc: str, dice: random.Random) -> list[Claim]:
    """What crosses shards too: sums that copies of a page break, parts above wholes, shares of another's counts, and
    figures that may be of another measure."""
    claims = [
        made(
            doc,
            value=float(dice.choice([711, 721, 1200, 1234, 50_000])),
            place=dice.choice(["Peru", "Lima", "Kenya", "world"]),
            subject=dice.choice(["children", "people", "girls"]),
            start=(when := dice.choice(["2021", "2021-03", "2020"])),
            end=when,
            measure=dice.choice(["rescued", "rescued", "rescued", "arrested", "identified"]),
        )
        for _ in range(5)
    ]
    if dice.random() < 0.5:
        quote = "The crew freed 812 people, 640 women and girls and 152 men and boys."
        parts = ((812.0, "people"), (640.0, "women and girls"), (152.0, "men and boys"))
        claims += [made(doc, quote=quote, value=value, subject=who) for value, who in parts]
    open_between = (Candidate("rescued", 0.5), Candidate("identified", 0.4))
    claims[0] = replace(claims[0], choices=(FieldChoice("measure", open_between),))
    return [*claims, share(doc, value=float(dice.choice([25, 52])))]


def filled(ledger: Ledger, seed: int) -> None:
    dice = random.Random(seed)
    for doc in DOCS:
        put(ledger, 1, doc, stated(doc, dice))


def found(ledger: Ledger) -> tuple[set[Fact], dict[str, Conflict]]:
    return set(ledger.facts.find()), {conflict.id: conflict for conflict in ledger.conflicts.find(unsure=None)}


def found_all_together(ledger: Ledger) -> tuple[set[Fact], dict[str, Conflict]]:
    whole = made_anew(ledger).found
    fact_of = {claim: fact.id for _, fact in whole.facts for claim in fact.claims}
    conflicts = {conflict.id: conflict.with_facts(fact_of) for _, conflict in whole.conflicts}
    flagged = [conflict for conflict in conflicts.values() if conflict.status != "unsure"]
    facts = {
        fact.with_conflicts(sorted(each.id for each in flagged if fact.id in each.facts)) for _, fact in whole.facts
    }
    return facts, conflicts


@pytest.mark.parametrize("seed", range(4))
def test_shards_find_what_all_claims_together_give(ledger: Ledger, seed: int) -> None:
    filled(ledger, seed)
    plan = shared_out(ledger)
    assert plan is not None
    assert plan.sharding.shards > 5
    assert refresh(ledger, 1)
    facts, conflicts = found_all_together(ledger)
    assert found(ledger) == (facts, conflicts)
    assert conflicts
    with ledger.engine.connect() as connection:
        at_home = set(connection.execute(select(compared_schema.claim_homes.c.claim)).scalars())
    homes = find_homes(ledger.claims.find(), ledger.compare_settings(), every_bucket, ())
    assert at_home == homes.keys() != set()
    assert not refresh(ledger, 1)


def test_a_conflict_that_two_shards_have_a_part_in_is_one(ledger: Ledger) -> None:
    quote = "The crew freed 812 people, 640 women and girls and 152 men and boys."
    parts = ((812.0, "people"), (640.0, "women and girls"), (152.0, "men and boys"))
    for doc in DOCS[:3]:
        put(ledger, 1, doc, [made(doc, quote=quote, value=value, subject=who) for value, who in parts])
    refresh(ledger, 1)
    (conflict,) = (each for each in ledger.conflicts.find() if each.kind == "derived_conflict")
    assert [len(side) for side in conflict.sides] == [3, 6]


def test_parts_that_others_have_done_are_not_done_again(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(ledger, 1)
    plan = shared_out(ledger)
    assert plan is not None
    with_second = Ledger.open(ledger.folder)
    for batch in reversed(range(plan.batches)):
        file_batch(with_second, plan.token, batch)
    for part in (join_figures, compare_shard):
        for shard in reversed(range(plan.sharding.shards)):
            part(with_second, plan.token, shard)
    with_second.close()
    expected = found_all_together(ledger)
    asked = partial(pytest.fail, "a part was done again")
    monkeypatch.setattr("pipeline.ledger.sharded.file_documents", asked)
    assert refresh(ledger, 1)
    assert found(ledger) == expected
    with ledger.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(compared_schema.staged)).scalar_one() == 0


def test_what_changed_since_it_was_shared_out_is_compared_as_it_is_now(ledger: Ledger) -> None:
    filled(ledger, 2)
    plan = shared_out(ledger)
    assert plan is not None
    for batch in range(plan.batches):
        file_batch(ledger, plan.token, batch)
    put(ledger, 1, "doc3", [made("doc3", value=999.0)], text="news")
    assert refresh(ledger, 1)
    assert found(ledger) == found_all_together(ledger)


def test_a_claim_that_is_split_off_after_others_joined_it_stops_no_shard(ledger: Ledger) -> None:
    filled(ledger, 2)
    sure = made("doc0", value=987.0, confidence=0.9)
    open_between = FieldChoice("measure", (Candidate("assisted", 0.5), Candidate("rescued", 0.4)))
    misread = [
        replace(made(doc, value=987.0, measure="assisted", confidence=0.4), choices=(open_between,))
        for doc in ("doc1", "doc2")
    ]
    for claim in (sure, *misread):
        put(ledger, 1, claim.doc, [claim], text="news")
    plan = shared_out(ledger)
    assert plan is not None
    for batch in range(plan.batches):
        file_batch(ledger, plan.token, batch)
    for shard in range(plan.sharding.shards):
        join_figures(ledger, plan.token, shard)
    told = [claim for claim in ledger.claims.find() if claim.value == 987.0]
    off = tuple(claim.id for claim in told if claim.doc == "doc0")
    evidence = tuple((claim.id, claim.evidence()) for claim in told)
    ledger.decisions.append(Decision("d1", "fact", "split", "Ada", AT, claims=off, evidence=evidence), after=None)
    for shard in range(plan.sharding.shards):
        compare_shard(ledger, plan.token, shard)
    assert refresh(ledger, 1)
    assert found(ledger) == found_all_together(ledger)


def test_more_changes_than_a_shard_holds_are_compared_by_shards(ledger: Ledger) -> None:
    filled(ledger, 3)
    refresh(ledger, 1)
    dice = random.Random(4)
    for doc in DOCS[:4]:
        put(ledger, 1, doc, stated(doc, dice), text="news")
    assert shared_out(ledger) is not None
    assert refresh(ledger, 1)
    assert found(ledger) == found_all_together(ledger)


def test_what_people_split_and_merged_is_so_whichever_shard_looks_at_it(ledger: Ledger) -> None:
    filled(ledger, 1)
    refresh(ledger, 1)
    fact, *others = sorted(ledger.facts.find(), key=lambda each: -len(each.claims))
    one, other = next((each, beside) for each in others for beside in ledger.facts.beside(each.id) if beside in others)
    evidence = {claim.id: claim.evidence() for claim in ledger.claims.find()}

    def on(*claims: str) -> tuple[tuple[str, str], ...]:
        return tuple((claim, evidence[claim]) for claim in claims)

    off, merged = fact.claims[:1], on(*one.claims, *other.claims)
    split = Decision("d1", fact.id, "split", "Ada", AT, claims=off, evidence=on(*fact.claims))
    ledger.decisions.append(split, after=None)
    ledger.decisions.append(
        Decision("d2", one.id, "merge", "Ada", AT, claims=other.claims, evidence=merged), after=None
    )
    assert shared_out(ledger) is not None
    assert refresh(ledger, 1)
    assert found(ledger) == found_all_together(ledger)
    facts = [set(each.claims) for each in ledger.facts.find()]
    assert not any({fact.claims[0], fact.claims[1]} <= claims for claims in facts)
    assert any({one.claims[0], other.claims[0]} <= claims for claims in facts)


def test_forgetting_a_source_forgets_what_was_staged(ledger: Ledger) -> None:
    filled(ledger, 5)
    assert shared_out(ledger) is not None
    ledger.takedowns.forget("doc1", AT, "asked to")
    with ledger.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(compared_schema.staged)).scalar_one() == 0
