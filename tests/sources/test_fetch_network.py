"""Where fetching goes and where it does not: redirects, private networks, robots.txt, TLS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.access import Access, AccessError, HostPort, private_hosts
from sources.catalog import Source
from sources.catalog.checks import check_url
from sources.fetch import FetchFailure, FetchPolicy, fetch_all
from sources.fetch.exchange import exchange, tls_context
from sources.fetch.network import is_public, resolve
from sources.fetch.results import FetchError
from tests.fetching import NO_PATIENCE, PAGE, QUICK, failed, fetch_opened, fetched, opened
from tests.http_server import (
    Handler,
    Route,
    WebServer,
    first,
    page,
    redirect,
    robots,
    status,
)


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer({"/page": page(PAGE)}) as running:
        yield running


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

    def test_that_only_wait_for_a_cookie_come_through(self, server: WebServer) -> None:
        def gate(handler: Handler) -> None:
            if "seen=yes" in handler.headers.get("Cookie", ""):
                page(PAGE)(handler)
            else:
                handler.answer(302, Location="/gate", Set_Cookie="seen=yes; Path=/")

        server.routes["/gate"] = gate
        assert fetched(server.url("/gate")).data == PAGE.encode()
        assert fetched(server.url("/gate")).status == "new"
        assert server.times("/gate") == 4, "cookies are not kept from one document to the next"

    @pytest.mark.parametrize(
        "target",
        [
            "",
            "ftp://example.org/x",
            "file:///etc/passwd",
            "http://[::bad/",
            "data:text/plain,12",
            "mailto:a@example.org",
            "/tide\x07s",
            pytest.param("/" + "b" * 70_000, id="long"),
        ],
    )
    def test_to_no_web_address_are_refused(self, server: WebServer, target: str) -> None:
        server.routes["/a"] = redirect(target)
        result = failed(server.url("/a"))
        assert result.kind == "redirects"
        assert re.fullmatch(r"http://[\w.:]+/a: a redirect to [^.]*\.", result.reason.replace("example.org", "example"))

    @pytest.mark.parametrize(("route", "kind"), [(status(404), "not_found"), (status(503), "server_error")])
    def test_to_a_page_that_fails_are_told_with_the_address_of_the_list(
        self, server: WebServer, route: Route, kind: str
    ) -> None:
        server.routes |= {"/a": redirect("/b/c"), "/b/c": route}
        result = failed(server.url("/a"), NO_PATIENCE)
        assert result.kind == kind
        assert result.reason.startswith(f"{server.url('/a')}: leads to {server.url('/b/c')}: ")

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
            result = fetch_opened(sources, QUICK)[0]
            assert isinstance(result, FetchFailure)
            assert result.kind == "robots"
            assert other.times("/b") == 0


class TestPrivateNetworks:
    def test_are_closed_unless_host_and_port_are_opened(self, server: WebServer) -> None:
        source = Source("it", url=server.url("/page"))
        ((host, port),) = opened([source]).private_hosts
        for others in (frozenset[HostPort](), frozenset({HostPort(host, port + 1), HostPort("localhost", port)})):
            (result,) = fetch_all([source], {}, QUICK, Access(None, others))
            assert isinstance(result, FetchFailure)
            assert result.kind == "private_address"
            assert f"'{host}:{port}' under 'private_hosts'" in result.remedy
        assert server.seen == []

    def test_another_port_of_an_opened_host_is_closed_to_redirects(self, server: WebServer) -> None:
        with WebServer({"/secret": page("<p>Keys</p>")}) as inner:
            server.routes["/a"] = redirect(inner.url("/secret"))
            assert failed(server.url("/a")).kind == "private_address"
            assert inner.seen == []

    def test_redirects_lead_to_no_opened_host_that_the_list_does_not_name(self, server: WebServer) -> None:
        with WebServer({"/secret": page("<p>Keys</p>")}, address="127.0.0.2") as inner:
            server.routes["/a"] = redirect(inner.url("/secret"))
            sources = [Source("it", url=server.url("/a"))]
            both = opened([*sources, Source("inner", url=inner.url("/"))])
            (result,) = fetch_all(sources, {}, QUICK, both)
            assert isinstance(result, FetchFailure)
            assert result.kind == "private_address"
            assert inner.seen == []

    def test_are_opened_by_entries(self) -> None:
        assert private_hosts(["Wiki.example", "10.0.0.7:8080", "[::1]:81"]) == {
            ("wiki.example", 80), ("wiki.example", 443), ("10.0.0.7", 8080), ("::1", 81),
        }  # fmt: skip

    @pytest.mark.parametrize("entry", ["", "http://wiki.example", "a:b", "ada@wiki.example", "wiki.example/x", "a:0"])
    def test_an_entry_that_is_none_is_told(self, entry: str) -> None:
        with pytest.raises(AccessError, match="HOST:PORT"):
            private_hosts([entry])

    @pytest.mark.parametrize(
        "address",
        [
            "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
            "224.0.0.1", "::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1",
            "64:ff9b:1::a00:1", "64:ff9b:1:2::808:808", "fec0::1", "feff::1", "::127.0.0.1", "::8.8.8.8", "::",
            "::ffff:0:10.0.0.1", "3fff::1", "2001:db8::1", "ff02::1", "4000::1", "192.0.0.8", "240.0.0.1",
        ],
    )  # fmt: skip
    def test_are_told_by_address(self, address: str) -> None:
        assert not is_public(address)

    @pytest.mark.parametrize(
        "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
    )
    def test_public_addresses_are_open(self, address: str) -> None:
        assert is_public(address)


class TestRobots:
    def test_a_page_that_is_closed_to_robots_is_not_read(self, server: WebServer) -> None:
        server.routes["/robots.txt"] = robots("User-agent: factledger\nDisallow: /page\n")
        result = failed(server.url("/page"))
        assert (result.kind, result.passing) == ("robots", False)
        assert server.url("/robots.txt") in result.reason
        assert server.times("/page") == 0

    def test_a_byte_order_mark_hides_no_rule(self, server: WebServer) -> None:
        server.routes["/robots.txt"] = robots("\ufeffUser-agent: *\nDisallow: /page\n")
        assert failed(server.url("/page")).kind == "robots"
        assert server.times("/page") == 0

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
    def test_a_file_in_utf_16_is_read_as_it_is_meant(self, server: WebServer, encoding: str) -> None:
        server.routes["/robots.txt"] = page(
            "User-agent: *\nDisallow: /page\n".encode(encoding), media_type="text/plain"
        )
        assert failed(server.url("/page")).kind == "robots"
        assert server.times("/page") == 0

    def test_the_file_is_read_once_for_a_host(self, server: WebServer) -> None:
        server.routes |= {"/robots.txt": robots("User-agent: *\nDisallow: /x"), "/b": page(PAGE)}
        fetch_opened([Source("a", url=server.url("/page")), Source("b", url=server.url("/b"))], QUICK)
        assert server.times("/robots.txt") == 1

    def test_the_crawl_delay_is_kept(self, server: WebServer) -> None:
        server.routes |= {"/robots.txt": robots("User-agent: *\nCrawl-delay: 0.4"), "/b": page(PAGE)}
        fetch_opened([Source("a", url=server.url("/page")), Source("b", url=server.url("/b"))], QUICK)
        (a,), (b,) = server.requests("/page"), server.requests("/b")
        assert b.began - a.began >= 0.4

    def test_a_file_that_cannot_be_read_closes_the_host_for_now(self, server: WebServer) -> None:
        server.routes["/robots.txt"] = status(503)
        result = failed(server.url("/page"), NO_PATIENCE)
        assert (result.kind, result.passing) == ("robots", True)
        assert "503" in result.reason
        assert "later" in result.remedy
        assert server.times("/page") == 0

    def test_a_file_that_fails_once_is_tried_again(self, server: WebServer) -> None:
        server.routes["/robots.txt"] = first(1, status(500), robots("User-agent: *\nDisallow:"))
        assert fetched(server.url("/page")).status == "new"


class TestTls:
    """The certificate is one of our own, for 127.0.0.1, valid until 2126."""

    CERTIFICATE = Path(__file__).parents[1] / "data" / "localhost.pem"

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


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_address_that_a_list_may_hold_is_read_or_is_a_named_fault(text: str) -> None:
    url = f"http://127.0.0.1:9/{text}"
    if check_url(url) is None:
        with pytest.raises(FetchError, match=r"127\.0\.0\.1"):
            exchange(url, FetchPolicy(), frozenset())
