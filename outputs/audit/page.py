"""The findings of an audit as one page that opens without a network and prints."""

from __future__ import annotations

from collections.abc import Sequence

from outputs.audit.findings import Finding, finding_to_row
from outputs.static_page import static_page


def audit_page(findings: Sequence[Finding]) -> str:
    """HTML; what drafts and sources say is escaped as text."""
    rows = [finding_to_row(finding) for finding in findings]
    return static_page("audit.html", ("outputs.audit",), (("outputs.report", "report.css"),), rows=rows)
