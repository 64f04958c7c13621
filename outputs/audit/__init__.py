"""A spell-checker for figures: what of a draft contradicts itself, or what a ledger knows."""

from outputs.audit.beside import claims_beside
from outputs.audit.drafts import Draft, read_drafts
from outputs.audit.findings import Finding, audit, finding_to_row
from outputs.audit.page import audit_page

__all__ = ["Draft", "Finding", "audit", "audit_page", "claims_beside", "finding_to_row", "read_drafts"]
