"""Sentences for verdicts, conflicts, facts and claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.comparing.explain.phrases import phrases, source_name, thing_text, where_text
from pipeline.comparing.gates.slots import Slots, read_slots
from pipeline.comparing.gates.wording import figure_text, interval_text, range_text
from pipeline.records.model import Claim, Conflict, Fact, Verdict
from pipeline.records.settings import CompareSettings

_DERIVED = frozenset({"derived", "derived_conflict"})
_LISTED_FACT_VALUES = 12


def explain_verdict(verdict: Verdict, claims: Mapping[str, Claim], settings: CompareSettings) -> str:
    """What both say, of what, where and when, the arithmetic, and the rule that spoke."""
    a, others = claims[verdict.a], [claims[each] for each in verdict.b]
    if verdict.verdict in _DERIVED:
        return _derived_text(verdict, a, others)
    b = others[0]
    opening = f"{source_name(a)}: {figure_text(a)}; {source_name(b)}: {figure_text(b)}."
    if verdict.verdict == "scope":
        gates = phrases()["gates"]
        return f"{opening} {gates.get(verdict.rule, gates['subject']).format(why=_plain(verdict.arithmetic))}"
    parts = [opening, _common_ground(read_slots(a, settings), read_slots(b, settings))]
    if verdict.rule == "containment":
        parts.append(_sentence(verdict.arithmetic))
    elif verdict.verdict in ("conflict", "agree", "compatible") and "stands for" in verdict.arithmetic:
        parts.append(_sentence(verdict.arithmetic.replace("; ", ", ", 1)))
    parts.append(_ending(verdict))
    parts += [phrases()["slips"][note.removeprefix("slip: ")] for note in verdict.notes if note.startswith("slip: ")]
    if "inferred" in verdict.notes and verdict.rule != "undated":
        parts.append(phrases()["inferred"])
    return " ".join(part for part in parts if part)


def _derived_text(verdict: Verdict, a: Claim, others: Sequence[Claim]) -> str:
    sources = ", ".join(dict.fromkeys(source_name(claim) for claim in (a, *others)))
    ending = phrases()["endings"][verdict.verdict].format(sum=verdict.arithmetic)
    terms = "; ".join(f"{figure_text(claim)} ({thing_text(claim)})" for claim in others)
    return f"{sources}: {figure_text(a)} ({thing_text(a)}) from {terms}. {ending}"


def _common_ground(a: Slots, b: Slots) -> str:
    """What both are about, where and when: "Both: children exploited, worldwide; neither names a time."."""
    thing = thing_text(min((a.claim, b.claim), key=lambda claim: (-len(claim.subject), claim.id)))
    return f"Both: {thing}, {where_text(a.place or b.place)}; {_when_text(a, b)}."


def _when_text(a: Slots, b: Slots) -> str:
    times = phrases()["times"]
    first, second = (_time_text(slots) for slots in (a, b))
    if first is None and second is None:
        return str(times["neither"])
    if first is None or second is None:
        return str(times["one"]).format(time=first or second)
    return str(times["both"] if first == second else times["two"]).format(time=first, first=first, second=second)


def _time_text(slots: Slots) -> str | None:
    span = slots.frame.span()
    return range_text(slots, span) if span else None


def _ending(verdict: Verdict) -> str:
    endings = phrases()["endings"]
    if verdict.verdict == "unknown":
        return str(endings["unknown"]).format(why=verdict.arithmetic.partition("; ")[2] or verdict.arithmetic)
    if verdict.verdict == "conflict":
        return ""
    if verdict.verdict in ("regression", "period_conflict"):
        return f"{_sentence(verdict.arithmetic)} {endings[verdict.verdict]}"
    if verdict.verdict == "progression":
        return str(endings[verdict.rule])
    extra = next((note for note in verdict.notes if note != "inferred"), "")
    return f"{endings[verdict.verdict]}{f' ({_plain(extra)}.)' if extra else ''}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _plain(text: str) -> str:
    return text.rstrip(".")


def explain_sides(
    kind: str,
    sides: Sequence[Sequence[str]],
    claims: Mapping[str, Claim],
    verdicts: Sequence[Verdict],
    settings: CompareSettings,
) -> str:
    """A conflict in a few sentences: its most telling pair, and how many more claims stand on each side."""
    telling = _most_telling(verdicts)
    text = telling.explanation or explain_verdict(telling, claims, settings)
    members = sum(map(len, sides))
    if kind == "derived_conflict" or members <= 1 + len(telling.b):
        return text
    stands = "; ".join(f"{_figures(side, claims)}: {len(side)}" for side in sides)
    return f"{text} In all {members} claims: {stands}."


def _most_telling(verdicts: Sequence[Verdict]) -> Verdict:
    """The surest, which a conflict lists first."""
    return verdicts[0]


def _figures(side: Iterable[str], claims: Mapping[str, Claim]) -> str:
    return ", ".join(dict.fromkeys(figure_text(claims[each]) for each in side if each in claims))


def explain_conflict(conflict: Conflict, claims: Mapping[str, Claim], settings: CompareSettings) -> str:
    """The conflict's explanation made anew from its claims, then each pair on a line with its rule."""
    if not conflict.verdicts:
        return conflict.explanation
    lines = [explain_sides(conflict.kind, conflict.sides, claims, conflict.verdicts, settings)]
    lines += [
        f"- {verdict.a} and {', '.join(verdict.b)}: {verdict.verdict}, rule “{verdict.rule}”: {verdict.arithmetic}"
        for verdict in conflict.verdicts
    ]
    return "\n".join(lines)


