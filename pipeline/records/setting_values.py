"""What settings can be, beyond their type, and how a wrong one is told."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field

from pipeline.records.candidates import CHOSEN_FIELDS
from pipeline.records.validation import reason_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def _no_truth_value(given: Any) -> Any:
    """YAML's `yes` and `on` are truth values, which would pass for the number 1."""
    if isinstance(given, bool):
        raise ValueError("expected a number")
    return given


Count = Annotated[int, BeforeValidator(_no_truth_value), Field(ge=0, le=2**53)]
Amount = Annotated[float, BeforeValidator(_no_truth_value), Field(ge=0, allow_inf_nan=False)]
Share = Annotated[float, BeforeValidator(_no_truth_value), Field(ge=0, le=1)]
"""A probability, or a part of a whole."""
_WEB_ADDRESS, _FILE_NAME = r"^(https?://\S+)?$", r"^[-a-z0-9._]+$"
WebAddress = Annotated[str, Field(pattern=_WEB_ADDRESS)]
"""An address of the web; empty for none."""

FileName = Annotated[str, Field(pattern=_FILE_NAME)]
"""A name that data packages, feeds and addresses take as it is."""

_CHOSEN_FIELD = rf"^({'|'.join(CHOSEN_FIELDS)})$"
ChosenField = Annotated[str, Field(pattern=_CHOSEN_FIELD)]
"""A field of a claim that is chosen among candidates."""

_A_KEY = "[key]"
"""How pydantic says that the name itself is at fault, not what it is given."""
_PATTERNS = {
    _WEB_ADDRESS: "expected an address that begins with https:// or http://",
    _FILE_NAME: "expected lower-case letters, digits, '-', '_' and '.', such as coast-figures",
    _CHOSEN_FIELD: f"expected {', '.join(CHOSEN_FIELDS[:-1])} or {CHOSEN_FIELDS[-1]}",
}
_EXPECTED = {
    "tuple_type": "expected a list, such as [one, two]",
    "string_type": "expected text; a number or a date needs quotes",
    "dataclass_type": "expected settings of its own, indented below it",
    "finite_number": "expected a number",
    "int_from_float": "expected a whole number",
    **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size"), "expected a whole number"),
    **dict.fromkeys(("float_type", "float_parsing"), "expected a number"),
}


def fault_of(error: ErrorDetails, known: Iterable[str]) -> str:
    """What is wrong with a setting, with its name and what would do; `known` are the names beside it."""
    name, given = ".".join(str(part) for part in error["loc"] if part != _A_KEY), error["input"]
    if error["type"] == "unexpected_keyword_argument":
        near = get_close_matches(str(error["loc"][-1]), list(known), n=1, cutoff=0.5)
        return f"{name}: there is no such setting{f'; did you mean {near[0]!r}?' if near else ''}"
    expected = _expected(error)
    return f"{name}: {expected}, found {given!r:.60}"


def _expected(error: ErrorDetails) -> str:
    if error["type"] == "string_pattern_mismatch":
        return _PATTERNS[error["ctx"]["pattern"]]
    if error["type"] in _EXPECTED:
        return _EXPECTED[error["type"]]
    said = reason_of(error)
    return said[:1].lower() + said[1:].replace("nput should be", "t should be")
