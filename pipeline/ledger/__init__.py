"""What is stored, and how: idempotent writes, versions, decisions, schema migrations; and what is compared anew."""

from pipeline.ledger.errors import LedgerError, LedgerHeld, LedgerStale, UnknownId
from pipeline.ledger.rows import (
    Fault,
    ForgetMark,
    ListRow,
    ReleaseRow,
    RunRow,
    SourceStatus,
    StoredDocument,
    VersionRow,
    Waiting,
)
from pipeline.ledger.store import Ledger, utc_now

__all__ = [
    "Fault",
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
    "Waiting",
    "utc_now",
]
