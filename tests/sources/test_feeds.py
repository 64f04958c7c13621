"""Feeds and sitemaps: what they name, and what a list's filters let through."""

from pathlib import Path

import pytest

from sources.catalog import Source
from sources.feeds import FeedEntry, FeedError, documents_of, entries_of, sitemaps_of
from sources.feeds.selection import document_id
from sources.media_types import FEED, sniffed

HOME = "https://harbour.example/feed"
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><title>Boys &amp; girls freed</title><link>/boys#top</link>
<pubDate>Mon, 06 May 2024 23:30:00 -0500</pubDate></item>
<item><title>Again</title><link>https://harbour.example/boys</link></item>
<item><title>No link</title></item><item><link>javascript:alert(1)</link></item>
<item><title>Undated</title><link>https://harbour.example/undated</link></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Boats</title><link href="https://harbour.example/boats"/>
<updated>2023-11-09T01:09:55+02:00</updated></entry></feed>"""
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://harbour.example/a</loc><lastmod>2022-03</lastmod></url>
<url><loc>https://harbour.example/b</loc><lastmod>2024-01-02</lastmod><news:news><news:title>Crews</news:title>
<news:publication_date>2024-01-01T08:00:00Z</news:publication_date></news:news></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>
<loc>https://harbour.example/one.xml</loc><lastmod>2024-01-02</lastmod></sitemap></sitemapindex>"""


def test_each_kind_gives_address_title_and_the_day_where_it_was_written() -> None:
    assert entries_of(RSS, HOME) == (
        FeedEntry("https://harbour.example/boys", "Boys & girls freed", "2024-05-06"),
        FeedEntry("https://harbour.example/undated", "Undated", None),
    )
    assert entries_of(ATOM, HOME) == (FeedEntry("https://harbour.example/boats", "Boats", "2023-11-09"),)
    assert entries_of(SITEMAP, HOME) == (
        FeedEntry("https://harbour.example/a", None, "2022-03"),
        FeedEntry("https://harbour.example/b", "Crews", "2024-01-01"),
    )
    assert sitemaps_of(INDEX, HOME) == (FeedEntry("https://harbour.example/one.xml", None, "2024-01-02"),)
    assert sitemaps_of(SITEMAP, HOME) == ()


def test_pictures_and_videos_of_a_page_give_it_neither_address_nor_title() -> None:
    pictured = SITEMAP.replace(
        b"<loc>https://harbour.example/a</loc><lastmod>2022-03</lastmod>",
        b"<loc>https://harbour.example/a</loc><lastmod>2022-03</lastmod><i:image xmlns:i='urn:i'>"
        b"<i:loc>https://harbour.example/quay.jpg</i:loc><i:title>The quay</i:title></i:image>",
    )
    assert entries_of(pictured, HOME) == entries_of(SITEMAP, HOME)


@pytest.mark.parametrize("title", [b"&lt;b&gt;Boys&lt;/b&gt; &amp;amp; girls", b"<![CDATA[Boys &amp; <i>girls</i>]]>"])
def test_titles_are_plain_text(title: bytes) -> None:
    assert entries_of(RSS.replace(b"Boys &amp; girls", title), HOME)[0].title == "Boys & girls freed"


@pytest.mark.parametrize("data", [RSS, ATOM, SITEMAP, INDEX, b"<!-- made by hand -->" + SITEMAP])
def test_feeds_are_told_by_their_bytes(data: bytes) -> None:
    assert sniffed(data, "text/html").media_type == FEED


@pytest.mark.parametrize("data", [b"<html><p>Twelve boats.</p></html>", b"", b"\x00\x01"])
def test_what_is_no_feed_is_an_error(data: bytes) -> None:
    with pytest.raises(FeedError, match="neither RSS nor Atom"):
        entries_of(data, HOME)


def test_a_feed_that_says_a_files_name_is_not_that_file(tmp_path: Path) -> None:
    file = tmp_path / "private.xml"
    file.write_bytes(RSS)
    with pytest.raises(FeedError, match="neither RSS nor Atom"):
        entries_of(str(file).encode(), HOME)


@pytest.mark.parametrize(
    "written",
    ["Sun, 02 Feb 77777777777777777777 08:00:00 GMT", "Sun, 02 Feb 2020 08:00:00 +7777777777777", "1580630400"],
)
def test_a_date_that_is_none_leaves_its_document_undated(written: str) -> None:
    entries = entries_of(RSS.replace(b"<item>", f"<item><pubDate>{written}</pubDate>".encode()), HOME)
    assert [entry.url for entry in entries] == [entry.url for entry in entries_of(RSS, HOME)]
    assert entries[-1].published is None
    assert entries_of(SITEMAP.replace(b"2022-03", written.encode()), HOME)[0].published is None


def test_a_sitemap_whose_prefixes_are_declared_nowhere_is_read_all_the_same() -> None:
    bare = SITEMAP.replace(b'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', b"")
    assert b"xmlns:news" not in bare
    assert entries_of(bare, HOME) == entries_of(SITEMAP, HOME)


