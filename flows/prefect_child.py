"""The Prefect server of one run, as a process of its own: `python -m flows.prefect_child FD`.

It serves on a socket that its parent has bound and handed over, and ends as soon as the parent is gone: the parent
holds the other end of its standard input.
"""

from __future__ import annotations

import gc
import os
import socket
import sys
import threading


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    """Serves Prefect's API on the socket of the file descriptor given, until the process that started it ends."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()  # nothing of what importing makes is garbage
    import uvicorn
    from prefect.server.api.server import create_app

    gc.freeze()
    gc.enable()
    config = uvicorn.Config(create_app, factory=True, log_level="error", lifespan="on", access_log=False)
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(sys.argv[1]))])


if __name__ == "__main__":
    main()
