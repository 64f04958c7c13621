"""Task runners by name: threads, processes, or a Dask or Ray cluster by its address."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from flows.prefect_server import LaunchError


class RunnerError(LaunchError):
    """A task runner that is not to be had; the message says what to install or to write."""


def task_runner(name: str, workers: int) -> TaskRunner[Any]:
    """The runner that `name` says: `threads`, `processes`, `dask`, `dask://HOST:PORT`, `ray`, `ray://HOST:PORT`.

    Raises RunnerError for another name, or where the extra that it needs is not installed.
    """
    kind, _, host = name.partition("://")
    if kind == "threads":
        return ThreadPoolTaskRunner(max_workers=workers)
    if kind == "processes":
        return ProcessPoolTaskRunner(max_workers=workers)
    if kind == "dask":
        at = {"address": f"tcp://{host}"} if host else {"cluster_kwargs": {"n_workers": workers}}
        return _from_extra("prefect_dask", "DaskTaskRunner", "dask", at)
    if kind == "ray":
        at = {"address": name} if host else {"init_kwargs": {"num_cpus": workers}}
        return _from_extra("prefect_ray", "RayTaskRunner", "ray", at)
    raise RunnerError(f"--runner {name!r} is none of threads, processes, dask, dask://HOST:PORT, ray, ray://HOST:PORT")


def _from_extra(module: str, runner: str, extra: str, arguments: dict[str, Any]) -> TaskRunner[Any]:
    try:
        made: TaskRunner[Any] = getattr(import_module(module), runner)(**arguments)
    except ModuleNotFoundError as error:
        raise RunnerError(f"--runner {extra} needs an extra: pip install 'factledger[{extra}]'") from error
    return made
