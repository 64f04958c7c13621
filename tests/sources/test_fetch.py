"""Fetching, against a real server on this machine that misbehaves: statuses, retries, hosts, files, runs."""

from __future__ import annotations

import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest

from sources.access import Access
from sources.catalog import Source
from sources.fetch import Fetched, FetchFailure, FetchPolicy, fetch_all, fetch_each
from sources.fetch.exchange import Answer
from sources.fetch.pacing import Pacing
from sources.fetch.reader import retry_after
from sources.fetch.turns import host_groups
from tests.fetching import NO_PATIENCE, PAGE, QUICK, failed, fetch_opened, fetched, opened
from tests.http_server import (
    Handler,
    Route,
    WebServer,
    cut_short,
    first,
    page,
    reset,
    silence,
    status,
)


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer({"/page": page(PAGE)}) as running:
        yield running


def test_a_page_comes_with_its_bytes_hash_headers_and_address(server: WebServer) -> None:
    result = fetched(server.url("/page#part"))
    assert result.status == "new"
    assert result.data == PAGE.encode()
    assert result.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert result.media_type == "text/html"
    assert ("content-type", "text/html; charset=utf-8") in result.headers
    assert result.final_url == server.url("/page")
    assert datetime.fromisoformat(result.at).tzinfo is not None


def test_the_user_agent_names_us_and_whom_to_write_to(server: WebServer) -> None:
    fetched(server.url("/page"), FetchPolicy(contact="https://example.org/robot"))
    (request,) = server.requests("/page")
    assert request.headers["user-agent"].startswith("factledger/")
    assert "(+https://example.org/robot)" in request.headers["user-agent"]
    assert server.requests("/robots.txt")[0].headers["user-agent"] == request.headers["user-agent"]


@pytest.mark.parametrize(
    ("route", "header"),
    [
        (page(PAGE, etag='"v1"'), "if-none-match"),
        (page(PAGE, last_modified="Tue, 05 Mar 2019 10:00:00 GMT"), "if-modified-since"),
    ],
)
def test_an_unchanged_page_is_not_sent_again(server: WebServer, route: Route, header: str) -> None:
    server.routes["/page"] = route
    before = fetched(server.url("/page"))
    again = fetched(server.url("/page"), known=before.validators)
    assert (again.status, again.data, again.sha256) == ("unchanged", None, before.sha256)
    assert again.validators == before.validators
    assert header in server.requests("/page")[1].headers


def test_a_page_with_the_same_bytes_is_unchanged_though_the_server_has_no_validators(server: WebServer) -> None:
    before = fetched(server.url("/page"))
    again = fetched(server.url("/page"), known=before.validators)
    assert (again.status, again.data, again.sha256) == ("unchanged", None, before.sha256)


def test_a_changed_page_is_new(server: WebServer) -> None:
    server.routes["/page"] = page(PAGE, etag='"v1"')
    before = fetched(server.url("/page"))
    server.routes["/page"] = page(PAGE.replace("41", "42"), etag='"v2"')
    again = fetched(server.url("/page"), known=before.validators)
    assert again.status == "new"
    assert again.data is not None
    assert b"42 girls" in again.data
    assert again.validators.etag == '"v2"'


def test_not_modified_where_nothing_was_known_is_a_failure(server: WebServer) -> None:
    server.routes["/page"] = lambda handler: handler.start(304)
    assert failed(server.url("/page")).kind == "unexpected_status"
    assert failed(server.url("/page")).reason == f"{server.url('/page')}: 304 Not Modified."


def test_gzip_is_unpacked(server: WebServer) -> None:
    server.routes["/page"] = page(PAGE, packed=True)
    result = fetched(server.url("/page"))
    assert ("content-encoding", "gzip") in result.headers
    assert result.data == PAGE.encode()


