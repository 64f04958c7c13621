"""Why claims conflict, or do not, in sentences that a person can check with pencil and paper."""

from pipeline.comparing.explain.sentences import explain_sides, explain_verdict

__all__ = ["explain_sides", "explain_verdict"]
