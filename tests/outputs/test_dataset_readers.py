"""The dataset in the programs that people open it with: spreadsheets, pandas, DuckDB, SQLite, Datasette."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pytest

from outputs.dataset import export
from outputs.dataset.contents import collect
from outputs.dataset.dictionary import dictionary
from outputs.dataset.tables import tables
from outputs.dataset.workbook import workbook_bytes
from outputs.decisions import DecisionLog
from pipeline.ledger import Ledger
from tests.sample_ledger import sample_ledger


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path_factory.mktemp("ledger"))
    fact = next(fact for fact in opened.facts.find() if fact.low == 300)
    DecisionLog(opened, lambda: "2026-03-10T12:00:00Z").accept(fact.id, person="Ana")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def out(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("out")
    export(ledger, directory, only_vetted=False)
    return directory


def rows_of(directory: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (directory / f"{table}.jsonl").read_text("utf-8").splitlines()]


def test_a_workbook_has_each_table_with_its_types_and_nothing_that_runs(out: Path) -> None:
    book = openpyxl.load_workbook(out / "dataset.xlsx")
    assert book.sheetnames == [*dictionary(), "fields"]
    header, *rows = book["claims"].iter_rows()
    names = [cell.value for cell in header]
    assert names == list(dictionary()["claims"].fields)
    ids = [row[names.index("id")].value for row in rows]
    assert ids == [row["id"] for row in rows_of(out, "claims")]
    assert {type(row[names.index("first_day")].value) for row in rows} == {datetime, type(None)}
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert any(str(row[names.index("quote")].value).startswith("'=SUM") for row in rows)


def test_large_tables_make_no_workbook(ledger: Ledger) -> None:
    rows = tables(collect(ledger, only_vetted=False), 300)
    longest = max(len(table) for table in rows.values())
    assert workbook_bytes(rows, longest) is not None
    assert workbook_bytes(rows, longest - 1) is None


def test_pandas_reads_csv_parquet_and_workbook_alike(out: Path) -> None:
    days = ["first_day", "last_day"]
    parquet = pd.read_parquet(out / "facts.parquet")
    table = pd.read_csv(out / "facts.csv", parse_dates=days)
    sheet = pd.read_excel(out / "dataset.xlsx", sheet_name="facts")
    for read in (table, sheet):
        assert list(read["id"]) == list(parquet["id"])
        assert read["high"].isna().tolist() == parquet["high"].isna().tolist()
        assert read["last_day"].dt.date.dropna().tolist() == parquet["last_day"].dropna().tolist()
    assert date(2018, 5, 31) in parquet["last_day"].tolist()


def test_duckdb_and_sqlite_need_no_quotes_around_any_column(out: Path) -> None:
    keywords = "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category <> 'unreserved'"
    with closing(duckdb.connect()) as database, closing(sqlite3.connect(out / "dataset.sqlite")) as sqlite:
        reserved = {row[0] for row in database.execute(keywords).fetchall()}
        for name, shape in dictionary().items():
            assert not reserved & {name, *shape.fields}
            columns = ", ".join(shape.fields)
            rows = database.execute(f"SELECT {columns} FROM read_parquet('{out}/{name}.parquet')").fetchall()
            assert len(rows) == len(sqlite.execute(f"SELECT {columns} FROM {name}").fetchall())
        of_a_day = "SELECT count(*) FROM read_csv('{}/facts.csv') WHERE last_day = DATE '2018-05-31'"
        assert database.execute(of_a_day.format(out)).fetchone() == (1,)


def test_a_byte_order_mark_is_a_setting_and_breaks_no_reader(ledger: Ledger, tmp_path: Path) -> None:
    marked = replace(ledger.settings.dataset, byte_order_mark=True)
    export(replace(ledger, settings=replace(ledger.settings, dataset=marked)), tmp_path, only_vetted=False)
    assert (tmp_path / "facts.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert "id" in pd.read_csv(tmp_path / "facts.csv")
    with closing(duckdb.connect()) as database:
        assert database.execute(f"SELECT count(id) FROM read_csv('{tmp_path}/facts.csv')").fetchone()


def asked(out: Path, address: str) -> Any:
    """What Datasette answers; it runs as a program of its own, as people run it."""
    command = [
        sys.executable,
        "-m",
        "datasette",
        str(out / "dataset.sqlite"),
        "--metadata",
        str(out / "datasette.yaml"),
    ]
    done = subprocess.run([*command, "--get", address], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_datasette_shows_descriptions_facets_words_and_open_conflicts(out: Path) -> None:
    facts = asked(out, "/dataset/facts.json?_shape=objects&_labels=on")
    assert set(facts["facet_results"]) == {"measure", "place", "unit", "status", "vetted"}
    conflicts = asked(out, "/dataset/open_conflicts.json?_shape=array")
    assert {row["id"] for row in conflicts} == {row["id"] for row in rows_of(out, "conflicts")}
    found = asked(out, "/dataset/claims.json?_search=commercial+sex&_shape=array")
    assert [row["number"] for row in found] == ["One million"]