def explain_fact(
    fact: Fact,
    claims: Mapping[str, Claim],
    conflicts: Mapping[str, Conflict] | None = None,
) -> str:
    """What the fact is about, each value with who says it, and why it is agreed, open or single."""
    thing = phrases()["share"].format(subject=fact.subject, part=fact.part) if fact.part else fact.subject
    when = "no time named" if not (fact.start or fact.end) else f"{fact.start or '…'} to {fact.end or '…'}"
    lines = [f"{fact.measure}: {thing}, {where_text(fact.place)}; {when}."]
    for value in fact.values[:_LISTED_FACT_VALUES]:
        sources = ", ".join(dict.fromkeys(source_name(claims[each]) for each in value.claims if each in claims))
        lines.append(f"- {value.text}: {sources or ', '.join(value.docs)} ({_witnesses(value.witnesses)})")
    if len(fact.values) > _LISTED_FACT_VALUES:
        lines.append(f"- and {len(fact.values) - _LISTED_FACT_VALUES} more values")
    lines.append(_status_text(fact))
    lines += [f"- {conflicts[each].explanation}" for each in fact.conflicts if conflicts and each in conflicts]
    return "\n".join(lines)


def _witnesses(count: int) -> str:
    return "one witness" if count == 1 else f"{count} independent witnesses"


def _status_text(fact: Fact) -> str:
    if fact.status == "agreed":
        return f"Agreed: {_witnesses(fact.witnesses)}, and all their values fit each other."
    if fact.status == "mixed":
        return f"Mixed: {_witnesses(fact.witnesses)}; the figures do not fit, and may be of several things."
    if fact.status == "open":
        return f"Open: {len(fact.conflicts)} conflict{'s' if len(fact.conflicts) > 1 else ''} undecided."
    if fact.status == "settled":
        return "Settled by a person."
    return f"Single: {_witnesses(fact.witnesses)}; copies of a text and one body's retellings count once."


def explain_claim(claim: Claim, settings: CompareSettings) -> str:
    """How a claim was read: each slot as it is compared, and what its number stands for."""
    slots = read_slots(claim, settings)
    subject = slots.subject
    counted = [subject.head, *(sorted(subject.atoms) if subject.atoms else ["anyone"]), *sorted(subject.topics)]
    unit = claim.unit if slots.unit in ("money", claim.unit) else slots.unit
    value = slots.value.scaled(-1) if claim.kind == "change" and claim.direction == "down" else slots.value
    lines = [
        f"{source_name(claim)}: “{' '.join(claim.quote.split())}”",
        f"- figure: {figure_text(claim)} stands for {interval_text(value, unit)}",
        f"- about: {claim.measure}, {claim.kind}; {thing_text(claim)}",
        f"- counted as: {', '.join((*counted, *sorted(subject.qualifiers)))}",
        f"- place: {where_text(slots.place)}",
        f"- time: {_time_text(slots) or 'none named'}; read as {slots.frame.kind}",
        f"- answered for by: {slots.body or 'nobody named'}",
    ]
    if claim.reading:
        lines.append(f"- read by: {', '.join(claim.reading)} (confidence {claim.confidence:.2g})")
    return "\n".join(lines)
