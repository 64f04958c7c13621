"""Claims of one figure that a change moves from one fact to another: the ledger holds what comparing all anew finds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from pipeline.ledger import Ledger, compared_schema
from pipeline.ledger.refresh import refresh
from pipeline.records.model import Candidate, Claim, Conflict, Decision, Fact, FieldChoice
from tests.ledger_samples import AT, documents_asked_for, ledger_of, put, write_list
from tests.made_claims import made

DOCS = [f"doc{n}" for n in range(6)]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with ledger_of(tmp_path, DOCS) as opened:
        yield opened


def read_for(doc: str, measure: str, confidence: float, value: float = 1234.0, **changes: str | None) -> Claim:
    """A figure that was read under a measure, by a reader who hesitated between all that it could be."""
    quote = f"The coast guard freed {value:,.0f} children from forced labour in Peru in 2021, {doc} reports."
    claim = made(doc, quote=quote, value=value, measure=measure, confidence=confidence, **changes)
    others = (each for each in ("rescued", "assisted", "identified") if each != measure)
    return replace(
        claim, choices=(FieldChoice("measure", (Candidate(measure, 0.5), *(Candidate(o, 0.4) for o in others))),)
    )


State = tuple[list[Fact], dict[str, Conflict], set[tuple[object, ...]]]


def state(ledger: Ledger) -> State:
    conflicts = {conflict.id: conflict for conflict in ledger.conflicts.find(unsure=None)}
    with ledger.engine.connect() as connection:
        return ledger.facts.find(), conflicts, set(map(tuple, connection.execute(select(compared_schema.claim_homes))))


def changed_as_anew(ledger: Ledger) -> list[Fact]:
    """The facts after a change, which are those of a comparison of everything."""
    assert refresh(ledger, 1)
    after_change = state(ledger)
    with ledger.engine.begin() as connection:
        connection.execute(delete(compared_schema.reconciled))
    assert refresh(ledger, 1)
    assert after_change == state(ledger)
    return after_change[0]


def joined(ledger: Ledger) -> None:
    """Two documents tell one figure, read under two measures, and a third tells another thing of the surer one."""
    put(ledger, 1, "doc0", [read_for("doc0", "rescued", 0.7)])
    put(ledger, 1, "doc1", [read_for("doc1", "assisted", 0.4)])
    put(ledger, 1, "doc3", [made("doc3", value=5678.0, start="2019", end="2019")])
    refresh(ledger, 1)
    assert sorted(len(fact.claims) for fact in ledger.facts.find()) == [1, 2]


def test_a_surer_reading_takes_claims_of_other_documents_along_and_leaves_them_when_it_goes(ledger: Ledger) -> None:
    joined(ledger)
    before = {fact.id for fact in ledger.facts.find()}
    put(ledger, 1, "doc2", [read_for("doc2", "identified", 0.9)])
    measures = {len(fact.claims): fact.measure for fact in changed_as_anew(ledger)}
    assert measures == {3: "identified", 1: "rescued"}
    put(ledger, 1, "doc2", [], text="nothing")
    assert {fact.id for fact in changed_as_anew(ledger)} == before


def test_claims_are_taken_back_by_their_own_keys_when_the_document_that_they_joined_is_removed(
    ledger: Ledger, tmp_path: Path
) -> None:
    put(ledger, 1, "doc0", [read_for("doc0", "rescued", 0.7)])
    put(ledger, 1, "doc1", [read_for("doc1", "assisted", 0.4)])
    refresh(ledger, 1)
    ledger.lists.put(write_list(tmp_path, {doc: f"https://{doc}.example/" for doc in DOCS[1:]}), AT)
    (fact,) = changed_as_anew(ledger)
    assert (fact.measure, fact.joined) == ("assisted", ())


def test_a_document_of_which_one_field_changes_moves_what_joined_it(ledger: Ledger) -> None:
    joined(ledger)
    put(ledger, 1, "doc0", [read_for("doc0", "rescued", 0.7, place="Lima")], text="Lima")
    (fact,) = (fact for fact in changed_as_anew(ledger) if len(fact.claims) == 2)
    assert fact.place == "Lima"


def test_a_fact_that_a_claim_leaves_for_a_likelier_one_is_made_anew(ledger: Ledger) -> None:
    """The fact that it leaves has no claim that changed, nor one of the key that it was read for."""
    at = {"start": "2021-03", "end": "2021-03"}
    people = read_for("doc0", "identified", 0.9, place="Lima", subject="people", **at)
    girls = read_for("doc1", "assisted", 0.4, place=None, subject="girls", **at)
    put(ledger, 1, "doc0", [replace(people, choices=())])
    put(ledger, 1, "doc1", [girls])
    refresh(ledger, 1)
    assert [(fact.subject, len(fact.joined)) for fact in ledger.facts.find()] == [("people", 1)]
    likelier = read_for("doc2", "identified", 0.7, place="Kenya", subject="girls", **at)
    put(ledger, 1, "doc2", [replace(likelier, choices=())])
    assert {(fact.subject, len(fact.joined)) for fact in changed_as_anew(ledger)} == {("people", 0), ("girls", 1)}


def test_a_rounding_is_told_with_its_figure_where_this_is_at_home_and_alone_when_it_moves_on(ledger: Ledger) -> None:
    """The figure was read for another measure, and comes to the rounding's block since a surer reading is of it."""
    about = {"number": "1,200", "bound": "min", "modifier": "More than", "start": "2021-01", "end": "2021-12"}
    rounded = made(
        "doc0", quote="More than 1,200 children freed in Peru in 2021.", value=1200.0, confidence=0.5, **about
    )
    put(ledger, 1, "doc0", [rounded])
    put(ledger, 1, "doc1", [read_for("doc1", "assisted", 0.4)])
    refresh(ledger, 1)
    assert sorted(len(fact.claims) for fact in ledger.facts.find()) == [1, 1]
    put(ledger, 1, "doc2", [read_for("doc2", "rescued", 0.9)])
    (fact,) = changed_as_anew(ledger)
    assert (fact.measure, len(fact.joined)) == ("rescued", 2)
    put(ledger, 1, "doc2", [], text="nothing")
    assert sorted(len(fact.claims) for fact in changed_as_anew(ledger)) == [1, 1]


