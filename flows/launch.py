"""Starting a Prefect flow from the command line with as little waiting as can be.

The server boots in a process of its own while this one opens the ledger, imports prefect and loads the language model.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.prefect_server import Server, importing, start_server
from flows.progress import Progress, shown_by

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

WORKERS = 2
"""Tasks at a time. More than one lets reading go on while a slow PDF is waited for; the grammar itself needs a core."""


def server_of(ledger_folder: Path) -> Server:
    """Starts a Prefect server for a run over the ledger in this folder. Raises PrefectServerError."""
    # What goes wrong is told once, by us; Prefect keeps its own account of it.
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    return start_server(prefect_home(ledger_folder))


def prefect_home(ledger_folder: Path) -> Path:
    """The folder of Prefect's own database and logs in a ledger's folder."""
    return ledger_folder / "prefect"


_NEEDED = ("prefect.flow_engine", "prefect.task_engine", "fastapi.encoders", "sources.fetch.reader")
"""Modules that are imported when they are first used: before that, this process waits for the server."""


def run_ingest(
    server: Server,
    ledger_folder: Path,
    lists: Sequence[Path],
    *,
    runner: str,
    progress: Progress,
    load_model: bool,
) -> State[Any]:
    """Runs the ingest flow with a Prefect server that is starting, and gives the state that it ended in.

    `load_model` when there is something to read for sure: what reading takes is then loaded while the server boots.
    Raises PrefectServerError.
    """
    with importing():
        from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

        from flows.ingest import ingest
        from flows.runners import task_runner

        for module in _NEEDED:
            import_module(module)

        if load_model and runner == "threads":
            from pipeline.reading.claims import load_reader

            import_module("pipeline.documents.read")  # by the task that reads, else
            load_reader()
    server.wait()
    with shown_by(progress), temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        flow = ingest.with_options(task_runner=task_runner(runner, WORKERS))
        return flow(str(ledger_folder), [str(path) for path in lists], return_state=True)
