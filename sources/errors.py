"""What a person can mend, told apart from faults of ours by its type alone, whatever raised it."""

from __future__ import annotations


class UserError(Exception):
    """A call, a file or a setting that cannot be used; the message, a line for each fault, names place and remedy."""


class HeldError(UserError):
    """What is to be used is in use by somebody else; the message says by whom."""
