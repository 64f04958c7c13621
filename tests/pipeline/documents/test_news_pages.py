"""Other people's figures on pages of news sites: other stories, comments, polls, galleries are not the article's."""

import pytest

from pipeline.documents.html.asides import asides
from pipeline.documents.html.frames import Leaf
from pipeline.documents.html.leaves import Walk
from pipeline.documents.html.parse import parse
from pipeline.documents.html.position import centre
from tests.as_shipped import read_html

ARTICLE = """<h1>Harbour police bring 12 children home to Elmina</h1><p>By Ama Boateng</p>
<p>Harbour police in Elmina said on Monday that they had brought home 12 children who had been put to work on fishing
boats on the lake, the youngest of them a boy of six.</p>
<p>The children were found on four boats after a fisherman had called the police, a spokeswoman said, and all of them
were with relatives or in the care of the town by the evening.</p>
<p>Two owners of boats were arrested and will be brought before the court in Elmina this week, she added. The police
have asked the town for two more officers for the harbour, where boats come in at night.</p>
<p>The town council said that it would pay for school books and meals until the end of the year, and that a teacher of
the harbour school had offered to give the children lessons in the afternoon.</p>"""
STORY = """<{0}>Charity frees 5,000 workers from brick kilns</{0}><p>The group said that it had freed 5,000 workers
from brick kilns in ten years, most of them in the north of the country, and wants to go on.</p>
<p>Kojo Lind March 3, 2024</p>"""
COMMENT = """<div><b>pier_watcher</b><p>I heard from a friend at the harbour that it was at least 50 children, not the
few that they admit to.</p><span>Reply 14</span></div>"""


def leaves(body: str) -> list[Leaf]:
    return Walk().over(parse(f"<body>{body}</body>").root)


def kept(surroundings: str) -> str:
    page = f"<title>Harbour police</title><body><div id=wrap><div>{ARTICLE}</div>{surroundings}</div>"
    reading = read_html(page.encode())
    text = "\n".join(block.text for block in reading.blocks if block.kept)
    for own in (
        "brought home 12 children",
        "four boats",
        "Two owners of boats",
        "school books",
    ):
        assert own in " ".join(text.split()), own
    return text


@pytest.mark.parametrize(
    "surroundings",
    [
        f"<section><article>{STORY.format('h3')}</article></section>",
        f"<ul>{('<li>' + STORY.format('strong') + '</li>') * 2}</ul>",
    ],
)
def test_other_stories_are_not_the_articles(surroundings: str) -> None:
    assert "5,000" not in kept(surroundings)


@pytest.mark.parametrize("heading", ["More from the Quay Post", "Most read", "Elsewhere on Quay Post"])
def test_what_stands_under_a_heading_for_other_articles_is_not_the_articles(heading: str) -> None:
    told = "<h5>Court frees 5,000 men</h5><p>The court freed 5,000 men who had been held for years without a trial.</p>"
    listed = "<ol><li>Court frees 5,000 men</li><li>Mayor, 70, swims</li></ol>"
    assert "5,000" not in kept(f"<section><h4>{heading}</h4><div>{told}</div></section>")
    assert "5,000" not in kept(f"<div><h4>{heading}</h4>{listed}</div>")


def test_what_readers_say_is_not_the_articles() -> None:
    assert "50 children" not in kept(f"<div class=comments><h3>What readers say</h3>{COMMENT * 2}</div>")


def test_ranks_of_what_is_read_most_are_not_the_articles() -> None:
    items = "".join(
        f"<li><span>{n}</span><a href=/{n}>Court hears {n}00 men on ferry fares</a></li>" for n in range(1, 6)
    )
    assert "ferry fares" not in kept(f"<div><h3>Most read</h3><ol>{items}</ol></div>")


def test_a_poll_is_not_the_articles() -> None:
    poll = "<p>Should boats be searched at night?</p><div>Yes 62%</div><div>No 28%</div><div>Not sure 10%</div>"
    assert "62%" not in kept(f"<div><h3>Have your say</h3>{poll}<p>4,120 votes</p></div>")


def test_counters_of_pages_and_pictures_are_not_the_articles() -> None:
    text = kept("<div><div>1 / 23</div><div>1 - 5 of 36</div></div>")
    assert "/ 23" not in text
    assert "of 36" not in text


VOICES = """<div><p><b>Esi M.</b> 4 May 2024 at 10:12</p><p>It was 50 children if you ask me, and the council has
known of them for years without doing anything.</p><p>Reply</p></div>"""


@pytest.mark.parametrize(
    "surroundings",
    [
        f"<div><h2>34 readers have responded</h2>{VOICES * 3}</div>",
        f"<section><h3>Reactions</h3>{VOICES * 3}</section>",
        f"<article><h2>Readers think</h2>{VOICES * 3}</article>",
    ],
)
def test_what_readers_say_is_told_by_its_heading_whatever_its_element_is_called(surroundings: str) -> None:
    assert "50 children" not in kept(surroundings)


