"""A run in a process that is there to be killed, and what it leaves. Preloaded once by the fork server: the model is
loaded here."""

from __future__ import annotations

import re
from pathlib import Path

from flows.run import Directly, run_lists
from pipeline.ledger import Ledger
from pipeline.reading.claims.parsing import pipeline_for
from tests.ledger_samples import dump

pipeline_for()


def run(home: str, list_path: str) -> None:
    ledger = Ledger.open(Path(home))
    run_lists(ledger, [Path(list_path)], Directly())
    ledger.close()


def normalised(home: Path) -> dict[str, list[str]]:
    """The tables without the moments at which their rows were written."""
    ledger = Ledger.open(home)
    moment = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    rows = {name: [moment.sub("T", repr(row)) for row in table] for name, table in dump(ledger).items()}
    ledger.close()
    return rows
