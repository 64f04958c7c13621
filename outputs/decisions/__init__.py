"""The analyst's decisions: append-only, undone by a further entry, reopened when their evidence changes."""

from outputs.decisions.corrections import CORRECTABLE, Corrected, Correction, corrected, parse_value
from outputs.decisions.decision_log import DecisionLog
from outputs.decisions.entries import DecisionError, Request, StaleDecisionError, new_entry
from outputs.decisions.in_force import EntriesInForce, entries_in_force
from outputs.decisions.refresh import refresh
from outputs.decisions.states import ClaimChange, ConflictState, FactState, conflict_state, fact_state

__all__ = [
    "CORRECTABLE",
    "ClaimChange",
    "ConflictState",
    "Corrected",
    "Correction",
    "DecisionError",
    "DecisionLog",
    "EntriesInForce",
    "FactState",
    "Request",
    "StaleDecisionError",
    "conflict_state",
    "corrected",
    "entries_in_force",
    "fact_state",
    "new_entry",
    "parse_value",
    "refresh",
]
