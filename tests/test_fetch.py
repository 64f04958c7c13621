"""Fetching, against a real server on this machine that misbehaves."""

from __future__ import annotations

import gzip
import hashlib
import socket
import threading
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.catalog import Source
from sources.catalog.checks import check_url
from sources.fetch import Fetched, FetchFailure, FetchPolicy, Validators, fetch_all, fetch_each, host_groups
from sources.fetch.bodies import read_body
from sources.fetch.exchange import Answer, exchange, tls_context
from sources.fetch.network import is_public, resolve
from sources.fetch.reader import retry_after
from sources.fetch.results import FetchError
from tests.http_server import (
    Handler,
    Route,
    WebServer,
    cut_short,
    drip,
    drip_headers,
    endless,
    first,
    gzip_bomb,
    page,
    raw,
    redirect,
    reset,
    robots,
    silence,
    status,
)

PAGE = "<html><body><p>The shelter took in 41 girls in 2016.</p></body></html>"
QUICK = FetchPolicy(
    allow_private=True,
    pause_seconds=0,
    backoff_seconds=0.01,
    max_wait_seconds=5,
    silence_seconds=10,
    total_seconds=20,
    max_bytes=200_000,
)
NO_PATIENCE = FetchPolicy(allow_private=True, pause_seconds=0, retries=0, silence_seconds=10, total_seconds=20)


def fetch(url: str, policy: FetchPolicy = QUICK, known: Validators | None = None) -> Fetched | FetchFailure:
    return fetch_all([Source("it", url=url)], {"it": known} if known else {}, policy)[0]


def fetched(url: str, policy: FetchPolicy = QUICK, known: Validators | None = None) -> Fetched:
    result = fetch(url, policy, known)
    assert isinstance(result, Fetched), result
    return result


def failed(url: str, policy: FetchPolicy = QUICK) -> FetchFailure:
    result = fetch(url, policy)
    assert isinstance(result, FetchFailure), result
    assert result.remedy.endswith(".")
    return result


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
    fetched(server.url("/page"), FetchPolicy(allow_private=True, contact="https://example.org/robot"))
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
    assert failed(server.url("/page")).reason == f"{server.url('/page')}: 304 Not Modified"


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
        assert server.times("/page") == 1

    def test_retry_after_may_be_a_date(self) -> None:
        def asked(value: str) -> float | None:
            return retry_after(Answer("https://example.org/", 503, "", (("retry-after", value),)))

        in_an_hour = asked(format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True))
        assert in_an_hour is not None
        assert 3500 < in_an_hour <= 3600
        assert asked("Tue, 05 Mar 2019 10:00:00 GMT") == 0
        assert asked("soon") is None


class TestRedirects:
    def test_are_followed_to_the_final_address(self, server: WebServer) -> None:
        server.routes |= {"/a": redirect("/b", 301), "/b": redirect("page", 308)}
        assert fetched(server.url("/a")).final_url == server.url("/page")

    def test_five_are_followed_and_six_are_not(self, server: WebServer) -> None:
        server.routes |= {f"/{n}": redirect(f"/{n - 1}") for n in range(1, 7)} | {"/0": page(PAGE)}
        assert fetched(server.url("/5")).final_url == server.url("/0")
        result = failed(server.url("/6"))
        assert result.kind == "redirects"
        assert "more than 5" in result.reason

    def test_a_circle_ends(self, server: WebServer) -> None:
        server.routes |= {"/a": redirect("/b"), "/b": redirect("/a")}
        result = failed(server.url("/a"))
        assert result.kind == "redirects"
        assert "circle" in result.reason
        assert server.url("/a") in result.reason

    @pytest.mark.parametrize("target", ["", "ftp://example.org/x", "file:///etc/passwd", "http://[::bad/"])
    def test_to_no_web_address_are_refused(self, server: WebServer, target: str) -> None:
        server.routes["/a"] = redirect(target)
        assert failed(server.url("/a")).kind == "redirects"

    def test_into_a_private_network_are_refused_though_the_list_has_private_hosts(self, server: WebServer) -> None:
        with WebServer({"/secret": page("<p>Keys</p>")}, address="127.0.0.2") as inner:
            server.routes["/a"] = redirect(inner.url("/secret"))
            result = failed(server.url("/a"))
            assert result.kind == "private_address"
            assert inner.url("/secret") in result.reason
            assert inner.seen == []

    def test_are_checked_after_the_name_was_resolved(self, server: WebServer) -> None:
        assert "127.0.0.1" in resolve("localhost", 80)
        server.routes["/a"] = redirect(server.url("/page", host="localhost"))
        result = failed(server.url("/a"))
        assert result.kind == "private_address"
        assert "localhost (" in result.reason
        assert server.times("/page") == 0

    def test_respect_the_robots_file_of_each_host(self, server: WebServer) -> None:
        with WebServer({"/robots.txt": robots("User-agent: *\nDisallow: /"), "/b": page(PAGE)}, "127.0.0.2") as other:
            server.routes["/a"] = redirect(other.url("/b"))
            sources = [Source("a", url=server.url("/a")), Source("b", url=other.url("/b"))]
            result = fetch_all(sources, {}, QUICK)[0]
            assert isinstance(result, FetchFailure)
            assert result.kind == "robots"
            assert other.times("/b") == 0


