"""The day that a page was published, against the dates that come with the pages of a benchmark, and htmldate's.

    python -m tests.benchmarks.page_dates [--pages ../shared/anchors/pages]

Of pages with a known date, in two halves: errors may be read in the first, the second is only scored. F1 counts a
wrong day as one found in vain and one missed, as htmldate's own evaluation does. "Told" is the share of pages that hold
the known date at all, in whatever place and form: no reader of the page can come further.
"""

from __future__ import annotations

import argparse
import calendar
import hashlib
import re
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from tests.benchmarks.pages import read_rows

FOLDER = Path("../shared/anchors/pages")
FILES = ("wcxb_dev.jsonl.gz", "wcxb_more.jsonl.gz")
WANTED = 0.955
"""F1 in each half."""

Row = Mapping[str, str]


def f1(right: int, pages: int) -> float:
    return 2 * right / (right + pages) if pages else 0.0


def is_read(row: Row) -> bool:
    """Whether errors on this page may be read."""
    return hashlib.md5(row["id"].encode()).digest()[0] % 2 == 0


def is_told(row: Row) -> bool:
    """Whether the page holds its known date anywhere."""
    day = date.fromisoformat(row["published"])
    name = calendar.month_name[day.month]
    month = rf"(?:{name}|{name[:3]}t?\.?)"
    numbers = (rf"{day.year}[-/.]?0?{day.month}[-/.]?0?{day.day}", rf"0?{day.month}[-/.]0?{day.day}[-/.]{day.year}")
    words = (rf"{month}\s+0?{day.day}(?:st|nd|rd|th)?,?\s+{day.year}", rf"0?{day.day}\w*\s+{month},?\s+{day.year}")
    return any(re.search(rf"(?<!\d){form}(?!\d)", row["html"], re.I) for form in (*numbers, *words))


def our_date(row: Row) -> str | None:
    from tests.as_shipped import read_document

    published = read_document(row["html"].encode("utf-8", "replace"), url=row["url"]).metadata.published
    return published.value if published else None


def their_date(row: Row) -> str | None:
    from htmldate import find_date

    found: str | None = find_date(row["html"], original_date=True, extensive_search=True, url=row["url"])
    return found


def line(name: str, rows: Iterable[Row], found: Callable[[Row], str | None]) -> str:
    held = list(rows)
    started = time.process_time()
    days = [found(row) for row in held]
    each = (time.process_time() - started) / max(1, len(held)) * 1e3
    right = sum(day == row["published"] for day, row in zip(days, held, strict=True))
    none = sum(day is None for day in days)
    counts = f"{right:4} of {len(held)} right, {none:2} without a date"
    return f"  {name:28} {counts}   F1 {f1(right, len(held)):.4f}   {each:5.1f} ms a page"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=FOLDER)
    args = parser.parse_args()
    rows = [row for file in FILES for row in read_rows(args.pages / file) if row.get("published")]
    halves = {"read": [row for row in rows if is_read(row)], "only scored": [row for row in rows if not is_read(row)]}
    print(f"{len(rows)} pages with a known date; wanted F1 {WANTED}")
    for name, half in halves.items():
        told = sum(map(is_told, half))
        print(f"{name}: {told} of {len(half)} tell the known date (F1 {f1(told, len(half)):.4f})")
        print(line("the program, whole reading", half, our_date))
        print(line("htmldate, extensive", half, their_date))


if __name__ == "__main__":
    main()