class TestStatuses:
    @pytest.mark.parametrize(
        ("code", "kind", "passing"),
        [
            (404, "not_found", False),
            (410, "not_found", False),
            (401, "forbidden", False),
            (403, "forbidden", False),
            (418, "unexpected_status", False),
            (501, "server_error", False),
        ],
    )
    def test_lasting_faults_are_not_tried_again(self, server: WebServer, code: int, kind: str, passing: bool) -> None:
        server.routes["/page"] = status(code)
        result = failed(server.url("/page"))
        assert (result.kind, result.passing) == (kind, passing)
        assert result.reason.startswith(f"{server.url('/page')}: {code}")
        assert server.times("/page") == 1

    @pytest.mark.parametrize("fault", [status(500), status(503), reset, cut_short], ids=["500", "503", "reset", "cut"])
    def test_passing_faults_are_tried_again(self, server: WebServer, fault: Route) -> None:
        server.routes["/page"] = first(2, fault, page(PAGE))
        assert fetched(server.url("/page")).data == PAGE.encode()
        assert server.times("/page") == 3

    @pytest.mark.parametrize(
        ("fault", "kind"), [(status(500), "server_error"), (status(429), "rate_limited"), (reset, "connection")]
    )
    def test_passing_faults_that_stay_are_given_up(self, server: WebServer, fault: Route, kind: str) -> None:
        server.routes["/page"] = fault
        result = failed(server.url("/page"))
        assert (result.kind, result.passing) == (kind, True)
        assert server.times("/page") == 1 + QUICK.retries

    def test_retry_after_is_waited_for(self, server: WebServer) -> None:
        server.routes["/page"] = first(1, status(429, Retry_After="1"), page(PAGE))
        assert fetched(server.url("/page")).data == PAGE.encode()
        early, late = server.requests("/page")
        assert late.began - early.began >= 1

    def test_a_host_that_asks_for_too_long_is_left_alone(self, server: WebServer) -> None:
        server.routes["/page"] = status(503, Retry_After="86400")
        result = failed(server.url("/page"))
        assert (result.kind, result.passing) == ("server_error", True)
        assert "the host asks to wait for 86,400 s" in result.reason
        assert server.times("/page") == 1

    def test_retry_after_may_be_a_date(self) -> None:
        def asked(value: str) -> float | None:
            return retry_after(Answer("https://example.org/", 503, "", (("retry-after", value),)))

        in_an_hour = asked(format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True))
        assert in_an_hour is not None
        assert 3500 < in_an_hour <= 3600
        assert asked("Tue, 05 Mar 2019 10:00:00 GMT") == 0
        assert asked("soon") is None
        assert asked("Sun, 02 Feb 77777777777777777777 08:00:00 GMT") is None
        assert asked("Sun, 02 Feb 2020 08:00:00 +7777777777777") is None