class TestPrivateNetworks:
    def test_are_closed_unless_the_list_says_so(self, server: WebServer) -> None:
        result = failed(server.url("/page"), FetchPolicy())
        assert result.kind == "private_address"
        assert "allow_private" in result.remedy
        assert server.seen == []

    @pytest.mark.parametrize(
        "address",
        [
            "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
            "224.0.0.1", "::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1",
        ],
    )  # fmt: skip
    def test_are_told_by_address(self, address: str) -> None:
        assert not is_public(address)

    @pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
    def test_public_addresses_are_open(self, address: str) -> None:
        assert is_public(address)


class TestRobots:
    def test_a_page_that_is_closed_to_robots_is_not_read(self, server: WebServer) -> None:
        server.routes["/robots.txt"] = robots("User-agent: factledger\nDisallow: /page\n")
        result = failed(server.url("/page"))
        assert (result.kind, result.passing) == ("robots", False)
        assert server.url("/robots.txt") in result.reason
        assert server.times("/page") == 0

    def test_the_file_is_read_once_for_a_host(self, server: WebServer) -> None:
        server.routes |= {"/robots.txt": robots("User-agent: *\nDisallow: /x"), "/b": page(PAGE)}
        fetch_all([Source("a", url=server.url("/page")), Source("b", url=server.url("/b"))], {}, QUICK)
        assert server.times("/robots.txt") == 1

    def test_the_crawl_delay_is_kept(self, server: WebServer) -> None:
        server.routes |= {"/robots.txt": robots("User-agent: *\nCrawl-delay: 0.4"), "/b": page(PAGE)}
        fetch_all([Source("a", url=server.url("/page")), Source("b", url=server.url("/b"))], {}, QUICK)
        (a,), (b,) = server.requests("/page"), server.requests("/b")
        assert b.began - a.began >= 0.4

    def test_a_file_that_cannot_be_read_closes_the_host_for_now(self, server: WebServer) -> None:
        server.routes["/robots.txt"] = status(503)
        result = failed(server.url("/page"), NO_PATIENCE)
        assert (result.kind, result.passing) == ("robots", True)
        assert server.times("/page") == 0

    def test_a_file_that_fails_once_is_tried_again(self, server: WebServer) -> None:
        server.routes["/robots.txt"] = first(1, status(500), robots("User-agent: *\nDisallow:"))
        assert fetched(server.url("/page")).status == "new"


class TestLimits:
    def small(self) -> FetchPolicy:
        return FetchPolicy(allow_private=True, pause_seconds=0, retries=0, max_bytes=1000, total_seconds=20)

    @pytest.mark.parametrize(
        "route", [page("." * 1001), page("." * 100_000, packed=True), endless, gzip_bomb(50_000_000)],
        ids=["declared", "packed", "endless", "bomb"],
    )  # fmt: skip
    def test_what_is_too_big_is_refused(self, server: WebServer, route: Route) -> None:
        server.routes["/page"] = route
        result = failed(server.url("/page"), self.small())
        assert (result.kind, result.passing) == ("too_big", False)
        assert "1,000 bytes" in result.reason
        assert "max_bytes" in result.remedy

    def test_what_just_fits_is_read(self, server: WebServer) -> None:
        server.routes["/page"] = page("." * 1000)
        assert len(fetched(server.url("/page"), self.small()).data or b"") == 1000

    @pytest.mark.parametrize("route", [drip(100_000, 0.02), drip_headers(0.02)], ids=["body", "headers"])
    def test_a_steady_drip_ends_by_the_total_time(self, server: WebServer, route: Route) -> None:
        server.routes["/page"] = route
        policy = FetchPolicy(allow_private=True, pause_seconds=0, retries=0, total_seconds=0.5)
        result = failed(server.url("/page"), policy)
        assert (result.kind, result.passing) == ("timeout", True)
        assert "0.5 s" in result.reason

    def test_a_silent_host_is_given_up(self, server: WebServer) -> None:
        server.routes["/page"] = silence(5)
        policy = FetchPolicy(allow_private=True, pause_seconds=0, retries=0, silence_seconds=0.2)
        result = failed(server.url("/page"), policy)
        assert (result.kind, result.passing) == ("timeout", True)
        assert "0.2 s" in result.reason


