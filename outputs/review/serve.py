"""Running the review application on this machine."""

from __future__ import annotations

import socket
import webbrowser

import uvicorn

from outputs.review.app import create_app, new_token
from pipeline.ledger import Ledger
from sources.errors import UserError

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class ServeError(UserError):
    """The application cannot be served there; the message says why and what to do."""


def serve(ledger: Ledger, host: str = "127.0.0.1", port: int = 8765, *, open_browser: bool = False) -> None:
    """Serves the review application until interrupted, and prints its address with the session's token.

    `port` 0 takes any that is free. Raises ServeError for a host that is not this machine, or a port in use.
    """
    if host not in _LOOPBACK:
        raise ServeError(
            f"review is served on this machine only, not on {host}; leave out --host, or use an SSH tunnel"
        )
    listening = _listen(host, port)
    bound = listening.getsockname()[1]
    token = new_token()
    app = create_app(ledger, token, cookie=f"factledger-{bound}")
    name = "[::1]" if host == "::1" else host
    address = f"http://{name}:{bound}/?token={token}"
    print(f"Review: {address}\nStop with Ctrl-C.", flush=True)
    if open_browser:
        webbrowser.open(address)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
    server.run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if host == "::1" else socket.AF_INET
    # asyncio switches Nagle's algorithm off only where the protocol is named; with it, each answer waits for 40 ms
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise ServeError(
            f"port {port} cannot be used ({error.strerror}); give another with --port, or 0 for any"
        ) from error
    listening.listen()
    return listening
