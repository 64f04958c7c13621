"""The static report: one page that opens without a network and prints, and a feed beside it."""

from __future__ import annotations

from pathlib import Path

from outputs.put_files import put_files, refuse_strangers
from outputs.report.contents import STATUSES, ReportContents, collect
from outputs.report.feed import feed
from outputs.static_page import static_page
from outputs.titles import dataset_settings
from pipeline.ledger import Ledger
from sources.errors import UserError

_MARK = b'<nav aria-label="Parts of the report">'
"""By this a page is known for a report's; it is written first."""


class ReportError(UserError):
    """A report that cannot be written; the message names the place and the remedy."""


def write_report(ledger: Ledger, directory: Path) -> Path:
    """Writes index.html and feed.xml into the directory and returns the page's path. The same ledger gives the same
    bytes.

    Raises ReportError where the directory cannot be written, or holds a file of that name that is no report's.
    """
    contents = collect(ledger)
    files = {
        "index.html": render(ledger, contents).encode(),
        "feed.xml": feed(ledger, (part.conflict.id for part in contents.shown)),
    }
    page = directory / "index.html"
    if not _is_report(page):
        refuse_strangers((directory / name for name in files), "a report", ReportError)
    put_files(directory, files, ReportError)
    return page


def _is_report(page: Path) -> bool:
    try:
        return page.is_file() and _MARK in page.read_bytes()
    except OSError:  # somebody else's, who lets nobody read it
        return False


def render(ledger: Ledger, contents: ReportContents) -> str:
    """The report as HTML. What documents say is escaped as text, in the plots too."""
    settings = dataset_settings(ledger)
    return static_page(
        "report.html",
        ("outputs.report", "outputs.plots"),
        (("outputs.plots", "static/plots.css"), ("outputs.report", "report.css")),
        c=contents,
        labels=STATUSES,
        title=settings.title,
        publisher=settings.publisher,
    )
