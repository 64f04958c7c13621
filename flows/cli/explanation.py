"""What `factledger explain` says: the quotes first, then how they were read, then why."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from flows.cli.faults import CallError
from flows.cli.output import terminal_width
from outputs.decisions import DecisionLog
from outputs.grouping import compared_with_each_other
from outputs.wording import counted_thing, period, says
from pipeline.comparing.gates.wording import figure_text, value_text
from pipeline.ledger import Ledger, UnknownId
from pipeline.records.model import Candidate, Claim, Conflict, Decision, Fact, Verdict

if TYPE_CHECKING:
    from pipeline.reading.claims.explanation import Reason

_MOST_PAIRS = 30


def explanation(ledger: Ledger, id: str) -> str:
    """About a conflict, a fact or a claim, by its id; or about `settings`.

    Raises CallError where nothing is named so.
    """
    if id == "settings":
        return _settings(ledger)
    found = _found(ledger, id)
    if isinstance(found, Conflict):
        return "\n".join(_conflict(ledger, found))
    if isinstance(found, Fact):
        return "\n".join(_fact(ledger, found))
    return "\n".join(_claim_alone(ledger, found))


def _found(ledger: Ledger, id: str) -> Conflict | Fact | Claim:
    for ask in (ledger.conflicts.get, ledger.facts.get, ledger.claims.get):
        try:
            found: Conflict | Fact | Claim = ask(id)
        except UnknownId:
            continue
        return found
    raise CallError(
        f"no conflict, fact or claim {id!r} in this ledger; `factledger conflicts`, `facts` and `claims` list them"
    )


def _conflict(ledger: Ledger, conflict: Conflict) -> Iterable[str]:
    state = DecisionLog(ledger).state(conflict.id)
    claims = _claims(ledger, (claim for side in conflict.sides for claim in side))
    yield f"{conflict.kind} {conflict.id} · {conflict.severity} severity · {state.status}"
    yield ""
    yield from _wrapped(conflict.explanation)
    for number, side in enumerate(conflict.sides, 1):
        yield ""
        yield f"Side {number}"
        for claim_id in side:
            yield from _claim(claims[claim_id])
    yield from _verdicts(conflict.verdicts, claims)
    yield from _decisions(ledger, conflict.id)
    yield ""
    yield f"Facts: {', '.join(conflict.facts)}"
    yield f"Decide: factledger decide {conflict.id} right --side 1 (or both, misread, not_a_claim, outdated, unsettled)"


def _fact(ledger: Ledger, fact: Fact) -> Iterable[str]:
    claims = _claims(ledger, fact.claims)
    status = DecisionLog(ledger).fact_states([fact])[fact.id].status
    about = [fact.measure, counted_thing(fact), fact.place, period(fact), fact.kind, fact.unit]
    yield f"fact {fact.id} · {status}"
    yield ""
    yield " · ".join(part for part in about if part)
    yield f"{says(fact)}, independent witnesses: {fact.witnesses}"
    for value in fact.values:
        yield f"  {value.text}: {', '.join(value.docs)} ({value.witnesses} independent)"
    for claim_id in fact.claims:
        yield ""
        yield from _claim(claims[claim_id])
        if claim_id in fact.joined:
            yield "    read otherwise than the fact says; of its figure or a rounding of it, likely of one thing"
    yield from _verdicts(compared_with_each_other(list(claims.values()), ledger.compare_settings()), claims)
    if fact.conflicts:
        yield ""
        yield f"Conflicts: {', '.join(fact.conflicts)}"
    yield from _decisions(ledger, fact.id)


def _claim_alone(ledger: Ledger, claim: Claim) -> Iterable[str]:
    yield f"claim {claim.id} of {claim.doc}"
    if withdrawn := ledger.claims.withdrawn([claim.id]):
        yield f"no longer stated since {withdrawn[claim.id]}"
    yield ""
    yield from _claim(claim)
    if claim.headings:
        yield f"    under: {' › '.join(claim.headings)}"
    if claim.locator:
        place = claim.locator
        sheet = f"sheet {place.sheet}" if place.sheet else None
        cell = f"cell {place.cell}" if place.cell else None
        where = [f"block {place.block}", place.path, f"page {place.page}" if place.page else None, sheet, cell]
        yield f"    stands in: {', '.join(part for part in where if part)}"
    for name in ("url", "title", "published", "retrieved", "snapshot", "licence"):
        if value := getattr(claim.document, name):
            yield f"    {name}: {value}"
    for at, before in ledger.claims.history(claim.id):
        yield f"    until {at} read as: {_reading(before)}"
    yield from _choices(ledger, claim)
    facts, conflicts = ledger.facts.find(claim=claim.id), ledger.conflicts.find(claim=claim.id)
    yield ""
    yield f"Facts: {', '.join(fact.id for fact in facts) or 'none'}"
    yield f"Conflicts: {', '.join(conflict.id for conflict in conflicts) or 'none'}"
    yield from _decisions(ledger, claim.id)


def _claim(claim: Claim) -> Iterable[str]:
    source = ", ".join(part for part in (claim.document.publisher, claim.document.published) if part)
    yield f"  {source or claim.doc}  [{claim.id}, {claim.doc}]"
    yield from _wrapped(f"“{claim.quote}”", indent="    ")
    yield f"    read as: {_reading(claim)}"
    if claim.reading:
        yield from _wrapped(f"by: {', '.join(claim.reading)}; confidence {claim.confidence:.2f}", indent="    ")


def _choices(ledger: Ledger, claim: Claim) -> Iterable[str]:
    """Each field's candidates, the chosen one first, and what spoke for it."""
    if not claim.choices:
        return
    yield ""
    yield "How each field was chosen (probability, where it stands):"
    spoke = _what_spoke(ledger, claim)
    for choice in claim.choices:
        first, *others = map(_candidate, choice.candidates)
        line = f"{choice.field}: {first}" + (f"; next: {', '.join(others)}" if others else "")
        yield from _wrapped(line, indent="    ")
        if reasons := spoke.get(choice.field):
            told = (f"{_plain(each.feature)} {each.chosen:.3g} against {each.runner_up:.3g}" for each in reasons)
            yield from _wrapped(f"for it spoke: {'; '.join(told)}", indent="        ")


