"""The report: one page, no network, real text, hostile words harmless, the same bytes for the same ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html

from outputs.dataset import export
from outputs.decisions import DecisionLog
from outputs.report import ReportError, render, write_report
from outputs.report.contents import collect
from outputs.report.feed import feed
from pipeline.ledger import Ledger
from tests.outputs.test_decisions import about
from tests.sample_ledger import DOCUMENTS, HARBOUR, changed, sample_ledger

HOSTILE = "One million <script>alert(1)</script> &amp; \"'><img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path_factory.mktemp("ledger"))
    log = DecisionLog(opened, lambda: "2026-03-10T12:00:00Z")
    log.decide(about(opened, "convicted").id, "both", person="Ana", differs="level of court", note="two lists")
    log.decide(about(opened, "exploited").id, "right", person="Ana", side=0)
    log.decide(about(opened, "exploited").id, "right", person="Bo", side=0)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def page(ledger: Ledger) -> str:
    return render(ledger, collect(ledger))


def test_it_holds_every_conflict_with_both_quotes_and_where_it_stands(ledger: Ledger, page: str) -> None:
    text = " ".join(html.fromstring(page).text_content().split())
    for conflict in ledger.conflicts.find():
        assert conflict.explanation in text
        for claim in ledger.claims.find(ids=[c for side in conflict.sides for c in side]):
            assert " ".join(claim.quote.split()) in text
    assert "settled · both, Ana, 2026-03-10: “two lists”" in text
    assert "3 conflicts, 1 open" in text


def rows_of(page: str, part: str) -> list[list[str]]:
    found = html.fromstring(page).xpath(f"//h2[@id='{part}']/following-sibling::table[1]/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("td")] for row in found]


def test_the_vetted_figures_come_first_with_who_vouches_for_them(page: str) -> None:
    tree = html.fromstring(page)
    assert tree.xpath("//main/*[1]/@id") == ["vetted"]
    rows = rows_of(page, "vetted")
    assert sorted({row[0] for row in rows}) == ["Convicted", "Exploited"]
    assert all(row[5].startswith(("Ana, 2026-03-10", "Bo, 2026-03-10")) for row in rows)
    assert {row[3] for row in rows if row[0] == "Convicted"} == {"28; 55"}


def test_sources_are_listed_with_addresses_that_print_and_every_number_leads_to_one(page: str) -> None:
    tree = html.fromstring(page)
    addresses = tree.xpath("//ol[@class='sources']//a")
    assert addresses
    assert all(link.text_content() == link.get("href") for link in addresses)
    numbers = {link.get("href").lstrip("#") for link in tree.xpath("//main//a[starts-with(@href, '#s-')]")}
    assert numbers == set(tree.xpath("//ol[@class='sources']/li/@id"))


def test_how_far_two_people_agree_is_told(page: str) -> None:
    [row] = [row for row in html.fromstring(page).xpath("//table/tbody/tr") if "Ana and Bo" in row.text_content()]
    assert [cell.text_content() for cell in row.xpath("td")] == ["Ana and Bo", "1", "1", "no variety"]


def test_every_column_of_a_table_has_its_head(page: str) -> None:
    for table in html.fromstring(page).xpath("//table"):
        heads = len(table.xpath("thead/tr/th"))
        assert {len(row.xpath("td")) for row in table.xpath("tbody/tr")} <= {heads}


def test_plots_are_svg_with_real_text(page: str) -> None:
    tree = html.fromstring(page)
    plots = tree.xpath("//figure//*[local-name()='svg']")
    assert len(plots) >= 5
    words = [" ".join(plot.text_content().split()) for plot in plots]
    assert any("2 million · Lantern Institute" in said for said in words)
    assert tree.xpath("//*[local-name()='image' or local-name()='img' or local-name()='foreignObject']") == []


def test_it_needs_no_network_and_runs_no_script(page: str) -> None:
    tree = html.fromstring(page)
    assert tree.xpath("//script | //link | //iframe | //*[@src]") == []
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "url(http" not in page
    assert all(a.get("href").startswith(("#", "https://")) for a in tree.xpath("//a"))


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    hostile = changed(HARBOUR, "One million", HOSTILE)
    documents = tuple(hostile if document.id == "harbour-watch" else document for document in DOCUMENTS)
    with closing(sample_ledger(tmp_path, documents)) as opened:
        page = render(opened, collect(opened))
    tree = html.fromstring(page)
    assert tree.xpath("//script | //img | //*[@onerror]") == []
    assert HOSTILE in " ".join(tree.text_content().split())


def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, page: str, tmp_path: Path) -> None:
    path = write_report(ledger, tmp_path / "out")
    assert path == tmp_path / "out" / "index.html"
    assert path.read_text("utf-8") == page


def test_a_directory_that_cannot_be_written_is_named(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ReportError, match="give another directory"):
        write_report(ledger, tmp_path / "file")


def test_an_empty_ledger_gives_a_page_that_says_so(tmp_path: Path) -> None:
    with closing(Ledger.open(tmp_path)) as empty:
        text = html.fromstring(render(empty, collect(empty))).text_content()
    assert "Nothing has been read yet" in text
    assert "There are no conflicts." in text


ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_the_feed_tells_of_new_conflicts_the_latest_first(ledger: Ledger) -> None:
    tree = etree.fromstring(feed(ledger, ()))
    summaries = [each.text for each in tree.iterfind("a:entry/a:summary", ATOM)]
    assert sorted(summaries) == sorted(conflict.explanation for conflict in ledger.conflicts.find())
    times = [each.text for each in tree.iterfind("a:entry/a:updated", ATOM)]
    assert times == sorted(times, reverse=True)
    assert tree.findtext("a:updated", namespaces=ATOM) == times[0]
    names = [each.text for each in tree.iterfind(".//a:id", ATOM)]
    assert len(set(names)) == len(names)


def test_the_feed_stands_beside_the_report_with_addresses_where_it_is_published(tmp_path: Path) -> None:
    with closing(sample_ledger(tmp_path / "ledger")) as opened:
        dataset = replace(opened.settings.dataset, site="https://figures.example.org/")
        published = replace(opened, settings=replace(opened.settings, dataset=dataset))
        write_report(published, tmp_path / "out")
        tree = etree.parse(tmp_path / "out" / "feed.xml")
    links = tree.xpath("//a:entry/a:link/@href", namespaces=ATOM)
    page = html.parse(tmp_path / "out" / "index.html")
    assert links
    for link in links:
        address, _, place = link.partition("#")
        assert address == "https://figures.example.org/index.html"
        assert page.xpath(f"//*[@id='{place}']")


def test_the_feed_leads_to_the_release_notes_by_their_name(tmp_path: Path) -> None:
    with closing(sample_ledger(tmp_path / "ledger")) as opened:
        dataset = replace(opened.settings.dataset, site="https://figures.example.org/")
        export(opened, tmp_path / "site", only_vetted=False)
        tree = etree.fromstring(feed(replace(opened, settings=replace(opened.settings, dataset=dataset)), ()))
    (link,) = (each for each in tree.xpath("//a:entry/a:link/@href", namespaces=ATOM) if "index.html" not in each)
    assert (tmp_path / "site" / link.removeprefix("https://figures.example.org/")).is_file()


@pytest.mark.parametrize("name", ["index.html", "feed.xml"])
def test_a_report_overwrites_nothing_but_a_report(ledger: Ledger, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("<title>The desk's own page</title>")
    with pytest.raises(ReportError, match=f"holds {name}, no file of a report; give another directory"):
        write_report(ledger, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [name]
    for _ in range(2):
        write_report(ledger, tmp_path / "own")


def test_hostile_words_stay_words_in_the_feed_too(tmp_path: Path) -> None:
    hostile = changed(HARBOUR, "One million", "One million <b>&amp;</b> ]]> \x1b[2J")
    documents = tuple(hostile if document.id == "harbour-watch" else document for document in DOCUMENTS)
    with closing(sample_ledger(tmp_path, documents)) as opened:
        tree = etree.fromstring(feed(opened, ()))
    assert "<b>" in "".join(tree.itertext())


def test_a_vetted_figure_is_what_a_person_found_right(ledger: Ledger, page: str) -> None:
    conflict = about(ledger, "exploited")
    right, other = (ledger.claims.find(ids=side)[0] for side in conflict.sides)
    [row] = [row for row in rows_of(page, "vetted") if row[0] == "Exploited"]
    assert (right.number in row[3], other.number in row[3]) == (True, False)
    assert row[4].count("[") == len({claim.doc for claim in ledger.claims.find(ids=conflict.sides[0])})
