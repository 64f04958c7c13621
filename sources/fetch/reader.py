"""One source: its file, or its address with redirects, robots.txt and retries."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from threading import Lock
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

import httpx

from sources.access import Access
from sources.catalog import Source
from sources.fetch.bodies import too_big
from sources.fetch.exchange import ROBOT, Answer, exchange
from sources.fetch.pacing import Pacing, host_of
from sources.fetch.results import LATER, FailureKind, Fetched, FetchError, FetchFailure, Validators, now
from sources.files import FileError, FileTooBigError, read_document_at
from sources.media_types import EMPTY, FEED, READABLE, MediaType, sniffed, utf8
from sources.policy import FetchPolicy
from sources.robots import Robots, RobotsAnswer

COPY = "Keep a copy that you may use and name it with 'path:', or ask the site's owner."
MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOVED = "Open it in a browser; give the new address, or remove the source."
_FRONT_PAGE = re.compile(r"/*(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home)(?:\.\w+)?)?/*", re.IGNORECASE)
NO_HOST = frozenset({"private_address", "unknown_host", "bad_address", "tls"})
"""Faults of the host itself: each of its pages will have them, and say so better than robots.txt can."""


class SourceReader:
    """Reads sources under one policy. Robots.txt files and turns are shared among the threads that use it."""

    def __init__(self, policy: FetchPolicy, pacing: Pacing, access: Access) -> None:
        self._policy = policy
        self._pacing = pacing
        self._access = access
        self._robots = Robots(ROBOT, self._read_robots)
        self._one_browser = Lock()

    def read(self, source: Source, known: Validators) -> Fetched | FetchFailure:
        """Raises Stopped when the run is ended meanwhile; every other fault is a FetchFailure."""
        try:
            if source.path is not None:
                return self._read_file(source, known)
            return self._read_url(source, known)
        except FetchError as error:
            return error.failure(source.id)

    def _read_file(self, source: Source, known: Validators) -> Fetched:
        path, policy = source.path, self._policy
        assert path is not None
        try:
            data = read_document_at(path, self._access.folder, max_bytes=policy.max_bytes, seconds=policy.total_seconds)
        except FileTooBigError as error:
            raise too_big(str(path), policy.max_bytes) from error
        except FileError as error:
            kind: FailureKind = "missing_file" if error.is_missing else "unreadable_file"
            raise FetchError(kind, error.reason, error.remedy) from error
        return _fetched(source, known, data, Answer(path.as_uri(), 200, "OK", ()), str(path))

    def _read_url(self, source: Source, known: Validators) -> Fetched:
        url = urldefrag(source.address).url
        answer = self._follow(url, {} if source.browser else _conditions(known))
        if answer.status == HTTPStatus.NOT_MODIFIED:
            if known.sha256 is None:
                raise _refused(answer)
            kept = Validators(
                answer.header("etag") or known.etag, answer.header("last-modified") or known.last_modified, known.sha256
            )
            return Fetched(source.id, "unchanged", None, known.sha256, None, answer.headers, answer.url, now(), kept)
        if leads_to_front_page(url, answer.url):
            raise FetchError("not_found", f"{url}: leads to the site's front page {answer.url}", _MOVED)
        if source.browser and sniffed(answer.body, answer.header("content-type")).media_type == "text/html":
            answer = self._rendered(answer)
        return _fetched(source, known, answer.body, answer, answer.url)

    def _rendered(self, answer: Answer) -> Answer:
        from sources.fetch.rendering import rendered  # few sources need a browser

        with self._one_browser:
            return rendered(answer, lambda url: self._follow(urldefrag(url).url, {}), self._policy)

    def _follow(self, url: str, conditions: dict[str, str]) -> Answer:
        """The answer at the end of the redirects, each hop of which must be allowed as if it stood in the list."""
        asked = url
        cookies = httpx.Cookies()  # some sites redirect to the same page once they have set one
        seen: list[tuple[str, str]] = []
        while True:
            seen.append((url, repr(cookies)))
            try:
                answer = self._request(url, conditions, cookies)
            except FetchError as error:
                raise error if url == asked else _behind(asked, error) from error
            if answer.status not in REDIRECTS:
                break
            url = _target(answer)
            in_a_circle = (url, repr(cookies)) in seen
            if in_a_circle or len(seen) > MAX_REDIRECTS:
                what = "redirects lead in a circle" if in_a_circle else f"more than {MAX_REDIRECTS} redirects"
                remedy = "Open it in a browser and give the address it ends at."
                raise FetchError("redirects", f"{asked}: {what} (last to {url})", remedy)
        if answer.status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            raise _refused(answer) if answer.url == asked else _behind(asked, _refused(answer))
        return answer

    def _request(self, url: str, conditions: dict[str, str], cookies: httpx.Cookies) -> Answer:
        permission = self._robots.permission(url)
        if not permission.allowed:
            remedy = LATER if permission.passing else COPY
            if permission.unreachable:
                raise FetchError("unreachable", f"{url}: {permission.why}", remedy, passing=True)
            raise FetchError("robots", f"{url}: not read, since {permission.why}", remedy, passing=permission.passing)
        pause = max(self._policy.pause_seconds, min(permission.delay or 0.0, self._policy.max_wait_seconds))
        return self._patiently(lambda: self._ask(url, pause, conditions, cookies))

    def _patiently(self, attempt: Callable[[], Answer]) -> Answer:
        """Retries passing faults, with exponential backoff and jitter, and not before the host asks for it."""
        for tried in range(self._policy.retries + 1):
            try:
                return attempt()
            except FetchError as error:
                backoff = self._policy.backoff_seconds * 2**tried
                wait = max(min(backoff, self._policy.max_wait_seconds) * random.uniform(0.5, 1), error.retry_after or 0)
                if not error.passing or tried == self._policy.retries or wait > self._policy.max_wait_seconds:
                    raise
            self._pacing.wait(wait)
        raise AssertionError("the last attempt returns or raises")

    def _ask(
        self, url: str, pause: float, conditions: dict[str, str] | None = None, cookies: httpx.Cookies | None = None
    ) -> Answer:
        host = host_of(url)
        with self._pacing.turn(host, pause):
            answer = exchange(url, self._policy, self._access.private_hosts, conditions, cookies)
        if answer.status in PASSING:
            self._pacing.hold(host, min(retry_after(answer) or 0.0, self._policy.max_wait_seconds))
            raise _refused(answer)
        return answer

    def _read_robots(self, address: str) -> RobotsAnswer:
        url = address
        try:
            for _ in range(MAX_REDIRECTS + 1):
                answer = self._patiently(partial(self._ask, url, 0.0))
                if answer.status not in REDIRECTS:
                    return RobotsAnswer(answer.status, utf8(answer.body).decode("utf-8-sig", errors="replace"))
                url = _target(answer)
        except FetchError as error:
            if error.kind not in NO_HOST:
                return RobotsAnswer(0, why=error.reason, unreachable=error.kind == "unreachable")
        return RobotsAnswer(404)


def leads_to_front_page(asked: str, reached: str) -> bool:
    """Whether redirects led from a page to the front page of its site, as they do where the page is gone."""
    first, last = urlsplit(asked), urlsplit(reached)
    one_site = (first.hostname or "").removeprefix("www.") == (last.hostname or "").removeprefix("www.")
    return one_site and _is_front_page(last) and not _is_front_page(first)


def _is_front_page(parts: SplitResult) -> bool:
    return not parts.query and _FRONT_PAGE.fullmatch(parts.path) is not None


def retry_after(answer: Answer) -> float | None:
    """Seconds that the host asks to wait, from a number or a date; None where it does not, or not in a way to read."""
    value = (answer.header("retry-after") or "").strip()
    if value.isdecimal():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _conditions(known: Validators) -> dict[str, str]:
    if known.sha256 is None:
        return {}
    given = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in given.items() if value and value.isascii()}


def _media_type(source: Source, data: bytes, declared: str | None, place: str) -> MediaType:
    found = sniffed(data, declared)
    if found == EMPTY:
        remedy = "Open the address in a browser; correct or remove the source if nothing is there."
        raise FetchError("empty", f"{place}: the document is empty", remedy)
    if found.media_type is None:
        remedy = "Give the address of the document itself, or keep a copy and name it with 'path:'."
        raise FetchError("wrong_type", f"{place}: {found.what}, not {READABLE}", remedy)
    if found.media_type == FEED and source.feed is None:
        raise FetchError("wrong_type", f"{place}: {found.what}, not a document", "Name it with 'feed:' instead.")
    if source.feed is not None and found.media_type not in (FEED, "application/gzip"):
        remedy = "Open the address in a browser; give that of the feed, or name a document with 'url:'."
        raise FetchError("wrong_type", f"{place}: {found.what}, not a feed or sitemap", remedy)
    return found.media_type


def _fetched(source: Source, known: Validators, data: bytes, answer: Answer, place: str) -> Fetched:
    sha256 = hashlib.sha256(data).hexdigest()
    validators = Validators(answer.header("etag"), answer.header("last-modified"), sha256)
    kind = _media_type(source, data, answer.header("content-type"), place)
    unchanged = sha256 == known.sha256
    return Fetched(
        source.id,
        "unchanged" if unchanged else "new",
        None if unchanged else data,
        sha256,
        kind,
        answer.headers,
        answer.url,
        now(),
        validators,
    )


def _behind(asked: str, error: FetchError) -> FetchError:
    """The fault of a page that redirects led to, told with the address that stands in the list."""
    return FetchError(
        error.kind,
        f"{asked}: leads to {error.reason}",
        error.remedy,
        passing=error.passing,
        retry_after=error.retry_after,
    )


def _target(answer: Answer) -> str:
    location = answer.header("location")
    remedy = "Open it in a browser and give the address it ends at."
    if not location:
        raise FetchError("redirects", f"{answer.url}: a redirect to nowhere", remedy)
    try:
        target = urldefrag(urljoin(answer.url, location)).url
        usable = urlsplit(target).scheme in ("http", "https") and host_of(target) != ":"
    except ValueError:
        usable = False
    if not usable:
        raise FetchError("redirects", f"{answer.url}: a redirect to {location!r}, which is no web address", remedy)
    return target


def _refused(answer: Answer) -> FetchError:
    reason = f"{answer.url}: {answer.status} {answer.phrase}".rstrip()
    status, asked = answer.status, retry_after(answer)
    if asked and status in PASSING:
        reason += f"; the host asks to wait for {asked:,.0f} s"
    if status in (404, 410):
        return FetchError("not_found", reason, _MOVED)
    if status in (401, 402, 403, 451):
        return FetchError("forbidden", reason, COPY)
    if status == 429:
        return FetchError("rate_limited", reason, LATER, passing=True, retry_after=asked)
    if status >= 500 or status in PASSING:
        passing = status in PASSING
        return FetchError("server_error", reason, LATER, passing=passing, retry_after=asked)
    return FetchError("unexpected_status", reason, "Open the address in a browser; correct or remove the source.")
