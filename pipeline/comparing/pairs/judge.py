"""What follows of two claims: gates first, then how their figures lie, then how likely they are of one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.comparing.gates.contrasts import told_apart
from pipeline.comparing.gates.happenings import other_happening
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.gates.restating import then_and_now
from pipeline.comparing.gates.wording import stated_text, values_text
from pipeline.comparing.pairs.arithmetic import NO_DAY, difference, fall, told_in_order
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.pairs.containment import CONTAINMENT, contradicts_whole
from pipeline.comparing.pairs.contradictable import can_contradict, counters_grow, falls
from pipeline.comparing.pairs.dates import DATES, period_conflict, retells
from pipeline.comparing.pairs.evidence import Evidence, Pair, gather, gather_with_readings
from pipeline.comparing.pairs.pairing import pair_of
from pipeline.comparing.pairs.shut_gates import shut_gate
from pipeline.comparing.pairs.unlike_things import unlike_things
from pipeline.comparing.pairs.values import slip_between
from pipeline.comparing.pairs.weights import Models
from pipeline.comparing.pairs.wordings import counted_words
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
        weighed = _weighed(pair, company, rules.settings)
        told = _told([weighed], rules)[0] if weighed else None
        verdict = told or _of_two_things(pair)
    else:
        may_be_one = can_agree(pair) and not unlike_things(a, b)
        verdict = _together(pair, company, rules) if may_be_one else _of_two_things(pair)
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
    passed = [_through_the_gates(a, b, rules.settings) for a, b, _ in asked]
    weighed = {
        n: weighed
        for n, (pair, (_, _, company)) in enumerate(zip(passed, asked, strict=True))
        if isinstance(pair, Pair) and pair.values.apart and (weighed := _weighed(pair, company, rules.settings))
    }
    told = dict(zip(weighed, _told(list(weighed.values()), rules), strict=True))
    for n, pair in enumerate(passed):
        beside = None if isinstance(pair, Verdict) else period_conflict(pair, rules.settings)
        yield tuple(filter(None, (told.get(n), beside)))


def _through_the_gates(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> Pair | Verdict:
    """The pair where nothing shuts it out, else the verdict of the gate that does."""
    if shut := shut_gate(a, b, settings):
        return _verdict(a, b, "scope", *shut)
    pair = pair_of(a, b, settings)
    if then_and_now(a, b) and pair.values.meeting != "equal":
        return _verdict(a, b, "progression", "then and now", f"one sentence states {values_text(a, b)}")
    return pair


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


class _Weighed(NamedTuple):
    """Two figures that do not meet and are to be weighed, with the arithmetic where a part lies above its whole."""

    pair: Pair
    evidence: Evidence
    above_whole: str | None


def _weighed(pair: Pair, company: Company, settings: CompareSettings) -> _Weighed | None:
    above_whole = contradicts_whole(pair)
    if above_whole is None and not can_contradict(pair, settings):
        return None
    return _Weighed(pair, _evidence(pair, company, above_whole, settings), above_whole)


def evidence_of(pair: Pair, company: Company, settings: CompareSettings) -> Evidence:
    """What speaks for and against a contradiction."""
    return _evidence(pair, company, contradicts_whole(pair), settings)


def _evidence(pair: Pair, company: Company, above_whole: str | None, settings: CompareSettings) -> Evidence:
    """Whether a part lies above its whole hangs on no further claims."""
    return gather_with_readings(pair, Company.nobody() if above_whole else company, settings)


def _told(weighed: Sequence[_Weighed], rules: Rules) -> list[Verdict | None]:
    """The flag of each, where it is likely enough; below that nothing is said, with the likelihood beside it. None
    where they are one series at two times, or two things."""
    likely = rules.models.contradiction.probabilities([each.evidence for each in weighed])
    return [_contradiction(each, round(chance, 3), rules) for each, chance in zip(weighed, likely, strict=True)]


def _contradiction(weighed: _Weighed, likely: float, rules: Rules) -> Verdict | None:
    if likely < rules.settings.unsure_from:
        return None
    pair = weighed.pair
    if weighed.above_whole:
        return _flagged(pair, "conflict", CONTAINMENT, weighed.above_whole, likely, rules)
    if falls(pair):
        return _flagged(pair, "regression", "counters", fall(pair), likely, rules)
    return _flagged(pair, "conflict", "value", difference(pair.a, pair.b, pair.values), likely, rules)


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
    at_two_times = pair.time.kind not in ("same", "open") or counters_grow(pair)
    if at_two_times and is_series(pair):
        rule = "undated" if pair.time.kind == "update" else f"{a.frame.kind}s"
        notes = ("perhaps an update",) if rule == "undated" else ()
        if pair.time.kind == "ordered" and pair.time.earlier is None:
            notes = (NO_DAY,)
        return replace(_verdict(a, b, "progression", rule, told_in_order(pair)), notes=notes)
    if why := told_apart(a, b):
        return _verdict(a, b, "scope", *why)
    if happened := other_happening(a, b):
        return _verdict(a, b, "scope", "happening", happened)
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
