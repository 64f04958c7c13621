"""Conflicts that are none since one of the documents gives the other's figure elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.comparing.gates.slots import Slots, values_of
from pipeline.records.model import Verdict

SAYS_LITTLE = "they fit, but one says little about the other"
_TELLING_RULES = frozenset({"value", "subject", "undated", "period", "dates"})


def agrees(verdict: Verdict) -> bool:
    """Both tell one figure, as far as their slots say."""
    fits = verdict.verdict in ("agree", "compatible") and verdict.rule in _TELLING_RULES
    return fits and SAYS_LITTLE not in verdict.notes


def without_better_matches(verdicts: list[Verdict], slots: Mapping[str, Slots]) -> list[Verdict]:
    """Conflicts by value or containment, left out where the other's document gives the figure elsewhere.

    A document that says both 70 and 34 arrests tells two things; that another's 34 is not its 70 is no conflict, and
    a headline that the text repeats is not in conflict with the text's other figures.
    """
    agreeing: dict[tuple[str, str], list[Slots]] = {}
    for verdict in verdicts:
        if agrees(verdict):
            a, b = slots[verdict.a], slots[verdict.b[0]]
            agreeing.setdefault((verdict.a, b.claim.doc), []).append(b)
            agreeing.setdefault((verdict.b[0], a.claim.doc), []).append(a)
    kept = []
    for verdict in verdicts:
        if verdict.verdict == "conflict":
            a, b = slots[verdict.a], slots[verdict.b[0]]
            elsewhere = [(each, b) for each in agreeing.get((verdict.a, b.claim.doc), ())]
            elsewhere += [(each, a) for each in agreeing.get((verdict.b[0], a.claim.doc), ())]
            if any(tells_two_figures(each, other) for each, other in elsewhere):
                note = "one of the documents gives the other's figure too"
                verdict = replace(verdict, verdict="scope", rule="better match", notes=(*verdict.notes, note))
        kept.append(verdict)
    return kept


def tells_two_figures(a: Slots, b: Slots) -> bool:
    """Two claims of one document that give figures of their own, not one figure twice."""
    first, second = values_of(a, b)
    return a.claim.doc == b.claim.doc and not first.meets(second)
