"""The one error that a reader of documents raises."""

from __future__ import annotations

from typing import Final


class DocumentError(Exception):
    """A document that cannot be read: `kind` for a program, `reason` and `remedy` for a person.

    It crosses process borders (it pickles and unpickles to an equal error).
    """

    def __init__(self, kind: str, reason: str, remedy: str) -> None:
        super().__init__(kind, reason, remedy)
        self.kind: Final = kind
        self.reason: Final = reason
        self.remedy: Final = remedy

    def __str__(self) -> str:
        return f"{self.reason} ({self.kind}): {self.remedy}"
