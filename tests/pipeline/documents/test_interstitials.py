"""Pages that stand in place of the document are reported, and documents that merely resemble them are read."""

import pytest

from pipeline.documents.read import read_document
from pipeline.records.model import Reading
from pipeline.records.settings import default_settings

PROSE = (
    "<p>Harbour patrols brought 214 boys ashore in 2021, the Fisheries Council said on Monday in its yearly review.</p>"
)
PRIVACY = "".join(
    f"<p>We and our 842 partners store and access information on your device for purpose {n}, such as advertising.</p>"
    for n in range(8)
)
STANDING_IN = {
    "challenge": [
        "<title>harbour.example</title><h1>Performing security verification</h1><p>Step 1 of 2.</p>",
        "<title>Harbour</title><p>A service for the security of 40 ports protects us against malicious bots.</p>",
        "<title>Harbour</title><h1>Your access has been limited by the site owner</h1><p>Reason 503.</p>",
        "<title>Harbour</title><h1>We think you might be a robot</h1><p>Reference 18.4.</p>",
        "<title>Just a moment...</title><h1>harbour.example</h1><p>Verifying that you are human.</p>",
        "<title>harbour.example</title><h1>Checking your browser before accessing harbour.example</h1><p>Wait 5 s.</p>",
        "<title>Harbour</title><div id='px-captcha'></div><p>Press and hold the button.</p>",
        "<title>Access Denied</title><p>You don't have permission to see this page. Reference 18.4c2</p>",
        "<title>Harbour</title><h1>Making sure you're not a bot!</h1><p>Your browser solves a puzzle of 4 steps.</p>",
        "<title>Harbour | Access restricted</title><p>Automated requests from your network. Wait 30 minutes.</p>",
        "<title>Harbour</title><p>Sorry, you have been blocked</p><p>Ray ID: 7f41c09, 23 March</p>",
    ],
    "not_found": [
        "<title>Harbour Aid</title><h1>Hmm</h1><p>The link you followed is out of date. See our 340 reports.</p>",
        "<title>Harbour Aid</title><h1>We can't seem to find what you want</h1><p>Try one of 4,120 documents.</p>",
        "<title>Harbour Aid</title><h1>Search</h1><p>Your search found no results. 0 of 15,300 reports match.</p>",
        "<title>Redirecting…</title><p>Redirecting you to the new harbour in 10 seconds.</p>",
        "<title>Harbour Aid</title><h1>This report is no longer on our website</h1><p>It is 412 kB.</p>",
        "<title>404 - Harbour Aid</title><h1>Lost at sea</h1><p>Go back to the start.</p>",
        "<title>Harbour Aid</title><h1>Page not found</h1><p>We have 3,412 other pages for you.</p>",
        "<title>Harbour Aid</title><h1>Sorry, the page you are looking for could not be found</h1>",
        "<title>Harbour Aid</title><h1>This article is no longer available</h1>",
        "<title>Harbour Aid</title><h1>We could not locate this document</h1><p>Ask one of our 12 offices.</p>",
        "<title>410 Gone</title><h1>Gone ashore</h1><p>There are 3 older versions.</p>",
        "<title>Harbour Aid</title><h1>Adrift</h1><p>The report you asked for was withdrawn. We hold 312.</p>",
        "<title>Harbour Aid</title><h1>Ashore</h1><p>The page you were after was retired. See 12 others.</p>",
        "<title>Harbour Aid</title><h1>0 results for “boys 2019”</h1><p>Try other words, such as 2021.</p>",
        "<title>301 Moved Permanently</title><h1>Moved Permanently</h1><p>It is <a href='/n'>here</a>, 12 kB.</p>",
    ],
    "server_error": [
        "<title>Planned outage</title><h1>Planned outage</h1><p>The port register is offline until 6 June.</p>",
        "<title>Harbour Aid</title><h1>The site is undergoing an upgrade</h1><p>12 dashboards are affected.</p>",
        "<title>Harbour Aid</title><h1>Service temporarily unavailable</h1><p>Back in 15 minutes.</p>",
        "<title>Harbour Aid</title><h1>Too many requests</h1><p>You have sent 90 requests in 60 seconds.</p>",
        "<title>Harbour Aid</title><h1>Our site is under maintenance</h1><p>We are back in 2 hours.</p>",
        "<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>Version 1.24 is installed.</p>",
        "<title>Harbour Aid</title><h1>You are in the queue</h1><p>412 people are ahead of you.</p>",
        "<title>Harbour Aid</title><h1>This account has been suspended</h1><p>Invoice 412 is open.</p>",
        "<title>Harbour Aid</title><h1>Ahoy</h1><p>You have sent more than 60 requests in 1 minute.</p>",
        "<title>Harbour Aid</title><h1>Your browser is not supported</h1><p>Take version 120.</p>",
    ],
    "closed": [
        "<title>Harbour Aid</title><h1>This website is not available where you are</h1><p>Nor in 31 others.</p>",
        "<title>Harbour Aid</title><h1>451: closed for legal reasons</h1><p>Of 27 states this is one.</p>",
        "<title>Harbour Aid</title><h1>This site is not available in your region</h1><p>We serve 12 countries.</p>",
        "<title>Harbour Rum</title><h2>Hello</h2><p>You must be at least 18 to enter this site.</p>",
    ],
    "parked": [
        "<title>harbour.example</title><p>Buy this domain: 24 people looked at it.</p>",
        "<title>harbour.example</title><h1>This domain is for sale</h1><p>Yours for $2,400.</p>",
    ],
    "consent_wall": [
        "<title>Harbour Post</title><h2>Your choice regarding cookies</h2><p>Ours are 164.</p>",
        "<title>Harbour Post</title><h2>Hello</h2><p>Our 164 advertising partners read data on your device.</p>",
        f"<title>Harbour Aid</title><h1>We value your privacy</h1>{PRIVACY}<button>Accept all</button>",
        "<title>Harbour Aid</title><h2>Hello!</h2><p>We and 731 third parties store and read data on your device.</p>",
        "<title>Harbour Aid</title><h1>Accept to read on</h1><p>Read with ads and tracking, or pay £3 a month.</p>",
    ],
    "log_in": [
        "<title>Harbour Post</title><h1>You’re out of free reads</h1><p>Join 80,000 subscribers.</p>",
        "<title>Sign in - Harbour</title><form><input type='password'></form><p>Use the account of your library.</p>",
        "<title>Harbour</title><p>You must be logged in to read the 112 reports of this collection.</p>",
        "<title>Harbour</title><h1>Hello again</h1><form><input type='password'></form><p>With us: 12,000 members.</p>",
        "<title>Harbour</title><h1>Subscribers only</h1><p>This report is available to our 900 subscribers.</p>",
        "<title>Harbour</title><h1>Your session has expired</h1><p>It ended after 20 minutes.</p>",
        "<title>Harbour</title><h1>Welcome back</h1><form><input type='password'></form><p>We are 900.</p>",
        "<title>214 boys</title><h1>214 boys</h1><p>Patrols…</p><p>You have read 3 of 3 free articles.</p>",
    ],
    "script_shell": [
        "<title>Harbour Aid</title><div id='root'></div><script src='/main.js'></script>",
        "<title>H</title><p>You need to enable JavaScript to run this app.</p><script>start()</script>",
        "<title>H</title><h1>Boats of 2021</h1><div>Loading…</div><nav>Home</nav><script>start()</script>",
        "<title>H</title><noscript>Please turn on JavaScript.</noscript><div id='x'></div><script>start()</script>",
    ],
    "landing_page": [
        "<title>Yearly report</title><h1>Yearly report 2021</h1><p>PDF, 64 pages, 3.2 MB.</p>"
        "<a href='/files/report.pdf'>Download the report</a>",
        "<title>Yearly report</title><h1>Yearly report</h1><p>64 pages.</p><a href='/get/7'>Report (PDF, 3.2 MB)</a>",
        "<title>Yearly report</title><h1>Yearly report 2021</h1><p>Pages: 64</p><a href='/r.pdf'>Get the file</a>",
    ],
    "forwarded": ["<title>H</title><meta http-equiv='refresh' content='0; url=/new/report'><p>Moved.</p>"],
    "no_text": [
        "<title>Harbour Aid</title><img src='figures.png'><nav><a href='/a'>Home</a> <a href='/b'>News</a></nav>"
    ],
}
DOCUMENTS = [
    *(
        f"<title>{headline}</title><main><h1>{headline}</h1>{PROSE}</main>"
        for headline in (
            "404 boys are still at sea",
            "Access denied: how 214 boys lost their boats",
            "Consent and coercion on the lake",
            "Something went wrong on the lake",
            "Page not found: where are the files of the boys?",
            "500 boats searched",
            "Subscribers only learnt of it on Monday",
            "Security check at the harbour finds boys",
            "Are you human, ask boys",
            "Are you over 18? Boys were not",
            "No results for boys in exam strike",
            "Domain for sale: the harbour is sold off",
            "Please stand by: boys wait for news",
            "Not available in your area: boats",
            "We lost our boats, say boys",
            "Coming soon: a new harbour",
            "Maintenance of wells",
        )
    ),
    f"<header><form><input type='password'></form></header><h1>412 wells dug</h1>{PROSE}",
    f"<h1>412 wells dug</h1>{PROSE}<a href='/r'>Annual report (PDF, 2 MB)</a>",
    f"<title>Maintenance of wells</title><h1>Maintenance</h1>{PROSE}",
    f"<title>Boats</title><h1>Boats</h1>{PROSE}<p>They seized 31 boats.</p><a href='/r.pdf'>Download the report</a>",
    f"<title>Patrols</title><h1>Patrols</h1>{PROSE}<div>Loading comments…</div><script>start()</script>",
    f"<title>Construction</title><h1>Construction</h1>{PROSE}",
    f"<title>Nothing found at sea</title><h1>Not found: the 214 boys of the lake</h1>{PROSE * 12}",
    f"<title>Patrols</title><h1>Patrols</h1>{PROSE}<script src='/menu.js'></script>",
    f"<title>Patrols</title><h1>Patrols</h1>{PROSE * 3}<div class='cookie'><h2>We value your privacy</h2>{PRIVACY}",
    f"<title>Patrols</title>{PROSE * 4}<a href='/r.pdf'>Download the report</a>",
    f"<title>Patrols</title><a href='/in'>Sign in</a>{PROSE * 3}<noscript>Turn on JavaScript.</noscript><script>",
]


