"""Claims, facts and conflicts as pandas frames, a row each: for the command line's CSV, for the dataset's tables, for
plots, and for whoever analyses them.

Columns hold plain values and stand in the order of the record's fields; what is unknown is None, numbers keep their
types, and lists are lists. Records within a record are columns `outer.inner`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from outputs.wording import dated, ends
from pipeline.comparing.gates.wording import figure_text
from pipeline.records.model import Claim, Conflict, DistinctValue, Fact
from pipeline.records.rows import claim_to_row
from pipeline.records.settings import CompareSettings

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
FIGURE_COLUMNS = ("label", "short", "low", "high", "point", "when", "side", "href")
_FACT_FIELDS = (
    "id", "measure", "subject", "part", "unit", "kind", "direction", "place", "start", "end", "low", "high",
    "bound", "says", "as_of", "latest",
)  # fmt: skip
_FACT_COLUMNS = (*_FACT_FIELDS, "values", "distinct_values", "claims", "sources", "witnesses", "status", "conflicts")


def frame_of(rows: Iterable[Row], columns: Sequence[str] = ()) -> pd.DataFrame:
    """Rows of JSON as a frame, with `columns`, else with all that any row has."""
    import pandas as pd

    flat = [dict(_flattened(row)) for row in rows]
    names = list(columns) or list(dict.fromkeys(name for row in flat for name in row))
    return pd.DataFrame([[row.get(name) for name in names] for row in flat], columns=names, dtype=object)


def cells_of(frame: pd.DataFrame, written: Callable[[Any], Any]) -> Iterator[list[Any]]:
    """The rows of a frame, each cell as `written` gives it: pandas' own `map` makes 1.0 of a 1 beside an unknown."""
    for row in frame.itertuples(index=False, name=None):
        yield [written(cell) for cell in row]


def records_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as they were put in, by column."""
    columns = list(frame.columns)
    return [dict(zip(columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def claims_frame(claims: Iterable[Claim]) -> pd.DataFrame:
    """One row for a claim, with all its fields (docs/design.md, "A claim, field by field")."""
    return frame_of(map(claim_to_row, claims))


def facts_frame(facts: Iterable[Fact], claims: Iterable[Claim]) -> pd.DataFrame:
    """The reconciled table: what each fact is about, low and high (none where figures are open to that side), each
    value with its sources, witnesses, status.

    `claims` are those of the facts. `values` is text such as "one million (IJM 2019); 2 million (IJM Canada)".
    """
    known = {claim.id: claim for claim in claims}
    return frame_of((_reconciled_row(fact, known) for fact in facts), _FACT_COLUMNS)


def conflicts_frame(conflicts: Iterable[Conflict], statuses: Mapping[str, str]) -> pd.DataFrame:
    """One row for a conflict with its published fields; `statuses` says by id where decisions put it."""
    return frame_of(conflict_row(conflict, statuses[conflict.id]) for conflict in conflicts)


def figures_frame(claims: Iterable[tuple[Claim, int]], settings: CompareSettings, pages: str = "") -> pd.DataFrame:
    """What plots draw of claims, each given with the number of the colour of its side: a `label`, and a `short` one
    where there is little room; `low` and `high`, the ends of what its figure stands for (None: open); its `point`;
    `when` it counts, as a year with a fraction; `side`; and `href`, its page below `pages`."""
    return frame_of((_figure_row(claim, side, settings, pages) for claim, side in claims), FIGURE_COLUMNS)


def _figure_row(claim: Claim, side: int, settings: CompareSettings, pages: str) -> Row:
    low, high = ends(claim, settings)
    figure = figure_text(claim)
    return {
        "label": f"{figure} · {claim.document.publisher or claim.doc}",
        "short": figure,
        "low": low,
        "high": high,
        "point": claim.value,
        "when": dated(claim),
        "side": side,
        "href": f"{pages}{claim.id}" if pages else "",
    }


def counts_frame(facts: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """How many facts of each measure (index) have which status (columns), out of both for each fact; the measure with
    most facts first."""
    import pandas as pd

    given = frame_of(({"measure": measure, "status": status} for measure, status in facts), ("measure", "status"))
    counted = pd.crosstab(given["measure"], given["status"])
    return counted.loc[sorted(counted.index, key=lambda measure: (-counted.loc[measure].sum(), measure))]


def conflict_row(conflict: Conflict, status: str) -> dict[str, Any]:
    """The published fields of a conflict."""
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "sides": conflict.sides,
        "facts": conflict.facts,
        "severity": conflict.severity,
        "status": status,
        "explanation": conflict.explanation,
    }


def fact_row(fact: Fact) -> dict[str, Any]:
    """The fields of a fact that are plain values, and how many documents and witnesses state it."""
    return {name: getattr(fact, name) for name in _FACT_FIELDS} | {
        "sources": len({doc for value in fact.values for doc in value.docs}),
        "witnesses": fact.witnesses,
        "status": fact.status,
    }


def _reconciled_row(fact: Fact, claims: Mapping[str, Claim]) -> dict[str, Any]:
    return fact_row(fact) | {
        "values": "; ".join(_value_text(value, claims) for value in fact.values),
        "distinct_values": len(fact.values),
        "claims": len(fact.claims),
        "conflicts": " ".join(fact.conflicts),
    }


def _value_text(value: DistinctValue, claims: Mapping[str, Claim]) -> str:
    sources = dict.fromkeys(_source_text(claims[claim_id]) for claim_id in value.claims if claim_id in claims)
    return f"{value.text} ({', '.join(sources) or ', '.join(value.docs)})"


def _source_text(claim: Claim) -> str:
    """The publisher with the page's year, or the document's id where neither is known."""
    document = claim.document
    name = document.publisher or document.title or claim.doc
    return f"{name} {document.published[:4]}" if document.published else name


def _flattened(row: Row, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from _flattened(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value