class TestTls:
    """The certificate is one of our own, for 127.0.0.1, valid until 2126."""

    CERTIFICATE = Path(__file__).parent / "data" / "localhost.pem"

    @pytest.fixture
    def secure(self) -> Iterator[WebServer]:
        with WebServer({"/page": page(PAGE)}, certificate=self.CERTIFICATE) as running:
            yield running

    def test_a_certificate_that_nobody_vouches_for_is_refused(self, secure: WebServer) -> None:
        result = failed(secure.url("/page"))
        assert (result.kind, result.passing) == ("tls", False)
        assert "certificate" in result.reason
        assert secure.seen == []

    def test_a_certificate_that_is_trusted_is_accepted(
        self, secure: WebServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(self.CERTIFICATE))
        tls_context.cache_clear()
        try:
            assert fetched(secure.url("/page")).data == PAGE.encode()
        finally:
            tls_context.cache_clear()

    def test_a_host_that_does_not_speak_it_is_named(self, server: WebServer) -> None:
        result = failed(server.url("/page").replace("http:", "https:"), NO_PATIENCE)
        assert result.passing
        assert "https://127.0.0.1" in result.reason


class TestOddHeaders:
    def test_an_etag_that_cannot_be_sent_back_is_left_out(self, server: WebServer) -> None:
        body = b'HTTP/1.1 200 OK\r\nETag: "caf\xc3\xa9"\r\nContent-Length: 9\r\n\r\n<p>41</p>'
        server.routes["/page"] = raw(body)
        before = fetched(server.url("/page"))
        assert fetched(server.url("/page"), known=before.validators).status == "unchanged"

    def test_a_redirect_to_an_address_in_plain_unicode_is_followed(self, server: WebServer) -> None:
        server.routes |= {
            "/a": raw("HTTP/1.1 302 Found\r\nLocation: /página\r\nContent-Length: 0\r\n\r\n".encode()),
            "/p%C3%A1gina": page(PAGE),
        }
        assert fetched(server.url("/a")).data == PAGE.encode()

    @pytest.mark.parametrize(
        "answer",
        [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 banana\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000],
        ids=["nothing", "nonsense", "no number", "long header"],
    )
    def test_what_is_no_http_is_a_failed_connection(self, server: WebServer, answer: bytes) -> None:
        server.routes["/page"] = raw(answer)
        result = failed(server.url("/page"), NO_PATIENCE)
        assert (result.kind, result.passing) == ("connection", True)


