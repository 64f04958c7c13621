"""A real HTTP server on this machine that behaves, and misbehaves, as web sites do.

    with WebServer({"/page": page("<p>…</p>", etag='"1"')}) as server:
        fetch(server.url("/page"))

A route is a function of the request handler; `calls` in it counts from 1, so that it can fail first and work later.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Request:
    """A request as the server saw it; `began` is of the monotonic clock."""

    path: str
    headers: dict[str, str]
    began: float


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        with self.server.lock:
            # Noted before it is answered: who has the answer finds the request among those seen.
            self.server.seen.append(Request(self.path, headers, time.monotonic()))
            self.server.calls[self.path] += 1
            self.calls = self.server.calls[self.path]
            self.is_under_way = True
            self.server.under_way += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.under_way)
        try:
            route = self.server.routes.get(self.path, status(404))
            route(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            self._note_end()

    def answer(self, code: int, body: bytes = b"", **headers: str) -> None:
        """Send a whole answer; underscores in header names stand for dashes."""
        self.start(code, Content_Length=str(len(body)), **headers)
        self._note_end()  # before the last byte: who has it may ask again at once
        self.wfile.write(body)

    def _note_end(self) -> None:
        with self.server.lock:
            self.server.under_way -= self.is_under_way
            self.is_under_way = False

    def start(self, code: int, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Tests look at `seen` instead."""


Route = Callable[[Handler], None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: str, routes: Mapping[str, Route], certificate: Path | None) -> None:
        super().__init__((address, 0), Handler)
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.routes = dict(routes)
        self.calls: Counter[str] = Counter()
        self.seen: list[Request] = []
        self.under_way = 0
        self.most_at_once = 0
        self.lock = threading.Lock()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away, as ours does where an answer is too big, is no fault of the server's."""


class WebServer:
    """Serves the routes until the `with` block ends. Without a route for it, robots.txt is a 404."""

    def __init__(
        self, routes: Mapping[str, Route], address: str = "127.0.0.1", certificate: Path | None = None
    ) -> None:
        self._server = _Server(address, routes, certificate)
        self._scheme = "https" if certificate else "http"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.address = address
        self.routes = self._server.routes
        """May be changed while the server runs."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def seen(self) -> list[Request]:
        """The requests in the order in which they came."""
        return self._server.seen

    @property
    def most_at_once(self) -> int:
        return self._server.most_at_once

    def url(self, path: str, host: str | None = None) -> str:
        return f"{self._scheme}://{host or self.address}:{self._server.server_port}{path}"

    @property
    def host_and_port(self) -> str:
        """As whoever runs a list writes it to open the server."""
        return f"{self.address}:{self._server.server_port}"

    def times(self, path: str) -> int:
        """How often the path was asked for."""
        return self._server.calls[path]

    def requests(self, path: str) -> list[Request]:
        return [request for request in self.seen if request.path == path]


def page(
    body: str | bytes,
    *,
    media_type: str = "text/html; charset=utf-8",
    etag: str | None = None,
    last_modified: str | None = None,
    packed: bool = False,
) -> Route:
    """A document, with validators that it honours, packed where the client takes gzip."""
    data = body.encode() if isinstance(body, str) else body

    def route(handler: Handler) -> None:
        validators = {"ETag": etag, "Last_Modified": last_modified}
        headers = {name: value for name, value in validators.items() if value is not None}
        known_etag = etag is not None and handler.headers.get("If-None-Match") == etag
        known_date = last_modified is not None and handler.headers.get("If-Modified-Since") == last_modified
        if known_etag or known_date:
            handler.start(304, **headers)
        elif packed and "gzip" in handler.headers.get("Accept-Encoding", ""):
            handler.answer(200, gzip.compress(data), Content_Type=media_type, Content_Encoding="gzip", **headers)
        else:
            handler.answer(200, data, Content_Type=media_type, **headers)

    return route


def robots(text: str) -> Route:
    return page(text, media_type="text/plain")


def raw(answer: bytes) -> Route:
    """These bytes and nothing else."""

    def route(handler: Handler) -> None:
        handler.wfile.write(answer)
        handler.close_connection = True

    return route


def status(code: int, **headers: str) -> Route:
    return lambda handler: handler.answer(code, b"<p>An error page.</p>", Content_Type="text/html", **headers)


def redirect(target: str, code: int = 302) -> Route:
    return status(code, Location=target)


def first(times: int, fault: Route, then: Route) -> Route:
    """The fault for the first calls, then the other route."""
    return lambda handler: fault(handler) if handler.calls <= times else then(handler)


def drip(total: int, pause: float) -> Route:
    """A page that comes one byte after the other."""

    def route(handler: Handler) -> None:
        handler.start(200, Content_Type="text/html", Content_Length=str(total))
        for _ in range(total):
            handler.wfile.write(b".")
            handler.wfile.flush()
            time.sleep(pause)

    return route


def drip_headers(pause: float) -> Route:
    """An answer whose headers never end."""

    def route(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(10_000):
            handler.wfile.write(f"X-{n}: on and on\r\n".encode())
            handler.wfile.flush()
            time.sleep(pause)

    return route


def silence(seconds: float) -> Route:
    """No answer, and the end of the connection after these seconds."""

    def route(handler: Handler) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return route


def reset(handler: Handler) -> None:
    """Breaks the connection off with a TCP reset, in the middle of the answer."""
    handler.start(200, Content_Type="text/html", Content_Length="1000")
    handler.wfile.write(b"<p>The first ")
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def cut_short(handler: Handler) -> None:
    """Promises more than it sends."""
    handler.start(200, Content_Type="text/html", Content_Length="1000")
    handler.wfile.write(b"<p>The first words")
    handler.close_connection = True


def endless(handler: Handler) -> None:
    """A chunked answer without an end."""
    handler.start(200, Content_Type="text/html", Transfer_Encoding="chunked")
    while True:
        handler.wfile.write(b"1000\r\n" + b"." * 4096 + b"\r\n")


def gzip_bomb(unpacked: int) -> Route:
    """A small answer that unpacks to `unpacked` bytes."""
    data = gzip.compress(b" " * unpacked)
    return lambda handler: handler.answer(200, data, Content_Type="text/html", Content_Encoding="gzip")
