"""A table for Prefect's own pages of what a run did. Nothing depends on it, and no text of a source is in it."""

from __future__ import annotations

import logging

import httpx
from prefect.artifacts import create_table_artifact
from prefect.exceptions import PrefectException

from flows.run import Run
from pipeline.ledger import Ledger

_MOST_ROWS = 200


def _description(ledger: Ledger, run: Run) -> str:
    where = ledger.folder
    return f"Run {run.id} of {where}: {run.summary.in_a_line()}. Review: factledger review --ledger {where}"


def leave_artifact(ledger: Ledger, run: Run) -> None:
    """Leaves the sources' states with the flow run; that it cannot never breaks a run."""
    rows = [
        {"source": each.id, "state": each.state, "last change": each.last_change or "", "claims": each.claims}
        for each in ledger.sources.status()
    ]
    try:
        create_table_artifact(table=rows[:_MOST_ROWS], key="sources", description=_description(ledger, run))
    except (PrefectException, httpx.HTTPError) as error:
        logging.getLogger(__name__).warning("the table of sources could not be left with Prefect: %s", error)
