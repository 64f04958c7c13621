"""Two claims side by side: how their subjects, places, times and figures lie."""

from __future__ import annotations

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.gates.spans import relate_times
from pipeline.comparing.gates.subject_gate import relate_subjects
from pipeline.comparing.pairs.evidence import Pair
from pipeline.comparing.pairs.values import relate_values
from pipeline.reading.places import relation as place_relation
from pipeline.records.settings import CompareSettings


def pair_of(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> Pair:
    """Two claims of one unit and comparable kinds with what lies between them."""
    time = relate_times(
        a.frame,
        b.frame,
        same_document=a.claim.doc == b.claim.doc,
        same_publisher=a.publisher is not None and a.publisher == b.publisher,
        months=settings.undated_months,
    )
    return Pair(a, b, relate_subjects(a, b), relate_places(a, b), time, relate_values(a, b, settings))


def relate_places(a: NormalisedClaim, b: NormalisedClaim) -> str:
    """As `place_relation`, and "open" where one names no place, or neither in two documents."""
    if a.place is None and b.place is None:
        return "same" if a.claim.doc == b.claim.doc else "open"
    if a.place is None or b.place is None:
        return "open"
    return place_relation(a.place, b.place)