def test_a_section_of_the_text_under_such_a_heading_is_kept() -> None:
    said = (
        "<p>The ministers of 50 towns said in their responses that they would send boats and teachers to the lake.</p>"
        "<p>Two of the towns had no boats to send, they wrote, and offered to pay for nets and for fuel instead.</p>"
        "<p>Teachers in the schools of the harbour asked for books, and said that the children wanted to learn.</p>"
    )
    assert "50 towns" in kept(f"<section><h2>Responses</h2>{said}</section>")


@pytest.mark.parametrize(
    ("heading", "byline"),
    [
        ("<a href=/w>Charity frees weavers from debts</a>", ""),
        ("Charity frees weavers", "<p>Kojo Lind, 3 March 2024</p>"),
    ],
)
def test_another_story_in_an_element_of_its_own_is_told_by_its_link_or_its_byline(heading: str, byline: str) -> None:
    said = "<p>A charity in Kumasi said that it had freed 5,000 weavers from debts since 2015, most of them women.</p>"
    told = leaves(f"<div><h1>Harbour police</h1>{said * 2}</div><div><h2>{heading}</h2>{said}{byline}</div>")
    assert list(asides(told, [one.frame.tag == "p" or one.frame.level == 1 for one in told], centre(told))) == list(
        range(3, len(told))
    )


def test_a_poll_in_the_text_is_told_by_its_heading_and_its_shares() -> None:
    poll = "<h3>What do you think?</h3><p>Should boats be searched?</p><p>Yes</p><p>62%</p><p>Total votes: 4,120</p>"
    told = leaves(f"<main><h1>Harbour police</h1><p>Two owners.</p><div>{poll}</div></main>")
    assert list(asides(told, [True] * len(told), centre(told))) == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "links",
    [
        "<ul><li><a href=/a>Court hears 300 men on ferry fares</a></li><li><a href=/b>Ferry fares go up</a></li></ul>",
        "<p><b>Read also</b></p><p><a href=/a>Court hears 300 men on ferry fares</a></p>",
        "<p>&gt;&gt; <a href=/a>Court hears 300 men on ferry fares</a></p>",
        "<p>More on this: <a href=/a>Court hears 300 men on ferry fares</a></p>",
        "<p>Results 11–20 of 300</p>",
        "<p>The ferry stayed in port. <strong>Read also: <a href=/a>Court hears 300 men</a></strong></p>",
        "<p>Get unlimited access to the Harbour Post for £300 a month. Cancel any time.</p>",
        "<p>Subscribe for £300 a month and read on every boat.</p>",
        "<p>Join more than 300 other readers of our letter.</p>",
        "<p>Read this: <a href=/a>Court hears 300 men on ferry fares</a></p>",
        "<p>In case you missed it: <a href=/a>Court hears 300 men on ferry fares</a></p>",
        "<p>Sign up for free to the harbour briefing: 300 words a day.</p>",
        "<p>The Quay Letter: join over 300 other readers</p>",
        "<p>Get it with 300 others every morning.</p>",
    ],
)
def test_links_and_offers_between_the_paragraphs_are_not_the_articles(links: str) -> None:
    page = (
        f"<title>Harbour police</title><body><main>{ARTICLE.replace('<p>Two owners', links + '<p>Two owners')}</main>"
    )
    assert "300" not in "".join(block.text for block in read_html(page.encode()).blocks if block.kept)


def test_linked_items_that_a_sentence_introduces_are_the_articles() -> None:
    items = "<li><a href=/a>Anlo, which sent 300 of them</a></li><li><a href=/b>The northern towns of Ho</a></li>"
    links = f"<p>Boys came from:</p><ul>{items}</ul>"
    page = (
        f"<title>Harbour police</title><body><main>{ARTICLE.replace('<p>Two owners', links + '<p>Two owners')}</main>"
    )
    assert "300" in "".join(block.text for block in read_html(page.encode()).blocks if block.kept)


COUNCIL = "<p>The town council said that it would pay for nets and boats.</p>"
POLL = "<div><h3>Poll</h3><p>Yes 62%</p><p>No 38%</p></div>"


@pytest.mark.parametrize("first", [f"<div><h3>Reactions</h3>{VOICES * 2}</div>", POLL])
def test_what_stands_first_in_an_element_takes_none_of_the_articles_paragraphs_with_it(first: str) -> None:
    body = f"<h1>Nets</h1>{COUNCIL * 6}<div>{first}{COUNCIL * 6}</div><div><p>{'Boats. ' * 200}</p></div>"
    found = leaves(body)
    taken = [found[at].text for at in sorted(asides(found, [True] * len(found), centre(found)))]
    assert taken == [leaf.text for leaf in leaves(first)]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        (
            "Discussion",
            "We found that in 2019, 12.45% of the households by the lake bought water, and that few had wells.",
        ),
        (
            "Have your say",
            "There were 300 votes in all on the plan that the council has put before the towns of the lake.",
        ),
        (
            "1,204 comments",
            "We had 1,204 comments on the plan from 57 villages, and 43% of them came from the women there.",
        ),
    ],
)
def test_sentences_bear_no_heading_of_comments_out(heading: str, said: str) -> None:
    body = f"<h1>Nets</h1>{COUNCIL * 6}<section><h2>{heading}</h2><p>{said}</p><p>{said[::-1]}</p></section>"
    found = leaves(body)
    assert asides(found, [True] * len(found), centre(found)) == {}