def test_a_sitemap_cut_short_gives_what_is_whole() -> None:
    cut = SITEMAP[: SITEMAP.index(b"<news:news>")]
    assert entries_of(cut, HOME)[0].url == "https://harbour.example/a"


def test_entities_of_a_feed_are_not_followed() -> None:
    declared = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    rss = RSS.replace(b"<rss", declared + b"<rss").replace(b"Undated", b"&x;")
    sitemap = SITEMAP.replace(b"<urlset", declared + b"<urlset").replace(b"Crews", b"&x;")
    for data in (rss, sitemap):
        assert not any("root:" in (entry.title or "") for entry in entries_of(data, HOME))


def test_filters_let_through_the_newest_that_fit() -> None:
    entries = [
        FeedEntry("https://harbour.example/news/boys-freed", "Boys freed", "2024-05-06"),
        FeedEntry("https://harbour.example/news/old", "Boys freed long ago", "2019-05-06"),
        FeedEntry("https://harbour.example/sport/regatta", "Boys win", "2024-05-07"),
        FeedEntry("https://harbour.example/news/crew", "Crew held", "2024-05-08"),
        FeedEntry("https://harbour.example/news/undated-boys", None, None),
    ]
    feed = Source("news", feed=HOME, include=("BOYS",), exclude=("/sport/",), since="2023-01-01", publisher="Harbour")
    found = documents_of(feed, entries)
    assert [source.url for source in found] == [entries[0].url, entries[4].url]
    first = found[0]
    assert (first.title, first.published, first.publisher, first.parent) == (
        "Boys freed",
        "2024-05-06",
        "Harbour",
        "news",
    )
    newest = Source("news", feed=HOME, at_most=1)
    assert [source.url for source in documents_of(newest, entries)] == [entries[3].url]


def test_ids_of_documents_last_and_are_short_enough() -> None:
    url = "https://harbour.example/2024/Boys%20freed-from-a-boat-on-the-lake-of-the-north/"
    assert document_id("news", url) == document_id("news", url) != document_id("news", url + "?page=2")
    assert document_id("news", url).startswith("news.boys-20freed-from-a-boat-on")
    assert len(document_id("n" * 80, url)) <= 80
    assert document_id("news", "https://harbour.example/").startswith("news.")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("20230914", "2023-09-14"),
        ("20230914T0730Z", "2023-09-14"),
        ("2023/09/14 07:30", "2023-09-14"),
        ("2023-9-4", "2023-09-04"),
        ("14 September 2023", "2023-09-14"),
        ("September 4th, 2023", "2023-09-04"),
        ("Thu, 14 Sep 2023", "2023-09-14"),
        ("14-Sep-2023", "2023-09-14"),
        ("2023", "2023"),
        ("04/09/2023", None),
        ("20231345", None),
        ("1694649600", None),
        ("0001-01-01T00:00:00Z", None),
        ("2999-09-14", None),
    ],
)
def test_a_date_is_read_as_programs_write_it_and_is_none_where_it_cannot_be(written: str, day: str | None) -> None:
    rss = RSS.replace(b"Mon, 06 May 2024 23:30:00 -0500", written.encode())
    assert entries_of(rss, HOME)[0].published == day
    assert entries_of(SITEMAP.replace(b"2022-03", written.encode()), HOME)[0].published == day


def test_where_the_first_date_is_none_the_next_counts() -> None:
    assert entries_of(SITEMAP.replace(b"2024-01-01T08:00:00Z", b"soon"), HOME)[1].published == "2024-01-02"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_sitemap_in_utf_16_is_one(encoding: str) -> None:
    wide = [data.decode().replace("?>", ' encoding="UTF-16"?>').encode(encoding) for data in (SITEMAP, INDEX)]
    assert entries_of(wide[0], HOME) == entries_of(SITEMAP, HOME)
    assert sitemaps_of(wide[1], HOME) == sitemaps_of(INDEX, HOME)


def test_an_ampersand_that_was_not_written_out_stays_in_the_address() -> None:
    loose = SITEMAP.replace(b"example/a<", b"example/a?part=2&page=3&amp;of=4<")
    assert entries_of(loose, HOME)[0].url == "https://harbour.example/a?part=2&page=3&of=4"


def test_a_feed_cut_short_before_its_first_address_is_an_error() -> None:
    with pytest.raises(FeedError, match="cut short"):
        entries_of(RSS[: RSS.index(b"/boys#top")], HOME)


def test_an_ampersand_in_what_is_told_to_be_plain_text_stays() -> None:
    plain = SITEMAP.replace(b"https://harbour.example/a<", b"<![CDATA[https://harbour.example/a?part=2&page=3]]><")
    assert entries_of(plain, HOME)[0].url == "https://harbour.example/a?part=2&page=3"
