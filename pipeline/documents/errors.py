"""The one error that a reader of documents raises."""

from __future__ import annotations

from typing import Final

from pipeline.records.model import Problem


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

    def as_problem(self) -> Problem:
        """The same as a problem of a document, reason and remedy made sentences."""
        return Problem(self.kind, _sentence(self.reason), _sentence(self.remedy))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
