"""Other people's figures on pages of news sites: other stories, comments, polls, galleries are not the article's."""

import pytest

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