def read(page: str) -> Reading:
    return read_document(f"<html>{page}</html>".encode(), default_settings().documents, url="https://harbour.example/r")


@pytest.mark.parametrize(("kind", "page"), [(kind, page) for kind, pages in STANDING_IN.items() for page in pages])
def test_a_page_in_place_of_the_document_is_a_problem_and_nothing_of_it_is_kept(kind: str, page: str) -> None:
    reading = read(page)
    assert reading.problem is not None, [block.text for block in reading.blocks if block.kept]
    assert (reading.problem.kind, reading.problem.in_part) == (kind, False)
    assert reading.problem.reason.endswith(".")
    assert reading.problem.remedy.endswith((".", "'."))
    assert not any(block.kept for block in reading.blocks)


@pytest.mark.parametrize("page", DOCUMENTS)
def test_a_document_that_resembles_such_a_page_is_read(page: str) -> None:
    reading = read(page)
    assert reading.problem is None
    assert any("214 boys" in block.text and block.kept for block in reading.blocks)


def test_the_address_that_a_page_leads_to_is_named() -> None:
    problems = [read(STANDING_IN[kind][0]).problem for kind in ("landing_page", "forwarded")]
    assert [problem and problem.reason for problem in problems] == [
        "The page only leads to the document at https://harbour.example/files/report.pdf.",
        "The page only leads on to https://harbour.example/new/report.",
    ]


