"""What can be wrong with a ledger, said so that a person can do something about it."""

from __future__ import annotations

from sources.errors import HeldError, UserError


class LedgerError(UserError):
    """A ledger that cannot be used, or a call that does not fit it; the message names the place and the remedy."""


class LedgerHeld(LedgerError, HeldError):  # noqa: N818 - says what is the case
    """Another run holds the ledger; the message says which."""


class LedgerStale(LedgerError):  # noqa: N818 - says what is the case
    """Somebody else wrote in between: what the caller knew is no longer the last word."""


class UnknownId(LedgerError):  # noqa: N818 - says what is the case
    """Nothing in the ledger has this id."""
