"""A generated ledger of many claims, for the timings of pages and exports; made once and kept in a folder.

python -m tests.benchmarks.large_ledger DIR [CLAIMS]
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
from pathlib import Path

from outputs.decisions import DecisionLog
from pipeline.ledger import Ledger
from pipeline.ledger.refresh import refresh
from pipeline.records.model import Block, Claim, ClaimPlace, DocumentContext, Reading, with_ids
from sources.catalog import Source, SourceList
from sources.fetch import Fetched, Validators

AT = "2026-03-02T06:00:00Z"
CLAIMS = 100_000
PER_DOCUMENT = 100
DECIDED = 500
_MEASURES = ("rescued", "identified", "exploited", "arrested", "charged", "convicted", "cases", "assisted", "trained")
_SUBJECTS = (
    "children",
    "women",
    "girls",
    "victims",
    "people",
    "families",
    "suspects",
    "workers",
    "migrants",
    "officers",
    "survivors",
    "cases",
)
_PLACES = tuple(f"{name} {kind}" for name in _SUBJECTS for kind in ("Bay", "Province", "District", "Coast", "Valley"))


def large_ledger(home: Path, count: int = CLAIMS) -> Ledger:
    """The ledger in `home`, generated when it is not there yet: the same every time."""
    ledger = Ledger.open(home)
    if ledger.runs.last() is not None:
        return ledger
    chance = random.Random(7)
    docs = [f"doc-{n:05}" for n in range(count // PER_DOCUMENT)]
    sources = tuple(
        Source(doc, url=f"https://{doc}.example.org/", publisher=f"Publisher {n % 200}", list_name="large")
        for n, doc in enumerate(docs)
    )
    ledger.lists.put(SourceList("large", home / "large.yaml", sources), AT)
    run = ledger.runs.start(["large"], AT)
    for n, doc in enumerate(docs):
        _store(ledger, run, doc, n, chance)
    refresh(ledger, run)
    ledger.runs.finish(run, {}, AT)
    log = DecisionLog(ledger)
    for conflict in ledger.conflicts.find()[:DECIDED]:
        log.decide(conflict.id, "right", person="Ana", side=0, note="generated")
    return ledger


def _store(ledger: Ledger, run: int, doc: str, n: int, chance: random.Random) -> None:
    sha256 = hashlib.sha256(doc.encode()).hexdigest()
    url = f"https://{doc}.example.org/"
    ledger.fetches.put(run, Fetched(doc, "new", b"", sha256, "text/html", (), url, AT, Validators(None, None, sha256)))
    published = f"20{10 + n % 15}-0{1 + n % 9}-15"
    context = DocumentContext(url, f"Publisher {n % 200}", f"Report {n}", published, AT, sha256)
    blocks, claims = [], []
    for k in range(PER_DOCUMENT):
        measure, subject = chance.choice(_MEASURES), chance.choice(_SUBJECTS)
        place, year = chance.choice(_PLACES), str(chance.randrange(2010, 2025))
        value = chance.randrange(101, 9_999)
        text = f"In {year} the office of {place} says that {value:,} {subject} were {measure}, report {n} item {k}."
        start = text.index(f"{value:,}")
        blocks.append(Block(k, "paragraph", text))
        claims.append(
            Claim(
                id="",
                doc=doc,
                quote=text,
                number=f"{value:,}",
                value=value,
                low=None,
                high=None,
                bound="exact",
                unit="count",
                measure=measure,
                subject=subject,
                part=None,
                kind="total",
                direction=None,
                start=year,
                end=year,
                place=place,
                attributed_to=None,
                document=context,
                locator=ClaimPlace(k, 0, len(text), start, start + len(f"{value:,}")),
            )
        )
    ledger.documents.put(
        run,
        doc,
        sha256=sha256,
        stage="generated",
        context=context,
        reading=Reading(tuple(blocks)),
        claims=with_ids(claims),
        at=AT,
    )


if __name__ == "__main__":
    started = time.perf_counter()
    made = large_ledger(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else CLAIMS)
    print(f"{made.claims.count():,} claims, {len(made.conflicts.find()):,} conflicts, {len(made.facts.find()):,} facts")
    print(f"{time.perf_counter() - started:.0f} s")
