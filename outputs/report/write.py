"""The static report: one page that opens without a network and prints."""

from __future__ import annotations

import os
from pathlib import Path

from outputs.report.contents import STATUSES, collect
from outputs.static_page import static_page
from pipeline.ledger import Ledger
from sources.errors import UserError


class ReportError(UserError):
    """A report that cannot be written; the message names the place and the remedy."""


def write_report(ledger: Ledger, directory: Path) -> Path:
    """Writes index.html into the directory and returns its path. The same ledger gives the same bytes.

    Raises ReportError where the directory cannot be written.
    """
    page = render(ledger)
    path = directory / "index.html"
    try:
        directory.mkdir(parents=True, exist_ok=True)
        part = directory / ".index.html.part"
        part.write_text(page, "utf-8")
        os.replace(part, path)
    except OSError as error:
        raise ReportError(f"{directory} cannot be written: {error.strerror}; give another directory") from error
    return path


def render(ledger: Ledger) -> str:
    """The report as HTML. What documents say is escaped as text, in the plots too."""
    settings = ledger.settings.dataset
    return static_page(
        "report.html",
        ("outputs.report", "outputs.plots"),
        (("outputs.plots", "static/plots.css"), ("outputs.report", "report.css")),
        c=collect(ledger),
        labels=STATUSES,
        title=settings.title,
        publisher=settings.publisher,
    )
