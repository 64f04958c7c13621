"""Who may reach the review application: this machine, with the printed token, from the application's own pages."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_SAFE = ("GET", "HEAD")


def csrf_token(token: str) -> str:
    """What every form carries: bound to the session's token, and of no use in its place."""
    return hmac.new(token.encode(), b"factledger csrf", hashlib.sha256).hexdigest()


def is_same(offered: str, expected: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(offered.encode(), expected.encode())


class Guard:
    """Refuses what is not meant for the application, before any of its code runs.

    A request needs a Host of this machine (against DNS rebinding); a cookie that was given for the token; and to
    change something, a sign from the browser that one of our own pages sent it. Forms carry a token besides.
    """

    def __init__(self, app: ASGIApp, token: str, cookie: str) -> None:
        self._app = app
        self._token = token
        self._cookie = cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = self._refusal_or_welcome(Request(scope))
        await (answer or self._app)(scope, receive, _with_headers(send))

    def _refusal_or_welcome(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if _hostname(host) not in LOOPBACK:
            return PlainTextResponse("Factledger's review answers on this machine only.", 421)
        if request.url.path.startswith("/static/") and request.method in _SAFE:
            return None
        offered = request.query_params.get("token")
        if offered is not None and request.method in _SAFE:
            return self._welcome(request) if self._is_token(offered) else _locked()
        if not self._is_token(request.cookies.get(self._cookie, "")):
            return _locked()
        if request.method not in _SAFE and not _from_own_page(request, host):
            return PlainTextResponse("This did not come from one of Factledger's own pages; nothing was changed.", 403)
        return None

    def _welcome(self, request: Request) -> Response:
        rest = [(name, value) for name, value in parse_qsl(request.url.query) if name != "token"]
        # one slash only: "//host" would lead off to another host
        path = "/" + quote(request.url.path.lstrip("/\\"))
        answer = RedirectResponse(path + (f"?{urlencode(rest)}" if rest else ""), 303)
        answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
        return answer

    def _is_token(self, offered: str) -> bool:
        return is_same(offered, self._token)


def _locked() -> Response:
    return PlainTextResponse("Open the address that 'factledger review' printed, with its token.", 401)


def _hostname(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


def _from_own_page(request: Request, host: str) -> bool:
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", f"http://{host}")
    return site == "same-origin" and origin == f"http://{host}"


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _missing(headers, _HEADERS.items()):
                headers[name] = value
        await send(message)

    return sending


def _missing(headers: MutableHeaders, wanted: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in wanted if name not in headers]