def test_what_a_page_has_for_readers_without_scripts_is_its_text_where_it_is_most_of_it() -> None:
    posts = "".join(f"<div class='post'><p>Post {n}. {PROSE[3:-4]}</p></div>" for n in range(6))
    reading = read(f"<title>Forum</title><div id='app'></div><noscript>{posts}</noscript><script>start()</script>")
    assert reading.problem is None
    assert sum("214 boys" in block.text for block in reading.blocks if block.kept) == 6


@pytest.mark.parametrize(
    "sentence",
    [
        "Owners must register their 300 boats to continue receiving aid.",
        "“We will be back next year,” said the captain.",
        "The ferry system in 14 districts was down for maintenance.",
        "The council has made 4,300 requests; “you have made 300 requests”, the court told it.",
        "Officers check papers to confirm who owns each boat.",
        "The report on 12 harbours was retired.",
    ],
)
def test_a_short_report_with_words_of_such_pages_is_read(sentence: str) -> None:
    assert read(f"<title>Lake</title><main><h1>Boys of the lake</h1>{PROSE}<p>{sentence}</p></main>").problem is None


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Moved", "About 1,930 families were moved from the quays to higher ground."),
        ("Planned outage", "Some 1,930 customers in the old port will be without power on Tuesday."),
        ("Access limited", "Divers reached only four of the 1,930 wrecks."),
        ("Moved", "Last year 1,930 families moved out of hostels, and 412 of them moved twice."),
        ("Coming soon", "Some 2,400 nurses will sail in spring. It is the fleet's first such voyage, with 30 ships."),
        ("Welcome back", "Since January 4,300 sailors have come home. Each crew got 250 euros."),
        ("Restricted", "Of 62 reporters at sea in 2023, many had their movements restricted."),
        ("Under construction", "Inspectors found 73 children at work on the piers in 2020."),
        ("Your data", "In 2023 brokers sold what they knew of 4.1 million sailors. The council fined 9 firms."),
        ("Access denied", "Guards turned 214 sailors away from the port. In all, 31 people died that winter."),
    ],
)
def test_a_page_headed_like_one_that_tells_figures_of_its_own_is_read(heading: str, text: str) -> None:
    reading = read(f"<title>{heading} | Harbour Watch</title><article><h1>{heading}</h1><p>{text}</p></article>")
    assert reading.problem is None
    assert text in [block.text for block in reading.blocks if block.kept]


def test_frames_that_hold_the_text_are_named() -> None:
    page = "<title>Bulletin</title><frameset><frame src='menu.htm'><frame src='text.htm'><noframes>5 pages</noframes>"
    problem = read(page).problem
    assert problem is not None
    assert problem.kind == "framed"
    assert "text.htm" in problem.reason


def test_data_about_a_page_is_no_script_that_brings_its_text() -> None:
    page = '<script type="application/ld+json">{"@type": "Article"}</script><p>Patrols freed 46 boys in 2021.</p>'
    assert any(block.kept for block in read(page).blocks)


def test_a_page_of_one_figure_beside_a_map_in_a_frame_is_read() -> None:
    reading = read(
        "<title>Cholera</title><p>412 cases as of 3 May 2024.</p><iframe src='https://maps.example/x'></iframe>"
    )
    assert reading.problem is None
