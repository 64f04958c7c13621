"""What asking which documents wait to be read costs a run: CPU seconds, by the number of sources.

    python -m tests.benchmarks.waiting

A run asks once for all, once for each batch, and once for all at its end. Nothing is read here: the ledger holds
sources that were fetched and no more.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from itertools import islice
from pathlib import Path

from flows.run import BATCH
from flows.steps import waiting
from pipeline.ledger import Ledger
from sources.catalog import Source, SourceList
from sources.fetch import Fetched, Validators

AT = "2026-03-02T06:00:00Z"
SIZES = (250, 1000, 2000)
LIST = "many"


def main() -> None:
    print(f"{'sources':>8}{'one asking':>12}{'a whole run':>13}")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            ledger = _ledger(Path(folder), size)
            one, whole = _timed(ledger)
            ledger.close()
        print(f"{size:>8}{one:>12.2f}{whole:>13.2f}")


def _timed(ledger: Ledger) -> tuple[float, float]:
    begin = time.process_time()
    docs = [each.source.id for each in waiting(ledger, [LIST])]
    one = time.process_time() - begin
    rest = iter(docs)
    while batch := list(islice(rest, BATCH)):
        assert len(waiting(ledger, [LIST], batch)) == len(batch)
    waiting(ledger, [LIST])
    return one, time.process_time() - begin


def _ledger(home: Path, size: int) -> Ledger:
    ledger = Ledger.open(home)
    sources = tuple(Source(f"s{n}", url=f"https://s{n}.example/", list_name=LIST) for n in range(size))
    ledger.lists.put(SourceList(LIST, home / "list.yaml", sources), AT)
    run = ledger.runs.start([LIST], AT)
    for source in sources:
        sha256 = hashlib.sha256(source.id.encode()).hexdigest()
        known = Validators(None, None, sha256)
        ledger.fetches.put(run, Fetched(source.id, "new", b"", sha256, "text/html", (), "", AT, known))
    return ledger


if __name__ == "__main__":
    main()
