"""A run in a process that is there to be killed. Preloaded once by the fork server: the model is loaded here."""

from __future__ import annotations

from pathlib import Path

from flows.run import Directly, run_lists
from pipeline.ledger import Ledger
from pipeline.reading.claims.parsing import pipeline_for

pipeline_for()


def run(home: str, list_path: str) -> None:
    ledger = Ledger.open(Path(home))
    run_lists(ledger, [Path(list_path)], Directly())
    ledger.close()
