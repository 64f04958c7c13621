"""The analyst's decisions: append-only, undone by a further entry, reopened when their evidence changes."""

from outputs.decisions.decision_log import DecisionLog
from outputs.decisions.entries import DecisionError, Request, StaleDecisionError, new_entry
from outputs.decisions.states import ClaimChange, ConflictState, FactState, conflict_state, fact_state

__all__ = [
    "ClaimChange",
    "ConflictState",
    "DecisionError",
    "DecisionLog",
    "FactState",
    "Request",
    "StaleDecisionError",
    "conflict_state",
    "fact_state",
    "new_entry",
]
