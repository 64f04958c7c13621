"""Decisions: what each needs, what it does, when it reopens, and that two people at once lose none."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from outputs.decisions import DecisionError, DecisionLog, StaleDecisionError
from outputs.decisions.claim_status import claim_statuses
from pipeline.ledger import Ledger
from pipeline.ledger.codec import dumped
from pipeline.ledger.corrections import CORRECTABLE, corrected, parse_value
from pipeline.ledger.in_force import entries_in_force
from pipeline.ledger.refresh import refresh
from pipeline.ledger.schema import decisions
from pipeline.records.model import Conflict, Decision
from sources.catalog import Source, SourceList
from tests.ledger_samples import AT, put, write_list
from tests.made_claims import made
from tests.sample_ledger import (
    COASTAL,
    DOCUMENTS,
    HARBOUR,
    LANTERN,
    Document,
    Figure,
    Text,
    changed,
    reread,
    sample_ledger,
    store,
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def log(ledger: Ledger) -> DecisionLog:
    return DecisionLog(ledger)


def about(ledger: Ledger, measure: str) -> Conflict:
    """The sample's one conflict of a measure."""
    return next(c for c in ledger.conflicts.find() if ledger.facts.get(c.facts[0]).measure == measure)


def side_of(ledger: Ledger, conflict: Conflict, doc: str) -> int:
    docs = {claim.id: claim.doc for claim in ledger.claims.find()}
    return next(n for n, side in enumerate(conflict.sides) if docs[side[0]] == doc)


def claim_of(ledger: Ledger, conflict: Conflict, doc: str) -> str:
    return conflict.sides[side_of(ledger, conflict, doc)][0]


def test_right_settles_the_conflict_and_rejects_the_other_side(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "exploited")
    side = side_of(ledger, conflict, "lantern")
    entry = log.decide(conflict.id, "right", person="Ana", side=side, note="counted, not estimated")
    state = log.state(conflict.id)
    assert (state.status, state.decision) == ("settled", entry)
    assert log.settled() == {conflict.id}
    assert entry.claims == conflict.sides[side]
    claims = {claim.id: claim for claim in ledger.claims.find()}
    verdicts = claim_statuses([c for s in conflict.sides for c in s], log.in_force(), claims)
    assert {claims[c].doc: v.word for c, v in verdicts.items()} == {"lantern": "right", "harbour-watch": "rejected"}
    fact = log.fact_states([ledger.facts.get(conflict.facts[0])])[conflict.facts[0]]
    assert (fact.status, fact.vetted) == ("settled", True)


def test_unsettled_leaves_the_queue_but_vets_nothing(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "exploited")
    log.decide(conflict.id, "unsettled", person="Ana")
    assert log.state(conflict.id).status == "settled"
    fact = log.fact_states([ledger.facts.get(conflict.facts[0])])[conflict.facts[0]]
    assert (fact.status, fact.vetted) == ("open", False)


@pytest.mark.parametrize(
    ("decision", "particulars", "missing"),
    [
        ("right", {}, "the side that is right"),
        ("right", {"side": 7}, "no side 8"),
        ("both", {}, "what differs"),
        ("misread", {}, "the one claim"),
        ("not_a_claim", {}, "the claims it speaks of"),
        ("outdated", {"claims": ["nonesuch"]}, "nonesuch is not part of it"),
        ("accept", {"person": " "}, "the person"),
        *((name, {}, "no decision about a conflict") for name in ("undo", "accept", "split", "merge", "add")),
        ("unsettled", {"note": "n" * 4001}, "the note is 4,001 characters long"),
        ("unsettled", {"person": "caf\udce9"}, "the name is no text in UTF-8"),
    ],
)
def test_a_decision_that_lacks_something_says_what(
    ledger: Ledger, log: DecisionLog, decision: str, particulars: dict[str, object], missing: str
) -> None:
    conflict = about(ledger, "exploited")
    with pytest.raises(DecisionError, match=missing):
        log.decide(conflict.id, decision, **({"person": "Ana"} | particulars))  # type: ignore[arg-type]
    assert ledger.decisions.entries() == []


