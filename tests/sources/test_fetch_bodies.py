"""What fetching takes and what it refuses: sizes, times, types, packing, headers."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.fetch import FetchPolicy
from sources.fetch.bodies import read_body
from sources.fetch.results import FetchError
from tests.fetching import NO_PATIENCE, PAGE, QUICK, failed, fetched
from tests.http_server import (
    Route,
    WebServer,
    drip,
    drip_headers,
    endless,
    gzip_bomb,
    page,
    raw,
    silence,
)


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer({"/page": page(PAGE)}) as running:
        yield running


class TestLimits:
    def small(self) -> FetchPolicy:
        return replace(QUICK, max_bytes=1000)

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
        assert server.times("/page") == 1

    def test_what_just_fits_is_read(self, server: WebServer) -> None:
        server.routes["/page"] = page("." * 1000)
        assert len(fetched(server.url("/page"), self.small()).data or b"") == 1000

    @pytest.mark.parametrize("route", [drip(100_000, 0.02), drip_headers(0.02)], ids=["body", "headers"])
    def test_a_steady_drip_ends_by_the_total_time(self, server: WebServer, route: Route) -> None:
        server.routes["/page"] = route
        policy = FetchPolicy(pause_seconds=0, retries=0, total_seconds=0.5)
        result = failed(server.url("/page"), policy)
        assert (result.kind, result.passing) == ("timeout", True)
        assert "0.5 s" in result.reason

    @pytest.mark.parametrize("limits", [{"silence_seconds": 0.2}, {"total_seconds": 0.2}], ids=["silence", "total"])
    def test_a_silent_host_is_given_up(self, server: WebServer, limits: dict[str, float]) -> None:
        server.routes["/page"] = silence(5)
        policy = replace(NO_PATIENCE, **limits)
        result = failed(server.url("/page"), policy)
        assert (result.kind, result.passing) == ("timeout", True)
        assert "0.2 s" in result.reason


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
            (b'{"rescued": 41}', "application/json", "JSON"),
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


@given(st.binary(max_size=5000), st.integers(1, 700), st.sampled_from(["gzip", "deflate", "bare", "identity", "two"]))
def test_bodies_come_out_as_they_went_in(data: bytes, size: int, packing: str) -> None:
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = {
        "gzip": gzip.compress(data),
        "deflate": zlib.compress(data),
        "bare": bare.compress(data) + bare.flush(),
        "identity": data,
        "two": gzip.compress(data[: len(data) // 2]) + gzip.compress(data[len(data) // 2 :]),
    }[packing]
    chunks = [packed[at : at + size] for at in range(0, len(packed), size)]
    encoding = {"bare": "deflate", "two": "gzip"}.get(packing, packing)
    assert read_body(chunks, encoding, len(data), "here") == data


@given(st.binary(min_size=1, max_size=3000), st.integers(0, 10))
def test_a_packed_body_that_is_cut_short_is_never_taken_for_whole(data: bytes, kept: int) -> None:
    with pytest.raises(FetchError, match="here: its compressed data is broken"):
        read_body([gzip.compress(data)[: 10 + kept]], "gzip", 5000, "here")
