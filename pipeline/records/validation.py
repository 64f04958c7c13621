"""What pydantic says of records that do not fit, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails


def reason_of(fault: ErrorDetails) -> str:
    """Why a value does not do, without the name of the exception that said so."""
    return fault["msg"].removeprefix("Value error, ")


def first_fault(error: ValidationError, whole: str) -> tuple[str, str]:
    """Where the first fault is, by names and positions, and why; `whole` names what has it if no field of it does."""
    fault = error.errors()[0]
    return ".".join(map(str, fault["loc"])) or whole, reason_of(fault)
