"""The command decide."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from flows.cli.faults import CallError, Status, unreadable
from flows.cli.options import DEFAULT_LEDGER, Format, LedgerDir, Person, Quiet, existing_ledger
from flows.cli.output import print_rows, say, warn
from outputs.published_ids import ledger_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outputs.decisions import DecisionLog
    from pipeline.ledger import Ledger
    from pipeline.records.model import Claim, Decision, DecisionName

_LISTED = ("id", "number", "quote")
_ABOUT = {
    "accept": ("a fact",),
    "split": ("a fact",),
    "merge": ("a fact",),
    "sign_off": ("an entry of the log",),
    "undo": ("an entry of the log",),
    "misread": ("a conflict", "a claim"),
    "not_a_claim": ("a conflict", "a claim"),
}
"""What a decision is about, where that is not a conflict alone."""


class Word(StrEnum):
    """What can be decided."""

    RIGHT = "right"
    BOTH = "both"
    MISREAD = "misread"
    NOT_A_CLAIM = "not_a_claim"
    OUTDATED = "outdated"
    UNSETTLED = "unsettled"
    ACCEPT = "accept"
    SPLIT = "split"
    MERGE = "merge"
    SIGN_OFF = "sign_off"
    UNDO = "undo"


_TAKES: dict[Word, set[str]] = {
    Word.RIGHT: {"--side"},
    Word.OUTDATED: {"--side"},
    Word.BOTH: {"--differs"},
    Word.MISREAD: {"--claim", "--field", "--value", "--new-place", "--alike", "--dry-run"},
    Word.NOT_A_CLAIM: {"--claim"},
    Word.SPLIT: {"--claim"},
    Word.MERGE: {"--with"},
}
"""The options that belong to a decision, beside those that belong to each."""


class Words(TypedDict):
    """What the options say of any decision, by the names that the decision log has for it."""

    person: str
    note: str


class Corrected(Words):
    """What they say of a claim besides."""

    corrections: tuple[tuple[str, str], ...]
    new_place: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What the options say of a decision; the side counts from 0."""

    words: Words
    corrected: Corrected
    side: int | None
    claims: tuple[str, ...]
    differs: str | None
    others: tuple[str, ...]
    alike: tuple[str, ...] = ()
    """Of `misread`: further claims of the source."""


def decide(
    target: Annotated[
        str, typer.Argument(metavar="ID", help="A conflict, fact, claim or log entry; - takes ids from standard input.")
    ] = "",
    decision: Annotated[Word | None, typer.Argument(metavar="DECISION", help=" · ".join(Word))] = None,
    side: Annotated[int | None, typer.Option(help="right, outdated: which side, from 1 in the order shown.")] = None,
    claim: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="misread, not_a_claim, split: which claim.")
    ] = None,
    other: Annotated[list[str] | None, typer.Option("--with", metavar="ID", help="merge: another fact.")] = None,
    differs: Annotated[str | None, typer.Option(metavar="WHAT", help="both: what differs, such as place.")] = None,
    field: Annotated[list[str] | None, typer.Option(help="misread: a field that was misread; repeatable.")] = None,
    value: Annotated[
        list[str] | None, typer.Option(help="misread: its correct value, in the order of --field.")
    ] = None,
    new_place: Annotated[bool, typer.Option("--new-place", help="misread: the place is a new one.")] = False,
    alike: Annotated[
        bool, typer.Option("--alike", help="misread: also correct claims of the source read by the same rule.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --alike: list those claims, record nothing.")
    ] = False,
    from_file: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Take over entries that `factledger log --format jsonl` printed."),
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="The reason.")] = "",
    person: Person = "",
    ledger: LedgerDir = DEFAULT_LEDGER,
    quiet: Quiet = False,
) -> None:
    """Record a decision. It is about a conflict, a fact (accept, split, merge), a claim or an entry of the log."""
    from outputs.decisions import DecisionLog
    from outputs.decisions.agreement import disagreements
    from pipeline.ledger.refresh import refresh

    if from_file is not None and (target or decision):
        raise CallError("give either --from FILE or an ID with its DECISION")
    if from_file is not None:
        raise typer.Exit(_take_over(ledger, from_file, quiet))
    if dry_run and not alike:
        raise CallError("--dry-run lists what --alike corrects; give both")
    if not target or decision is None:
        raise CallError("give an ID and a DECISION, or --from FILE")
    given = {"--side": side, "--claim": claim, "--with": other, "--differs": differs, "--field": field}
    given |= {"--value": value, "--new-place": new_place, "--alike": alike, "--dry-run": dry_run}
    _check_options(decision, [option for option, said in given.items() if said not in (None, False, [])])
    fields, values = field or [], value or []
    if len(fields) != len(values) or len(set(fields)) != len(fields):
        raise CallError("give each field once and with its value: --field NAME --value VALUE, and so on")
    corrections = tuple(zip(fields, values, strict=True))
    from_nought = None if side is None else side - 1
    words: Words = {"person": person, "note": note}
    corrected: Corrected = {**words, "corrections": corrections, "new_place": new_place}
    claims, others = tuple(map(ledger_id, claim or ())), tuple(map(ledger_id, other or ()))
    said = Said(words, corrected, from_nought, claims, differs, others)
    with closing(existing_ledger(ledger)) as opened:
        log = DecisionLog(opened)
        if alike:
            found = _read_alike(opened, log, target, decision, said)
            if dry_run:
                print_rows(({"id": c.id, "number": c.number, "quote": c.quote} for c in found), Format.TABLE, _LISTED)
                return
            said = replace(said, alike=tuple(claim.id for claim in found))
        entries, refused = _recorded(opened, log, _targets(target), decision, said, target == "-")
        refresh(opened)
        told = list(disagreements(log.in_force()))
    for entry in entries:
        if not quiet:
            say(f"entry {entry.id}: {entry.decision} on {entry.target}, by {entry.person} at {entry.at}")
        for earlier in (each for one in told if one.target == entry.target for each in one.entries[:-1]):
            warn(f"{earlier.person} decided otherwise about {earlier.target}: {earlier.decision}, at {earlier.at}")
    raise typer.Exit(Status.WRONG_CALL if refused else Status.WELL)


