"""A run over a list with a feed: its entries are documents of their own, politely fetched, and they stay."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.run import Directly, Run, run_lists
from pipeline.ledger import Ledger
from tests.http_server import WebServer, page, robots

ARTICLE = "<html><title>{}</title><h1>{}</h1><p>The council rescued {} boys in Accra last year.</p>"


def article(title: str, number: int) -> str:
    return ARTICLE.format(title, title, number)


def feed(server: WebServer, *names: str) -> str:
    items = "".join(
        f"<item><title>{name}</title><link>{server.url('/' + name)}</link>"
        "<pubDate>Mon, 06 May 2024 09:00:00 GMT</pubDate></item>"
        for name in names
    )
    return f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    routes = {"/freed": page(article("Freed", 214)), "/found": page(article("Found", 37))}
    with WebServer(routes) as running:
        running.routes["/feed"] = page(feed(running, "freed", "found"), media_type="application/rss+xml")
        monkeypatch.setenv("FACTLEDGER_PRIVATE_HOSTS", running.host_and_port)
        yield running


def ran(ledger: Ledger, folder: Path, *entries: str) -> Run:
    path = folder / "list.yaml"
    lines = ["name: News", "fetch: {pause_seconds: 0, retries: 0}", "sources:"]
    path.write_text("\n".join([*lines, *(f"  - {entry}" for entry in entries)]) + "\n", "utf-8")
    return run_lists(ledger, [path], Directly())


def stated(ledger: Ledger) -> dict[str, str]:
    return {claim.number: claim.doc for claim in ledger.claims.find()}


def test_entries_are_documents_with_their_date_and_what_the_feed_drops_stays(
    ledger: Ledger, server: WebServer, tmp_path: Path
) -> None:
    entry = f"{{id: news, feed: '{server.url('/feed')}', publisher: Harbour Council}}"
    run = ran(ledger, tmp_path, entry)
    assert (len(run.summary.read), run.summary.unchanged, run.summary.failed) == (2, 0, ())
    (claim,) = ledger.claims.find(doc=stated(ledger)["214"])
    assert (claim.document.published, claim.document.title, claim.start) == ("2024-05-06", "freed", "2023")
    assert (claim.document.publisher, claim.document.url) == ("Harbour Council", server.url("/freed"))
    server.routes["/feed"] = page(feed(server, "found"), media_type="application/rss+xml")
    again = ran(ledger, tmp_path, entry)
    assert again.summary.retired == again.summary.read == ()
    assert set(stated(ledger)) == {"214", "37"}
    assert (server.times("/freed"), server.times("/found")) == (1, 2), (
        "what is gone from the feed is not asked for again"
    )
    first = ledger.sources.status()[0]
    assert (first.id, first.state) == ("news", "read")


def test_a_feed_taken_out_of_its_list_takes_its_documents_along(
    ledger: Ledger, server: WebServer, tmp_path: Path
) -> None:
    entry = f"{{id: news, feed: '{server.url('/feed')}'}}"
    ran(ledger, tmp_path, entry)
    run = ran(ledger, tmp_path, f"{{id: found, url: '{server.url('/found')}'}}")
    assert len(run.summary.retired) == 3
    assert set(stated(ledger)) == {"37"}


def test_an_address_that_the_list_names_itself_is_read_once(ledger: Ledger, server: WebServer, tmp_path: Path) -> None:
    ran(
        ledger,
        tmp_path,
        f"{{id: news, feed: '{server.url('/feed')}'}}",
        f"{{id: found, url: '{server.url('/found')}'}}",
    )
    assert server.times("/found") == 1
    assert stated(ledger)["37"] == "found"


def test_robots_and_private_networks_are_kept_to(ledger: Ledger, server: WebServer, tmp_path: Path) -> None:
    server.routes["/robots.txt"] = robots("User-agent: *\nDisallow: /freed\n")
    elsewhere = f"<item><link>{server.url('/found', host='127.0.0.2')}</link></item></channel>"
    server.routes["/feed"] = page(feed(server, "freed").replace("</channel>", elsewhere))
    run = ran(ledger, tmp_path, f"{{id: news, feed: '{server.url('/feed')}'}}")
    assert sorted(each.kind for each in run.summary.failed) == ["private_address", "robots"]
    assert server.times("/freed") == server.times("/found") == 0


def test_a_sitemap_index_leads_to_its_sitemaps(ledger: Ledger, server: WebServer, tmp_path: Path) -> None:
    rows = f"<url><loc>{server.url('/found')}</loc><lastmod>2024-05-06</lastmod></url>"
    server.routes["/one.xml"] = page(f"<urlset>{rows}</urlset>", media_type="application/xml")
    index = f"<sitemapindex><sitemap><loc>{server.url('/one.xml')}</loc></sitemap></sitemapindex>"
    server.routes["/sitemap.xml"] = page(index, media_type="application/xml")
    assert len(ran(ledger, tmp_path, f"{{id: site, feed: '{server.url('/sitemap.xml')}'}}").summary.read) == 1
    assert set(stated(ledger)) == {"37"}


def test_a_sitemap_that_cannot_be_read_leaves_the_others(ledger: Ledger, server: WebServer, tmp_path: Path) -> None:
    rows = f"<url><loc>{server.url('/found')}</loc><lastmod>2024-05-06</lastmod></url>"
    server.routes["/one.xml"] = page(f"<urlset>{rows}</urlset>", media_type="application/xml")
    named = "".join(f"<sitemap><loc>{server.url(each)}</loc></sitemap>" for each in ("/found", "/one.xml"))
    server.routes["/sitemap.xml"] = page(f"<sitemapindex>{named}</sitemapindex>", media_type="application/xml")
    assert len(ran(ledger, tmp_path, f"{{id: site, feed: '{server.url('/sitemap.xml')}'}}").summary.read) == 1


def test_an_index_none_of_whose_sitemaps_is_there_is_told(ledger: Ledger, server: WebServer, tmp_path: Path) -> None:
    named = f"<sitemap><loc>{server.url('/gone.xml')}</loc></sitemap>"
    server.routes["/sitemap.xml"] = page(f"<sitemapindex>{named}</sitemapindex>", media_type="application/xml")
    (failed,) = ran(ledger, tmp_path, f"{{id: site, feed: '{server.url('/sitemap.xml')}'}}").summary.failed
    assert (failed.source, failed.kind) == ("site", "not_found")
    assert "/gone.xml" in failed.reason
    assert failed.remedy


@pytest.mark.parametrize(("key", "path", "words"), [("feed", "/found", "not a feed"), ("url", "/feed", "'feed:'")])
def test_a_page_is_no_feed_and_a_feed_no_page(
    ledger: Ledger, server: WebServer, tmp_path: Path, key: str, path: str, words: str
) -> None:
    (failed,) = ran(ledger, tmp_path, f"{{id: news, {key}: '{server.url(path)}'}}").summary.failed
    assert failed.kind == "wrong_type"
    assert words in f"{failed.reason} {failed.remedy}"
