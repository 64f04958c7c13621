"""Python in a process of its own, to which this one speaks over pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping


def start_python(
    code: str, *, environment: Mapping[str, str] | None = None, quiet: bool = False
) -> subprocess.Popen[bytes]:
    """Runs the code with this process's import path, in a session of its own: Ctrl-C does not reach it.

    `environment` adds to this process's; `quiet` throws away what it says on standard error. Raises OSError where no
    process can be started.
    """
    return subprocess.Popen(
        [sys.executable, "-P", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if quiet else None,
        start_new_session=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path),
            **(environment or {}),
        },
    )