def test_a_claim_that_says_otherwise_changes_the_fact_that_it_stays_in(ledger: Ledger) -> None:
    joined(ledger)
    put(ledger, 1, "doc1", [replace(read_for("doc1", "assisted", 0.4), bound="about")], text="otherwise")
    (fact,) = (fact for fact in changed_as_anew(ledger) if len(fact.claims) == 2)
    assert fact.bound == "mixed"


def test_a_figure_that_stands_beside_another_is_one_fact_with_it_again_once_nothing_joins_it(ledger: Ledger) -> None:
    """What joins a figure parts it from others of its key, in a document that has not changed."""
    put(ledger, 1, "doc0", [read_for("doc0", "rescued", 0.7)])
    put(ledger, 1, "doc3", [made("doc3", value=1236.0)])
    refresh(ledger, 1)
    together = [fact.id for fact in ledger.facts.find()]
    assert len(together) == 1
    put(ledger, 1, "doc1", [read_for("doc1", "assisted", 0.4)])
    assert together[0] in {fact.id for fact in changed_as_anew(ledger)}
    assert len(ledger.facts.find()) == 2
    put(ledger, 1, "doc1", [], text="nothing")
    assert [fact.id for fact in changed_as_anew(ledger)] == together


def test_a_merge_of_what_others_joined_can_be_undone(ledger: Ledger) -> None:
    joined(ledger)
    before = state(ledger)
    one, other = sorted(ledger.facts.find(), key=lambda fact: len(fact.claims))
    claims = {claim.id: claim for claim in ledger.claims.find()}
    named = (*one.claims, *other.claims)
    evidence = tuple((claim, claims[claim].evidence()) for claim in named)
    ledger.decisions.append(Decision("d1", one.id, "merge", "Ada", AT, claims=named, evidence=evidence), after=None)
    assert [len(fact.claims) for fact in changed_as_anew(ledger)] == [3]
    ledger.decisions.append(Decision("d2", "d1", "undo", "Ada", AT), after=None)
    changed_as_anew(ledger)
    assert state(ledger) == before


