"""A figure that was missed in a PDF: a region of the page's picture, whose words fill the form of a new claim."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from lxml import html
from PIL import Image

from outputs.review.regions import selected_in
from pipeline.ledger import Ledger
from pipeline.records.model import Block, BlockPlace, Box
from tests.browser import needs_chromium, opened, started_browser
from tests.sample_ledger import FACTSHEET, LANTERN, Text, sample_ledger

WIDTH, HEIGHT = 595.28, 841.89
BOX = (72.0, 300.0, 520.0, 316.0)
MISSED = "In 2021 the patrols sheltered more than 240 girls in Costa Verde."
SHEET = replace(FACTSHEET, texts=(*FACTSHEET.texts, Text("paragraph", MISSED, page=1, box=BOX)))
PAGE = "/document/factsheet/page/1"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path / "ledger", (LANTERN, SHEET))
    yield opened
    opened.close()


def region(box: Box) -> dict[str, float]:
    left, top, right, bottom = box
    return {
        "left": 100 * left / WIDTH,
        "top": 100 * top / HEIGHT,
        "right": 100 * right / WIDTH,
        "bottom": 100 * bottom / HEIGHT,
    }


def test_the_words_of_a_region_fill_the_form(client: httpx.Client) -> None:
    answer = client.get(f"{PAGE}/region", params=region(BOX), follow_redirects=True)
    assert answer.url.path == "/document/factsheet/add"
    assert answer.url.params["selected"] == MISSED
    form = html.fromstring(answer.text).xpath("//form[@id='correct']")[0]
    fields = {name.rpartition("-")[0]: value for name, value in form.fields.items()}
    assert (fields["value"], fields["bound"], fields["start"], fields["place"]) == ("240", "min", "2021", "Costa Verde")


def test_the_claim_is_written_down_with_its_place_on_the_page(client: httpx.Client, ledger: Ledger) -> None:
    where = client.get(f"{PAGE}/region", params=region(BOX)).headers["location"]
    form = html.fromstring(client.get(where).text).xpath("//form[@id='correct']")[0]
    fields = {name: value for name, value in form.fields.items() if value is not None}
    measure, subject = (next(k for k in fields if k.startswith(name)) for name in ("measure-", "subject-"))
    done = client.post("/document/factsheet/add", data=fields | {measure: "assisted", subject: "girls"})
    place = ledger.claims.get(done.headers["location"].rpartition("/")[2]).locator
    assert place is not None
    assert (place.page, place.box) == (1, BOX)


def test_the_page_is_drawn_whole_and_leads_on_from_its_document(client: httpx.Client) -> None:
    assert PAGE in client.get("/document/factsheet").text
    source = html.fromstring(client.get(PAGE).text).xpath("//*[@data-region]/img/@src")[0]
    picture = Image.open(io.BytesIO(client.get(source).content))
    assert picture.width / picture.height == pytest.approx(WIDTH / HEIGHT, rel=0.01)


@pytest.mark.parametrize(
    ("sides", "why"),
    [
        (region((72, 600, 300, 620)), "No words stand"),
        ({"left": 50, "top": 10, "right": 20, "bottom": 30}, "left before right"),
        ({"left": "nan", "top": 10, "right": 20, "bottom": 30}, "left before right"),
        ({"left": 0, "top": 0, "right": 1000, "bottom": 30}, "left before right"),
        ({"left": "x"}, "four sides"),
    ],
)
def test_a_region_that_cannot_be_is_refused(client: httpx.Client, sides: dict[str, float], why: str) -> None:
    answer = client.get(f"{PAGE}/region", params=sides)
    assert answer.status_code == 422
    assert why in answer.text


@pytest.mark.parametrize(
    "page", ["/document/factsheet/page/9", "/document/factsheet/page/9.png", "/document/lantern/page/1"]
)
def test_what_has_no_such_page_is_not_found(client: httpx.Client, page: str) -> None:
    assert client.get(page).status_code == 404


def block(n: int, text: str, box: Box, page: int = 1, *, kept: bool = True) -> Block:
    return Block(n, "paragraph", text, kept, place=BlockPlace(page=page, box=box))


class TestWordsInBlocks:
    BLOCKS = (
        block(0, "Some 12 boats and co-operating crews.", (0, 0, 100, 10)),
        block(1, "Some 12 boats and 40 trucks.", (0, 50, 100, 60)),
        block(2, "Running head 99", (0, 90, 100, 99), kept=False),
    )

    def found(self, box: Box, *lines: str, page: int = 1) -> tuple[int, str] | None:
        told = selected_in(self.BLOCKS, page, box, lines)
        return told and (told[0].n, told[1])

    def test_the_block_that_stands_in_the_region_comes_first(self) -> None:
        assert self.found((0, 48, 50, 62), "12 boats") == (1, "12 boats")
        assert self.found((0, 0, 50, 12), "12 boats") == (0, "12 boats")

    def test_hyphens_and_line_breaks_of_the_page_do_not_count(self) -> None:
        assert self.found((0, 0, 50, 12), "12 boats and coope-", "rating crews") == (
            0,
            "12 boats and co-operating crews.",
        )

    def test_of_lines_that_no_block_says_whole_one_with_a_digit_is_taken(self) -> None:
        assert self.found((0, 48, 50, 62), "A picture's words", "40 trucks") == (1, "40 trucks.")

    def test_what_runs_on_from_the_page_before_is_found(self) -> None:
        assert self.found((0, 0, 50, 12), "40 trucks", page=2) == (1, "40 trucks.")

    def test_what_is_not_kept_is_not_found(self) -> None:
        assert self.found((0, 88, 50, 99), "Running head 99") is None


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("screen", [{"width": 1280, "height": 720}, {"width": 400, "height": 900}])
def test_a_frame_drawn_on_the_page_leads_to_the_form(ledger: Ledger, address: str, screen: dict[str, int]) -> None:
    with started_browser() as browser, opened(browser, address, viewport=screen) as page:
        page.goto(PAGE)
        picture = page.locator("[data-region] img")
        picture.evaluate("image => image.decode()")
        picture.scroll_into_view_if_needed()
        at = picture.bounding_box()
        assert at is not None
        scale = at["width"] / WIDTH
        page.mouse.move(at["x"] + 60 * scale, at["y"] + 290 * scale)
        page.mouse.down()
        page.mouse.move(at["x"] + 530 * scale, at["y"] + 325 * scale, steps=3)
        assert page.locator(".region-frame").is_visible()
        page.mouse.up()
        page.keyboard.press("Enter")
        page.locator("h1", has_text="Add a claim: 240").wait_for()
