"""The dataset: valid for those who read it, followable to every sentence, the same bytes for the same ledger."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from outputs.dataset import ExportError, export
from outputs.dataset.contents import collect
from outputs.dataset.dictionary import dictionary
from outputs.dataset.files import csv_bytes, is_formula
from outputs.dataset.tables import cut_quote, tables
from outputs.decisions import DecisionLog
from outputs.frames import frame_of
from outputs.published_ids import ledger_id, published_id
from pipeline.ledger import Ledger
from pipeline.ledger.refresh import refresh
from pipeline.records.model import DocumentContext
from pipeline.records.output_settings import Contributor, DatasetSettings, LicenceSettings, Rating, RatingSettings
from tests.ledger_samples import put
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


def test_each_field_that_an_entry_corrects_has_a_row(decided: Ledger, log: DecisionLog, tmp_path: Path) -> None:
    claim = next(claim for claim in decided.claims.find() if claim.value == 300)
    entry = log.correct(claim.id, "misread", person="Cy", corrections=[("subject", "crew"), ("start", "2012")])
    refresh(decided)
    export(decided, tmp_path / "out", only_vetted=False)
    decision = published_id("decision", entry.id)
    rows = [row for row in rows_of(tmp_path / "out", "corrections") if row["decision"] == decision]
    assert [(row["id"], row["corrected"]) for row in rows] == [
        (f"{decision}-start", "2012"),
        (f"{decision}-subject", "crew"),
    ]
    [logged] = [row for row in rows_of(tmp_path / "out", "decisions") if row["id"] == decision]
    assert logged["corrections"] == ["subject: crew", "start: 2012"]


def test_the_log_leaves_with_what_it_is_about_and_with_nothing_else(
    decided: Ledger, log: DecisionLog, tmp_path: Path
) -> None:
    right, misread, accepted = log.in_force().entries
    agreed = log.sign_off(right.id, person="Cy")
    left = log.decide(about(decided, "convicted").id, "unsettled", person="Ana")
    log.sign_off(left.id, person="Cy")
    export(decided, tmp_path / "vetted")
    assert [ledger_id(row["id"]) for row in rows_of(tmp_path / "vetted", "decisions")] == [
        entry.id for entry in (right, misread, accepted, agreed)
    ]
    export(decided, tmp_path / "all", only_vetted=False)
    every = [entry.id for entry in decided.decisions.entries()]
    assert [ledger_id(row["id"]) for row in rows_of(tmp_path / "all", "decisions")] == every


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
            table = pyarrow.parquet.read_table(tmp_path / "out" / f"{name}.parquet").to_pylist()
            assert json.loads(json.dumps(table, default=date.isoformat)) == rows
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


def test_a_release_of_all_facts_after_one_of_vetted_ones_is_the_first_of_its_kind(
    decided: Ledger, tmp_path: Path
) -> None:
    assert str(export(decided, tmp_path / "vetted")).endswith("; the first release")
    every = export(decided, tmp_path / "all", only_vetted=False)
    assert str(every).endswith("; the first release of its kind, vetted facts or all")
    assert "The first release of its kind" in (tmp_path / "all" / "RELEASE-NOTES.md").read_text("utf-8")


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
    assert [(change.label, change.what) for change in third.changes.waiting] == [
        ("exploited, children, world", "updated 2 million → 2 million; Four million, waits for a person")
    ]
    notes = (out / "RELEASE-NOTES.md").read_text("utf-8")
    assert "Against release 2" in notes
    assert "## Waiting for a person" in notes
    log.undo(log.in_force().latest(about(decided, "convicted").id).id, person="Ana")
    [withdrawn] = export(decided, out).changes.withdrawn
    assert (withdrawn.label, withdrawn.why) == (
        "convicted, convictions, Costa Verde, 2012 to 2022",
        "no longer vetted: its decision was undone",
    )
    assert "## Withdrawn" in (out / "RELEASE-NOTES.md").read_text("utf-8")


def test_an_accepted_figure_that_its_page_changes_is_an_update_that_waits(
    ledger: Ledger, log: DecisionLog, tmp_path: Path
) -> None:
    fact = next(fact for fact in ledger.facts.find() if fact.low == 300)
    log.accept(fact.id, person="Ana")
    export(ledger, tmp_path / "out")
    reread(ledger, changed(LANTERN, "300", "1,400", value=1400))
    done = export(ledger, tmp_path / "out")
    [waiting] = done.changes.waiting
    assert waiting.what == (
        "updated more than 300 as of 2019-06-04 → more than 1,400 as of 2019-06-04, waits for a person"
    )
    assert done.changes.withdrawn == ()
    assert "1 left out until a person looks at it again" in str(done)
    log.accept(fact.id, person="Bo")
    assert [change.what for change in export(ledger, tmp_path / "out").changes.added] == [
        "more than 1,400 as of 2019-06-04, single"
    ]


def test_a_changed_decision_is_a_change_with_its_reason(decided: Ledger, log: DecisionLog, tmp_path: Path) -> None:
    export(decided, tmp_path / "out")
    conflict = about(decided, "exploited")
    side = side_of(decided, conflict, "harbour-watch")
    log.decide(conflict.id, "right", person="Bo", side=side, note="the survey was withdrawn")
    [change] = export(decided, tmp_path / "out").changes.changed
    assert change.what == "2 million, settled → One million, settled"
    assert "the survey was withdrawn" in change.why


def test_an_open_end_is_open_in_every_form_and_said_in_words(ledger: Ledger, log: DecisionLog, tmp_path: Path) -> None:
    fact = next(fact for fact in ledger.facts.find() if fact.low == 300)
    log.accept(fact.id, person="Ana")
    export(ledger, tmp_path / "out")
    [row] = rows_of(tmp_path / "out", "facts")
    told = {"says": "more than 300", "bound": "min", "low": 300.0, "high": None, "as_of": "2019-06-04", "latest": 300.0}
    assert {name: row[name] for name in told} == told
    [cells] = csv.DictReader(io.StringIO((tmp_path / "out" / "facts.csv").read_text("utf-8")))
    assert (cells["low"], cells["high"], cells["says"]) == ("300", "", "more than 300")
    with closing(sqlite3.connect(tmp_path / "out" / "dataset.sqlite")) as database:
        assert database.execute("SELECT says, low, high FROM facts").fetchone() == ("more than 300", 300.0, None)


def test_release_notes_tell_a_bounded_figure_in_its_words(ledger: Ledger, log: DecisionLog, tmp_path: Path) -> None:
    export(ledger, tmp_path / "out", only_vetted=False)
    reread(ledger, changed(LANTERN, "300", "320", value=320))
    notes = [change.what for change in export(ledger, tmp_path / "out", only_vetted=False).changes.changed]
    assert "more than 300 as of 2019-06-04, single → more than 320 as of 2019-06-04, single" in notes


def test_no_id_can_be_taken_for_a_number_and_each_leads_back(decided: Ledger, tmp_path: Path) -> None:
    export(decided, tmp_path / "out", only_vetted=False)
    known = {"fact": {f.id for f in decided.facts.find()}, "claim": {c.id for c in decided.claims.find()}}
    for named, ids in known.items():
        published = [row["id"] for row in rows_of(tmp_path / "out", f"{named}s")]
        assert {ledger_id(each) for each in published} == ids
        assert all(each.startswith(f"{named}-") for each in published)
    conflicts = {row["id"] for row in rows_of(tmp_path / "out", "conflicts")}
    targets = {row["target"] for row in rows_of(tmp_path / "out", "decisions")}
    facts = {row["id"] for row in rows_of(tmp_path / "out", "facts")}
    assert targets & conflicts
    assert targets & facts
    assert [ledger_id(text) for text in ("settings", "fact-000997399644", "some-source")] == [
        "settings",
        "000997399644",
        "some-source",
    ]


def test_periods_have_their_first_and_last_day(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, tmp_path / "out", only_vetted=False)
    days = {
        (c["period_start"], c["period_end"]): (c["first_day"], c["last_day"])
        for c in rows_of(tmp_path / "out", "claims")
    }
    assert days["2012", "2018-05"] == ("2012-01-01", "2018-05-31")
    assert days["2012", None] == ("2012-01-01", None)
    assert days[None, None] == (None, None)


def test_the_data_package_lists_what_a_field_can_hold_and_what_measures_there_are(
    decided: Ledger, tmp_path: Path
) -> None:
    export(decided, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    fields = {field["name"]: field for field in schemas["facts"]["fields"]}
    assert fields["bound"]["constraints"]["enum"] == ["exact", "about", "min", "max", "range", "mixed"]
    assert fields["first_day"]["type"] == "date"
    assert {"fields": "measure", "reference": {"resource": "measures", "fields": "id"}} in schemas["facts"][
        "foreignKeys"
    ]
    measures = {row["id"]: row for row in rows_of(tmp_path / "out", "measures")}
    assert measures["rescued"]["description"].startswith("people rescued")
    assert (measures["rescued"]["facts"], measures["rescued"]["vetted"]) == (1, 1)


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
        reached, found = [f"fl:{fact['id']}"], set()
        while reached:
            name = reached.pop()
            found.add(name.split("-")[0].split("/")[0])
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


def test_claim_reviews_have_what_search_engines_ask_for_by_setting(decided: Ledger, tmp_path: Path) -> None:
    ratings = RatingSettings(0, 10, right=Rating(10, "Borne out"), rejected=Rating(0, "Not borne out"))
    desk = {"publisher": "The Desk", "publisher_url": "https://desk.example.org/"}
    dataset = DatasetSettings(**desk, site="https://desk.example.org/figures", ratings=ratings)
    export(replace(decided, settings=replace(decided.settings, dataset=dataset)), tmp_path / "out")
    reviews = json.loads((tmp_path / "out" / "claim-reviews.jsonld").read_text("utf-8"))["@graph"]
    conflict = about(decided, "exploited").id
    for review in reviews:
        assert review["url"] == f"https://desk.example.org/figures/index.html#c-{conflict}"
        assert review["author"] == {"@type": "Organization", "name": "The Desk", "url": "https://desk.example.org/"}
        assert 0 < len(review["claimReviewed"]) <= 75
        assert review["itemReviewed"]["text"]
    told = {review["reviewRating"]["alternateName"]: review["reviewRating"]["ratingValue"] for review in reviews}
    assert told == {"Borne out": 10, "Not borne out": 0}


def test_the_dataset_says_who_made_it_from_what_and_under_which_terms(decided: Ledger, tmp_path: Path) -> None:
    dataset = DatasetSettings(
        title="Figures of the coast",
        publisher="The Desk",
        site="https://desk.example.org/figures/",
        licence=LicenceSettings("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        keywords=("coast", "rescue"),
        contributors=(Contributor("Ana Duarte"),),
    )
    out = tmp_path / "out"
    export(replace(decided, settings=replace(decided.settings, dataset=dataset)), out)
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    assert package["licenses"] == [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}]
    assert package["contributors"] == [
        {"title": "Ana Duarte", "role": "author"},
        {"title": "The Desk", "role": "publisher"},
    ]
    assert (package["keywords"], package["homepage"]) == (["coast", "rescue"], dataset.site)
    assert {"title": "The trade that hides in plain sight", "path": "https://lantern.example.org/story"} in package[
        "sources"
    ]
    croissant = json.loads((out / "croissant.json").read_text("utf-8"))
    catalogued = json.loads((out / "dcat.jsonld").read_text("utf-8"))
    for described, files in ((croissant, "distribution"), (catalogued, "dcat:distribution")):
        assert len(described[files]) >= len(dictionary()) * 3
    by_path = {file["@id"]: file for file in croissant["distribution"]}
    assert by_path["facts.csv"]["contentUrl"] == "https://desk.example.org/figures/facts.csv"
    assert by_path["facts.csv"]["sha256"] == hashlib.sha256((out / "facts.csv").read_bytes()).hexdigest()
    assert catalogued["dct:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert croissant["temporalCoverage"]
    cited = yaml.safe_load((out / "CITATION.cff").read_text("utf-8"))
    assert (cited["type"], cited["title"], cited["authors"]) == (
        "dataset",
        "Figures of the coast",
        [{"name": "Ana Duarte"}],
    )


def test_text_that_a_spreadsheet_would_run_is_escaped_in_csv_alone(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, tmp_path / "out", only_vetted=False)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "claims.csv").read_text("utf-8"))))
    quotes = [row["quote"] for row in rows]
    assert any(quote.startswith("'=SUM of our work") for quote in quotes)
    assert any(claim["quote"].startswith("=SUM of our work") for claim in rows_of(tmp_path / "out", "claims"))
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert "apostrophe" in package["description"]


def test_a_claim_that_was_read_otherwise_than_its_fact_says_so(ledger: Ledger) -> None:
    contents = collect(ledger, only_vetted=False)
    fact = max(contents.facts, key=lambda fact: len(fact.claims))
    joined = replace(contents, facts=(replace(fact, joined=fact.claims[-1:]),))
    claims = tables(joined, quote_length=100)["claims"]
    assert set(claims[claims.joined].id) == {published_id("claim", fact.claims[-1])}


@given(st.text(max_size=20))
def test_no_text_cell_begins_as_a_formula_and_each_can_be_told_back(text: str) -> None:
    shape = dictionary()["sources"]
    row = dict.fromkeys(shape.fields, None) | {"id": "a", "title": text}
    written = csv_bytes(frame_of([row]), byte_order_mark=False).decode()
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
        rows = rows_of(tmp_path / "out", name)
        assert rows, name
        for row in rows:
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


def test_a_claim_of_a_spreadsheet_names_its_sheet_and_cell(ledger: Ledger, tmp_path: Path) -> None:
    first, *others = ledger.claims.find(doc="lantern")
    assert first.locator is not None
    in_a_sheet = replace(first, locator=replace(first.locator, sheet="Cases", cell="C7"))
    run = ledger.runs.start(["sample"], _clock())
    put(ledger, run, "lantern", [in_a_sheet, *others], at=_clock())
    refresh(ledger, run)
    ledger.runs.finish(run, {"read": 1}, _clock())
    export(ledger, tmp_path / "out", only_vetted=False)
    placed = [(row["sheet"], row["cell"]) for row in rows_of(tmp_path / "out", "claims")]
    assert placed.count(("Cases", "C7")) == 1
    assert set(placed) == {("Cases", "C7"), (None, None)}
