"""Screenshots of every page of the review application, and of the report, into docs/images.

    python -m tests.benchmarks.screenshots [DIR]

Each page at 1280 and at 400 pixels in light, the conflict also in dark; on the sample ledger of the tests.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from outputs.decisions import DecisionLog
from outputs.report import write_report
from pipeline.ledger import Ledger
from tests.browser import ARGUMENTS, CHROMIUM
from tests.outputs.test_decisions import about
from tests.outputs.test_review_browser import pages
from tests.review_server import TOKEN, served
from tests.sample_ledger import FACTSHEET, changed, reread, sample_ledger

SIZES = {1280: 860, 400: 820}
SHOWN = {"changes": "/changes?since=2", "versions": "/document/factsheet/versions"}
"""Pages that show more at these addresses than at those of the tests."""
NAMES = {"page of a PDF": "regions", "misread alike": "alike"}
NOT_SHOWN = {"unsure", "add, not read yet"}
"""Pages that look like another."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", nargs="?", type=Path, default=Path("docs/images"))
    directory = parser.parse_args().directory
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, closing(sample_ledger(Path(folder) / "ledger")) as ledger:
        entry = DecisionLog(ledger).decide(
            about(ledger, "exploited").id, "right", person="Ana", side=0, note="counted, not guessed"
        )
        DecisionLog(ledger).sign_off(entry.id, person="Bo")
        misread = next(claim.id for claim in ledger.claims.find(doc="factsheet") if claim.number == "28")
        DecisionLog(ledger).correct(misread, "misread", person="Ana", corrections=[("place", "Costa Rica")])
        reread(ledger, changed(FACTSHEET, "517", "519", value=519.0))
        report = write_report(ledger, Path(folder) / "report")
        with served(ledger) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
            _shoot_review(browser, address, ledger, directory)
            page = browser.new_page(viewport={"width": 1000, "height": 1200})
            page.goto(report.as_uri())
            _save(page, directory / "report.png")
            browser.close()


def _shoot_review(browser: Any, address: str, ledger: Ledger, directory: Path) -> None:
    for width, height in SIZES.items():
        for scheme in ("light", "dark"):
            options = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
            context = browser.new_context(base_url=address, **options)
            page = context.new_page()
            page.goto(f"/?token={TOKEN}")
            for name, where in _pages_shown(ledger).items():
                if scheme == "light":
                    page.goto(where, wait_until="networkidle")
                    if name == "regions":
                        _draw_a_region(page)
                    _save(page, directory / f"review-{name}-{width}.png")
                elif name == "conflict":
                    page.goto(where, wait_until="networkidle")
                    page.keyboard.press("3")
                    _save(page, directory / f"review-{name}-{width}-dark.png")
            if scheme == "light":
                page.keyboard.press("?")
                _save(page, directory / f"review-help-{width}.png")
            context.close()


def _pages_shown(ledger: Ledger) -> dict[str, str]:
    shown = {name: where for name, where in (pages(ledger) | SHOWN).items() if name not in NOT_SHOWN}
    return {NAMES.get(name, name): where for name, where in shown.items()}


def _draw_a_region(page: Any) -> None:
    """A frame around the first sentence of the picture of the fact sheet's page."""
    box = page.locator("[data-region]").bounding_box()
    page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + 0.138 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.85 * box["width"], box["y"] + 0.163 * box["height"])
    page.mouse.up()


def _save(page: Any, path: Path) -> None:
    """The page as it is shown, packed as small as a PNG in true colours gets."""
    Image.open(io.BytesIO(page.screenshot())).convert("RGB").save(path, optimize=True)
    print(f"{path} {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