def _plain(feature: str) -> str:
    return feature.replace("_", " ")


def _candidate(candidate: Candidate) -> str:
    where = f", {candidate.origin}" if candidate.origin else ""
    return f"{candidate.value or 'none'} ({candidate.probability:.2f}{where})"


def _what_spoke(ledger: Ledger, claim: Claim) -> Mapping[str, Sequence[Reason]]:
    """What spoke for the choices, told by reading the stored document again; nothing for a claim that it no longer
    states."""
    from pipeline.reading.claims import DocumentToRead
    from pipeline.reading.claims.explanation import reasons_by_field

    if claim.locator is None or ledger.claims.withdrawn([claim.id]):
        return {}
    stored = ledger.documents.get(claim.doc)
    packs = ledger.lists.packs_of(claim.doc)
    return reasons_by_field(DocumentToRead(claim.doc, stored.reading, stored.context), packs, claim.locator)


def _reading(claim: Claim) -> str:
    parts = [
        f"{claim.bound} {value_text(claim)}",
        f"{claim.measure}: {counted_thing(claim)}",
        f"{claim.kind} {claim.direction}" if claim.direction else claim.kind,
        claim.place,
        period(claim),
        f"according to {claim.attributed_to}" if claim.attributed_to else None,
    ]
    return " · ".join(part for part in parts if part)


def _verdicts(verdicts: Sequence[Verdict], claims: dict[str, Claim]) -> Iterable[str]:
    known = [verdict for verdict in verdicts if {verdict.a, *verdict.b} <= claims.keys()]
    for verdict in known[:_MOST_PAIRS]:
        others = ", ".join(_with_source(claims[other]) for other in verdict.b)
        yield ""
        yield f"{_with_source(claims[verdict.a])} and {others}: {verdict.verdict}, by rule {verdict.rule}"
        yield from _wrapped(verdict.arithmetic, indent="    ")
        if verdict.explanation and verdict.explanation != verdict.arithmetic:
            yield from _wrapped(verdict.explanation, indent="    ")
        for note in verdict.notes:
            yield from _wrapped(note, indent="    ")
    if len(known) > _MOST_PAIRS:
        yield f"… and {len(known) - _MOST_PAIRS} pairs more"


def _with_source(claim: Claim) -> str:
    return f"{figure_text(claim)} ({claim.doc})"


def _decisions(ledger: Ledger, target: str) -> Iterable[str]:
    entries = ledger.decisions.entries(target)
    if entries:
        yield ""
        yield "Decisions"
        for entry in entries:
            yield f"  {_entry(entry)}"


def _entry(entry: Decision) -> str:
    details = [
        f"side {entry.side + 1}" if entry.side is not None else None,
        f"claims {', '.join(entry.claims)}" if entry.claims else None,
        f"differs in {entry.differs}" if entry.differs else None,
        *(f"{field} is {value or 'nothing'}" for field, value in entry.corrections),
        entry.note or None,
    ]
    told = "; ".join(detail for detail in details if detail)
    return f"{entry.at} {entry.person}: {entry.decision}{f' – {told}' if told else ''}  [{entry.id}]"


def _settings(ledger: Ledger) -> str:
    from dataclasses import asdict

    import yaml

    return yaml.safe_dump(asdict(ledger.settings), sort_keys=False, allow_unicode=True).rstrip()


def _claims(ledger: Ledger, ids: Iterable[str]) -> dict[str, Claim]:
    wanted = list(dict.fromkeys(ids))
    found = {claim.id: claim for claim in ledger.claims.find(ids=wanted, stated=None)}
    return {claim_id: found[claim_id] for claim_id in wanted}


def _wrapped(text: str, indent: str = "") -> list[str]:
    width = min(terminal_width(), 110)
    return textwrap.wrap(" ".join(text.split()), width, initial_indent=indent, subsequent_indent=indent)
