"""Figures that follow from others by arithmetic: sums, differences, shares, changes, rates."""

from pipeline.comparing.derive.derived import (
    derived_verdicts,
    document_verdicts,
    is_plain_count,
    may_fail,
    may_have_shares_across,
    shares_across_documents,
)

__all__ = [
    "derived_verdicts",
    "document_verdicts",
    "is_plain_count",
    "may_fail",
    "may_have_shares_across",
    "shares_across_documents",
]
