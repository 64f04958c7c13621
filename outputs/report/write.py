"""The static report: one page that opens without a network and prints."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from outputs.report.charts import agreement, dot_and_range, over_time
from outputs.report.contents import collect
from pipeline.ledger import Ledger


class ReportError(Exception):
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
    """The report as HTML. What documents say is escaped as text; the plots are our own SVG, checked to be only that."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("outputs.report", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    contents = collect(ledger)
    settings = ledger.settings.dataset
    return environment.get_template("report.html").render(
        c=contents,
        title=settings.title,
        publisher=settings.publisher,
        style=_plain(files("outputs.report").joinpath("report.css").read_text("utf-8")),
        conflicts=[(part, _plot(dot_and_range(part.dots))) for part in contents.shown],
        series=[(series, _plot(over_time(series.dots))) for series in contents.series],
        agreement=_plot(agreement(contents.measures)),
    )


_PLAIN_SVG = frozenset({"svg", "g", "path", "text", "tspan", "line", "rect", "circle", "defs", "clipPath", "title"})


def _plot(svg: str | None) -> str | None:
    """The SVG as markup that a template may take over, once nothing is in it but shapes and text."""
    if svg is None:
        return None
    from lxml import etree

    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    for element in root.iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else "comment"
        if name not in _PLAIN_SVG or any(
            str(key).lower().startswith("on") or "href" in str(key) for key in element.attrib
        ):
            raise ReportError(f"a plot holds <{name}>, which no plot of ours does; nothing was written")
    return _plain(etree.tostring(root, encoding="unicode"))


def _plain(markup: str) -> str:
    from markupsafe import Markup

    return Markup(markup)
