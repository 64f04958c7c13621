"""Pages that a script fills, rendered by Chromium: the extra `[browser]` and the program itself must be there.

Chromium gets no network of its own. Each request of the page is asked for by the one way in which documents are
fetched, and Chromium is handed the answer: so robots.txt, the pauses, the limits on size and time, and the refusal of
private networks hold for every request. What is left over (sockets, downloads, workers, forms sent) is refused.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sources.fetch.exchange import Answer, user_agent
from sources.fetch.network import Deadline
from sources.fetch.pacing import Stopped
from sources.fetch.results import FetchError
from sources.policy import FetchPolicy

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Request, Route

Ask = Callable[[str], Answer]
"""How an address is asked for. Raises FetchError, and Stopped when the run is ended."""

MOST_REQUESTS = 200
"""How many requests of one page are answered."""
QUIET_SECONDS = 10.0
"""How long is waited, once the page is there, for its scripts to have fetched what they show."""
_NEEDED = frozenset({"document", "script", "stylesheet", "xhr", "fetch"})
"""Kinds of request that bear on a page's text."""
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_NOWHERE = "http://127.0.0.1:9"
"""A proxy that is none: where a request that nobody answers would go."""
_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-first-run",
)
_DOCUMENT = """() => {
    document.querySelectorAll("script:not([type='application/ld+json'])").forEach(script => script.remove());
    return document.documentElement.outerHTML;
}"""
"""The page without its scripts, which have run. Waited for, since a page that never rests gives no answer."""
_OF_THE_SHELL = frozenset({"content-type", "content-length", "content-encoding", "etag", "last-modified"})
"""Headers that tell of the bytes that were sent, not of the rendered page."""


def rendered(answer: Answer, ask: Ask, policy: FetchPolicy) -> Answer:
    """The page of an answer as it stands once its scripts have run: its elements as HTML, at the address that they led
    to. Raises FetchError: no_browser, not_rendered, timeout, too_big; Stopped."""
    deadline = Deadline(policy.total_seconds, policy.total_seconds)
    requests = _Requests(answer, ask, policy, deadline)
    with _context(policy) as context:
        context.route("**/*", requests.answer)
        context.route_web_socket("**/*", lambda socket: socket.close())
        page = context.new_page()
        html = _html(page, answer.url, requests, deadline)
        address = page.url
    body = html.encode("utf-8", "replace")
    if len(body) > policy.max_bytes:
        raise requests.too_much()
    kept = tuple(header for header in answer.headers if header[0] not in _OF_THE_SHELL)
    headers = (("content-type", "text/html; charset=utf-8"), *kept)
    return replace(answer, url=address, headers=headers, body=body)


def _html(page: Page, url: str, requests: _Requests, deadline: Deadline) -> str:
    from playwright.sync_api import Error, TimeoutError  # the extra [browser]

    try:
        page.goto(url, wait_until="load", timeout=deadline.left(url) * 1000)
        with suppress(TimeoutError):
            page.wait_for_load_state("networkidle", timeout=min(QUIET_SECONDS, deadline.left(url)) * 1000)
        document = page.wait_for_function(_DOCUMENT, timeout=deadline.left(url) * 1000)
        html = f"<!doctype html>\n{document.json_value()}"
    except TimeoutError as error:
        raise requests.fault or deadline.passed(url) from error
    except Error as error:
        remedy = "Open it in a browser; keep a copy that you may use and name it with 'path:'."
        reason = error.message.splitlines()[0]
        raise requests.fault or FetchError("not_rendered", f"{url}: not rendered ({reason})", remedy) from error
    if requests.fault is not None:
        raise requests.fault
    return html


class _Requests:
    """Answers the requests of one page, the first of which is for the page itself."""

    def __init__(self, answer: Answer, ask: Ask, policy: FetchPolicy, deadline: Deadline) -> None:
        self._page: Answer | None = answer
        self._url = answer.url
        self._ask = ask
        self._policy = policy
        self._deadline = deadline
        self._bytes_left = policy.max_bytes - len(answer.body)
        self._count = 0
        self.fault: FetchError | Stopped | None = None
        """What ends the rendering: the run's end, a limit that is passed, a document that may not be asked for."""

    def answer(self, route: Route, request: Request) -> None:
        """Fulfils the request, or aborts it. Raises nothing: Playwright would lose it."""
        if self.fault is not None or not self._is_allowed(request):
            route.abort()
            return
        try:
            found = self._found(request.url)
        except Stopped as stopped:
            self.fault = stopped
            route.abort()
        except FetchError as error:
            is_document = request.is_navigation_request() and request.frame.parent_frame is None
            if is_document or error.kind in {"timeout", "too_big"}:
                self.fault = error
            route.abort()
        else:
            headers = {key: value for key, value in found.headers if key not in _OF_THE_SHELL - {"content-type"}}
            route.fulfill(status=found.status, headers=headers, body=found.body)

    def too_much(self) -> FetchError:
        limit = f"{self._policy.max_bytes:,} bytes ('max_bytes') or {MOST_REQUESTS} requests"
        remedy = "Keep a copy that you may use and name it with 'path:', or raise the limit in the list's 'fetch:'."
        return FetchError("too_big", f"{self._url}: the page and what it fetches take more than {limit}", remedy)

    def _is_allowed(self, request: Request) -> bool:
        is_web = urlsplit(request.url).scheme in {"http", "https"}
        return is_web and request.method == "GET" and request.resource_type in _NEEDED

    def _found(self, url: str) -> Answer:
        if self._page is not None and url.partition("#")[0] == self._url:
            found, self._page = self._page, None
            return found
        self._deadline.left(self._url)
        self._count += 1
        if self._count > MOST_REQUESTS:
            raise self.too_much()
        found = self._ask(url)
        self._bytes_left -= len(found.body)
        if self._bytes_left < 0:
            raise self.too_much()
        return found


@contextmanager
def _context(policy: FetchPolicy) -> Iterator[BrowserContext]:
    """A profile of its own in a Chromium of its own, both gone at the end."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise _no_browser("the extra [browser] is not installed") from error
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox refuses root
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=program,
                args=[*_ARGUMENTS, *as_root],
                proxy={"server": _NOWHERE, "bypass": "<-loopback>"},
            )
        except Error as error:
            raise _no_browser(error.message.splitlines()[0]) from error
        try:
            yield browser.new_context(
                user_agent=user_agent(policy), accept_downloads=False, service_workers="block", locale="en-GB"
            )
        finally:
            browser.close()


def _no_browser(why: str) -> FetchError:
    remedy = (
        "Install both with \"pip install 'factledger[browser]'\" and 'apt-get install chromium', or take "
        "'browser: true' off the source."
    )
    return FetchError("no_browser", f"a source marked 'browser: true' needs Chromium: {why}", remedy)
