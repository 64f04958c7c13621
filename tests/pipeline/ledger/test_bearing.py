"""After each of many changes a ledger of crowded blocks holds what comparing everything anew finds."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.pairs.judge import Rules, contradictions
from pipeline.ledger import Ledger, compared_schema
from pipeline.ledger.refresh import refresh
from pipeline.records.model import Candidate, Claim, Conflict, Decision, Fact, FieldChoice
from tests.ledger_samples import AT, put, write_list
from tests.made_claims import made, share

DOCS = [f"doc{n}" for n in range(8)]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Blocks of more than six claims are large, and each claim of such a block is held against another."""
    yield from opened(tmp_path, paired_up_to=6)


@pytest.fixture
def roomy(tmp_path: Path) -> Iterator[Ledger]:
    """No block is large."""
    yield from opened(tmp_path, paired_up_to=60)


def opened(tmp_path: Path, paired_up_to: int) -> Iterator[Ledger]:
    folder = tmp_path / "ledger"
    folder.mkdir()
    (folder / "settings.yaml").write_text(
        f"compare: {{paired_up_to: {paired_up_to}, most_partners: 1, flag_from: 0.02, unsure_from: 0.001}}\n"
    )
    made_now = Ledger.open(folder)
    made_now.lists.put(write_list(tmp_path, {doc: f"https://{doc}.example/" for doc in DOCS}), AT)
    made_now.runs.start(["Two shelters"], AT)
    yield made_now
    made_now.close()


def told(doc: str, dice: random.Random) -> list[Claim]:
    """Mostly one thing of one place, so that its block is large; and what brings claims of several blocks together."""
    claims = [
        made(
            doc,
            value=float(dice.choice([711, 721, 1200, 1234, 5000])),
            place=dice.choice(["Peru", "Peru", "Peru", "Lima", "Kenya"]),
            subject=dice.choice(["children", "minors", "people", "men", "women and girls", "boys in forced labour"]),
            start=(when := dice.choice(["2021", "2021", "2021", "2021-03", "2020"])),
            end=when,
            measure=dice.choice(["rescued", "rescued", "rescued", "identified"]),
        )
        for _ in range(dice.randint(0, 5))
    ]
    if claims and dice.random() < 0.5:
        open_between = (Candidate("rescued", 0.5), Candidate("identified", 0.4))
        claims[0] = replace(claims[0], choices=(FieldChoice("measure", open_between),))
    if dice.random() < 0.3:
        quote = "The crew freed 812 people, 640 women and girls and 152 men and boys."
        parts = ((812.0, "people"), (640.0, "women and girls"), (152.0, "men and boys"))
        claims += [made(doc, quote=quote, value=value, subject=who) for value, who in parts]
    return [*claims, share(doc, value=float(dice.choice([25, 52])))] if dice.random() < 0.3 else claims


def decided(ledger: Ledger, dice: random.Random, n: int) -> None:
    """A person splits a fact, merges two, corrects a claim, or undoes what was said."""
    entries = [entry for entry in ledger.decisions.entries() if entry.decision != "undo"]
    facts, claims = ledger.facts.find(), {claim.id: claim for claim in ledger.claims.find()}
    what = dice.choice(["split", "merge", "misread", "undo"])
    if what == "undo" and entries:
        undone = dice.choice(entries)
        if not ledger.decisions.entries(undone.id):
            ledger.decisions.append(Decision(f"d{n}", undone.id, "undo", "Ada", AT), after=None)
        return
    if len(facts) < 2 or what == "undo":
        return
    one, other = dice.sample(facts, 2)
    target, spoken_of = one.id, one.claims
    corrections: tuple[tuple[str, str], ...] = ()
    if what == "merge":
        spoken_of = (*one.claims, *other.claims)
    elif what == "misread":
        target, spoken_of, corrections = one.claims[0], one.claims[:1], (("value", "4321"),)
    off = spoken_of[:1] if what == "split" else spoken_of
    evidence = tuple((claim, claims[claim].evidence()) for claim in spoken_of)
    last = ledger.decisions.entries(target)
    entry = Decision(f"d{n}", target, what, "Ada", AT, claims=off, corrections=corrections, evidence=evidence)  # type: ignore[arg-type]
    ledger.decisions.append(entry, after=last[-1].id if last else None)


State = tuple[list[Fact], Mapping[str, Conflict], set[tuple[object, ...]], set[tuple[object, ...]]]


def state(ledger: Ledger) -> State:
    """Facts and conflicts, the buckets that make these, and the pairs that were proposed in large blocks."""
    conflicts = {conflict.id: conflict for conflict in ledger.conflicts.find(unsure=None)}
    with ledger.engine.connect() as connection:
        making = connection.execute(
            select(compared_schema.conflict_buckets).where(compared_schema.conflict_buckets.c.conflict.in_(conflicts))
        )
        proposed = connection.execute(select(compared_schema.block_partners))
        return ledger.facts.find(), conflicts, set(map(tuple, making)), set(map(tuple, proposed))


def anew(ledger: Ledger) -> State:
    with ledger.engine.begin() as connection:
        connection.execute(delete(compared_schema.reconciled))
    assert refresh(ledger, 1)
    return state(ledger)


def change(ledger: Ledger, dice: random.Random, n: int, *, documents: float) -> None:
    """A document says something else, or a person decides something."""
    if dice.random() < documents:
        doc = dice.choice(DOCS)
        put(ledger, 1, doc, told(doc, dice), text=f"{doc} {n}")
    else:
        decided(ledger, dice, n)


@pytest.mark.parametrize("seed", range(8))
def test_a_history_of_changes_in_large_blocks_leaves_what_a_fresh_comparison_finds(ledger: Ledger, seed: int) -> None:
    dice = random.Random(seed)
    for doc in DOCS[: dice.randint(2, 8)]:
        put(ledger, 1, doc, told(doc, dice))
    refresh(ledger, 1)
    seen_large = False
    for n in range(10):
        change(ledger, dice, n, documents=0.75)
        refresh(ledger, 1)
        after_change = state(ledger)
        assert after_change == anew(ledger)
        seen_large = seen_large or bool(after_change[-1])
    assert seen_large


@pytest.mark.parametrize("seed", [1, 107])
def test_a_history_of_splits_and_merges_leaves_what_a_fresh_comparison_finds(roomy: Ledger, seed: int) -> None:
    """In the second a claim that nobody named has another key after a merge."""
    dice = random.Random(seed)
    for doc in DOCS[:6]:
        put(roomy, 1, doc, told(doc, dice))
    refresh(roomy, 1)
    for n in range(8):
        change(roomy, dice, n, documents=0.4)
        refresh(roomy, 1)
        assert state(roomy) == anew(roomy)


def test_a_conflict_that_a_change_does_not_bear_on_is_not_judged_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for doc, value in zip(DOCS, (711.0, 1234.0, 1300.0, 5000.0), strict=False):
        put(ledger, 1, doc, [made(doc, value=value), made(doc, value=value + 9, start="2019", end="2019")])
    refresh(ledger, 1)
    assert len(ledger.conflicts.find()) == 2
    asked: list[set[str | None]] = []

    def watched(pairs: Sequence[tuple[NormalisedClaim, NormalisedClaim, Company]], rules: Rules) -> object:
        asked.extend({a.claim.start, b.claim.start} for a, b, _ in pairs)
        return contradictions(pairs, rules)

    monkeypatch.setattr("pipeline.comparing.reconcile.flags.contradictions", watched)
    put(ledger, 1, "doc7", [made("doc7", value=90.0)])
    assert refresh(ledger, 1)
    assert {"2021"} in asked
    assert {"2019"} not in asked
