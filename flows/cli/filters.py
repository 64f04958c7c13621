"""What filters ask for that is not there: a word that no option knows, a name that nothing in the ledger has."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import TYPE_CHECKING

from flows.cli.faults import CallError
from flows.cli.output import warn

if TYPE_CHECKING:
    from pipeline.ledger import Ledger


_DIGITS_OF_A_YEAR = 4


def check_choice(option: str, given: str | None, choices: Collection[str]) -> None:
    """Raises CallError for a word that the option does not know: nothing would be found, and nobody be told."""
    if given is None or given in choices:
        return
    raise CallError(f"{option} {given!r}: {_meant(given, choices) or 'give one of ' + ', '.join(choices)}")


def check_year(option: str, given: str | None) -> None:
    """Raises CallError for what is no year: nothing would be found."""
    if given is not None and not (given.isascii() and given.isdecimal() and len(given) == _DIGITS_OF_A_YEAR):
        raise CallError(f"{option} {given!r}: give a year in four digits, such as 2019")


def check_source(ledger: Ledger, given: str | None) -> None:
    """Raises CallError for a source that the ledger does not know."""
    known = [source.id for source in ledger.sources.status()] if given is not None else []
    if given is not None and given not in known:
        told = _meant(given, known) or "`factledger sources` lists them"
        raise CallError(f"--doc {given!r}: no such source in this ledger; {told}")


def tell_unknown(option: str, given: str | None, known: Collection[str]) -> None:
    """Tells where a filter asks for what nothing in the ledger has, and which of the known was perhaps meant."""
    if given is None or given in known:
        return
    meant = _meant(given, known)
    warn(f"{option} {given!r}: nothing in this ledger has it{f'; {meant}' if meant else ''}")


def _meant(given: str, known: Collection[str]) -> str | None:
    by_folded = {each.casefold(): each for each in known}
    near = get_close_matches(given.casefold(), by_folded, n=1)
    return f"did you mean {by_folded[near[0]]!r}?" if near else None
