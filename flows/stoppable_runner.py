"""What starts the flow runs of a schedule, and can be stopped."""

from __future__ import annotations

from typing import Any

from prefect.runner import Runner


class StoppableRunner(Runner):
    """Prefect's runner, which SIGTERM ends in good order: with the run that is under way, which the next one takes up.

    Prefect's own handler calls a coroutine without awaiting it, and says so with a warning at each stop.
    """

    def handle_sigterm(self, *args: Any, **kwargs: Any) -> None:
        self.execute_in_background(self.astop)
