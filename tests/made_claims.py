"""Claims made for tests: a plain one, with the changes that a test is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipeline.records.model import Claim, DocumentContext, digest

PLAIN = Claim(
    id="",
    doc="harbour-2021",
    quote="In 2021 the coast guard freed 1,234 children from forced labour in Peru.",
    number="1,234",
    value=1234.0,
    low=None,
    high=None,
    bound="exact",
    unit="count",
    measure="rescued",
    subject="children",
    part=None,
    kind="total",
    direction=None,
    start="2021",
    end="2021",
    place="Peru",
    attributed_to=None,
    document=DocumentContext(publisher="Harbour Watch", title="Our year", published="2022-03-01"),
)


def made(
    doc: str = PLAIN.doc, *, published: str | None = "2022-03-01", publisher: str | None = None, **changes: Any
) -> Claim:
    """A claim of `doc`, by a publisher of its own unless one is named; `number` follows a changed `value`."""
    if "value" in changes and "number" not in changes and changes["value"] is not None:
        changes["number"] = f"{changes['value']:,.10g}"
    if "number" in changes and "quote" not in changes:
        changes["quote"] = PLAIN.quote.replace(PLAIN.number, changes["number"])
    document = DocumentContext(publisher=publisher or f"Publisher of {doc}", title=f"Page {doc}", published=published)
    claim = replace(PLAIN, doc=doc, document=document, **changes)
    return replace(claim, id=digest(doc, claim.quote, claim.number, claim.subject, claim.place, claim.start, claim.end))


def share(doc: str = PLAIN.doc, **changes: Any) -> Claim:
    """A quarter of the victims in Peru in 2021 being minors, told by `doc`."""
    plain: dict[str, Any] = {
        "quote": "In Peru in 2021, 25% of trafficking victims were minors.",
        "number": "25%",
        "value": 25.0,
        "unit": "percent",
        "measure": "prevalence",
        "subject": "trafficking victims",
        "part": "minors",
        "kind": "share",
    }
    return made(doc, **(plain | changes))
