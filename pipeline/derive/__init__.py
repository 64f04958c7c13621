"""Figures that follow from others by arithmetic: sums, differences, shares, changes, rates."""

from pipeline.derive.derived import derived_verdicts, document_verdicts

__all__ = ["derived_verdicts", "document_verdicts"]
