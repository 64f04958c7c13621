"""What is stored, and how: idempotent writes, versions, decisions, schema migrations."""

from pipeline.ledger.errors import LedgerError, LedgerHeld, LedgerStale, UnknownId
from pipeline.ledger.rows import (
    Fault,
    FetchRow,
    ForgetMark,
    ListRow,
    ReleaseRow,
    RunRow,
    SourceStatus,
    StoredDocument,
    VersionRow,
)
from pipeline.ledger.store import Ledger, utc_now

__all__ = [
    "Fault",
    "FetchRow",
    "ForgetMark",
    "Ledger",
    "LedgerError",
    "LedgerHeld",
    "LedgerStale",
    "ListRow",
    "ReleaseRow",
    "RunRow",
    "SourceStatus",
    "StoredDocument",
    "UnknownId",
    "VersionRow",
    "utc_now",
]
