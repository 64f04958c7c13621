"""Which figures that do not meet can contradict each other at all: by what they count, by their times and sizes."""

from __future__ import annotations

from pipeline.comparing.gates.causes import causes_of
from pipeline.comparing.gates.contrasts import told_apart
from pipeline.comparing.gates.happenings import other_happening
from pipeline.comparing.gates.subject_gate import is_part_of_people, relate_settings
from pipeline.comparing.pairs.blocks import in_one_block
from pipeline.comparing.pairs.close_figures import are_close
from pipeline.comparing.pairs.evidence import Pair
from pipeline.comparing.pairs.filed_apart import filed_apart
from pipeline.comparing.pairs.open_readings import chance_of_one, is_open
from pipeline.comparing.pairs.values import SLIPS_OF_THE_SAME_DIGITS, slip_between
from pipeline.records.settings import CompareSettings


def can_contradict(pair: Pair, settings: CompareSettings) -> bool:
    """Whether two figures that do not meet are stated as facts, for what may be one place and one time, and neither is
    known for a part of the other."""
    a, b = pair.a, pair.b
    if a.modality != "asserted" or (_both_can_be(pair) and not _may_be_of_one_time(pair, settings)):
        return False
    if is_part_of_people(a, b) or relate_settings(a, b).kind != "same":
        return False
    if not (in_one_block(a, b) or filed_apart(a, b, settings)) or _of_other_size(pair, settings):
        return False
    return told_apart(a, b) is None and (_is_misspelt(pair) or other_happening(a, b) is None)


def _is_misspelt(pair: Pair) -> bool:
    """Figures of the same digits are one that somebody wrote wrongly, whatever verb they used for it."""
    return slip_between(pair.a.claim, pair.b.claim) in SLIPS_OF_THE_SAME_DIGITS


def _of_other_size(pair: Pair, settings: CompareSettings) -> bool:
    """Figures far apart and no slip of each other: some things, or those of one cause or trade, and less of them
    than of all; or two things that one document counts in other words."""
    a, b, relation = pair.a, pair.b, pair.subject.kind
    if are_close(a.claim, b.claim, settings) or slip_between(a.claim, b.claim) is not None:
        return False
    if relation == "different":
        return pair.one_document
    if relation == "same":
        a_is_part = bool(a.claim.about)
        of_all_causes = not causes_of(b if a_is_part else a)
        return a_is_part != bool(b.claim.about) and of_all_causes and _is_less(pair, a_is_part=a_is_part)
    return a.kind != "share" and _is_less(pair, a_is_part=relation == "within")


def _is_less(pair: Pair, *, a_is_part: bool) -> bool:
    some, every = (pair.values.first, pair.values.second)[:: 1 if a_is_part else -1]
    return some.below(every)


def _may_be_of_one_time(pair: Pair, settings: CompareSettings) -> bool:
    """Figures that are close, or of the same digits, of a time and a stretch of it, or of times that are not known or
    may have been misread."""
    a, b = pair.a.claim, pair.b.claim
    if not are_close(a, b, settings) or (_goes_on(pair) and slip_between(a, b) is None):
        return False
    near = pair.time.kind in ("part", "open")
    return near or chance_of_one("period", a, b) >= settings.reread_from


def _goes_on(pair: Pair) -> bool:
    """A count so far and what it came to later, or figures of one stated time that nobody left open and whose pages lie
    apart: it is not the reading that keeps the two apart."""
    a, b = pair.a, pair.b
    if pair.time.kind in ("part", "ordered") and (a.frame.to_date or b.frame.to_date):
        return True
    as_stated = (a.claim.start, a.claim.end) == (b.claim.start, b.claim.end)
    left_open = is_open("period", a.claim) or is_open("period", b.claim)
    return as_stated and not left_open and pair.time.kind not in ("part", "open")


def _both_can_be(pair: Pair) -> bool:
    """Another time: a series may rise and fall, and a running count may grow."""
    time, counters = pair.time, _are_counters(pair)
    if time.kind == "ordered":
        return not counters or not falls(pair)
    if time.kind == "part" and not pair.a.frame.kind == pair.b.frame.kind == "level":
        return not _part_above_whole(pair)
    if time.kind in ("other", "update", "open"):
        return True
    return counters_grow(pair)


def _are_counters(pair: Pair) -> bool:
    return pair.a.frame.kind == pair.b.frame.kind == "counter"


def counters_grow(pair: Pair) -> bool:
    """Whether of two running counts whose pages alone tell the time the later one is larger."""
    return _are_counters(pair) and pair.time.inferred and pair.time.earlier is not None and _grows(pair)


def _part_above_whole(pair: Pair) -> bool:
    """More in a stretch of the time than in the whole of it."""
    part, whole = pair.values.first, pair.values.second
    if pair.time.earlier == "b":
        part, whole = whole, part
    return whole.below(part)


def _grows(pair: Pair) -> bool:
    earlier, later = _in_order(pair)
    return _dated_apart(pair) and pair.values.apart and earlier < later


def falls(pair: Pair) -> bool:
    """Whether of two running counts the later one is smaller."""
    earlier, later = _in_order(pair)
    return _are_counters(pair) and pair.time.kind == "ordered" and pair.time.earlier is not None and later < earlier


def _in_order(pair: Pair) -> tuple[float, float]:
    ends = pair.values.first.low, pair.values.second.low
    return ends if pair.time.earlier == "a" else (ends[1], ends[0])


def _dated_apart(pair: Pair) -> bool:
    first, second = pair.a.frame.reference, pair.b.frame.reference
    return first is not None and second is not None and not first.overlaps(second)