def test_claims_of_a_figure_that_a_change_does_not_touch_are_not_read(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined(ledger)
    put(ledger, 1, "doc4", [read_for("doc4", "assisted", 0.4, value=5678.0, place="Kenya")])
    refresh(ledger, 1)
    asked = documents_asked_for(ledger, monkeypatch)
    put(ledger, 1, "doc5", [made("doc5", value=90_001.0)])
    assert refresh(ledger, 1)
    assert set(asked) == {"doc0", "doc1", "doc3", "doc5"}, "one block, and what is at home in it"


def decided(ledger: Ledger, dice: random.Random, n: int) -> None:
    """A person merges two facts, splits one, or undoes what was said."""
    facts, claims = ledger.facts.find(), {claim.id: claim for claim in ledger.claims.find()}
    said = [entry for entry in ledger.decisions.entries() if entry.decision != "undo"]
    what = dice.choice(["merge", "split", "undo"])
    if what == "undo" and said:
        undone = dice.choice(said)
        if not ledger.decisions.entries(undone.id):
            ledger.decisions.append(Decision(f"d{n}", undone.id, "undo", "Ada", AT), after=None)
    elif len(facts) > 1 and what != "undo":
        one, other = dice.sample(facts, 2)
        named = (*one.claims, *other.claims) if what == "merge" else one.claims
        evidence = tuple((claim, claims[claim].evidence()) for claim in named)
        last = ledger.decisions.entries(one.id)
        spoken_of = named if what == "merge" else named[:1]
        entry = Decision(f"d{n}", one.id, what, "Ada", AT, claims=spoken_of, evidence=evidence)  # type: ignore[arg-type]
        ledger.decisions.append(entry, after=last[-1].id if last else None)


@pytest.mark.parametrize("seed", [0, 1, 3, 4])
def test_a_history_in_which_claims_move_leaves_what_a_fresh_comparison_finds(
    ledger: Ledger, tmp_path: Path, seed: int
) -> None:
    dice, most = random.Random(seed), 0
    for n in range(10):
        doc = dice.choice(DOCS)
        claims = [
            read_for(
                doc,
                dice.choice(["rescued", "assisted", "identified"]),
                dice.choice([0.4, 0.7, 0.9]),
                value=dice.choice([1234.0, 1236.0, 5678.0]),
                place=dice.choice(["Peru", "Peru", "Lima"]),
                subject=dice.choice(["children", "minors"]),
            )
            for _ in range(dice.randint(0, 3))
        ]
        what = dice.random()
        if what < 0.65:
            put(ledger, 1, doc, claims, text=f"{doc} {n}")
        elif what < 0.8:
            kept = {each: f"https://{each}.example/" for each in DOCS if each != doc}
            ledger.lists.put(write_list(tmp_path, kept), AT)
            ledger.lists.put(write_list(tmp_path, {each: f"https://{each}.example/" for each in DOCS}), AT)
        else:
            decided(ledger, dice, n)
        if refresh(ledger, 1):
            after_change = state(ledger)
            with ledger.engine.begin() as connection:
                connection.execute(delete(compared_schema.reconciled))
            refresh(ledger, 1)
            assert after_change == state(ledger)
            most = max(most, len(after_change[2]))
    assert most > 1


def test_nothing_of_where_claims_belong_is_left_of_a_forgotten_source(ledger: Ledger) -> None:
    joined(ledger)
    ledger.takedowns.forget("doc0", AT, "asked for by letter")
    with ledger.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(compared_schema.claim_homes)).scalar() == 0
