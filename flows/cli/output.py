"""What is printed, without control characters: rows as a table, JSON Lines or CSV; sentences; warnings."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flows.cli.options import Format
from pipeline.records.control_characters import escaped_controls, without_controls

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
_WIDEST = 60
_STYLES = {
    "high": "bold red",
    "medium": "yellow",
    "low": "dim",
    "failing": "red",
    "reopened": "red",
    "settled": "green",
}


def print_rows(rows: Iterable[Row], form: Format, columns: Sequence[str] = ()) -> None:
    """Prints the rows; a table shows only `columns` (without them, all of the first row's)."""
    if form is Format.JSONL:
        for row in rows:
            sys.stdout.write(escaped_controls(json.dumps(row, ensure_ascii=False)) + "\n")
    elif form is Format.CSV:
        from outputs.frames import frame_of

        print_frame(frame_of(rows))
    else:
        all_rows = list(rows)
        shown = list(columns) or list(all_rows[0] if all_rows else ())
        cells = [[cell_text(row.get(name)) for name in shown] for row in all_rows]
        _print_rich(shown, cells) if sys.stdout.isatty() else _print_aligned(shown, cells)


def print_frame(frame: pd.DataFrame) -> None:
    """Prints a frame as CSV with a header, lists as JSON; nothing where it has no columns."""
    from outputs.frames import cells_of

    if len(frame.columns):
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(frame.columns)
        writer.writerows(cells_of(frame, _csv_cell))


def _csv_cell(value: object) -> object:
    told = json.dumps(value, ensure_ascii=False) if isinstance(value, (list, tuple)) else value
    return without_controls(told) if isinstance(told, str) else told


def say(text: str, end: str = "\n") -> None:
    """Prints sentences to standard output."""
    sys.stdout.write(without_controls(text) + end)


def warn(text: str) -> None:
    """Prints a line to standard error, under the program's name."""
    print(f"factledger: {without_controls(text)}", file=sys.stderr)


def cell_text(value: object) -> str:
    """A value as a table shows it: whole numbers with thousands separated, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,}"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(cell_text, value))
    return " ".join(without_controls(str(value)).split())


def shortened(text: str, width: int) -> str:
    """The text in one line of at most `width` characters."""
    folded = " ".join(without_controls(text).split())
    return folded if len(folded) <= width else folded[: width - 1].rstrip() + "…"


def terminal_width() -> int:
    """The columns of the terminal; 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def _print_rich(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold" if name == "id" else "ellipsis", no_wrap=name == "id")
    for row in cells:
        table.add_row(*(Text(cell, style=_STYLES.get(cell, "")) for cell in row))
    Console().print(table)


def _print_aligned(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    rows = [[shortened(cell, _WIDEST) for cell in row[:-1]] + [row[-1]] for row in [list(columns), *cells] if row]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write("  ".join(padded).rstrip() + "\n")
