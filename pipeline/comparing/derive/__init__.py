"""Figures that follow from others by arithmetic: sums, differences, shares, changes, rates."""

from pipeline.comparing.derive.derived import (
    derived_verdicts,
    document_verdicts,
    is_told_count,
    may_fail,
    may_tell_shares,
    told_shares,
)

__all__ = ["derived_verdicts", "document_verdicts", "is_told_count", "may_fail", "may_tell_shares", "told_shares"]
