"""The reconciled table: one row for a fact."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.records.model import Claim, DistinctValue, Fact

if TYPE_CHECKING:
    import pandas as pd


def facts_table(facts: Iterable[Fact], claims: Iterable[Claim]) -> pd.DataFrame:
    """One row for a fact: what it is about, low, high, each distinct value with its sources, witnesses, status and
    conflicts. Columns hold plain values; `values` is text such as "one million (IJM 2019); 2 million (IJM Canada)"."""
    import pandas as pd

    known = {claim.id: claim for claim in claims}
    rows = [
        {
            "id": fact.id,
            "measure": fact.measure,
            "subject": fact.subject,
            "part": fact.part,
            "unit": fact.unit,
            "kind": fact.kind,
            "direction": fact.direction,
            "place": fact.place,
            "start": fact.start,
            "end": fact.end,
            "low": fact.low,
            "high": fact.high,
            "values": "; ".join(_value_text(value, known) for value in fact.values),
            "distinct_values": len(fact.values),
            "claims": len(fact.claims),
            "sources": len({doc for value in fact.values for doc in value.docs}),
            "witnesses": fact.witnesses,
            "status": fact.status,
            "conflicts": " ".join(fact.conflicts),
        }
        for fact in facts
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


_COLUMNS = (
    "id", "measure", "subject", "part", "unit", "kind", "direction", "place", "start", "end", "low", "high", "values",
    "distinct_values", "claims", "sources", "witnesses", "status", "conflicts",
)  # fmt: skip


def _value_text(value: DistinctValue, claims: dict[str, Claim]) -> str:
    sources = dict.fromkeys(source_text(claims[claim_id]) for claim_id in value.claims if claim_id in claims)
    return f"{value.text} ({', '.join(sources) or ', '.join(value.docs)})"


def source_text(claim: Claim) -> str:
    """The publisher with the page's year, or the document's id where neither is known."""
    document = claim.document
    name = document.publisher or document.title or claim.doc
    return f"{name} {document.published[:4]}" if document.published else name
