"""Which entries of the append-only log are in force: undone ones are not, nor sign-offs of what was undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.records.model import Decision

ABOUT_ENTRIES = frozenset({"undo", "sign_off"})
ABOUT_CONFLICTS = frozenset({"right", "both", "misread", "not_a_claim", "outdated", "unsettled"})
CORRECTING = frozenset({"misread", "not_a_claim"})


@dataclass(frozen=True, slots=True)
class EntriesInForce:
    """Entries in force by target and by claim (oldest first), sign-offs and undos by entry; `taken_back` are by claim
    its corrections that were undone."""

    by_target: Mapping[str, tuple[Decision, ...]]
    by_claim: Mapping[str, tuple[Decision, ...]]
    sign_offs: Mapping[str, tuple[Decision, ...]]
    undone_by: Mapping[str, Decision]
    entries: tuple[Decision, ...]
    taken_back: Mapping[str, tuple[Decision, ...]]
    last_on: Mapping[str, Decision]
    """The last entry of any kind on each target, in force or not."""

    def latest(self, target: str) -> Decision | None:
        """The last entry in force on a conflict, claim or fact."""
        on_target = self.by_target.get(target, ())
        return on_target[-1] if on_target else None


def entries_in_force(log: Iterable[Decision]) -> EntriesInForce:
    """The entries in force of a log in order of entry.

    An undo can itself only be undone by a later entry, so one pass from the end knows what is in force.
    """
    entries = tuple(log)
    undone_by: dict[str, Decision] = {}
    for entry in reversed(entries):
        if entry.decision == "undo" and entry.id not in undone_by:
            undone_by.setdefault(entry.target, entry)
    by_target: defaultdict[str, list[Decision]] = defaultdict(list)
    by_claim: defaultdict[str, list[Decision]] = defaultdict(list)
    sign_offs: defaultdict[str, list[Decision]] = defaultdict(list)
    taken_back: defaultdict[str, list[Decision]] = defaultdict(list)
    for entry in entries:
        if entry.id in undone_by and entry.decision == "misread":
            for claim in entry.claims:
                taken_back[claim].append(entry)
        if entry.id in undone_by or entry.decision == "undo":
            continue
        if entry.decision == "sign_off":
            if entry.target not in undone_by:
                sign_offs[entry.target].append(entry)
            continue
        by_target[entry.target].append(entry)
        for claim, _ in entry.evidence:
            by_claim[claim].append(entry)
    return EntriesInForce(
        {key: tuple(value) for key, value in by_target.items()},
        {key: tuple(value) for key, value in by_claim.items()},
        {key: tuple(value) for key, value in sign_offs.items()},
        undone_by,
        entries,
        {key: tuple(value) for key, value in taken_back.items()},
        {entry.target: entry for entry in entries},
    )
