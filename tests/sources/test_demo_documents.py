"""The shipped demo: complete, built from its sources, and telling the story that it is there to tell."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import pypdfium2
import pytest
import yaml
from bs4 import BeautifulSoup

from sources.access import Access
from sources.catalog import checked_list, read_list
from sources.fetch import Fetched, fetch_all

LISTS = Path(__file__).parents[2] / "sources" / "lists"
DEMO = LISTS / "demo"
DOCS = DEMO / "docs"
PAGES = sorted(DOCS.glob("*.html"))
PDFS = sorted(DOCS.glob("*.pdf"))


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_pdfs", DEMO / "build_pdfs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text_of(path: Path) -> str:
    if path.suffix == ".html":
        text = BeautifulSoup(path.read_bytes(), "lxml").get_text(" ")
    else:
        pdf = pypdfium2.PdfDocument(path)
        text = " ".join(pdf[n].get_textpage().get_text_bounded() for n in range(len(pdf)))
        pdf.close()
    return " ".join(text.split())


@pytest.mark.parametrize("path", [*LISTS.glob("*.yaml"), *LISTS.glob("*/*.yaml")], ids=lambda path: path.name)
def test_the_lists_that_ship_have_no_faults(path: Path) -> None:
    assert checked_list(path).sources


def test_every_document_is_in_the_list_and_is_what_its_name_says() -> None:
    demo = read_list(DEMO / "demo.yaml")
    assert sorted(source.path.name for source in demo.sources if source.path) == sorted(
        path.name for path in PAGES + PDFS
    )
    results = fetch_all(demo.sources, {}, demo.policy, Access(demo.path.parent, frozenset()))
    types = [result.media_type for result in results if isinstance(result, Fetched)]
    assert sorted(filter(None, types)) == ["application/pdf"] * 2 + ["text/html"] * 4


def test_all_addresses_are_reserved_for_examples() -> None:
    hosts = {urlsplit(source.url or "").hostname or "" for source in read_list(DEMO / "demo.yaml").sources}
    assert all(host.endswith(".example.org") for host in hosts)


def test_the_pdfs_are_what_the_script_builds(builder: ModuleType, tmp_path: Path) -> None:
    built = builder.build(tmp_path)
    assert sorted(path.name for path in built) == [path.name for path in PDFS]
    for path in built:
        assert path.read_bytes() == (DOCS / path.name).read_bytes(), f"{path.name}: run {DEMO}/build_pdfs.py"


def test_the_pdfs_have_the_pages_they_should() -> None:
    assert {path.name: len(pypdfium2.PdfDocument(path)) for path in PDFS} == {
        "factsheet-2019.pdf": 2,
        "observatory-2022.pdf": 10,
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("canada-facts.html", "2 million children"),
        ("factsheet-2019.pdf", "one million children"),
        ("letter-2015.html", "Since late 2013, 20 children have been rescued"),
        ("action-plan-2018.html", "Since late 2013, more than 110 children have been rescued"),
        ("results-2023.html", "Since 2012, over 300 children have been rescued"),
        ("action-plan-2018.html", "28 traffickers have been convicted"),
        ("results-2023.html", "55 traffickers have been convicted"),
        ("letter-2015.html", "23.9%"),
        ("results-2023.html", "nearly 1 in 4"),
        ("results-2023.html", "from 1 in 10 in 2014 to 1 in 45 in 2022"),
        ("results-2023.html", "dropped by 78%"),
        ("action-plan-2018.html", "from 2003 to 2013 there were only six convictions"),
        ("results-2023.html", "There was no conviction"),
        ("canada-facts.html", "$150 billion a year. Two-thirds"),
        ("action-plan-2018.html", "516 police officers trained in 2017"),
        ("action-plan-2018.html", "In 2017, 517 police officers were trained"),
    ],
)
def test_the_story_is_told(name: str, said: str) -> None:
    assert said in text_of(DOCS / name)


def test_one_counter_has_its_number_in_an_attribute_only() -> None:
    page = BeautifulSoup((DOCS / "results-2023.html").read_bytes(), "lxml")
    (counter,) = page.select(".counter")
    assert (counter.get_text(), counter["data-count-to"]) == ("0", "3,500")
    assert "3,500" not in page.get_text()


def test_footnote_marks_touch_their_figures() -> None:
    assert "4,0873" in text_of(DOCS / "factsheet-2019.pdf")
    assert "1221 cases" in text_of(DOCS / "observatory-2022.pdf")


def test_the_tables_add_up() -> None:
    page = BeautifulSoup((DOCS / "results-2023.html").read_bytes(), "lxml")
    assert_columns_add_up([[cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr")])


@pytest.mark.parametrize("number", [1, 2])
def test_the_tables_of_the_report_add_up(number: int) -> None:
    words = yaml.safe_load((DEMO / "pdf_texts" / "observatory-2022.yaml").read_text("utf-8"))
    tables = [item["table"] for page in words["pages"] for item in page if "table" in item]
    assert_columns_add_up([row[1:] for row in tables[number - 1]["rows"][1:]])


def assert_columns_add_up(rows: list[list[str]]) -> None:
    *parts, total = [[int(cell.rstrip("%")) for cell in row] for row in rows]
    assert [sum(column) for column in zip(*parts, strict=True)] == total


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_need_nothing_from_elsewhere(path: Path) -> None:
    page = BeautifulSoup(path.read_bytes(), "lxml")
    assert not page.select("script[src], img[src], link[rel=stylesheet], iframe")
