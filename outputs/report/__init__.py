"""The static report with its plots."""

from outputs.report.write import ReportError, render, write_report

__all__ = ["ReportError", "render", "write_report"]
