"""The tables as files: CSV, JSON Lines, Parquet and SQLite; the same rows give the same bytes."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outputs.dataset.dictionary import Cell, TableShape, dictionary
from outputs.dataset.tables import Tables
from outputs.frames import cells_of, records_of

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow

JOINED = " | "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SQL_TYPES = {
    "string": "TEXT",
    "number": "NUMERIC",
    "integer": "INTEGER",
    "boolean": "INTEGER",
    "date": "TEXT",
    "strings": "TEXT",
}


def csv_bytes(table: pd.DataFrame, *, byte_order_mark: bool) -> bytes:
    """UTF-8 with a header line, behind a byte order mark for spreadsheets that need one; text that they would run as a
    formula has an apostrophe before it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)  # line ends of RFC 4180; with others a lone carriage return would go unquoted
    writer.writerow(table.columns)
    writer.writerows(cells_of(table, _csv_cell))
    return file.getvalue().encode("utf-8-sig" if byte_order_mark else "utf-8")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might run a text cell; one that only looks escaped counts, so that no two become one."""
    return text.lstrip("'").startswith(_FORMULA)


def jsonl_bytes(table: pd.DataFrame) -> bytes:
    """A JSON object a line, fields in the table's order, lists as lists, nothing escaped."""
    lines = (json.dumps(row, ensure_ascii=False, default=date.isoformat) + "\n" for row in records_of(table))
    return "".join(lines).encode()


def parquet_bytes(shape: TableShape, table: pd.DataFrame) -> bytes:
    """Parquet with the dictionary's types, zstd-compressed."""
    import pyarrow
    import pyarrow.parquet

    types = _arrow_types()
    fields = [
        pyarrow.field(name, types[column.type], nullable=not (column.key or column.required))
        for name, column in shape.fields.items()
    ]
    columns = [pyarrow.array(map(_arrow_cell, table[field.name]), type=field.type) for field in fields]
    sink = pyarrow.BufferOutputStream()
    written = pyarrow.Table.from_arrays(columns, schema=pyarrow.schema(fields))
    pyarrow.parquet.write_table(written, sink, compression="zstd")
    return bytes(sink.getvalue())


def write_sqlite(path: Path, tables: Tables) -> None:
    """One file with every table, its references, indexes on them, the views and the index of words of views.sql."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
        for name, shape in dictionary().items():
            connection.execute(_create_table(name, shape))
            marks = ", ".join("?" * len(shape.fields))
            connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', cells_of(tables[name], _sql_cell))
            for field, column in shape.fields.items():
                if column.of:
                    connection.execute(f'CREATE INDEX "{name}_{field}" ON "{name}" ("{field}")')
        connection.executescript(files("outputs.dataset").joinpath("views.sql").read_text("utf-8"))
    finally:
        connection.close()


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (int, float)):
        return _number(cell)
    return guarded_text(cell)


def guarded_text(cell: str | date | tuple[str, ...]) -> str:
    """What stands in a cell of a spreadsheet: a date as ISO 8601, a list joined, nothing that would be run."""
    text = JOINED.join(cell) if isinstance(cell, tuple) else cell.isoformat() if isinstance(cell, date) else cell
    return f"'{text}" if is_formula(text) else text


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _arrow_types() -> dict[str, pyarrow.DataType]:
    import pyarrow

    return {
        "string": pyarrow.string(),
        "number": pyarrow.float64(),
        "integer": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "strings": pyarrow.list_(pyarrow.string()),
    }


def _arrow_cell(cell: Cell) -> Any:
    return list(cell) if isinstance(cell, tuple) else cell


def _sql_cell(cell: Cell) -> str | float | int | None:
    if isinstance(cell, date):
        return cell.isoformat()
    return JOINED.join(cell) if isinstance(cell, tuple) else cell


def _create_table(name: str, shape: TableShape) -> str:
    lines = []
    for field, column in shape.fields.items():
        line = f'"{field}" {_SQL_TYPES[column.type]}'
        if column.key:
            line += " PRIMARY KEY"
        if column.key or column.required:
            line += " NOT NULL"
        if column.of:
            line += f' REFERENCES "{column.of}" ("{dictionary()[column.of].key}")'
        lines.append(line)
    return f'CREATE TABLE "{name}" ({", ".join(lines)})'