def test_a_correction_needs_a_field_a_value_and_a_change(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "rescued")
    claim = claim_of(ledger, conflict, "factsheet")
    for field, value, said in [
        ("colour", "5", "no field 'colour'"),
        ("value", "many", "a number is written in digits"),
        ("start", "May 2012", "a date as"),
        ("start", "0000", "no year from 1000"),
        ("end", "2031-02-30", "out of range"),
        ("end", "٢٠٣١", "not written as a date"),
        ("low", "500", "its lowest and its highest"),
        ("bound", "roughly", "one of exact"),
        ("unit", "", "cannot be empty"),
        ("value", "517", "already read as 517"),
        ("value", "1.000,5", "could be 1000.5 or 1.0005"),
        ("value", "9" * 400, "no figure is"),
        ("value", "-5", "cannot be less than nothing"),
        ("value", "", "needs a value"),
        ("measure", "recsued", "perhaps rescued"),
        ("unit", "bananas", "no unit 'bananas'"),
        ("unit", "%", "no unit '%'; perhaps percent"),
        ("measure", "RESCUED", "perhaps rescued"),
        ("place", "costa verde", "is written 'Costa Verde' here"),
        ("place", "usa", "is written 'United States' here"),
        ("place", "Nowhereville", "neither the gazetteer nor any claim knows"),
        ("part", "women", "only a share has a part"),
        ("direction", "up", "only a change has a direction"),
        ("start", "2031", "would start in 2031, after its end"),
    ]:
        with pytest.raises(DecisionError, match=said):
            log.decide(conflict.id, "misread", person="Ana", claims=[claim], corrections=[(field, value)])


def test_several_fields_are_corrected_in_one_entry_and_weighed_together(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "rescued")
    claim = claim_of(ledger, conflict, "factsheet")
    with pytest.raises(DecisionError, match="the lowest, 5, would be more than the highest, 3"):
        log.decide(conflict.id, "misread", person="Ana", claims=[claim], corrections=[("low", "5"), ("high", "3")])
    with pytest.raises(DecisionError, match="one value, or the lowest and highest"):
        log.decide(conflict.id, "misread", person="Ana", claims=[claim], corrections=[("value", "4"), ("low", "3")])
    period = [("start", "2030"), ("end", "2031-05"), ("place", "Lisbon")]
    entry = log.decide(conflict.id, "misread", person="Ana", claims=[claim], corrections=period)
    assert entry.corrections == tuple(period)
    (now,) = log.corrected(ledger.claims.find(ids=[claim])).claims
    assert (now.start, now.end, now.place) == ("2030", "2031-05", "Lisbon")
    log.undo(entry.id, person="Ana")
    assert log.corrected(ledger.claims.find(ids=[claim])).corrections == ()


@pytest.mark.parametrize(("field", "value"), [("value", "9" * 400), ("start", "0000"), ("end", "2031-02-31")])
def test_a_ledger_with_a_correction_that_no_field_takes_opens_and_runs(
    ledger: Ledger, log: DecisionLog, field: str, value: str
) -> None:
    """Earlier versions recorded a number of 400 digits or a year 0, as one `field` and `value`; every run failed."""
    claim = ledger.claims.get(claim_of(ledger, about(ledger, "rescued"), "factsheet"))
    entry = Decision(
        "0ld", claim.id, "misread", "Ana", AT, claims=(claim.id,), evidence=((claim.id, claim.evidence()),)
    )
    row = json.loads(dumped(Decision, entry)) | {"field": field, "value": value}
    del row["corrections"]
    with ledger.engine.begin() as connection:
        values = {"id": entry.id, "target": entry.target, "after": "", "record": json.dumps(row)}
        connection.execute(insert(decisions).values(values))
    assert ledger.decisions.entries()[-1].corrections == ((field, value),)
    assert log.corrected([claim]).claims == (claim,)
    refresh(ledger)
    log.undo(entry.id, person="Ana")


def test_accepting_twice_is_one_entry_and_a_second_person_is_told(ledger: Ledger, log: DecisionLog) -> None:
    fact = next(f for f in ledger.facts.find() if not f.conflicts)
    first = log.accept(fact.id, person="Ana")
    assert log.accept(fact.id, person="Ana") == first
    with pytest.raises(DecisionError, match="vetted already: accept by Ana"):
        log.accept(fact.id, person="Bo")
    assert ledger.decisions.entries() == [first]


