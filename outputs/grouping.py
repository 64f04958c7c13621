"""Why claims are one fact: the parts of their keys side by side, and how comparing finds each two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records.model import Claim, Verdict
from pipeline.records.settings import CompareSettings

MOST_COMPARED = 40
"""Claims that are compared each with each."""
_FITTING = ("agree", "compatible")


@dataclass(frozen=True, slots=True)
class KeyPart:
    """One part of the key that brings claims together, a cell for each claim, and whether it differs among them."""

    name: str
    cells: tuple[str, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class WhyOneFact:
    """Parts of the keys that any of the claims has, and the verdicts on each two of them, those that do not fit first;
    none where the claims are too many to read."""

    parts: tuple[KeyPart, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def of_one_key(self) -> bool:
        """Whether the key alone brings them together; else claims of several keys were joined by one figure."""
        return not any(part.differs for part in self.parts if part.name not in ("event", "about"))


def why_one_fact(claims: Sequence[Claim], settings: CompareSettings) -> WhyOneFact:
    """The claims as they count now, in the order given."""
    return WhyOneFact(tuple(_parts(claims, settings)), tuple(compared_with_each_other(claims, settings)))


def compared_with_each_other(claims: Sequence[Claim], settings: CompareSettings) -> list[Verdict]:
    """Why claims fit each other or do not, while they are few enough to be read."""
    from pipeline.comparing.reconcile import compare_all  # heavy

    if len(claims) > MOST_COMPARED:
        return []
    return sorted(compare_all(claims, settings), key=lambda verdict: verdict.verdict in _FITTING)


def _parts(claims: Sequence[Claim], settings: CompareSettings) -> list[KeyPart]:
    from pipeline.comparing.gates import normalise  # heavy
    from pipeline.comparing.reconcile import key_in_parts

    keys = [
        key_in_parts(normalise(claim, settings)) | {"event": claim.event or "", "about": ", ".join(claim.about)}
        for claim in claims
    ]
    names = keys[0] if keys else {}
    rows = ((name, tuple(key[name] for key in keys)) for name in names)
    return [KeyPart(name, cells, len(set(cells)) > 1) for name, cells in rows if any(cells)]
