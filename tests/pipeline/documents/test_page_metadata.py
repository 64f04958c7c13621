"""What pages say of themselves, and how it was found."""

import subprocess
import sys
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.dates import iso_date
from pipeline.documents.html.parse import parse
from pipeline.documents.page_elements import TitlePlace
from pipeline.documents.page_head import _unwrapped, head_of
from pipeline.documents.page_metadata import page_metadata
from pipeline.documents.read import read_document
from pipeline.records.model import Metadata, Stated
from pipeline.records.settings import default_settings
from tests.as_shipped import read_html


def said(head: str, body: str = "<p>x</p>", *, url: str | None = None, opening: str = "") -> Metadata:
    text = f"<html lang=en-GB><head>{head}</head><body>{body}</body></html>"
    return page_metadata(head_of(text), parse(text).root, url=url, opening=opening, search_dates=False)


ARTICLE = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
  {"@type": "WebSite", "name": "Quay News", "datePublished": "2001-01-01"},
  {"@type": ["NewsArticle"], "headline": "Ships &amp; wharves", "datePublished": "2019-03-04T08:00:00+02:00",
   "dateModified": "2019-05-06", "publisher": {"@type": "Organization", "name": "Quay News"}}]}</script>"""


@pytest.mark.parametrize(
    ("kind", "held"),
    [
        ("application/ld+json; charset=utf-8", '{"@type": "Report", "datePublished": "2018-02-03"}'),
        ("application/ld+json", '<!-- {"@type": "Report", "datePublished": "2018-02-03"} -->'),
        ("application/ld+json", '//<![CDATA[\n{"@type": "Report", "datePublished": "2018-02-03"}\n//]]>'),
        ("application/ld+json", '{"@type": "Report", "datePublished": "2018-02-03",}'),
        ("application/ld+json", '{"@type": "Report", "datePublished": "2018-02-03"};'),
    ],
)
def test_structured_data_are_read_in_what_templates_put_around_them(kind: str, held: str) -> None:
    assert said(f"<script type='{kind}'>{held}</script>").published == Stated("2018-02-03", "json-ld")


@pytest.mark.parametrize(
    ("head", "url", "publisher"),
    [
        ("<title>Nine boats lost | Quay Watch</title>", "https://www.quaywatch.org/a", "Quay Watch"),
        ("<title>Nine boats lost - Quay AI</title>", "https://quay.ai/a", "Quay AI"),
        (
            "<title>Permits | Quay Harbor, IN - Official Website</title>",
            "https://quayharbor-in.gov/9",
            "Quay Harbor, IN",
        ),
        ("<meta property=og:site_name content='Book a berth - Quay Watch'>", "https://quay-watch.co.uk/", "Quay Watch"),
    ],
)
def test_a_publisher_is_told_from_slogans_and_headlines_by_its_address(head: str, url: str, publisher: str) -> None:
    found = said(head, url=url).publisher
    assert found is not None
    assert found.value == publisher


def test_a_part_of_a_title_that_the_address_does_not_hold_is_no_publisher() -> None:
    assert said("<title>Nine boats lost | News</title>", url="https://news.quaywatch.org/a").publisher is None
    assert said("<title>Quay Watch</title>", url="https://quaywatch.org/").publisher is None


def test_entities_of_a_headline_in_structured_data_are_read() -> None:
    found = said('<script type="application/ld+json">{"@type": "Article", "headline": "Boats&#x3a; a list"}</script>')
    assert found.title == Stated("Boats: a list", "json-ld")


def test_structured_data_come_first() -> None:
    found = said(ARTICLE + "<meta property=og:title content=Other><meta name=date content=2011-01-01><title>Z</title>")
    assert found.title == Stated("Ships & wharves", "json-ld")
    assert found.publisher == Stated("Quay News", "json-ld")
    assert found.published == Stated("2019-03-04", "json-ld")
    assert found.modified == Stated("2019-05-06", "json-ld")


def test_the_sites_own_dates_are_not_the_pages() -> None:
    assert (
        said(
            '<script type="application/ld+json">{"@type": "WebSite", "datePublished": "2001-01-01"}</script>'
        ).published
        is None
    )


def test_meta_elements_come_next() -> None:
    found = said(
        '<meta property="og:title" content="Ships | Quay News"><meta property="og:site_name" content="Quay News">'
        '<meta property="article:published_time" content="2019-03-04T01:02:03Z">'
        '<meta property="article:modified_time" content="2019-04-05">'
    )
    assert found.title == Stated("Ships", "meta og:title")
    assert found.publisher == Stated("Quay News", "meta og:site_name")
    assert found.published == Stated("2019-03-04", "meta article:published_time")
    assert found.modified == Stated("2019-04-05", "meta article:modified_time")


def test_bylines_and_time_elements_are_read() -> None:
    assert said("", opening="By A. Pilot\nPosted on 22 May 2018 under News").published == Stated("2018-05-22", "byline")
    assert said("", opening="Last updated: March 2020").modified == Stated("2020-03", "byline")
    assert said("", "<time datetime=2017-02-03>long ago</time>").published == Stated("2017-02-03", "time element")


def test_the_date_in_an_address_is_the_last_that_is_stated() -> None:
    assert said("", url="https://example.org/2018/05/22/ships").published == Stated("2018-05-22", "address")
    assert said("", url="https://example.org/2018/05/ships").published == Stated("2018-05", "address")


def test_what_belongs_into_the_head_is_read_wherever_it_stands() -> None:
    found = said("", f"<p>Ships</p><meta itemprop=dateModified content=2019-08-09>{ARTICLE}<title>Not this</title>")
    assert (found.title, found.modified) == (Stated("Ships & wharves", "json-ld"), Stated("2019-05-06", "json-ld"))
    assert head_of("<title>Ships</title><p>No head, no body.</p>").title == "Ships"
    assert head_of("<?xml version='1.0'?><html xml:lang=fr><head><title>Navires</title>").language == "fr"


def test_several_time_elements_are_of_several_things() -> None:
    assert said("", "<time datetime=2017-02-03>a</time><time datetime=2016-02-03>b</time>").published is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<link rel=canonical href=/ships>", "https://example.org/ships"),
        ("<link rel=canonical href=https://example.org/b>", "https://example.org/b"),
        ("<meta property=og:url content=https://example.org/c>", "https://example.org/c"),
        ("<link rel=canonical href='javascript:alert(1)'>", None),
        ("<link rel=canonical href='http://[broken'>", None),
    ],
)
def test_the_canonical_address(head: str, expected: str | None) -> None:
    assert said(head, url="https://example.org/a?x=1").canonical_url == expected


def test_language_title_and_broken_json() -> None:
    found = said(
        '<title> Ships \n at the quay </title><script type="application/ld+json">{"@type": "Article", </script>'
    )
    assert found.language == "en"
    assert found.title == Stated("Ships at the quay", "title")


def test_json_nested_without_end_is_passed_over() -> None:
    assert said('<script type="application/ld+json">' + "[" * 100_000 + "</script><title>T</title>").title == Stated(
        "T", "title"
    )


def test_htmldate_is_asked_when_nothing_is_stated() -> None:
    body = b"<h1>Ships</h1><p>Twelve ships called.</p>" + b"<p>Tides</p>" * 12 + b"<div class='post-date'>4 March 2019"
    published = read_html(b"<html lang=en><body>" + body + b"</div></body></html>").metadata.published
    assert published == Stated("2019-03-04", "htmldate")


def test_dates_in_words_are_searched_for_in_english_alone() -> None:
    """In a process of its own: what one search has loaded stays loaded."""
    program = (
        "import sys; from tests.as_shipped import read_html; "
        "page = '<html lang=en><body><h1>Ships</h1><p>Twelve ships called.</p>' + '<p>Tides</p>' * 12; "
        "page += \"<div class='post-date'>Mar 4 at 10:15 am 2019</div>\"; "
        "print(read_html(page.encode()).metadata.published.value, "
        "*(name.rpartition('.')[2] for name in sys.modules if 'date_translation_data.' in name))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2019-03-04", "en"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-03-04T10:00:00Z", "2019-03-04"), ("2019/3/4", "2019-03-04"), ("20190304", "2019-03-04"),
        ("4 March 2019", "2019-03-04"), ("March 4th, 2019", "2019-03-04"), ("Sept. 2019", "2019-09"), ("2019", "2019"),
        ("2019-03", "2019-03"), ("31 February 2019", None), ("4 March 1897", None), ("Room 2019 B", None), ("", None),
        ("2999-01-01", None),
    ],
)  # fmt: skip
def test_dates_keep_the_precision_that_they_are_stated_with(text: str, expected: str | None) -> None:
    assert iso_date(text) == expected


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2024, 12, 31)))
def test_every_date_is_read_back(day: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%Y%m%d", "%d %b %Y"):
        assert iso_date(day.strftime(form)) == day.isoformat()


@given(st.text(max_size=200))
def test_any_head_is_survived(text: str) -> None:
    said(f'<script type="application/ld+json">{text}</script><meta name=date content="{text}">', url=text)


@pytest.mark.parametrize(
    "around",
    [
        "<div class=comment>{}</div>",
        "<section id=comments>{}</section>",
        "<aside>{}</aside>",
        "<footer>{}</footer>",
        "<ul class='related-list teaser'>{}</ul>",
    ],
)
def test_a_date_beside_the_text_is_not_the_pages(around: str) -> None:
    assert said("", "<p>x</p>" + around.format("<time datetime=2022-08-08>8 August 2022</time>")).published is None


BOYS = "<h1>Boys freed</h1><p>Last year 412 boys were freed on the lake, the harbour council said in its review.</p>"


@pytest.mark.parametrize(
    "around",
    [
        "<div id=talk><h3>Comments</h3><b>coastwatcher</b> <time datetime=2022-08-08>8 August 2022</time></div>",
        "<div class=more><h3><a href=/other>Other story</a></h3><time datetime=2022-08-08>8 August 2022</time></div>",
        "<div class=foot>Page last generated 2024-10-10</div>",
        "<div class=foot>Website last updated 10 October 2024 · Page generated 2024-10-10 04:02 UTC</div>",
        "<p>Copyright 2023 Harbour Council. All rights reserved.</p>",
    ],
)
def test_an_undated_article_stays_undated_whatever_stands_around_it(around: str) -> None:
    page = f"<html lang=en><body><article>{BOYS}</article>{around}</body></html>"
    assert read_html(page.encode()).metadata.published is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Untitled Document", "Boys freed"), ("Home", "Boys freed"), ("Boys of 2021", "Boys of 2021")],
)
def test_a_title_that_says_nothing_gives_way_to_the_heading(title: str, expected: str) -> None:
    found = read_html(f"<html lang=en><title>{title}</title><body>{BOYS}</body></html>".encode()).metadata.title
    assert found is not None
    assert found.value == expected


def test_the_day_of_what_is_told_of_is_not_the_pages() -> None:
    lines = "<div>Hearing date: 12 June 2026</div><p>By Ama Boateng, 9 March 2024</p>"
    page = f"<html lang=en><body><article>{BOYS.replace('</h1>', '</h1>' + lines)}</article></body></html>"
    assert read_html(page.encode()).metadata.published == Stated("2024-03-09", "byline")


def test_a_date_that_no_mark_up_names_is_searched_for_at_length() -> None:
    page = f"<html lang=en><body><div><span>4 March 2019</span>{BOYS.replace('h1', 'b')}</div></body></html>"
    assert read_html(page.encode()).metadata.published == Stated("2019-03-04", "htmldate")


def test_an_address_that_names_the_month_is_the_last_resort() -> None:
    dated = f"<html lang=en><body><div class=post-date>Filed 4 March 2019</div>{BOYS}</body></html>"
    for month, expected in (("2019/03", Stated("2019-03-04", "byline")), ("2021/07", Stated("2021-07", "address"))):
        url = f"https://example.org/{month}/boys-freed"
        assert read_document(dated.encode(), default_settings().documents, url=url).metadata.published == expected


@pytest.mark.parametrize(
    ("written", "day", "expected"),
    [
        ("2023-11-09T01:09:55Z", "2023/11/08", Stated("2023-11-08", "address")),
        ("2023-11-08T22:30:00+00:00", "2023/11/09", Stated("2023-11-09", "address")),
        ("2023-11-09T01:09:55-05:00", "2023/11/08", Stated("2023-11-09", "json-ld")),
        ("2023-11-09T01:09:55Z", "2023/11/02", Stated("2023-11-09", "json-ld")),
        ("2023-11-09", "2023/11/08", Stated("2023-11-09", "json-ld")),
    ],
)
def test_a_time_in_utc_is_of_the_day_that_the_address_names(written: str, day: str, expected: Stated) -> None:
    head = f'<script type="application/ld+json">{{"@type": "Article", "datePublished": "{written}"}}</script>'
    assert said(head, url=f"https://example.org/{day}/boys").published == expected


def test_a_time_in_utc_is_of_the_day_that_the_page_shows() -> None:
    head = '<meta property="article:published_time" content="2023-11-09T01:09:55Z">'
    assert said(head, opening="By A. Pilot, November 8, 2023").published == Stated("2023-11-08", "byline")
    assert said(head, opening="November 9, 2023, on the events of November 8, 2023").published == Stated(
        "2023-11-09", "meta article:published_time"
    )


def test_tags_that_are_no_names_do_no_harm() -> None:
    odd = "<footer><o:p><b=1>Seen 8 August 2022</b=1></o:p></footer><a[2]>8 August 2022</a[2]>"
    page = f"<html lang=en><body><article>{BOYS}</article>{odd}</body></html>"
    assert read_html(page.encode()).metadata.title == Stated("Boys freed", "h1")


PROSE = "<p>The ferry across the estuary carried more people than in any year before, its owners said on Tuesday.</p>"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Ferry carries 4,000 people</h1><div>Ama Boateng</div><div>3 May 2021 · 4 min read</div>{PROSE}",
        f"<div>May 03, 2021</div><h1>Ferry carries 4,000 people</h1>{PROSE}",
        f"<h1>Ferry carries 4,000 people</h1><p>Last updated 9 June 2022</p><p>3. May 2021, 18:36</p>{PROSE}",
    ],
)
def test_a_line_by_the_title_that_holds_little_but_a_date_dates_the_page(body: str) -> None:
    assert read_html(f"<title>Ferry</title><body>{body}".encode()).metadata.published == Stated("2021-05-03", "byline")


def test_of_several_time_elements_the_one_by_the_title_is_the_pages() -> None:
    times = "<li><time datetime=2022-08-08>8 August</time> Harbour dues rise</li>"
    found = read_html(
        f"<body><ul>{times * 2}</ul><h1>Ferry carries 4,000 people</h1><time datetime=2021-05-03>3 May</time>{PROSE}"
        f"<ul>{times * 2}</ul>".encode()
    )
    assert found.metadata.published == Stated("2021-05-03", "time element")


@pytest.mark.parametrize(
    "body",
    [
        f"<div><time datetime=2024-10-10T12:16:19Z>10 October 2024</time></div><ul>{'<li>Tides</li>' * 6}</ul>"
        f"<h1>Ferry carries 4,000 people</h1><div>Started by Quay, 3 May 2021</div>{PROSE}",
        f"<ul>{'<li><div><time datetime=2022-08-08>8 August</time></div> Harbour dues rise</li>' * 2}</ul>"
        f"<h1>Ferry carries 4,000 people</h1><div><time datetime=2021-05-03>3 May</time> by Ama Boateng, member of the "
        f"committee of the passengers of the ferry across the estuary</div>{PROSE}",
    ],
)
def test_a_time_far_above_the_title_is_not_the_pages_and_one_right_below_it_is(body: str) -> None:
    found = read_html(f"<title>Ferry carries 4,000 people</title><body>{body}".encode()).metadata.published
    assert found is not None
    assert found.value == "2021-05-03"


def test_a_thread_is_as_old_as_its_first_post() -> None:
    posts = "".join(
        f"<div id=p{n}><div><h3><a href='/topic?post={n}#p{n}'>Ferry carries 4,000 people</a></h3>"
        f"<p>Post by quay{n} » <time datetime=2021-05-{n:02}T10:00:00Z>{n}. May, 10:00</time></p>{PROSE}</div></div>"
        for n in range(3, 6)
    )
    page = f"<title>Ferry carries 4,000 people</title><body><h2>Ferry carries 4,000 people</h2>{posts}"
    found = read_document(page.encode(), default_settings().documents, url="https://example.org/topic?t=7")
    assert found.metadata.published == Stated("2021-05-03", "time element")


def test_a_date_under_the_sites_name_is_not_taken_for_one_by_the_title() -> None:
    found = read_html(
        f"<title>Ferry carries 4,000 people in a year - Quay News</title><body><h1>Quay News</h1>"
        f"<div>June 9, 2022</div><nav>{'<a href=/x>Harbour</a> ' * 9}</nav>{'<p>Tides</p>' * 12}"
        f"<h2>Ferry carries 4,000 people in a year</h2><div>May 3, 2021</div>{PROSE}".encode()
    )
    assert found.metadata.published == Stated("2021-05-03", "byline")


def test_what_holds_the_title_is_the_documents_own_whatever_it_is_called() -> None:
    found = read_html(
        f"<body><div class='node newsletter'><h1>Ferry carries 4,000 people</h1>"
        f"<time datetime=2021-05-03T12:00:00Z>05/03/2021</time>{PROSE * 3}</div>".encode()
    )
    assert found.metadata.published == Stated("2021-05-03", "time element")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Aug 21, 2025", Stated("2023-04-26", "byline")),
        ("August 21, 2025", Stated("2023-04-26", "byline")),
        ("2025-08-21T09:30:00+02:00", Stated("2025-08-21", "json-ld")),
        ("Apr 2, 2022", Stated("2022-04-02", "json-ld")),
    ],
)
def test_a_day_filled_in_by_hand_yields_to_an_earlier_one_that_the_page_shows(stated: str, expected: Stated) -> None:
    head = f'<script type="application/ld+json">{{"@type": "Article", "datePublished": "{stated}"}}</script>'
    assert said(head, opening="Published Apr 26, 2023").published == expected


def test_a_time_element_of_a_change_is_not_that_of_publication() -> None:
    times = "<time class=entry-time>April 26, 2024</time> <time class=entry-modified-time>October 28, 2024</time>"
    assert said("", times).published == Stated("2024-04-26", "time element")


FORUM = "<title>Ferry carries 4,000 people</title><body><h1>Ferry carries 4,000 people</h1>"


def test_marks_of_answers_are_not_the_pages() -> None:
    posts = (
        f"<div><time datetime=2021-05-03T10:00:00Z>3 May 2021</time>{PROSE}</div>"
        f"<div itemprop=comment itemscope><time itemprop=datePublished datetime=2021-05-06>6 May</time>{PROSE}</div>"
        "<div itemscope itemtype='https://schema.org/Answer'><time itemprop=datePublished datetime=2021-05-07>7 May"
        f"</time>{PROSE}</div>"
    )
    assert read_html(f"{FORUM}{posts}".encode()).metadata.published == Stated("2021-05-03", "time element")


@pytest.mark.parametrize(
    ("machine", "shown", "expected"),
    [
        ("2021-05-04T01:30:00Z", "3 May 2021", "2021-05-03"),
        ("2021-05-03 23:30:00", "4 May 2021", "2021-05-04"),
        ("2021-05-04T01:30:00+02:00", "3 May 2021", "2021-05-04"),
        ("2021-05-04T01:30:00Z", "1 May 2021", "2021-05-04"),
        ("2021-05-04", "3 May 2021", "2021-05-04"),
    ],
)
def test_a_time_element_in_utc_is_of_the_day_that_it_shows(machine: str, shown: str, expected: str) -> None:
    assert said("", f'<time datetime="{machine}">{shown}</time>').published == Stated(expected, "time element")


def test_a_time_without_a_zone_is_of_the_day_that_the_page_shows_first() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "DiscussionForumPosting", '
        '"datePublished": "2026-02-15 03:05:48"}</script>'
    )
    first, second = "Feb 14, 2026, 9:05 pm", "Feb 15, 2026, 8:41 am"
    assert said(head, opening=f"{first}\n{second}").published == Stated("2026-02-14", "byline")
    assert said(head, opening=f"{second}\n{first}").published == Stated("2026-02-15", "json-ld")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("2025-11-29T12:28:31-05:00", Stated("2025-08-13", "time element")),
        ("2025-11-30T09:00:00-05:00", Stated("2025-11-29", "json-ld")),
    ],
)
def test_the_moment_of_the_last_change_yields_to_an_earlier_day_of_publication(changed: str, expected: Stated) -> None:
    head = (
        '<script type="application/ld+json">{"@type": "Article", "datePublished": "2025-11-29T12:28:31-05:00", '
        f'"dateModified": "{changed}"}}</script>'
    )
    assert said(head, "<time pubdate datetime=2025-08-13>x</time>").published == expected


@pytest.mark.parametrize(
    "line",
    [
        "On behalf of the company of the ferries across the estuary of the Rill | May 3, 2021 | Shipping, Estuary",
        "By Ama Boateng 2022-06-09T13:00:39+00:00 May 3, 2021",
        "May 3, 2021 (updated June 9, 2022)",
    ],
)
def test_a_line_by_the_title_tells_the_date_among_other_things(line: str) -> None:
    page = f"<title>Ferry</title><body><h1>Ferry carries 4,000 people</h1><p>{line}</p>{PROSE}"
    assert read_html(page.encode()).metadata.published == Stated("2021-05-03", "byline")


def test_a_time_element_of_the_day_of_a_change_is_not_that_of_publication_whatever_its_class() -> None:
    body = (
        "<h1>Ferry carries 4,000 people</h1><p>Last updated: <time>June 9, 2022</time></p>"
        f"{PROSE}<time datetime=2021-05-03>3 May 2021</time>"
    )
    assert read_html(f"<title>Ferry</title><body>{body}".encode()).metadata.published == Stated(
        "2021-05-03", "time element"
    )


def test_a_page_that_tells_only_of_its_last_change_is_of_that_day() -> None:
    told = "<p>In May 2019 the second ferry came, and in August 2020 the third.</p>"
    page = f"<body><h1>Ferry timetable of the estuary</h1>{PROSE}{told}<div>Last reviewed: June 9, 2022</div>"
    assert read_html(page.encode()).metadata.published == Stated("2022-06-09", "last change")


@pytest.mark.parametrize(
    "made",
    [
        "<img src=/files/2023/02/7.jpg srcset='/files/2023-02-07/a.jpg 2x'>",
        "<meta property=og:image content=https://example.org/files/2023/02/7.jpg>",
        "<link rel=stylesheet href=/css/common.css?20230207>",
        "<script>var build = {date: '2023-02-07', made: '2023-02-07'}</script>",
        "<a href=/2023/02/07/harbour-dues-rise>Harbour dues rise</a>",
        "<span class=updated>2023-02-07T13:00:39+00:00</span>",
    ],
)
def test_digits_in_files_scripts_links_and_stamps_of_changes_date_nothing(made: str) -> None:
    page = f"<html lang=en><head></head><body>{BOYS}{made}</body></html>"
    assert read_html(page.encode()).metadata.published is None


@pytest.mark.parametrize(("holder", "expected"), [("article", "2021-05-03"), ("section", None)])
def test_what_shares_an_article_with_the_title_is_its_own_whatever_it_looks_like(
    holder: str, expected: str | None
) -> None:
    body = (
        f"<{holder}><h1>Ferries</h1><div><time datetime=2021-05-03>3 May</time> <a href=/a>Share</a></div></{holder}>"
    )
    text = f"<html><head></head><body>{body}</body></html>"
    within = f"html[1]/body[1]/{holder}[1]"
    published = page_metadata(
        head_of(text),
        parse(text).root,
        title=TitlePlace(f"{within}/h1[1]", ()),
        beside=[f"{within}/div[1]"],
        search_dates=False,
    ).published
    assert (published.value if published else None) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("card-footer", "2021-05-03"), ("entry-footer", "2021-05-03"), ("site-footer", None), ("footer", None)],
)
def test_the_foot_of_a_card_is_not_the_foot_of_the_page(name: str, expected: str | None) -> None:
    published = said("", f"<div class={name}><time datetime=2021-05-03>3 May</time></div>").published
    assert (published.value if published else None) == expected


def test_a_date_far_above_the_title_is_no_byline() -> None:
    top = f"<p>Date: Thursday, 9 June 2022</p>{'<p>Tides</p>' * 6}"
    page = f"<title>Ferry</title><body>{top}<h1>Ferry carries 4,000 people</h1>{PROSE}<p>Date: 3 May 2021</p>"
    assert read_html(page.encode()).metadata.published == Stated("2021-05-03", "byline")


@pytest.mark.parametrize("label", ["Date of publication", "Date of issue", "Date of release"])
def test_the_day_of_publication_is_the_pages_however_it_is_named(label: str) -> None:
    page = f"<html lang=en><body><article>{BOYS.replace('</h1>', f'</h1><div>{label}: 12 June 2021</div>')}</article>"
    published = read_html(page.encode()).metadata.published
    assert published == Stated("2021-06-12", "byline")


@pytest.mark.parametrize("padding", [" " * 100_000, ";" * 100_000])
def test_json_padded_with_what_could_wrap_it_takes_no_square_of_its_length(padding: str) -> None:
    before = time.process_time()
    assert _unwrapped(f'{{"a": "{padding}"}}') == f'{{"a": "{padding}"}}'
    assert time.process_time() - before < 1