def test_a_misreading_corrected_counts_everywhere_and_keeps_the_original(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "rescued")
    claim = claim_of(ledger, conflict, "factsheet")
    log.decide(conflict.id, "misread", person="Ana", claims=[claim], corrections=[("value", "516")])
    done = log.corrected(ledger.claims.find())
    assert {c.id: c.value for c in done.claims}[claim] == 516
    assert [(x.field, x.before, x.after) for x in done.corrections] == [("value", 517, 516)]
    assert {c.id: c.value for c in ledger.claims.find()}[claim] == 517
    assert log.state(conflict.id).status == "settled"
    assert refresh(ledger)
    assert not refresh(ledger)
    fact = next(f for f in ledger.facts.find() if claim in f.claims)
    assert (fact.low, fact.high, fact.conflicts) == (516, 516, ())
    assert not log.fact_states([fact])[fact.id].vetted, "who corrects one reading has not vouched for the others"
    log.accept(fact.id, person="Ana")
    assert log.fact_states([fact])[fact.id].vetted


def test_a_correction_that_still_does_not_fit_leaves_the_conflict_open(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "rescued")
    claim = claim_of(ledger, conflict, "factsheet")
    log.decide(conflict.id, "misread", person="Ana", claims=[claim], corrections=[("value", "571")])
    state = log.state(conflict.id)
    assert (state.status, state.still_conflicts) == ("open", True)