def _check_options(decision: Word, given: Sequence[str]) -> None:
    """Raises CallError for an option that says nothing of this decision: who gives it means another one."""
    takes = _TAKES.get(decision, set())
    for option in given:
        if option not in takes:
            with_it = [word for word, options in _TAKES.items() if option in options]
            raise CallError(f"{option} does not go with {decision}, but with {' or '.join(with_it)}; leave it out")


def _take_over(ledger: Path, file: Path, quiet: bool) -> Status:
    """A colleague's entries into the log; says what became of them."""
    from outputs.decisions.imports import read_entries, take_over
    from pipeline.ledger.refresh import refresh

    try:
        lines = file.read_text("utf-8").split("\n")  # a note may hold what else ends a line in Unicode
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(file, error, "give a file that `factledger log --format jsonl` printed") from error
    with closing(existing_ledger(ledger)) as opened:
        imported = take_over(opened, read_entries(lines, str(file)))
        refresh(opened)
    for refusal in imported.refused:
        warn(refusal)
    for before, entry in imported.contrary:
        warn(
            f"{entry.person} decided otherwise about {entry.target} than {before.person}: see factledger disagreements"
        )
    if not quiet:
        say(f"{len(imported.taken)} entries taken over, {imported.known} known, {len(imported.refused)} refused")
    return Status.WRONG_CALL if imported.refused else Status.WELL


def _read_alike(ledger: Ledger, log: DecisionLog, target: str, decision: Word, said: Said) -> list[Claim]:
    """The claims that a correction may be right for too."""
    from outputs.decisions.alike import misread_alike

    if decision is not Word.MISREAD or said.claims or target == "-" or not said.corrected["corrections"]:
        raise CallError(
            "--alike goes with one claim: factledger decide CLAIM misread --field NAME --value VALUE --alike"
        )
    return misread_alike(ledger, log, ledger_id(target), said.corrected["corrections"])


def _targets(target: str) -> list[str]:
    """The id, or the first word of each line of standard input."""
    given = [target] if target != "-" else [line.split()[0] for line in sys.stdin if line.strip()]
    if not given:
        warn("there is no id on standard input; nothing was recorded")
    return [ledger_id(each) for each in given]


def _recorded(
    ledger: Ledger, log: DecisionLog, targets: Sequence[str], decision: Word, said: Said, many: bool
) -> tuple[list[Decision], int]:
    """The entries, and how many of many were refused, each told; a refusal of a single one is raised."""
    from outputs.decisions import DecisionError
    from pipeline.ledger import UnknownId

    entries, refused = [], 0
    for target in targets:
        try:
            entries.append(_record(ledger, log, target, decision, said))
        except (DecisionError, UnknownId) as error:
            told = _of_another_kind(ledger, log, target, decision) or str(error)
            if not many:
                raise CallError(told) from error
            warn(told)
            refused += 1
    return entries, refused


def _of_another_kind(ledger: Ledger, log: DecisionLog, target: str, decision: Word) -> str | None:
    """What is wrong where the id is of something that this decision is not about."""
    about = _ABOUT.get(decision, ("a conflict",))
    found = _kind_of(ledger, log, target)
    if found is None or found in about:
        return None
    hint = "" if found == "an entry of the log" else f"; `factledger explain {target}` shows what belongs to it"
    return f"{target} is {found}, and {decision} is about {' or '.join(about)}{hint}"


def _kind_of(ledger: Ledger, log: DecisionLog, target: str) -> str | None:
    if ledger.conflicts.find(ids=[target], withdrawn=None, unsure=None):
        return "a conflict"
    if ledger.facts.find(ids=[target]):
        return "a fact"
    if ledger.claims.find(ids=[target], stated=None):
        return "a claim"
    return "an entry of the log" if any(entry.id == target for entry in log.in_force().entries) else None


def _record(ledger: Ledger, log: DecisionLog, target: str, decision: Word, said: Said) -> Decision:
    word: DecisionName = decision.value
    match decision:
        case Word.UNDO:
            return log.undo(target, **said.words)
        case Word.SIGN_OFF:
            return log.sign_off(target, **said.words)
        case Word.ACCEPT:
            return log.accept(target, **said.words)
        case Word.SPLIT:
            return log.split(target, said.claims, **said.words)
        case Word.MERGE:
            return log.merge(target, said.others, **said.words)
        case Word.MISREAD | Word.NOT_A_CLAIM if not said.claims and _kind_of(ledger, log, target) != "a conflict":
            return log.correct(target, word, **said.corrected, alike=said.alike)
    return log.decide(target, word, side=said.side, claims=said.claims, differs=said.differs, **said.corrected)
