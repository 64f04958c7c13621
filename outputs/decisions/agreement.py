"""Where two people decided otherwise about one thing, and how far they agree beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.ledger.in_force import EntriesInForce
from pipeline.records.model import Decision

Answer = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A conflict, fact or claim, and the last entry in force of each person who decided about it, the latest last."""

    target: str
    entries: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of two people: how many things both decided about, in how many of them alike, and Cohen's kappa; None where
    chance alone would make them agree."""

    first: str
    second: str
    both: int
    alike: int
    kappa: float | None


def disagreements(in_force: EntriesInForce) -> list[Disagreement]:
    """Everything about which the last words of two people are not the same, in the order of the log."""
    found = []
    for target, by_person in _last_words(in_force).items():
        if len({answer_of(entry) for entry in by_person.values()}) > 1:
            found.append(Disagreement(target, tuple(by_person.values())))
    return found


def agreements(in_force: EntriesInForce) -> list[Agreement]:
    """How far each two people agree who decided about the same things."""
    decided: dict[str, dict[str, Answer]] = {}
    for target, by_person in _last_words(in_force).items():
        for person, entry in by_person.items():
            decided.setdefault(person, {})[target] = answer_of(entry)
    found = []
    for first, second in combinations(sorted(decided), 2):
        shared = [target for target in decided[first] if target in decided[second]]
        if shared:
            pairs = [(decided[first][target], decided[second][target]) for target in shared]
            alike = sum(one == other for one, other in pairs)
            found.append(Agreement(first, second, len(pairs), alike, cohens_kappa(pairs)))
    return found


def cohens_kappa(pairs: Sequence[tuple[Answer, Answer]]) -> float | None:
    """Agreement beyond chance (Cohen 1960, "A coefficient of agreement for nominal scales"): 1 is all alike, 0 what
    chance gives. None where both always said one and the same, or nothing was said."""
    count = len(pairs)
    if not count:
        return None
    observed = sum(one == other for one, other in pairs) / count
    firsts, seconds = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(firsts[answer] * seconds[answer] for answer in firsts) / count**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def answer_of(entry: Decision) -> Answer:
    """What an entry says, without its reasons. Which side is right counts, what differs between two that are is put in
    too many words to count."""
    return entry.decision, entry.side, tuple(sorted(entry.claims)), tuple(sorted(entry.corrections, key=str))


def _last_words(in_force: EntriesInForce) -> Mapping[str, Mapping[str, Decision]]:
    """By target the last entry of each person, the latest last."""
    found: dict[str, dict[str, Decision]] = {}
    for target, entries in in_force.by_target.items():
        by_person = found.setdefault(target, {})
        for entry in entries:
            by_person.pop(entry.person, None)
            by_person[entry.person] = entry
    return found
