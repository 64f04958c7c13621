"""The findings of an audit as one page that opens without a network and prints."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from outputs.audit.findings import Finding, finding_to_row
from outputs.wording import printable


def audit_page(findings: Sequence[Finding]) -> str:
    """HTML; what drafts and sources say is escaped as text."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("outputs.audit", ""),
        autoescape=True,
        finalize=printable,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = files("outputs.report").joinpath("report.css").read_text("utf-8")
    rows = [finding_to_row(finding) for finding in findings]
    return environment.get_template("audit.html").render(rows=rows, style=Markup(style))