class TestHosts:
    def test_that_nobody_knows_are_named(self) -> None:
        result = failed("http://nowhere.invalid/page", NO_PATIENCE)
        assert result.kind == "unknown_host"
        assert "http://nowhere.invalid/page" in result.reason

    def test_where_nothing_listens_are_named(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{taken.getsockname()[1]}/page"
            result = failed(url, NO_PATIENCE)
        assert result.passing
        assert url in result.reason

    def test_are_read_one_page_after_the_other_with_a_pause(self) -> None:
        with WebServer({f"/{n}": page(PAGE) for n in range(4)}) as server:
            sources = [Source(f"s{n}", url=server.url(f"/{n}")) for n in range(4)]
            fetch_opened(sources, FetchPolicy(pause_seconds=0.1))
            assert server.most_at_once == 1
            pages = [request for request in server.seen if request.path != "/robots.txt"]
            assert [request.path for request in pages] == ["/0", "/1", "/2", "/3"]
            gaps = [later.began - earlier.began for earlier, later in pairwise(pages)]
            assert min(gaps) >= 0.1

    def test_have_one_turn_at_a_time_among_threads(self) -> None:
        pacing = Pacing(0)
        entered = threading.Event()

        def next_in_line() -> None:
            with pacing.turn("a.org"):
                entered.set()

        with pacing.turn("a.org"), pacing.turn("b.org"):
            other = threading.Thread(target=next_in_line)
            other.start()
            assert not entered.wait(0.2)
        assert entered.wait(20)
        other.join()

    def test_are_read_in_parallel(self) -> None:
        """Each host answers only once the other has been asked."""

        both = threading.Barrier(2, timeout=20)

        def meet(handler: Handler) -> None:
            both.wait()
            page(PAGE)(handler)

        with WebServer({"/a": meet}) as one, WebServer({"/a": meet}, "127.0.0.2") as two:
            results = fetch_opened([Source("one", url=one.url("/a")), Source("two", url=two.url("/a"))], NO_PATIENCE)
        assert all(isinstance(result, Fetched) for result in results)

    def test_that_cannot_be_reached_three_times_in_a_row_are_left_alone(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{taken.getsockname()[1]}"
            results = fetch_opened([Source(f"s{n}", url=f"{url}/{n}") for n in range(5)], NO_PATIENCE)
        failures = [result for result in results if isinstance(result, FetchFailure)]
        assert [result.kind for result in failures] == ["unreachable"] * 3 + ["not_tried"] * 2
        assert f"{url}/4: not tried" in failures[4].reason

    @pytest.mark.parametrize("fault", [reset, silence(2), status(500)], ids=["reset", "silence", "500"])
    def test_with_pages_that_break_or_hang_are_read_on(self, server: WebServer, fault: Route) -> None:
        paths = [*(f"/bad{n}" for n in range(4)), "/page"]
        server.routes.update(dict.fromkeys(paths[:-1], fault))
        policy = FetchPolicy(pause_seconds=0, retries=0, silence_seconds=0.3)
        results = fetch_opened([Source(path[1:], url=server.url(path)) for path in paths], policy)
        assert isinstance(results[-1], Fetched)
        assert [server.times(path) for path in paths] == [1, 1, 1, 1, 1]

    def test_that_keep_silent_wait_for_the_others(self) -> None:
        """One reader for all: the host that answers comes before the second pages of those that do not."""
        policy = FetchPolicy(pause_seconds=0, retries=0, silence_seconds=0.3, parallel_hosts=1)
        with ExitStack() as stack:
            silent = [
                stack.enter_context(WebServer({f"/{n}": silence(2) for n in range(2)}, f"127.0.0.{host}"))
                for host in (2, 3, 4)
            ]
            good = stack.enter_context(WebServer({f"/{n}": page(PAGE) for n in range(4)}))
            sources = [
                Source(f"silent-{host}-{n}", url=server.url(f"/{n}"))
                for host, server in enumerate(silent)
                for n in range(2)
            ]
            sources += [Source(f"good-{n}", url=good.url(f"/{n}")) for n in range(4)]
            told = [result.source_id for result in fetch_each(sources, {}, policy, opened(sources))]
        assert told[:3] == ["silent-0-0", "silent-1-0", "silent-2-0"]
        assert told[3:7] == ["good-0", "good-1", "good-2", "good-3"]
        assert len(told) == 10

    def test_make_groups_in_the_lists_order(self) -> None:
        a1, b, a2 = (
            Source("a1", url="https://a.org/1"),
            Source("b", url="https://b.org/"),
            Source("a2", url="https://A.org/2"),
        )
        local = Source("file", url="https://a.org/3", path=Path("/x"))
        assert host_groups([a1, b, local, a2]) == [(a1, a2), (b,), (local,)]


class TestFiles:
    def test_go_the_same_way(self, tmp_path: Path) -> None:
        path = tmp_path / "page.txt"
        path.write_text(PAGE)
        source = Source("it", path=path, url="https://example.org/page")
        (result,) = fetch_all([source], {}, QUICK, Access(tmp_path, frozenset()))
        assert isinstance(result, Fetched)
        assert (result.status, result.data, result.media_type) == ("new", PAGE.encode(), "text/html")
        assert result.final_url == path.as_uri()
        (again,) = fetch_all([source], {"it": result.validators}, QUICK, Access(tmp_path, frozenset()))
        assert isinstance(again, Fetched)
        assert (again.status, again.data, again.sha256) == ("unchanged", None, result.sha256)

    def test_that_are_missing_folders_empty_or_too_big_are_failures(self, tmp_path: Path) -> None:
        (tmp_path / "empty").touch()
        (tmp_path / "big").write_bytes(b"." * 200_001)
        (tmp_path / "noise").write_bytes(bytes(range(256)))
        names = {
            ".": "unreadable_file",
            "none": "missing_file",
            "empty": "empty",
            "big": "too_big",
            "noise": "wrong_type",
        }
        results = fetch_all(
            [Source(name, path=tmp_path / name) for name in names], {}, QUICK, Access(tmp_path, frozenset())
        )
        assert {r.source_id: r.kind for r in results if isinstance(r, FetchFailure)} == names
        assert all(str(tmp_path) in r.reason for r in results if isinstance(r, FetchFailure))


class TestRuns:
    def test_give_a_result_for_each_source_in_order_and_tell_as_they_come(
        self, server: WebServer, tmp_path: Path
    ) -> None:
        sources = [
            Source("bad", url=server.url("/none")),
            Source("f", path=tmp_path / "f"),
            Source("ok", url=server.url("/page")),
        ]
        results = fetch_all(sources, {}, QUICK, opened(sources, tmp_path))
        told = [result.source_id for result in fetch_each(sources, {}, QUICK, opened(sources, tmp_path))]
        assert [result.source_id for result in results] == ["bad", "f", "ok"]
        assert sorted(told) == ["bad", "f", "ok"]
        assert isinstance(results[2], Fetched)

    def test_can_be_ended_early(self, server: WebServer) -> None:
        sources = [Source(f"s{n}", url=server.url("/page")) for n in range(50)]
        coming = fetch_each(sources, {}, FetchPolicy(pause_seconds=0.05), opened(sources))
        next(coming)
        coming.close()
        assert server.times("/page") < 50

    def test_of_nothing_give_nothing(self) -> None:
        assert fetch_opened([], QUICK) == []
