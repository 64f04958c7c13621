"""README.md of the dataset: what it holds in numbers, what the files are, how to follow a number back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files

from outputs.dataset.dictionary import Cell, Column, dictionary
from outputs.dataset.package import CSV_NOTE
from outputs.dataset.tables import Tables
from pipeline.records.output_settings import DatasetSettings


def readme(rows: Tables, settings: DatasetSettings, *, release: int, at: str, only_vetted: bool) -> bytes:
    """The README, made from readme.md beside this module and the numbers of the rows."""
    template = files("outputs.dataset").joinpath("readme.md").read_text("utf-8")
    facts, claims = rows["facts"], rows["claims"]
    text = template.format(
        title=settings.title,
        release=release,
        at=at or "an empty ledger",
        holds="what people vetted" if only_vetted else "everything, each fact with its status",
        facts=len(facts),
        vetted=sum(facts["vetted"]),
        claims=len(claims),
        sources=len(rows["sources"]),
        conflicts=len(rows["conflicts"]),
        corrections=len(rows["corrections"]),
        decisions=len(rows["decisions"]),
        statuses=_counts(facts["status"]),
        measures=_counts(facts["measure"]),
        quotes=_quotes(settings.quote_length),
        licences=_licences(rows),
        csv_note=CSV_NOTE,
        tables="\n\n".join(_table(name) for name in dictionary()),
    )
    return text.encode()


def _counts(values: Iterable[Cell]) -> str:
    counted = Counter(str(value) for value in values)
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{value} {count}" for value, count in ordered) or "none"


def _quotes(length: int) -> str:
    return f"cut to {length} characters around their figure" if length > 0 else "left out"


def _licences(rows: Tables) -> str:
    stated: dict[str, list[str]] = {}
    for source, licence in zip(rows["sources"]["id"], rows["sources"]["licence"], strict=True):
        stated.setdefault(licence or "none stated", []).append(source)
    lines = [f"- {licence}: {_named(sources)}" for licence, sources in sorted(stated.items())]
    return "\n".join(lines) or "- no sources"


def _named(sources: Sequence[str], at_most: int = 20) -> str:
    named = ", ".join(sources[:at_most])
    return named if len(sources) <= at_most else f"{named} and {len(sources) - at_most} more"


def _told(column: Column) -> str:
    return column.description + (f": {', '.join(column.choices)}" if column.choices else "")


def _table(name: str) -> str:
    shape = dictionary()[name]
    lines = [f"### {name}", "", shape.description, "", "| field | type | what it holds |", "| --- | --- | --- |"]
    lines += [f"| {field} | {column.type} | {_told(column)} |" for field, column in shape.fields.items()]
    return "\n".join(lines)
