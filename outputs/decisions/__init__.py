"""The analyst's decisions: append-only, undone by a further entry, reopened when their evidence changes."""

from outputs.decisions.book import Book
from outputs.decisions.corrections import CORRECTABLE, Corrected, Correction, corrected, parse_value
from outputs.decisions.entries import DecisionError, Request, StaleDecisionError, new_entry
from outputs.decisions.refresh import refresh
from outputs.decisions.standing import Standing, standing_of
from outputs.decisions.states import ClaimChange, ConflictState, FactState, conflict_state, fact_state

__all__ = [
    "CORRECTABLE",
    "Book",
    "ClaimChange",
    "ConflictState",
    "Corrected",
    "Correction",
    "DecisionError",
    "FactState",
    "Request",
    "StaleDecisionError",
    "Standing",
    "conflict_state",
    "corrected",
    "fact_state",
    "new_entry",
    "parse_value",
    "refresh",
    "standing_of",
]
