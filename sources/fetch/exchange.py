"""One request and its answer, within the policy's limits. No retries, no redirects."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version

import httpcore
import httpx

from sources.access import HostPort
from sources.fetch.bodies import ACCEPTED, read_body, too_big
from sources.fetch.network import Deadline, GuardedBackend
from sources.fetch.results import LATER, FailureKind, FetchError
from sources.policy import FetchPolicy

ROBOT = "factledger"
"""The name that robots.txt files can address."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response; `body` is read for status 200 only. Header names are in lower case."""

    url: str
    status: int
    phrase: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(default=b"", repr=False)

    def header(self, name: str) -> str | None:
        """The first value of the header, or None."""
        return next((value for key, value in self.headers if key == name), None)


def user_agent(policy: FetchPolicy) -> str:
    """What we call ourselves to a server, with whom to turn to where the list says so."""
    product = f"{ROBOT}/{version('factledger')}"
    return f"{product} (+{policy.contact})" if policy.contact else product


@cache
def tls_context() -> ssl.SSLContext:
    """The certificates that servers are checked by, loaded once."""
    return httpx.create_ssl_context()


def exchange(
    url: str,
    policy: FetchPolicy,
    private_hosts: frozenset[HostPort],
    conditions: Mapping[str, str] | None = None,
    cookies: httpx.Cookies | None = None,
) -> Answer:
    """Send a GET and read the answer. Raises FetchError.

    `conditions` are headers such as If-None-Match. `cookies` are sent as far as they fit the address, and those that
    come with the answer are added to them.
    """
    headers = {
        "User-Agent": user_agent(policy),
        "Accept": "text/html, application/xhtml+xml, application/pdf, text/plain, */*;q=0.1",
        "Accept-Language": "en, *;q=0.5",
        "Accept-Encoding": ACCEPTED,
        **(conditions or {}),
    }
    deadline = Deadline(policy.total_seconds, policy.silence_seconds)
    transport = _Transport(GuardedBackend(private_hosts, deadline))
    try:
        with httpx.Client(transport=transport, timeout=None, cookies=cookies) as client:
            answer = _received(client, url, headers, policy.max_bytes)
            if cookies is not None:
                cookies.update(client.cookies)
            return answer
    except FetchError as error:
        raise FetchError(error.kind, _placed(url, error.reason), error.remedy, passing=error.passing) from error
    except httpcore.ConnectTimeout as error:
        passed = deadline.passed(url)
        raise FetchError("unreachable", passed.reason, passed.remedy, passing=True) from error
    except httpcore.TimeoutException as error:
        raise deadline.passed(url) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpcore.UnsupportedProtocol) as error:
        raise FetchError("bad_address", f"{url}: {error}", "Correct the address.") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as error:
        raise _broken(url, error) from error


def _received(client: httpx.Client, url: str, headers: Mapping[str, str], max_bytes: int) -> Answer:
    request = client.build_request("GET", url, headers=headers)
    try:
        got = client.send(request, stream=True)
    except (httpx.InvalidURL, httpx.RemoteProtocolError) as error:  # httpx itself raises these for a Location only
        remedy = "Open it in a browser and give the address it ends at."
        raise FetchError("redirects", "a redirect to what is no web address", remedy) from error
    with closing(got):
        length = got.headers.get("content-length", "")
        body = b""
        if got.status_code == 200:
            if length.isdecimal() and int(length) > max_bytes:
                raise too_big(url, max_bytes)
            body = read_body(got.iter_raw(), got.headers.get("content-encoding", ""), max_bytes, url)
        return Answer(url, got.status_code, got.reason_phrase, _lower(got.headers), body)


class _Transport(httpx.BaseTransport):
    """httpx over connections that are checked; a connection serves one request."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=tls_context(), network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(httpcore.Request("GET", url, headers=request.headers.raw))
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Stream(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _lower(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    return tuple((name.lower(), value) for name, value in headers.multi_items())


def _placed(url: str, reason: str) -> str:
    return reason if reason.startswith(url) else f"{url}: {reason}"


def _broken(url: str, error: Exception) -> FetchError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            remedy = "Open the address in a browser; if the site is sound, keep a copy and name it with 'path:'."
            return FetchError("tls", f"{url}: its certificate is not accepted ({cause.verify_message})", remedy)
        cause = cause.__cause__ or cause.__context__
    told = str(error) or type(error).__name__
    kind: FailureKind = "unreachable" if isinstance(error, httpcore.ConnectError) else "connection"
    return FetchError(kind, f"{url}: the connection failed ({told})", LATER, passing=True)
