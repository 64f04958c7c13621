"""What follows of two claims: gates first, then how their figures lie, then how likely they are of one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.gates.restating import then_and_now
from pipeline.comparing.gates.spans import relate_times
from pipeline.comparing.gates.subject_gate import (
    exclusive_subjects,
    is_part_of_people,
    relate_settings,
    relate_subjects,
)
from pipeline.comparing.gates.wording import stated_text, values_text
from pipeline.comparing.pairs.arithmetic import difference, fall, told_in_order
from pipeline.comparing.pairs.blocks import comparable_kind, in_one_block
from pipeline.comparing.pairs.close_figures import are_close
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.pairs.containment import CONTAINMENT, contradicts_whole
from pipeline.comparing.pairs.dates import DATES, period_conflict, retells
from pipeline.comparing.pairs.evidence import Evidence, Pair, gather, gather_with_readings
from pipeline.comparing.pairs.filed_apart import filed_apart
from pipeline.comparing.pairs.open_readings import chance_of_one
from pipeline.comparing.pairs.values import relate_values, slip_between
from pipeline.comparing.pairs.weights import Models
from pipeline.comparing.pairs.wordings import counted_words
from pipeline.reading.places import relation as place_relation
from pipeline.records.model import Verdict, VerdictName
from pipeline.records.settings import CompareSettings


@dataclass(frozen=True, slots=True)
class Rules:
    """What a judgement rests on: the numbers of the settings and the weights."""

    settings: CompareSettings
    models: Models


def judge(a: NormalisedClaim, b: NormalisedClaim, company: Company, rules: Rules) -> tuple[Verdict, ...]:
    """One verdict for two claims, and a `period_conflict` beside it where there is one.

    `company` holds the claims of both documents that could be meant in the place of these two.
    """
    pair = _through_the_gates(a, b, rules.settings)
    if isinstance(pair, Verdict):
        return (pair,)
    if pair.values.apart:
        weighed = [(pair, company)] if _is_open(pair, rules) else []
        told = [_contradiction(pair, likely, rules) for likely in _likelihoods(weighed, rules)]
        verdict = next(filter(None, told), None) or _of_two_things(pair)
    else:
        verdict = _together(pair, company, rules) if can_agree(pair) else _of_two_things(pair)
    beside = period_conflict(pair, rules.settings)
    if beside is None:
        return (verdict,)
    if verdict.verdict == "progression" and retells(pair) and not pair.time.starts_differ:
        verdict = replace(verdict, verdict="agree", rule=DATES)
    return verdict, beside


def contradictions(
    asked: Sequence[tuple[NormalisedClaim, NormalisedClaim, Company]], rules: Rules
) -> Iterator[tuple[Verdict, ...]]:
    """What `judge` flags of each two claims, and what it finds too unlikely to flag; nothing else is worked out. The
    model is asked once for all."""
    passed = [(_through_the_gates(a, b, rules.settings), company) for a, b, company in asked]
    weighed = {
        n: (pair, company)
        for n, (pair, company) in enumerate(passed)
        if isinstance(pair, Pair) and pair.values.apart and _is_open(pair, rules)
    }
    likely = dict(zip(weighed, _likelihoods(list(weighed.values()), rules), strict=True))
    for n, (pair, _) in enumerate(passed):
        if isinstance(pair, Verdict):
            yield ()
            continue
        told = _contradiction(pair, likely[n], rules) if n in likely else None
        yield tuple(filter(None, (told, period_conflict(pair, rules.settings))))


def _through_the_gates(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> Pair | Verdict:
    """The pair where nothing shuts it out, else the verdict of the gate that does."""
    if shut := shut_gate(a, b, settings):
        return _verdict(a, b, "scope", *shut)
    pair = pair_of(a, b, settings)
    if then_and_now(a, b) and pair.values.meeting != "equal":
        return _verdict(a, b, "progression", "then and now", f"one sentence states {values_text(a, b)}")
    return pair


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
    if one.modality != other.modality:
        return "modality", f"{one.modality} against {other.modality}"
    if one.about and other.about and not {each.lower() for each in one.about} & {each.lower() for each in other.about}:
        return "about", f"{', '.join(one.about)} against {', '.join(other.about)}"
    if relate_places(a, b) == "different" and not filed_apart(a, b, settings):
        return "place", f"{a.place} against {b.place}"
    return None


def _together(pair: Pair, company: Company, rules: Rules) -> Verdict:
    """The figures meet: one thing stated twice, or two things that happen to give figures that fit."""
    a, b = pair.a, pair.b
    (likely,) = rules.models.agreement.probabilities([gather(pair, company, rules.settings)])
    if likely < rules.settings.same_from:
        return _of_two_things(pair)
    known = pair.place != "open" and pair.time.kind != "open"
    name: VerdictName = "agree" if pair.values.meeting == "equal" and known else "compatible"
    if pair.values.meeting == "rounded":
        rule, arithmetic = "rounding", f"{values_text(a, b)}: one is the other rounded"
    else:
        rule = "value"
        arithmetic = f"{stated_text(a, pair.values.first)}; {stated_text(b, pair.values.second)}: they meet"
    verdict = _verdict(a, b, name, rule, arithmetic)
    return replace(verdict, inferred=pair.time.inferred, notes=tuple(_notes(pair)))


def can_agree(pair: Pair) -> bool:
    """Whether two figures meet that are of one measure and kind, for what may be one place."""
    a, b = pair.a, pair.b
    return not pair.values.apart and (a.measure, a.kind) == (b.measure, b.kind) and pair.place != "different"


def _notes(pair: Pair) -> Iterator[str]:
    if pair.subject.kind != "same" and pair.subject.why:
        yield f"one says less: {pair.subject.why}"
    if pair.values.meeting == "loose":
        yield "they fit, but one says little about the other"


def _is_open(pair: Pair, rules: Rules) -> bool:
    """Whether two figures that do not meet are to be weighed."""
    return contradicts_whole(pair) is not None or can_contradict(pair, rules.settings)


def _likelihoods(pairs: Sequence[tuple[Pair, Company]], rules: Rules) -> list[float]:
    evidence = [evidence_of(pair, company, rules.settings) for pair, company in pairs]
    return [round(likely, 3) for likely in rules.models.contradiction.probabilities(evidence)]


def evidence_of(pair: Pair, company: Company, settings: CompareSettings) -> Evidence:
    """What speaks for and against a contradiction. Whether a part lies above its whole hangs on no further claims."""
    return gather_with_readings(pair, Company.nobody() if contradicts_whole(pair) else company, settings)


def _contradiction(pair: Pair, likely: float, rules: Rules) -> Verdict | None:
    """Of figures that do not meet and are weighed the flag, where it is likely enough; below that nothing is said, with
    the likelihood beside it. None where they are one series at two times, or two things."""
    if likely < rules.settings.unsure_from:
        return None
    if broken := contradicts_whole(pair):
        return _flagged(pair, "conflict", CONTAINMENT, broken, likely, rules)
    if _falls(pair):
        return _flagged(pair, "regression", "counters", fall(pair), likely, rules)
    return _flagged(pair, "conflict", "value", difference(pair.a, pair.b, pair.values), likely, rules)


def can_contradict(pair: Pair, settings: CompareSettings) -> bool:
    """Whether two figures that do not meet are stated as facts, for what may be one place and one time, and neither is
    known for a part of the other."""
    a, b = pair.a, pair.b
    if a.claim.modality != "asserted" or (_both_can_be(pair) and not _may_be_of_one_time(pair, settings)):
        return False
    if relate_settings(a, b).kind != "same" or is_part_of_people(a, b):
        return False
    return in_one_block(a, b) or filed_apart(a, b, settings)


def _may_be_of_one_time(pair: Pair, settings: CompareSettings) -> bool:
    """Figures that are close, or of the same digits, of a time and a stretch of it, or of times that are not known or
    may have been misread."""
    a, b = pair.a.claim, pair.b.claim
    if not are_close(a, b, settings):
        return False
    near = pair.time.kind in ("part", "open")
    return near or chance_of_one("period", a, b) >= settings.reread_from


def _both_can_be(pair: Pair) -> bool:
    """Another time: a series may rise and fall, and a running count may grow."""
    time, counters = pair.time, pair.a.frame.kind == "counter" and pair.b.frame.kind == "counter"
    if time.kind == "ordered":
        return not counters or not _falls(pair)
    if time.kind == "part" and not pair.a.frame.kind == pair.b.frame.kind == "level":
        return not _part_above_whole(pair)
    if time.kind in ("other", "update", "open"):
        return True
    return counters and time.inferred and time.earlier is not None and _grows(pair)


def _part_above_whole(pair: Pair) -> bool:
    """More in a stretch of the time than in the whole of it."""
    part, whole = pair.values.first, pair.values.second
    if pair.time.earlier == "b":
        part, whole = whole, part
    return whole.below(part)


def _grows(pair: Pair) -> bool:
    earlier, later = _in_order(pair)
    return _dated_apart(pair) and pair.values.apart and earlier < later


def _falls(pair: Pair) -> bool:
    earlier, later = _in_order(pair)
    counters = pair.a.frame.kind == "counter" and pair.b.frame.kind == "counter"
    return counters and pair.time.kind == "ordered" and later < earlier


def _in_order(pair: Pair) -> tuple[float, float]:
    ends = pair.values.first.low, pair.values.second.low
    return ends if pair.time.earlier == "a" else (ends[1], ends[0])


def _dated_apart(pair: Pair) -> bool:
    first, second = pair.a.frame.reference, pair.b.frame.reference
    return first is not None and second is not None and not first.overlaps(second)


def _flagged(pair: Pair, name: VerdictName, rule: str, arithmetic: str, likely: float, rules: Rules) -> Verdict:
    a, b, flagged = pair.a.claim, pair.b.claim, likely >= rules.settings.flag_from
    return Verdict(
        a.id,
        (b.id,),
        name if flagged else "unknown",
        rule,
        arithmetic,
        inferred=pair.time.inferred,
        slip=slip_between(a, b) if flagged else None,
        probability=likely,
    )


def _of_two_things(pair: Pair) -> Verdict:
    """One series at two times where the words fit and the times do not; else the gate that tells the two apart."""
    a, b = pair.a, pair.b
    if a.measure != b.measure:
        return _verdict(a, b, "scope", "measure", f"{a.claim.measure} against {b.claim.measure}")
    if a.kind != b.kind:
        return _verdict(a, b, "scope", "unit and kind", f"{a.kind} against {b.kind}")
    if pair.time.kind not in ("same", "open") and is_series(pair):
        rule = "undated" if pair.time.kind == "update" else f"{a.frame.kind}s"
        notes = ("perhaps an update",) if rule == "undated" else ()
        return replace(_verdict(a, b, "progression", rule, told_in_order(pair)), notes=notes)
    if pair.subject.kind != "same":
        return _verdict(a, b, "scope", "subject", pair.subject.why)
    if pair.place == "open":
        return replace(_verdict(a, b, "unknown", "place", values_text(a, b)), notes=("one names no place",))
    if pair.place != "same":
        return _verdict(a, b, "scope", "place", f"{a.place} against {b.place}")
    if pair.time.kind == "open":
        return replace(_verdict(a, b, "unknown", "period", values_text(a, b)), notes=(pair.time.note,))
    if pair.time.kind != "same":
        return _verdict(a, b, "scope", "period", pair.time.note or told_in_order(pair))
    return _verdict(a, b, "scope", "siblings", "the words around the two do not tell which things they count")


def is_series(pair: Pair) -> bool:
    """One thing counted at two times, as far as place and words say."""
    if pair.place not in ("same", "open") or pair.a.kind == "change" or _other_start(pair):
        return False
    mine, theirs = counted_words(pair.a), counted_words(pair.b)
    return pair.subject.kind == "same" or not (mine - theirs and theirs - mine)


def _other_start(pair: Pair) -> bool:
    """A stretch that begins later than the running count that it lies in."""
    first, second = pair.a.frame.start, pair.b.frame.start
    one_counts = (pair.a.frame.kind == "counter") != (pair.b.frame.kind == "counter")
    return pair.time.kind == "part" and one_counts and bool(first and second and not first.overlaps(second))


def _verdict(
    a: NormalisedClaim,
    b: NormalisedClaim,
    verdict: VerdictName,
    rule: str,
    arithmetic: str,
) -> Verdict:
    return Verdict(a.claim.id, (b.claim.id,), verdict, rule, arithmetic)
