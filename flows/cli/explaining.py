"""What `factledger explain` says."""

from __future__ import annotations

from pipeline.ledger import Ledger


def explanation(ledger: Ledger, id: str) -> str:
    raise NotImplementedError
