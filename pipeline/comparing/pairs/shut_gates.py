"""The gates that keep two claims apart without any weighing."""

from __future__ import annotations

from pipeline.comparing.gates.causes import other_things
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.gates.subject_gate import exclusive_subjects
from pipeline.comparing.pairs.blocks import comparable_kind
from pipeline.comparing.pairs.filed_apart import filed_apart
from pipeline.comparing.pairs.pairing import relate_places
from pipeline.records.settings import CompareSettings


def shut_gate(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> tuple[str, str] | None:
    """The first gate that stays shut without any weighing, and what differs. Measure and place keep nothing apart that
    may have been filed apart."""
    one, other = a.claim, b.claim
    if a.measure != b.measure and not filed_apart(a, b, settings):
        return "measure", f"{one.measure} against {other.measure}"
    if a.unit != b.unit or comparable_kind(a.kind) != comparable_kind(b.kind):
        return "unit and kind", f"{a.unit}, {a.kind} against {b.unit}, {b.kind}"
    if a.per != b.per:
        return "subject", f"per {a.per or 'nothing'} against per {b.per or 'nothing'}"
    if why := exclusive_subjects(a, b):
        return "subject", why
    if a.modality != b.modality:
        return "modality", f"{a.modality} against {b.modality}"
    if why := other_things(one, other):
        return "about", why
    if relate_places(a, b) == "different" and not filed_apart(a, b, settings):
        return "place", f"{a.place} against {b.place}"
    return None