def test_a_correction_is_weighed_by_the_ledgers_own_settings(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("compare: {about_width: 0.01}\n")
    about_412 = Figure("412", 412, "rescued", "ferrymen", "total", "Costa Verde", "2021", "2021", {"bound": "about"})
    exactly_437 = Figure("437", 437, "rescued", "ferrymen", "total", "Costa Verde", "2021", "2021")
    first, second = (
        replace(document, texts=(Text("paragraph", text, (figure,)),))
        for document, text, figure in (
            (LANTERN, "In 2021 the patrols freed about 412 ferrymen in Costa Verde.", about_412),
            (HARBOUR, "In 2021 the patrols freed 437 ferrymen in Costa Verde.", exactly_437),
        )
    )
    opened = sample_ledger(tmp_path, (first, second))
    (conflict,) = opened.conflicts.find()
    claim = claim_of(opened, conflict, HARBOUR.id)
    DecisionLog(opened).decide(conflict.id, "misread", person="Ana", claims=[claim], corrections=[("value", "439")])
    assert DecisionLog(opened).state(conflict.id).status == "open", "439 does not lie within a hundredth of 412"
    opened.close()


def test_what_is_no_claim_is_withdrawn(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "convicted")
    claim = claim_of(ledger, conflict, "factsheet")
    log.decide(conflict.id, "not_a_claim", person="Ana", claims=[claim], note="a footnote mark")
    done = log.corrected(ledger.claims.find())
    assert claim in done.withdrawn
    assert claim not in {c.id for c in done.claims}
    refresh(ledger)
    assert conflict.id not in {c.id for c in ledger.conflicts.find()}
    with pytest.raises(DecisionError, match="no longer a conflict"):
        log.decide(conflict.id, "unsettled", person="Ana")


def test_an_undo_is_a_further_entry_and_can_itself_be_undone(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "exploited")
    entry = log.decide(conflict.id, "right", person="Ana", side=0)
    undo = log.undo(entry.id, person="Bo")
    assert log.state(conflict.id).status == "open"
    assert len(ledger.decisions.entries()) == 2
    with pytest.raises(DecisionError, match="was undone by Bo"):
        log.undo(entry.id, person="Ana")
    log.undo(undo.id, person="Ana")
    assert log.state(conflict.id).decision == entry
    assert [e.decision for e in ledger.decisions.entries()] == ["right", "undo", "undo"]


def test_a_second_person_signs_off(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "exploited")
    entry = log.decide(conflict.id, "right", person="Ana", side=0)
    with pytest.raises(DecisionError, match="second person"):
        log.sign_off(entry.id, person="Ana")
    log.sign_off(entry.id, person="Bo")
    assert [e.person for e in log.state(conflict.id).sign_offs] == ["Bo"]
    log.undo(entry.id, person="Ana")
    with pytest.raises(DecisionError, match="cannot be signed off"):
        log.sign_off(entry.id, person="Bo")


def test_a_fact_is_accepted_as_long_as_its_claims_stay(ledger: Ledger, log: DecisionLog) -> None:
    fact = next(f for f in ledger.facts.find() if f.low == 300)
    log.accept(fact.id, person="Ana")
    assert log.fact_states([fact])[fact.id].vetted
    with pytest.raises(DecisionError, match="open conflict"):
        log.accept(about(ledger, "exploited").facts[0], person="Ana")
    reread(ledger, changed(LANTERN, "300", "320", value=320))
    now = next(f for f in ledger.facts.find() if f.low == 320)
    state = log.fact_states([now])[now.id]
    assert (state.status, state.vetted) == ("reopened", False)
    [change] = state.changes
    assert change.before is not None
    assert change.after is not None
    assert (change.before["number"], change.after.number) == ("300", "320")
    log.accept(now.id, person="Bo")
    assert log.fact_states([now])[now.id].vetted


def test_a_correction_outside_a_conflict_decides_nothing_about_its_fact(ledger: Ledger, log: DecisionLog) -> None:
    fact = next(f for f in ledger.facts.find() if f.low == 300)
    log.correct(fact.claims[0], "misread", person="Ana", corrections=[("subject", "women and children")])
    refresh(ledger)
    (now,) = ledger.facts.find(claim=fact.claims[0])
    state = log.fact_states([now])[now.id]
    assert (state.status, state.vetted, state.decisions) == ("single", False, ())


def test_a_decision_whose_conflict_goes_with_its_evidence_waits_on_the_fact(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "exploited")
    log.decide(conflict.id, "right", person="Ana", side=side_of(ledger, conflict, "harbour-watch"))
    reread(ledger, changed(HARBOUR, "One million", "2 million", value=2_000_000))
    assert conflict.id not in {each.id for each in log.conflicts()}
    (fact,) = [f for f in ledger.facts.find() if f.measure == "exploited"]
    assert log.fact_states([fact])[fact.id].status == "reopened"


def test_figures_that_do_not_fit_cannot_be_accepted_as_one_fact(tmp_path: Path) -> None:
    mixed = Ledger.open(tmp_path / "mixed")
    mixed.lists.put(write_list(tmp_path, {doc: f"https://{doc}.example/" for doc in ("few", "many")}), AT)
    mixed.runs.start(["Two shelters"], AT)
    for doc, number, value in (("few", "more than 300", 300.0), ("many", "over 14,000", 14_000.0)):
        put(mixed, 1, doc, [made(doc, number=number, value=value, bound="min")])
    refresh(mixed, 1)
    (fact,) = mixed.facts.find(status="mixed")
    with pytest.raises(DecisionError, match="do not fit"):
        DecisionLog(mixed).accept(fact.id, person="Ana")
    assert not DecisionLog(mixed).fact_states([fact])[fact.id].vetted
    mixed.close()


def test_a_decision_holds_over_a_run_that_changes_nothing_of_its_evidence(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "exploited")
    log.decide(conflict.id, "right", person="Ana", side=0)
    reread(ledger, changed(LANTERN, "Shelters in the region", "Homes in the area"))
    reread(ledger, LANTERN, "2026-03-23T06:00:00Z")
    assert log.state(conflict.id).status == "settled"


def test_a_changed_value_reopens_with_old_and_new_side_by_side(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "exploited")
    log.decide(conflict.id, "right", person="Ana", side=0)
    reread(ledger, changed(HARBOUR, "One million", "Five million", value=5_000_000))
    state = log.state(about(ledger, "exploited").id)
    assert state.status == "reopened"
    assert log.settled() == set()
    [change] = state.changes
    assert change.what == "changed"
    assert change.before is not None
    assert change.after is not None
    assert (change.before["number"], change.after.number) == ("One million", "Five million")


def test_a_changed_value_that_is_too_unlikely_to_be_flagged_leaves_nothing_settled(
    ledger: Ledger, log: DecisionLog
) -> None:
    conflict = about(ledger, "exploited")
    log.decide(conflict.id, "right", person="Ana", side=0)
    nothing_is_sure = replace(ledger.settings.compare, flag_from=1.0, unsure_from=0.0)
    strict = replace(ledger, settings=replace(ledger.settings, compare=nothing_is_sure))
    reread(strict, changed(HARBOUR, "One million", "Five million", value=5_000_000))
    assert {c.id: c.status for c in strict.conflicts.find(unsure=True)}[conflict.id] == "unsure"
    log = DecisionLog(strict)
    assert {c.id: state.status for c in log.conflicts() for state in [log.state(c.id)]}[conflict.id] == "reopened"
    states = log.fact_states(f for f in strict.facts.find() if f.measure == "exploited")
    assert [(state.status, state.vetted) for state in states.values()] == [("reopened", False)]
    with pytest.raises(DecisionError, match="do not fit"):
        log.accept(next(iter(states)), person="Ana")


def test_another_reading_of_the_same_words_reopens_too(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "convicted")
    log.decide(conflict.id, "right", person="Ana", side=0)
    other = replace(COASTAL, texts=tuple(_read_as(text, 55, 54) for text in COASTAL.texts))
    reread(ledger, other)
    [change] = log.state(conflict.id).changes
    assert change.before is not None
    assert change.after is not None
    assert (change.before["value"], change.after.value) == (55, 54)
    assert change.before_id == change.after.id


def test_a_further_source_with_a_known_figure_changes_nothing_a_new_figure_reopens(
    ledger: Ledger, log: DecisionLog
) -> None:
    conflict = about(ledger, "exploited")
    log.decide(conflict.id, "both", person="Ana", differs="definition")
    again = replace(HARBOUR, id="echo", publisher="Echo Bay Trust")
    _add(ledger, again)
    assert log.state(conflict.id).status == "settled"
    other = replace(changed(HARBOUR, "One million", "Nine million", value=9_000_000), id="loud", publisher="Loud")
    _add(ledger, again, other)
    state = log.state(about(ledger, "exploited").id)
    assert state.status == "reopened"
    assert [(c.what, c.after.doc) for c in state.changes if c.after] == [("new", "loud")]


def test_a_decision_made_on_what_is_no_longer_so_is_refused_with_what_changed(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "exploited")
    members = [claim for side in conflict.sides for claim in side]
    seen = log.token(conflict.id, members)
    log.decide(conflict.id, "right", person="Bo", side=1, based_on=seen)
    with pytest.raises(StaleDecisionError, match="'right' by Bo"):
        log.decide(conflict.id, "right", person="Ana", side=0, based_on=seen)
    assert [e.person for e in ledger.decisions.entries()] == ["Bo"]


def test_a_double_click_is_one_entry(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "exploited")
    seen = log.token(conflict.id, [claim for side in conflict.sides for claim in side])
    first = log.decide(conflict.id, "right", person="Ana", side=0, based_on=seen)
    assert log.decide(conflict.id, "right", person="Ana", side=0, based_on=seen) == first
    assert len(ledger.decisions.entries()) == 1


def test_two_reviewers_at_once_lose_no_decision(ledger: Ledger) -> None:
    """Many threads decide the same conflict on the same evidence: one is recorded, every other one is told."""
    conflict = about(ledger, "exploited")
    log = DecisionLog(ledger)
    seen = log.token(conflict.id, [claim for side in conflict.sides for claim in side])
    recorded: list[Decision] = []
    refused: list[StaleDecisionError] = []
    start = threading.Barrier(8)

    def decide(name: str, side: int) -> None:
        start.wait()
        try:
            recorded.append(
                DecisionLog(ledger).decide(conflict.id, "right", person=name, side=side, note=name, based_on=seen)
            )
        except StaleDecisionError as error:
            refused.append(error)

    threads = [threading.Thread(target=decide, args=(f"person {n}", n % 2)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledger.decisions.entries() == recorded
    assert (len(recorded), len(refused)) == (1, 7)


def test_a_decision_is_carried_over_when_a_better_reader_groups_the_facts_otherwise(
    ledger: Ledger, log: DecisionLog
) -> None:
    conflict = about(ledger, "exploited")
    entry = log.decide(conflict.id, "right", person="Ana", side=0)
    regrouped = replace(conflict, id="another", facts=("other",), sides=conflict.sides[::-1])
    assert log.states([regrouped])["another"].decision == entry
    larger = replace(regrouped, sides=(*conflict.sides, (claim_of(ledger, about(ledger, "rescued"), "factsheet"),)))
    assert log.states([larger])["another"].status == "open"


@given(st.lists(st.integers(min_value=0, max_value=9), max_size=12))
def test_an_entry_is_in_force_exactly_when_no_undo_in_force_names_it(targets: list[int]) -> None:
    """Entry n undoes an earlier one where it can; the last word on each is found by walking back by hand."""
    log = [Decision("0", "c", "right", "Ana", "t", evidence=(("x", "e"),))]
    for n, target in enumerate(targets, 1):
        log.append(Decision(str(n), str(target % n), "undo", "Ana", "t"))
    in_force = entries_in_force(log)
    holds = [True] * len(log)
    for n in range(len(log) - 1, 0, -1):
        if holds[n]:
            holds[int(log[n].target)] = False
    assert {n for n, it_does in enumerate(holds) if not it_does} == {int(entry) for entry in in_force.undone_by}
    assert (in_force.latest("c") is not None) == holds[0]


@given(st.sampled_from(sorted(CORRECTABLE)), st.text(max_size=12))
def test_what_a_person_types_is_read_or_refused_with_a_reason(field: str, typed: str) -> None:
    takes_it = True
    try:
        parse_value(field, typed)
    except ValueError as error:
        takes_it, said = False, str(error)
    assert takes_it or field in said


def test_what_is_typed_is_kept_without_what_steers_a_screen(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "rescued")
    claim = claim_of(ledger, conflict, "factsheet")
    entry = log.correct(
        claim, "misread", person="Ana\n\x1b[2J", note="\x1b]0;x\x07seen\u202e", corrections=[("subject", "b\x07oys")]
    )
    assert (entry.person, entry.note, entry.corrections) == ("Ana [2J", "]0;xseen", (("subject", "boys"),))


def test_lakhs_and_crores_are_parted_as_they_are_written() -> None:
    assert parse_value("value", "12,34,567") == 1_234_567
    with pytest.raises(ValueError, match="could be 123"):
        parse_value("value", "1,2,3")


def test_a_minus_sign_is_one_and_nothing_has_none() -> None:
    assert parse_value("value", "\N{MINUS SIGN}2.5") == -2.5
    assert str(parse_value("value", "-0")) == "0.0"


def test_corrections_apply_once_however_often(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "rescued")
    claim = claim_of(ledger, conflict, "factsheet")
    log.decide(
        conflict.id, "misread", person="Ana", claims=[claim], corrections=[("place", "Costa Azul")], new_place=True
    )
    once = corrected(ledger.claims.find(), log.in_force())
    assert corrected(ledger.claims.find(), log.in_force()) == once
    assert {c.place for c in once.claims if c.id == claim} == {"Costa Azul"}


def test_a_correction_stops_when_its_text_changes(ledger: Ledger, log: DecisionLog) -> None:
    conflict = about(ledger, "rescued")
    claim = claim_of(ledger, conflict, "coastal-review")
    log.decide(conflict.id, "misread", person="Ana", claims=[claim], corrections=[("value", "517")])
    reread(ledger, changed(COASTAL, "516", "519", value=519))
    assert log.corrected(ledger.claims.find()).corrections == ()


def _read_as(text: Text, old: float, new: float) -> Text:
    return replace(text, figures=tuple(replace(f, value=new) if f.value == old else f for f in text.figures))


def _add(ledger: Ledger, *documents: Document) -> None:
    """A further run over the list with these documents added to it."""
    at = "2026-04-01T06:00:00Z"
    every = (*DOCUMENTS, *documents)
    sources = tuple(Source(d.id, url=d.url, publisher=d.publisher, list_name="sample") for d in every)
    ledger.lists.put(SourceList("sample", ledger.folder / "sample.yaml", sources), at)
    run = ledger.runs.start(["sample"], at)
    for document in documents:
        store(ledger, run, document, at)
    refresh(ledger, run)
    ledger.runs.finish(run, {}, at)
