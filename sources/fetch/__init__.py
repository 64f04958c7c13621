"""Polite fetching: conditional GET, pacing per host, retries, limits on size, time, type and redirects."""

from sources.fetch.engine import fetch_all, fetch_each
from sources.fetch.results import Fetched, FetchFailure, Validators
from sources.policy import FetchPolicy

__all__ = [
    "FetchFailure",
    "FetchPolicy",
    "Fetched",
    "Validators",
    "fetch_all",
    "fetch_each",
]
