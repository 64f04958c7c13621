"""The dataset: valid for those who read it, followable to every sentence, the same bytes for the same ledger."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.dataset import ExportError, export
from outputs.dataset.contents import cut_quote
from outputs.dataset.dictionary import dictionary
from outputs.dataset.files import csv_bytes, is_formula
from outputs.decisions import DecisionLog
from outputs.frames import frame_of
from pipeline.ledger import Ledger
from pipeline.ledger.refresh import refresh
from pipeline.records.model import DocumentContext
from pipeline.records.settings import DatasetSettings
from tests.outputs.test_decisions import about, claim_of, side_of
from tests.sample_ledger import HARBOUR, LANTERN, changed, claims_of, reread, sample_ledger


def _clock() -> str:
    return "2026-03-10T12:00:00Z"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path / "ledger")
    yield opened
    opened.close()


@pytest.fixture
def log(ledger: Ledger) -> DecisionLog:
    return DecisionLog(ledger, _clock)


@pytest.fixture
def decided(ledger: Ledger, log: DecisionLog) -> Ledger:
    """One conflict decided for a side, one by a correction, one left."""
    conflict = about(ledger, "exploited")
    side = side_of(ledger, conflict, "lantern")
    log.decide(conflict.id, "right", person="Ana", side=side, note="the survey counts, the page guesses")
    rescued = about(ledger, "rescued")
    claim = claim_of(ledger, rescued, "factsheet")
    log.decide(rescued.id, "misread", person="Bo", claims=[claim], corrections=[("value", "516")], note="blurred print")
    refresh(ledger)
    log.accept(next(fact.id for fact in ledger.facts.find() if claim in fact.claims), person="Bo")
    return ledger


def rows_of(directory: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (directory / f"{table}.jsonl").read_text("utf-8").splitlines()]


def every_byte(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(directory.iterdir())}


def test_only_what_was_vetted_leaves_unless_asked(decided: Ledger, tmp_path: Path) -> None:
    export(decided, tmp_path / "vetted")
    facts = rows_of(tmp_path / "vetted", "facts")
    assert {fact["measure"] for fact in facts} == {"exploited", "rescued"}
    assert all(fact["vetted"] for fact in facts)
    export(decided, tmp_path / "all", only_vetted=False)
    every = rows_of(tmp_path / "all", "facts")
    assert len(every) == len(decided.facts.find())
    assert {fact["status"] for fact in every} == {"settled", "single", "open"}
    assert len(rows_of(tmp_path / "all", "claims")) == decided.claims.count()


def test_the_rejected_side_stays_on_record_and_out_of_the_spread(decided: Ledger, tmp_path: Path) -> None:
    export(decided, tmp_path / "out")
    fact = next(row for row in rows_of(tmp_path / "out", "facts") if row["measure"] == "exploited")
    assert (fact["low"], fact["high"]) == (2_000_000, 2_000_000)
    assert (fact["low_of_all"], fact["high_of_all"]) == (1_000_000, 2_000_000)
    assert (fact["decision"], fact["decided_by"], fact["decided_at"]) == ("right", "Ana", _clock())
    in_force = {c["source"]: c["status"] for c in rows_of(tmp_path / "out", "claims") if c["fact"] == fact["id"]}
    assert in_force == {"lantern": "right", "harbour-watch": "rejected"}


def test_a_correction_is_exported_with_the_original_kept(decided: Ledger, tmp_path: Path) -> None:
    export(decided, tmp_path / "out")
    [correction] = rows_of(tmp_path / "out", "corrections")
    assert (correction["field"], correction["original"], correction["corrected"]) == ("value", "517", "516")
    claim = next(c for c in rows_of(tmp_path / "out", "claims") if c["id"] == correction["claim"])
    assert (claim["value"], claim["number"], claim["status"]) == (516, "517", "corrected")
    entry = next(e for e in rows_of(tmp_path / "out", "decisions") if e["id"] == correction["decision"])
    assert (entry["person"], entry["note"]) == ("Bo", "blurred print")


def test_the_log_leaves_with_what_it_is_about_and_with_nothing_else(
    decided: Ledger, log: DecisionLog, tmp_path: Path
) -> None:
    right, misread = log.in_force().entries
    agreed = log.sign_off(right.id, person="Cy")
    left = log.decide(about(decided, "convicted").id, "unsettled", person="Ana")
    log.sign_off(left.id, person="Cy")
    export(decided, tmp_path / "vetted")
    assert [row["id"] for row in rows_of(tmp_path / "vetted", "decisions")] == [right.id, misread.id, agreed.id]
    export(decided, tmp_path / "all", only_vetted=False)
    every = [entry.id for entry in decided.decisions.entries()]
    assert [row["id"] for row in rows_of(tmp_path / "all", "decisions")] == every


def test_every_number_can_be_followed_to_its_sentence_and_its_bytes(decided: Ledger, tmp_path: Path) -> None:
    export(decided, tmp_path / "out", only_vetted=False)
    facts = {fact["id"] for fact in rows_of(tmp_path / "out", "facts")}
    for claim in rows_of(tmp_path / "out", "claims"):
        assert claim["fact"] in facts
        assert claim["number"] in claim["quote"]
        block = decided.documents.get(claim["source"]).reading.blocks[claim["block"]]
        assert block.text[claim["quote_start"] : claim["quote_end"]] == claim["quote"]
        assert decided.snapshots.get(claim["snapshot"]).data


def test_the_data_package_is_valid(decided: Ledger, tmp_path: Path) -> None:
    export(decided, tmp_path / "out", only_vetted=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # frictionless's own
        from frictionless import validate

        report = validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["tasks"] == len(dictionary())


def test_a_broken_reference_would_be_found(decided: Ledger, tmp_path: Path) -> None:
    export(decided, tmp_path / "out")
    path = tmp_path / "out" / "claims.csv"
    path.write_text(path.read_text("utf-8").replace(",lantern,", ",nobody,"), "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import validate

        assert not validate(str(tmp_path / "out" / "datapackage.json")).valid


def test_csv_parquet_jsonl_and_sqlite_hold_the_same_rows(decided: Ledger, tmp_path: Path) -> None:
    export(decided, tmp_path / "out", only_vetted=False)
    with closing(sqlite3.connect(tmp_path / "out" / "dataset.sqlite")) as database:
        for name, shape in dictionary().items():
            rows = rows_of(tmp_path / "out", name)
            assert pyarrow.parquet.read_table(tmp_path / "out" / f"{name}.parquet").to_pylist() == rows
            ids = [str(row[shape.key]) for row in rows]
            assert [row[0] for row in database.execute(f'SELECT "{shape.key}" FROM "{name}" ORDER BY rowid')] == ids
            with (tmp_path / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                assert [row[shape.key] for row in csv.DictReader(file)] == ids


def test_the_sqlite_file_answers_through_its_views(decided: Ledger, tmp_path: Path) -> None:
    export(decided, tmp_path / "out")
    with closing(sqlite3.connect(tmp_path / "out" / "dataset.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM vetted_facts").fetchone() == (2,)
        assert database.execute("SELECT decision, person FROM decided_conflicts").fetchall() == [("right", "Ana")]
        assert database.execute("SELECT original, corrected FROM corrected_claims").fetchall() == [("517", "516")]
        sources = database.execute(
            "SELECT publisher FROM facts_with_sources WHERE claim_status = 'rejected'"
        ).fetchall()
        assert sources == [("Harbour Watch",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_same_ledger_gives_the_same_bytes(decided: Ledger, tmp_path: Path) -> None:
    first = export(decided, tmp_path / "first")
    again = export(decided, tmp_path / "second")
    assert every_byte(tmp_path / "first") == every_byte(tmp_path / "second")
    assert first.release == again.release == 1
    assert len(decided.releases.all()) == 1


def test_two_ledgers_made_alike_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        with closing(sample_ledger(tmp_path / name)) as ledger:
            log = DecisionLog(ledger, _clock)
            log.decide(about(ledger, "convicted").id, "both", person="Ana", differs="level of court")
            export(ledger, tmp_path / f"{name}-out")
    assert every_byte(tmp_path / "a-out") == every_byte(tmp_path / "b-out")


def test_release_notes_say_what_is_new_different_and_gone_and_why(
    decided: Ledger, log: DecisionLog, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    export(decided, out)
    assert "The first release." in (out / "RELEASE-NOTES.md").read_text("utf-8")
    log.decide(about(decided, "convicted").id, "both", person="Ana", differs="level of court")
    second = export(decided, out)
    assert [(c.label, c.why) for c in second.changes.added] == [
        ("convicted, convictions, Costa Verde, 2012 to 2022", f"both by Ana at {_clock()}")
    ]
    reread(decided, changed(HARBOUR, "One million", "Four million", value=4_000_000))
    third = export(decided, out)
    assert [change.label for change in third.changes.withdrawn] == ["exploited, children, world"]
    assert "no longer stated" in third.changes.withdrawn[0].why
    notes = (out / "RELEASE-NOTES.md").read_text("utf-8")
    assert "Against release 2" in notes
    assert "## Withdrawn" in notes


def test_a_changed_decision_is_a_change_with_its_reason(decided: Ledger, log: DecisionLog, tmp_path: Path) -> None:
    export(decided, tmp_path / "out")
    conflict = about(decided, "exploited")
    side = side_of(decided, conflict, "harbour-watch")
    log.decide(conflict.id, "right", person="Bo", side=side, note="the survey was withdrawn")
    [change] = export(decided, tmp_path / "out").changes.changed
    assert change.what == "2,000,000 count, settled → 1,000,000 count, settled"
    assert "the survey was withdrawn" in change.why


def test_a_forgotten_source_is_named_as_the_reason_and_leaves_no_text(decided: Ledger, tmp_path: Path) -> None:
    export(decided, tmp_path / "out")
    decided.takedowns.forget("lantern", "2026-03-20T00:00:00Z", "takedown")
    refresh(decided)
    [gone] = export(decided, tmp_path / "out").changes.withdrawn
    assert "forgotten" in gone.why
    assert not any(b"most of them far from home" in data for data in every_byte(tmp_path / "out").values())


def test_what_was_found_right_stays_vetted_when_the_other_side_goes(decided: Ledger, tmp_path: Path) -> None:
    export(decided, tmp_path / "out")
    decided.takedowns.forget("harbour-watch", "2026-03-20T00:00:00Z", "takedown")
    refresh(decided)
    assert export(decided, tmp_path / "out").changes.withdrawn == ()
    assert {claim["source"] for claim in rows_of(tmp_path / "out", "claims")} >= {"lantern"}


def test_provenance_leads_from_every_fact_to_the_bytes(decided: Ledger, tmp_path: Path) -> None:
    export(decided, tmp_path / "out")
    whole = json.loads((tmp_path / "out" / "provenance.json").read_text("utf-8"))
    entities, derived = whole["entity"], whole["wasDerivedFrom"].values()
    used: dict[str, list[str]] = {}
    for each in derived:
        assert each["prov:generatedEntity"] in entities
        assert each["prov:usedEntity"] in entities
        used.setdefault(each["prov:generatedEntity"], []).append(each["prov:usedEntity"])
    for fact in rows_of(tmp_path / "out", "facts"):
        reached, found = [f"fl:fact/{fact['id']}"], set()
        while reached:
            name = reached.pop()
            found.add(name.split("/")[0])
            reached += used.get(name, [])
        assert found == {"fl:fact", "fl:claim", "fl:snapshot"}
    for each in whole["wasAssociatedWith"].values():
        assert each["prov:activity"] in whole["activity"]
        assert each["prov:agent"] in whole["agent"]
    assert any(name.endswith("/corrected") for name in entities)


def test_claim_reviews_judge_what_sources_say_not_what_was_misread(decided: Ledger, tmp_path: Path) -> None:
    export(decided, tmp_path / "out")
    whole = json.loads((tmp_path / "out" / "claim-reviews.jsonld").read_text("utf-8"))
    assert whole["@context"] == "https://schema.org"
    by_author = {r["itemReviewed"]["author"]["name"]: r["reviewRating"] for r in whole["@graph"]}
    assert {name: rating["alternateName"] for name, rating in by_author.items()} == {
        "Lantern Institute": "Right",
        "Harbour Watch": "Not right",
    }
    assert all(rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"] for rating in by_author.values())
    assert {review["author"]["name"] for review in whole["@graph"]} == {"Ana"}


def test_text_that_a_spreadsheet_would_run_is_escaped_in_csv_alone(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, tmp_path / "out", only_vetted=False)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "claims.csv").read_text("utf-8"))))
    quotes = [row["quote"] for row in rows]
    assert any(quote.startswith("'=SUM of our work") for quote in quotes)
    assert any(claim["quote"].startswith("=SUM of our work") for claim in rows_of(tmp_path / "out", "claims"))
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert "apostrophe" in package["description"]


@given(st.text(max_size=20))
def test_no_text_cell_begins_as_a_formula_and_each_can_be_told_back(text: str) -> None:
    shape = dictionary()["sources"]
    row = dict.fromkeys(shape.fields, None) | {"id": "a", "title": text}
    written = csv_bytes(frame_of([row])).decode()
    cell = next(csv.DictReader(io.StringIO(written, newline="")))["title"]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert (cell[1:] if is_formula(cell) else cell) == text


@given(st.text(max_size=400), st.integers(min_value=12, max_value=200))
def test_a_cut_quote_keeps_its_figure_and_the_limit(around: str, length: int) -> None:
    base = claims_of(LANTERN, DocumentContext())[0]
    claim = replace(base, quote=f"{around}2 million{around}")
    quote, is_cut = cut_quote(claim, length)
    assert quote is not None
    assert len(quote) <= max(length, 0)
    assert is_cut == (len(claim.quote) > length)
    assert "2 million" in quote or "2 million" in around


def test_quotes_are_limited_by_the_setting_and_carry_their_licence(decided: Ledger, tmp_path: Path) -> None:
    dataset = DatasetSettings(quote_length=0, title="Figures of the coast")
    export(replace(decided, settings=replace(decided.settings, dataset=dataset)), tmp_path / "out")
    assert all(claim["quote"] is None for claim in rows_of(tmp_path / "out", "claims"))
    assert not any(b"most of them far from home" in data for data in every_byte(tmp_path / "out").values())
    assert {s["id"]: s["licence"] for s in rows_of(tmp_path / "out", "sources")}["lantern"] == "CC BY 4.0"
    readme = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert readme.startswith("# Figures of the coast")
    assert "- CC BY 4.0: lantern" in readme
    assert "| facts | 2, of them vetted 2 |" in readme


def test_every_field_of_every_table_is_described(decided: Ledger, tmp_path: Path) -> None:
    export(decided, tmp_path / "out", only_vetted=False)
    for name, shape in dictionary().items():
        for row in rows_of(tmp_path / "out", name):
            assert list(row) == list(shape.fields)


def test_an_empty_ledger_gives_an_empty_valid_dataset(tmp_path: Path) -> None:
    with closing(Ledger.open(tmp_path / "ledger")) as ledger:
        done = export(ledger, tmp_path / "out")
    assert (done.facts, done.claims) == (0, 0)
    assert "0 facts" in str(done)


def test_a_directory_that_cannot_be_written_is_named_with_a_remedy(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ExportError, match="give another directory"):
        export(ledger, tmp_path / "file")
    assert ledger.releases.all() == []
