"""A run on a schedule, served by Prefect."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flows.launch import prefect_home
from flows.prefect_server import LaunchError, importing, start_server


class ScheduleError(LaunchError):
    """A cron expression that is none."""


def serve(ledger_folder: Path, list_path: Path, cron: str, tell: Callable[[str], None]) -> None:
    """Serves the ingest flow for this list until it is stopped, each time that `cron` (in UTC) says so.

    Uses the Prefect server that `PREFECT_API_URL` names; without one starts its own, whose address it tells. Raises
    ScheduleError, and PrefectServerError where the server does not start.
    """
    server = start_server(prefect_home(ledger_folder), with_schedules=True)
    with importing():
        from prefect.client.schemas.schedules import CronSchedule
        from prefect.types.entrypoint import EntrypointType
        from pydantic import ValidationError

        from flows.ingest import ingest
    try:
        CronSchedule(cron=cron)
    except ValidationError as error:
        reason = error.errors()[0]["msg"]
        raise ScheduleError(f'--cron {cron!r}: {reason}; five fields, as in --cron "0 6 * * *"') from error
    server.wait()
    tell(f"Prefect at {server.api_url.removesuffix('/api')}, runs at {cron!r} (UTC); Ctrl-C stops it")
    ingest.serve(
        name=list_path.stem,
        cron=cron,
        parameters={"ledger_folder": str(ledger_folder.resolve()), "lists": [str(list_path.resolve())]},
        limit=1,
        entrypoint_type=EntrypointType.MODULE_PATH,
        print_starting_message=False,
    )
