"""The static report: one page that opens without a network and prints."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from outputs.report.contents import STATUSES, collect
from outputs.wording import printable
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
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=ChoiceLoader([PackageLoader("outputs.report", ""), PackageLoader("outputs.plots", "")]),
        autoescape=True,
        finalize=printable,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    settings = ledger.settings.dataset
    return environment.get_template("report.html").render(
        c=collect(ledger),
        labels=STATUSES,
        title=settings.title,
        publisher=settings.publisher,
        style=Markup(f"{_text('outputs.plots', 'static/plots.css')}\n{_text('outputs.report', 'report.css')}"),
    )


def _text(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text("utf-8")
