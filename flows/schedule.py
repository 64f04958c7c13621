"""A run on a schedule, served by Prefect."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from flows.launch import prefect_home
from flows.prefect_server import LaunchError, importing, start_server
from pipeline.records.validation import first_fault

_CONSOLE_LEVEL = "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"


class ScheduleError(LaunchError):
    """A cron expression that is none."""


def serve(ledger_folder: Path, list_path: Path, cron: str, tell: Callable[[str], None]) -> None:
    """Serves the ingest flow for this list until Ctrl-C or SIGTERM, each time that `cron` (in UTC) says so.

    Each run prints a line when it ends.

    Uses the Prefect server that `PREFECT_API_URL` names; without one starts its own, whose address it tells. Raises
    ScheduleError, and PrefectServerError where the server does not start.
    """
    os.environ.setdefault(_CONSOLE_LEVEL, "ERROR")
    with closing(start_server(prefect_home(ledger_folder), with_schedules=True)) as server:
        with importing():
            from prefect.client.schemas.schedules import CronSchedule
            from prefect.types.entrypoint import EntrypointType
            from pydantic import ValidationError

            from flows.ingest import ingest
            from flows.stoppable_runner import StoppableRunner
        try:
            CronSchedule(cron=cron)
        except ValidationError as error:
            _, reason = first_fault(error, "cron")
            raise ScheduleError(f'--cron {cron!r}: {reason}; five fields, as in --cron "0 6 * * *"') from error
        server.wait()
    os.environ[_CONSOLE_LEVEL] = "CRITICAL"  # of the runs' processes: the flow prints a line for each, and what failed
    runner = StoppableRunner(name=list_path.stem, limit=1)
    runner.add_flow(
        ingest,
        name=list_path.stem,
        cron=cron,
        parameters={"ledger_folder": str(ledger_folder.resolve()), "lists": [str(list_path.resolve())]},
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    tell(f"Prefect at {server.api_url.removesuffix('/api')}, runs at {cron!r} (UTC); Ctrl-C stops it")
    with suppress(KeyboardInterrupt):
        asyncio.run(runner.start())
