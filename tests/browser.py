"""Debian's Chromium for tests: started, entered into the review application, its complaints an error at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.review_server import TOKEN

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing: apt-get install chromium")


@contextmanager
def started_browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


class opened:  # noqa: N801 - read as a verb: with opened(…)
    """A page of a new browser profile, entered; complaints of the browser are an error at the end."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self._context = browser.new_context(
            base_url=address, **({"viewport": {"width": 1280, "height": 900}} | options)
        )
        self._address = address
        self._complaints: list[str] = []

    def __enter__(self) -> Any:
        page = self._context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda m: self._complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self._complaints.append(str(error)))
        page.goto(f"/?token={TOKEN}")
        return page

    def __exit__(self, kind: object, *_: object) -> None:
        self._context.close()
        expected = re.compile("the server responded with a status of (409|422)")
        unexpected = [said for said in self._complaints if not expected.search(said)]
        assert kind is not None or not unexpected, unexpected