class TestTypes:
    @pytest.mark.parametrize(
        ("data", "declared", "kind"),
        [
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "text/html", "application/pdf"),
            (b"<!DOCTYPE html><title>A</title>", "application/octet-stream", "text/html"),
            ("\ufeff<html><p>Año</p></html>".encode("utf-16"), "text/html", "text/html"),
            ("<p>Informe de 2016: 41 niñas</p>".encode("latin-1"), "text/html; charset=latin-1", "text/html"),
            (b"In 2016 the shelter took in 41 girls.", "text/plain", "text/plain"),
            (b"In 2016 the shelter took in 41 girls.", "application/pdf", "text/plain"),
        ],
    )
    def test_are_told_by_the_bytes(self, server: WebServer, data: bytes, declared: str, kind: str) -> None:
        server.routes["/page"] = page(data, media_type=declared)
        assert fetched(server.url("/page")).media_type == kind

    @pytest.mark.parametrize(
        ("data", "declared", "named"),
        [
            (b"\x89PNG\r\n\x1a\n" + bytes(50), "text/html", "PNG"),
            (b"PK\x03\x04" + bytes(50), "application/pdf", "ZIP"),
            (bytes(range(256)) * 8, "text/html", "binary data"),
            (b'{"rescued": 41}', "application/json", "application/json"),
        ],
    )
    def test_that_nobody_can_read_are_refused(self, server: WebServer, data: bytes, declared: str, named: str) -> None:
        server.routes["/page"] = page(data, media_type=declared)
        result = failed(server.url("/page"))
        assert result.kind == "wrong_type"
        assert named in result.reason
        assert server.url("/page") in result.reason

    @pytest.mark.parametrize("body", ["", " \n "])
    def test_an_empty_document_is_a_failure(self, server: WebServer, body: str) -> None:
        server.routes["/page"] = page(body)
        assert failed(server.url("/page")).kind == "empty"

    def test_packing_that_was_not_asked_for_is_named(self, server: WebServer) -> None:
        server.routes["/page"] = lambda handler: handler.answer(200, b"\x1b\x00", Content_Encoding="br")
        result = failed(server.url("/page"))
        assert result.kind == "bad_encoding"
        assert "'br'" in result.reason


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
            fetch_all(sources, {}, FetchPolicy(allow_private=True, pause_seconds=0.1))
            assert server.most_at_once == 1
            pages = [request for request in server.seen if request.path != "/robots.txt"]
            assert [request.path for request in pages] == ["/0", "/1", "/2", "/3"]
            gaps = [later.began - earlier.began for earlier, later in pairwise(pages)]
            assert min(gaps) >= 0.1

    def test_are_read_in_parallel(self) -> None:
        """Each host answers only once the other has been asked."""

        both = threading.Barrier(2, timeout=20)

        def meet(handler: Handler) -> None:
            both.wait()
            page(PAGE)(handler)

        with WebServer({"/a": meet}) as one, WebServer({"/a": meet}, "127.0.0.2") as two:
            results = fetch_all([Source("one", url=one.url("/a")), Source("two", url=two.url("/a"))], {}, QUICK)
        assert all(isinstance(result, Fetched) for result in results)

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
        (result,) = fetch_all([source], {}, QUICK)
        assert isinstance(result, Fetched)
        assert (result.status, result.data, result.media_type) == ("new", PAGE.encode(), "text/html")
        assert result.final_url == path.as_uri()
        (again,) = fetch_all([source], {"it": result.validators}, QUICK)
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
        results = fetch_all([Source(name, path=tmp_path / name) for name in names], {}, QUICK)
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
        told: list[str] = []
        results = fetch_all(sources, {}, QUICK, lambda result: told.append(result.source_id))
        assert [result.source_id for result in results] == ["bad", "f", "ok"]
        assert sorted(told) == ["bad", "f", "ok"]
        assert isinstance(results[2], Fetched)

    def test_can_be_ended_early(self, server: WebServer) -> None:
        sources = [Source(f"s{n}", url=server.url("/page")) for n in range(50)]
        coming = fetch_each(sources, {}, FetchPolicy(allow_private=True, pause_seconds=0.05))
        next(coming)
        coming.close()
        assert server.times("/page") < 50

    def test_of_nothing_give_nothing(self) -> None:
        assert fetch_all([], {}, QUICK) == []


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_address_that_a_list_may_hold_is_read_or_is_a_named_fault(text: str) -> None:
    url = f"http://127.0.0.1:9/{text}"
    if check_url(url) is None:
        with pytest.raises(FetchError, match=r"127\.0\.0\.1"):
            exchange(url, FetchPolicy())


@settings(deadline=None)
@given(st.binary(max_size=5000), st.integers(1, 700), st.sampled_from(["gzip", "deflate", "bare", "identity", "two"]))
def test_bodies_come_out_as_they_went_in(data: bytes, size: int, packing: str) -> None:
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = {
        "gzip": gzip.compress(data),
        "deflate": zlib.compress(data),
        "bare": bare.compress(data) + bare.flush(),
        "identity": data,
        "two": gzip.compress(data[:100]) + gzip.compress(data[100:]),
    }[packing]
    chunks = [packed[at : at + size] for at in range(0, len(packed), size)]
    encoding = {"bare": "deflate", "two": "gzip"}.get(packing, packing)
    assert read_body(chunks, encoding, len(data), "here") == data


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=3000), st.integers(0, 10))
def test_a_packed_body_that_is_cut_short_is_never_taken_for_whole(data: bytes, kept: int) -> None:
    with pytest.raises(FetchError, match="here: its compressed data is broken"):
        read_body([gzip.compress(data)[: 10 + kept]], "gzip", 5000, "here")
