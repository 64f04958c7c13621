"""Prefect tasks around the plain steps: a name and a record of what happened, nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture

from flows.run import Step


def as_task(step: Step) -> Task[..., Any]:
    """The step as a task: never cached, its result never stored; what is done the ledger knows."""
    name = step.__name__.replace("_", "-")
    return Task(step, name=name, cache_policy=NO_CACHE, persist_result=False)


class AsTasks:
    """Runs steps as tasks of the flow that it is used in."""

    def map(self, step: Step, calls: Sequence[tuple[Any, ...]]) -> list[Any]:
        """The step as a task for each call, on the runner of the flow; what they return, in order."""
        task = as_task(step)
        futures: list[PrefectFuture[Any]] = [task.submit(*call) for call in calls]
        return [_outcome(future) for future in futures]


def _outcome(future: PrefectFuture[Any]) -> Any:
    """What the task returned, or the exception that it ended with."""
    return future.result(raise_on_failure=False)
