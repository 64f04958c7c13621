"""Lists, fetches and claims of invented organisations, for the tests of the ledger and of the flows."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.comparing.reconcile import Findings
from pipeline.comparing.reconcile.keys import DocumentKey
from pipeline.ledger import Ledger, schema
from pipeline.ledger.all_findings import FoundParts
from pipeline.ledger.comparisons import Basis
from pipeline.records.model import (
    Block,
    Claim,
    ClaimPlace,
    Conflict,
    DistinctValue,
    DocumentContext,
    Fact,
    Reading,
    Verdict,
    with_ids,
)
from sources.catalog import SourceList, read_list
from sources.fetch import Fetched, FetchFailure, Validators

AT = "2026-03-02T06:00:00Z"
LATER = "2026-03-09T06:00:00Z"
SHELTERS = {"north": "https://north.example/", "south": "https://south.example/"}
FACT_COLUMNS = ("measure", "subject", "part", "unit", "kind", "direction", "place", "start", "end")


def write_list(folder: Path, sources: Mapping[str, str] = SHELTERS, *, name: str = "Two shelters") -> SourceList:
    """A list of sources by id, each with the address given."""
    lines = [f"name: {name}", "sources:"]
    for source_id, url in sources.items():
        lines += [f"  - id: {source_id}", f"    url: {url}"]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "list.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return read_list(path)


@contextmanager
def ledger_of(folder: Path, docs: Iterable[str]) -> Iterator[Ledger]:
    """A ledger with the usual list, of these documents, and a run that has begun."""
    ledger = Ledger.open(folder / "ledger")
    ledger.lists.put(write_list(folder, {doc: f"https://{doc}.example/" for doc in docs}), AT)
    ledger.runs.start(["Two shelters"], AT)
    yield ledger
    ledger.close()


def documents_asked_for(ledger: Ledger, patch: pytest.MonkeyPatch) -> list[str]:
    """The documents whose claims the ledger is asked for from now on, one for each claim."""
    asked: list[str] = []
    find = ledger.claims.find

    def watched(**given: object) -> list[Claim]:
        found = find(**given)  # type: ignore[arg-type]
        asked.extend(claim.doc for claim in found)
        return found

    patch.setattr(ledger.claims, "find", watched)
    return asked


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def fetched(source_id: str, text: str, at: str = AT) -> Fetched:
    digest = sha(text)
    data = text.encode()
    url = f"https://{source_id}.example/"
    return Fetched(source_id, "new", data, digest, "text/html", (), url, at, Validators('"1"', None, digest))


def failure(source_id: str, at: str = AT, kind: str = "not_found") -> FetchFailure:
    return FetchFailure(source_id, kind, f"{source_id} answers 404.", "Give its new address.", False, at)


def claim(doc: str, number: str, value: float, quote: str | None = None, **fields: object) -> Claim:
    text = quote or f"The shelter took in {number} families."
    start = text.index(number)
    values = {
        "id": "",
        "doc": doc,
        "quote": text,
        "number": number,
        "value": value,
        "low": None,
        "high": None,
        "bound": "exact",
        "unit": "count",
        "measure": "assisted",
        "subject": "families",
        "part": None,
        "kind": "total",
        "direction": None,
        "start": "2024",
        "end": "2024",
        "place": "Lisbon",
        "attributed_to": None,
        "locator": ClaimPlace(0, 0, len(text), start, start + len(number)),
    }
    return Claim(**(values | fields))


def put(
    ledger: Ledger, run: int, doc: str, claims: list[Claim], *, text: str | None = None, at: str = AT, stage: str = "1"
) -> list[Claim]:
    """Fetches and reads the document in the ledger, as a run would; gives the claims with their ids."""
    content = text or " ".join(each.quote for each in claims)
    got = fetched(doc, content, at)
    ledger.snapshots.put(content.encode(), headers=(), final_url=got.final_url, at=at, media_type=got.media_type)
    ledger.fetches.put(run, got)
    named = with_ids(claims)
    ledger.documents.put(
        run,
        doc,
        sha256=got.sha256,
        stage=stage,
        context=DocumentContext(url=got.final_url, publisher=doc.title(), retrieved=at, snapshot=got.sha256),
        reading=Reading((Block(0, "paragraph", content),)),
        claims=named,
        at=at,
    )
    return named


def waiting(ledger: Ledger, stage: str = "1", docs: Collection[str] | None = None) -> list[str]:
    """The documents of the usual list that this stage has to read."""
    found = ledger.documents.waiting(["Two shelters"], lambda source, packs: stage, docs=docs)
    return [each.source.id for each in found]


def conflict(conflict_id: str, a: Claim, b: Claim, **fields: object) -> Conflict:
    verdict = Verdict(a.id, (b.id,), "conflict", "value", f"{a.number} is not {b.number}")
    values = {
        "id": conflict_id,
        "kind": "conflict",
        "sides": ((a.id,), (b.id,)),
        "facts": (f"f-{conflict_id}",),
        "severity": "high",
        "status": "open",
        "explanation": f"{a.number} against {b.number}",
        "verdicts": (verdict,),
        "score": 1.0,
    }
    return Conflict(**(values | fields))


def fact(fact_id: str, *claims: Claim, **fields: object) -> Fact:
    first = claims[0]
    values = tuple(DistinctValue(each.number, each.value, each.value, (each.id,), (each.doc,), 1) for each in claims)
    columns = {
        name: getattr(first, name)
        for name in ("measure", "subject", "part", "unit", "kind", "direction", "place", "start", "end")
    }
    spread = [each.value for each in claims if each.value is not None]
    given = {
        "low": min(spread),
        "high": max(spread),
        "bound": "exact",
        "says": "; ".join(each.number for each in claims),
        "as_of": None,
        "latest": None,
        "values": values,
        "claims": tuple(each.id for each in claims),
        "witnesses": len(claims),
        "status": "single",
    }
    return Fact(fact_id, **(columns | given | fields))


def findings(facts: Iterable[Fact] = (), conflicts: Iterable[Conflict] = ()) -> Findings:
    """As if found in one bucket."""
    bucket = DocumentKey("bucket")
    return Findings(tuple((bucket, each) for each in facts), tuple(((bucket,), each) for each in conflicts))


def reconciled(a: Claim, b: Claim, name: str = "c1") -> Findings:
    return findings([fact(f"f-{name}", a, b)], [conflict(name, a, b)])


def put_anew(ledger: Ledger, run_id: int, found: Findings, at: str, stage: str = "rules") -> bool:
    """As if all that is stated now had been compared anew by a stage of this name."""
    return put_after(ledger, run_id, found, at, basis_now(ledger, stage))


def basis_now(ledger: Ledger, stage: str = "rules") -> Basis:
    last = ledger.comparisons.last()
    return Basis(last.key if last else None, stage, ledger.comparisons.stated_documents(), {})


def put_after(ledger: Ledger, run_id: int, found: Findings, at: str, basis: Basis) -> bool:
    facts = [fact for _, fact in found.facts]
    fact_of = {claim: fact.id for fact in facts for claim in fact.claims}
    found_ids = {fact.id for fact in facts}
    parts = FoundParts(lambda: [found.facts], lambda: [found.conflicts], lambda: [], found_ids, fact_of)
    return ledger.comparisons.put_all(run_id, parts, (), (), basis, at)


def dump(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with ledger.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for table in schema.metadata.sorted_tables
        }
