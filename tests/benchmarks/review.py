"""How long the pages of the review application take on a ledger of 100,000 claims.

    python -m tests.benchmarks.review [DIR] [--claims 100000]

The ledger is generated into DIR when it is not there yet (about five minutes). Each page is asked for thirty times
over HTTP; of its time and of the CPU milliseconds of server and client the median and the 95th percentile are printed.
The status is 1 when a page misses a target in CPU time, since what else the machine does would count otherwise.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

import httpx

from outputs.review.cache import ReviewCache
from pipeline.ledger import Ledger
from tests.benchmarks.large_ledger import CLAIMS, large_ledger
from tests.review_server import TOKEN, served

MEDIAN_MS, SLOW_MS = 60.0, 120.0
"""Targets of a page: its median, and its 95th percentile."""
_TIMES = 30


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", nargs="?", type=Path, default=Path(tempfile.gettempdir()) / "factledger-large")
    parser.add_argument("--claims", type=int, default=CLAIMS)
    asked = parser.parse_args()
    ledger = large_ledger(asked.directory, asked.claims)
    started = time.perf_counter()
    whole = ReviewCache(ledger).state().index
    print(f"{len(whole.claims):,} claims, {len(whole.facts):,} facts, {len(whole.conflicts):,} conflicts")
    print(f"read into memory in {time.perf_counter() - started:.1f} s\n")
    with served(ledger) as address, httpx.Client(base_url=address, timeout=60) as client:
        client.get(f"/?token={TOKEN}")
        slow = [name for name, page in _pages(ledger).items() if not _time(client, name, page)]
        slow += [] if _time_decision(client, ledger) else ["decide"]
    print(f"\ntargets: median {MEDIAN_MS:.0f} ms, 95th {SLOW_MS:.0f} ms; missed by: {', '.join(slow) or 'none'}")
    return 1 if slow else 0


def _pages(ledger: Ledger) -> dict[str, str]:
    conflicts = ledger.conflicts.find()
    fact = conflicts[-1].facts[0]
    claim = ledger.facts.get(fact).claims[0]
    doc = ledger.claims.get(claim).doc
    return {
        "overview": "/",
        "conflicts": "/conflicts",
        "conflicts, last page": f"/conflicts?page={len(conflicts) // 50}",
        "conflicts, filtered": "/conflicts?severity=low&measure=rescued&q=children",
        "conflicts, decided": "/conflicts?status=settled",
        "conflicts, the worst": "/conflicts?sort=worst",
        "conflicts, unsure": "/conflicts?status=unsure",
        "conflict": f"/conflict/{conflicts[-1].id}",
        "conflict in a view": f"/conflict/{conflicts[len(conflicts) // 2].id}?measure=rescued",
        "facts": "/facts",
        "facts, searched": "/facts?q=children+bay&status=open",
        "facts as JSON": "/facts.json?sort=figure",
        "fact": f"/fact/{fact}",
        "why one fact": f"/fact/{fact}/grouping",
        "claims": "/claims",
        "claims, searched": "/claims?q=families+coast+2014",
        "claims, none found": "/claims?q=nonesuch",
        "claim": f"/claim/{claim}",
        "sources": "/sources",
        "document": f"/document/{doc}?claim={claim}",
        "log": "/log",
        "changes": "/changes",
        "changes since a run": "/changes?since=1",
    }


def _time(client: httpx.Client, name: str, page: str) -> bool:
    taken, used = [], []
    for _ in range(_TIMES):
        cpu, started = time.process_time(), time.perf_counter()
        answer = client.get(page)
        taken.append((time.perf_counter() - started) * 1000)
        used.append((time.process_time() - cpu) * 1000)
        assert answer.status_code == 200, f"{page}: {answer.status_code}"
    return _print(name, taken, used)


def _time_decision(client: httpx.Client, ledger: Ledger) -> bool:
    """An accept and its undo, with the page that follows: what an analyst waits for after a decision."""
    fact = next(fact.id for fact in ledger.facts.find() if not fact.conflicts)
    page = client.get(f"/fact/{fact}").text
    csrf = page.split('name="csrf" value="', 1)[1].split('"', 1)[0]
    taken, used = [], []
    for _ in range(_TIMES):
        cpu, started = time.process_time(), time.perf_counter()
        client.post(f"/fact/{fact}/accept", data={"csrf": csrf})
        assert client.get(f"/fact/{fact}").status_code == 200
        taken.append((time.perf_counter() - started) * 1000 / 2)
        used.append((time.process_time() - cpu) * 1000 / 2)
        client.post(f"/log/{ledger.decisions.entries(fact)[-1].id}/undo", data={"csrf": csrf})
    return _print("accept, and the page after", taken, used)


def _print(name: str, taken: list[float], used: list[float]) -> bool:
    (median, slow), (cpu, slow_cpu) = _typical(taken), _typical(used)
    print(f"{name:28} median {median:7.1f} ms   95th {slow:7.1f} ms   CPU {cpu:6.1f} ms   95th {slow_cpu:6.1f} ms")
    return cpu <= MEDIAN_MS and slow_cpu <= SLOW_MS


def _typical(measured: list[float]) -> tuple[float, float]:
    return statistics.median(measured), statistics.quantiles(measured, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
