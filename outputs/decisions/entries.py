"""New entries for the log: what each decision needs, and the evidence it is made on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from outputs.decisions.states import figures_of
from pipeline.ledger.corrections import Values, parse_value
from pipeline.ledger.in_force import ABOUT_ENTRIES
from pipeline.records.control_characters import without_controls
from pipeline.records.model import Claim, Decision, DecisionName, digest
from sources.errors import UserError


class DecisionError(UserError):
    """A decision that cannot be recorded; the message says what is missing or wrong and what would do."""


class StaleDecisionError(DecisionError):
    """A decision made on what is no longer so; `changed` says in sentences what is different now."""

    def __init__(self, changed: Sequence[str]) -> None:
        super().__init__("not recorded, since it was made on something else: " + "; ".join(changed))
        self.changed = tuple(changed)


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asks to have recorded. `side` counts from 0; `claims` are ids; `at` is ISO 8601 in UTC.

    `corrections` are fields with their right values as typed; `new_place` says that a place nobody knows is meant.
    """

    decision: DecisionName
    person: str
    at: str
    note: str = ""
    side: int | None = None
    claims: tuple[str, ...] = ()
    differs: str | None = None
    corrections: tuple[tuple[str, str | None], ...] = ()
    new_place: bool = False


LONGEST = 4_000
"""Characters of a note or another text that somebody typed."""

Check = Callable[[Claim, Values, bool], None]


def new_entry(
    target: str,
    sides: Sequence[Sequence[str]],
    request: Request,
    claims: Mapping[str, Claim],
    after: str | None,
    check: Check,
) -> Decision:
    """The entry for a request about a conflict with these sides (or about one claim or fact: one side;
    facts to be merged: a side for each).

    `claims` are the target's claims as they were read; `after` is the id of the last entry on the target, so that
    the same words said twice are two entries; `check` raises ValueError for a correction that cannot be. Raises
    DecisionError where the request lacks what its kind needs.
    """
    request = _as_kept(request)
    members = [claim for side in sides for claim in side]
    spoken_of = _spoken_of(sides, members, request)
    if request.decision == "both" and not request.differs:
        raise DecisionError("both needs what differs, such as 'place' or 'one counts girls, the other all children'")
    _check_correction(request, spoken_of, claims, check)
    entry = Decision(
        id="",
        target=target,
        decision=request.decision,
        person=request.person,
        at=request.at,
        note=request.note,
        claims=spoken_of,
        side=request.side,
        differs=request.differs or None,
        corrections=request.corrections if request.decision == "misread" else (),
        evidence=tuple((claim, claims[claim].evidence()) for claim in members if claim in claims),
        seen=tuple((claim, figures_of(claims[claim])) for claim in members if claim in claims),
    )
    return replace(entry, id=entry_id(entry, after))


def typed(text: str, what: str) -> str:
    """What a person typed, without what steers a screen. Raises DecisionError where it cannot be kept; `what` names
    it."""
    plain = without_controls(text).strip()
    if len(plain) > LONGEST:
        raise DecisionError(f"{what} is {len(plain):,} characters long; {LONGEST:,} are the most")
    try:
        plain.encode()
    except UnicodeEncodeError:
        raise DecisionError(f"{what} is no text in UTF-8: {plain[:40]!a}; type it again") from None
    return plain


def name_of(person: str) -> str:
    """Who decides, on one line. Raises DecisionError where nobody is named."""
    name = " ".join(typed(person, "the name").split())
    if not name:
        raise DecisionError("a decision needs the person who makes it (--person, or FACTLEDGER_PERSON)")
    return name


def entry_id(entry: Decision, after: str | None) -> str:
    """The id of an entry by what it says and by the entry on the same target before it."""
    if entry.decision in ABOUT_ENTRIES:
        return digest(entry.target, entry.decision, entry.person, entry.at, after)
    words = (entry.decision, entry.person, entry.at, entry.note, entry.side, entry.differs)
    # as of an entry with one `field` and `value`, which earlier versions wrote: their ids are there for good
    corrections = entry.corrections or ((None, None),)
    return digest(entry.target, *words, *chain.from_iterable(corrections), entry.claims, after)


def same_words(entry: Decision, request: Request) -> bool:
    """Whether an entry already records this request, as after a double click."""
    return (
        entry.decision == request.decision
        and entry.person == request.person.strip()
        and entry.note == request.note.strip()
        and entry.side == request.side
        and (not request.claims or entry.claims == request.claims)
        and entry.corrections == request.corrections
    )


def evidence_token(claims: Iterable[Claim], last: Decision | None) -> str:
    """What a person had before them: the evidence of the claims, in whatever order, and the last entry."""
    return digest(*sorted(f"{claim.id} {claim.evidence()}" for claim in claims), last.id if last else "")


def _as_kept(request: Request) -> Request:
    """The request with its words as they go into the log. Raises DecisionError."""
    return replace(
        request,
        person=name_of(request.person),
        note=typed(request.note, "the note"),
        differs=request.differs and typed(request.differs, "what differs"),
        corrections=tuple((field, text and typed(text, field)) for field, text in request.corrections),
    )


def _spoken_of(sides: Sequence[Sequence[str]], members: list[str], request: Request) -> tuple[str, ...]:
    if request.side is not None and not 0 <= request.side < len(sides):
        raise DecisionError(f"there is no side {request.side + 1}; this conflict has sides 1 to {len(sides)}")
    if strangers := [claim for claim in request.claims if claim not in members]:
        raise DecisionError(f"claim {strangers[0]} is not part of it; its claims are {', '.join(members)}")
    chosen = request.claims or (tuple(sides[request.side]) if request.side is not None else ())
    match request.decision:
        case "right" if request.side is None:
            raise DecisionError(f"right needs the side that is right, 1 to {len(sides)}")
        case "misread" if len(chosen) != 1 and (len(sides) > 1 or not chosen):
            raise DecisionError(f"misread needs the one claim that was misread, of {', '.join(members)}")
        case "not_a_claim" | "outdated" if not chosen:
            raise DecisionError(
                f"{request.decision} needs the claims it speaks of (or a side), of {', '.join(members)}"
            )
    return tuple(chosen)


def _check_correction(request: Request, spoken_of: tuple[str, ...], claims: Mapping[str, Claim], check: Check) -> None:
    if request.decision != "misread":
        return
    if not request.corrections:
        raise DecisionError("misread needs the field that was misread and its right value")
    try:
        values = {field: parse_value(field, text) for field, text in request.corrections}
        for claim in (claims[each] for each in spoken_of if each in claims):
            check(claim, values, request.new_place)
    except ValueError as error:
        raise DecisionError(str(error)) from error
