"""Figures that the text itself ties by arithmetic, so that they must come out.

It names the operation, or lists the parts under their total.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

from pipeline.comparing.derive.changes import POINTS, changes_between
from pipeline.comparing.derive.columns import column_equations
from pipeline.comparing.derive.equations import Equation
from pipeline.comparing.derive.evidence import between_numbers, bracketed, cue, joined, words_beside
from pipeline.comparing.derive.figures import Figure
from pipeline.comparing.derive.shares import above_whole, is_count, part_of_whole
from pipeline.comparing.derive.sums import added, sum_to_hundred
from pipeline.comparing.gates.spans import DAYS_A_MONTH
from pipeline.comparing.number_words import is_ratio
from pipeline.comparing.pairs.wordings import Words, covered
from pipeline.comparing.subjects import relate
from pipeline.records.settings import CompareSettings

_NEAR = 3
_OF_WHOLE_AND = re.compile(r" of [^,;:.]*,(?: or)? ")
_OUT_OF = re.compile(r"\b(?:of|among) (?:all )?(?:the |its |these |those |some |about )?$", re.IGNORECASE)


def stated_equations(figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    """All equations of a document that must come out."""
    sentences: dict[int, list[Figure]] = {}
    for figure in figures:
        sentences.setdefault(figure.sentence, []).append(figure)
    yield from column_equations(figures, settings)
    for told in sentences.values():
        yield from _hundreds(told)
    for figure in figures:
        around = [each for step in (-1, 0, 1) for each in sentences.get(figure.sentence + step, ())]
        if figure.claim.unit == "percent" and figure.claim.kind == "share" and _is_worked_out(figure):
            yield from _shares(figure, around, figures, settings)
        elif figure.claim.kind == "change" and (_is_worked_out(figure) or figure.norm.unit == "times"):
            yield from _changes(figure, around)
        elif is_count(figure) and figure.claim.bound == "exact":
            yield from _sums(figure, around, settings)
            yield from _continued(figure, around, settings)
            yield from _divisions(figure, figures, settings)


def _is_worked_out(figure: Figure) -> bool:
    """Stated in digits and without a hedge: "half", "one in five" and "about 20%" are stated loosely."""
    number = figure.claim.number
    return figure.claim.bound == "exact" and any(map(str.isdigit, number)) and not is_ratio(number)


def _shares(
    share: Figure, around: Sequence[Figure], figures: Sequence[Figure], settings: CompareSettings
) -> Iterator[Equation]:
    """A share beside its own count, with the whole that it names; by how much a stock is above its limit."""
    counts = [each for each in around if is_count(each) and each.claim.bound == "exact"]
    for part in counts:
        for whole in counts if part.sentence == share.sentence else ():
            if part.point < whole.point and part.claim.unit == whole.claim.unit and _names(share, part, whole):
                near, result = part_of_whole(part, whole)[2:]
                yield Equation("share", "share", share, (part, whole), near, result, share.worked_out, 1)
    told = f"{share.claim.part} {share.claim.subject}"
    if cue("above").search(told) and cue("limits").search(told):
        yield from _above(share, figures, settings)


def _names(share: Figure, part: Figure, whole: Figure) -> bool:
    if part.place_beside(whole) not in ("same", "within") or share.place_beside(whole) not in ("same", "open"):
        return False
    if not share.at_one_time(part) and share.norm.frame.dated and part.norm.frame.dated:
        return False
    if joined(part, whole) == "of" and (bracketed(share, whole) or _glossed(share, part)):
        return True
    if not bracketed(share, part) and _overlap(share.part, part.thing) < 1:
        return False
    return (
        joined(part, whole) == "of"
        or _is_counted_out_of(part, whole)
        or (bool(whole.thing) and whole.thing <= share.whole and part.thing != whole.thing)
    )


def _is_counted_out_of(part: Figure, whole: Figure) -> bool:
    """Whether a sentence goes on from a whole to its part: "Of the 524 people freed, 226"."""
    before, _ = words_beside(whole)
    return whole.sentence == part.sentence and whole.n < part.n and bool(_OUT_OF.search(before))


def _glossed(share: Figure, part: Figure) -> bool:
    """Whether the counts of a share are told behind its whole: "5% of the cases, 61 of 1,208"."""
    between = between_numbers(share, part)
    return between is not None and bool(_OF_WHOLE_AND.fullmatch(between))


def _above(share: Figure, figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    near_by = figures[max(0, share.n - settings.sum_window) : share.n + settings.sum_window + 1]
    limits = [each for each in near_by if is_count(each) and cue("limits").search(each.claim.subject)]
    for limit in limits:
        for stock in near_by:
            if is_count(stock) and stock.point > limit.point and abs(stock.sentence - limit.sentence) <= 1:
                near, result = above_whole(limit, stock)[2:]
                yield Equation("share", "above", share, (limit, stock), near, result, share.worked_out, 1)


def _hundreds(figures: Sequence[Figure]) -> Iterator[Equation]:
    """Shares of one whole, which one of them names, whose people have nobody in common, where they are all of it or
    come to more."""
    at_one_time: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        claim = figure.claim
        if claim.kind == "share" and claim.unit == "percent" and _is_worked_out(figure) and _divides(figure):
            at_one_time.setdefault((claim.start, claim.end, figure.norm.place), []).append(figure)
    for shares in at_one_time.values():
        wholes = {share.claim.subject for share in shares if _names_its_whole(share)}
        if len(shares) > 1 and len(wholes) == 1 and _come_to_all_or_more(shares):
            yield sum_to_hundred(shares)


def _come_to_all_or_more(shares: Sequence[Figure]) -> bool:
    people = [share.norm.part.atoms for share in shares if share.norm.part and share.norm.part.atoms]
    together = frozenset().union(*people)
    if sum(map(len, people)) > len(together):
        return False
    return together == shares[0].norm.traits.lexicon.atoms["everyone"] or sum(share.point for share in shares) > 100


def _divides(share: Figure) -> bool:
    """Whether a share is told of people by age or sex alone, among people of any."""
    whole, part = share.norm.subject, share.norm.part
    if part is None or not part.atoms or part.qualifiers:
        return False
    return whole.atoms is None or not _names_its_whole(share)


def _names_its_whole(share: Figure) -> bool:
    return share.claim.subject != share.claim.part


def _changes(change: Figure, around: Sequence[Figure]) -> Iterator[Equation]:
    """A change beside the two values that its sentence, or the one next to it, states of its subject."""
    falls = change.claim.direction == "down"
    values = [each for each in around if each.claim.kind != "change" and each.claim.bound == "exact" and each.point > 0]
    for n, one in enumerate(values):
        for other in values[n + 1 :]:
            if one.claim.unit != other.claim.unit or not _one_series(change, one, other, values):
                continue
            earlier, later = (one, other) if (one.point > other.point) == falls else (other, one)
            for rule, terms, near, result in changes_between(change, earlier, later):
                if rule != "points" or change.norm.unit == POINTS:
                    yield Equation("change", rule, change, terms, near, result, change.worked_out, 1)


def _one_series(change: Figure, one: Figure, other: Figure, values: Sequence[Figure]) -> bool:
    if one.at_one_time(other) or one.norm.measure != other.norm.measure or _overlap(one.thing, other.thing) < 1:
        return False
    if one.place_beside(other) != "same" or change.place_beside(one) not in ("same", "open"):
        return False
    if max(_overlap(change.thing, each.thing) for each in (one, other)) < 0.5:
        return False
    if one.sentence == other.sentence == change.sentence:
        return max(abs(each.n - change.n) for each in (one, other)) <= _NEAR
    return {each.n for each in values if each.sentence == one.sentence and each.thing == one.thing} <= {one.n, other.n}


def _tied_sum(total: Figure, parts: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    told = {(part.thing, part.claim.place, part.claim.start, part.claim.end) for part in parts}
    if len(parts) < 2 or len(told) < len(parts) or any(part.claim.bound != "exact" for part in parts):
        return
    missed = abs(sum(part.point for part in parts) - total.point)
    if missed <= settings.near_miss * total.point or _divide_people(total, parts):
        near, result = added([part.near for part in parts]), added([part.exact for part in parts])
        yield Equation("sum", "sum", total, tuple(parts), near, result, total.near, 1)


def _divide_people(total: Figure, parts: Sequence[Figure]) -> bool:
    """Adults and minors, or women, men and children: in the total's sentence everyone is in one kind of parts, and
    there are as many parts of each kind."""
    said = Counter(part.norm.subject.atoms for part in parts)
    kinds = [atoms for atoms in said if atoms]
    whole = total.norm.subject.atoms or total.norm.traits.lexicon.atoms["everyone"]
    apart = sum(map(len, kinds)) == len(frozenset().union(*kinds))
    in_sentence = all(part.sentence == total.sentence for part in parts)
    even = len(kinds) == len(said) > 1 and len(set(said.values())) == 1
    return in_sentence and even and apart and frozenset().union(*kinds) == whole


def _sums(total: Figure, around: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    """All parts that one sentence, the total's or one next to it, states in one way of what the total counts."""
    by_way: dict[tuple[int, str], list[Figure]] = {}
    is_total = _is_called_a_total(total)
    for part in around:
        ahead = part.sentence == total.sentence and part.n < total.n
        if part is not total and (not ahead or is_total) and (way := _nests(part, total)):
            by_way.setdefault((part.sentence, way), []).append(part)
    for parts in by_way.values():
        quotes = {total.claim.quote, *(part.claim.quote for part in parts)}
        if not any(cue(name).search(quote) for quote in quotes for name in ("some_parts", "more_parts", "each")):
            yield from _tied_sum(total, parts, settings)


def _is_called_a_total(figure: Figure) -> bool:
    """Whether the words next to a figure say that it is all of those before it: "a total of 60", "60 people in all"."""
    before, behind = words_beside(figure)
    return any(cue("called_a_total").search(words) for words in (before, behind))


def _continued(total: Figure, around: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    """A count up to an earlier day, and what was counted from then on to the day of the total."""
    until = total.norm.frame.reference
    counted = [each for each in around if until and _may_nest(each, total) and _is_of_one_count(each, total)]
    for earlier, since in permutations(counted, 2):
        before, stretch = earlier.norm.frame.reference, since.norm.frame.span()
        one_start = earlier.claim.start == total.claim.start != since.claim.start
        if until and before and stretch and one_start and (stretch.first, stretch.last) == (before.last, until.last):
            yield from _tied_sum(total, (earlier, since), settings)


def _is_of_one_count(part: Figure, total: Figure) -> bool:
    same_thing = part.norm.measure == total.norm.measure and _overlap(part.thing, total.thing) == 1
    return same_thing and total.claim.kind == "total" and part.place_beside(total) == "same"


def _divisions(total: Figure, figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    """Parts that divide their total, wherever they stand: its time into halves, quarters or months, or one sentence's
    the things that it names together."""
    near_by = figures[max(0, total.n - settings.sum_window) : total.n + settings.sum_window + 1]
    smaller = [part for part in near_by if _may_nest(part, total)]
    if len(smaller) < 2 or sum(part.point for part in smaller) < (1 - settings.near_miss) * total.point:
        return
    nested = [(part, _nests(part, total)) for part in smaller]
    lengths: dict[int, list[Figure]] = {}
    sentences: dict[int, list[Figure]] = {}
    for part, way in nested:
        span = part.norm.frame.span()
        if way == "when" and span is not None and part.thing == total.thing:
            lengths.setdefault(round(span.days() / DAYS_A_MONTH), []).append(part)
        elif way == "what":
            sentences.setdefault(part.sentence, []).append(part)
    for parts in lengths.values():
        if _tile(total, parts):
            yield from _tied_sum(total, parts, settings)
    for parts in sentences.values():
        things = [part.thing for part in parts]
        if frozenset().union(*things) == total.thing and sum(map(len, things)) == len(total.thing):
            yield from _tied_sum(total, parts, settings)


def _tile(total: Figure, parts: Sequence[Figure]) -> bool:
    """The parts' times lie end to end from the total's start to its end."""
    spans = sorted((span.first, span.last) for part in parts if (span := part.norm.frame.span()))
    whole = total.norm.frame.span()
    if whole is None or (spans[0][0], spans[-1][1]) != (whole.first, whole.last):
        return False
    return all(earlier[1] == later[0] for earlier, later in pairwise(spans))


def _may_nest(part: Figure, total: Figure) -> bool:
    one, other = part.claim, total.claim
    return 0 < part.point < total.point and one.kind == other.kind and one.unit == other.unit


def _nests(part: Figure, total: Figure) -> str | None:
    """In what a figure counts a part of what the total counts: where, when, or of what kind."""
    if not _may_nest(part, total):
        return None
    place, alike = part.place_beside(total), part.thing == total.thing
    kind = relate(part.norm.subject, total.norm.subject, total.norm.traits).kind
    if place == "within":
        return "where" if alike or kind in ("same", "within") else None
    if place not in ("same", "open"):
        return None
    if part.at_one_time(total):
        return "what" if not alike and (kind == "within" or _overlap(part.thing, total.thing) == 1) else None
    first, second = part.norm.frame.span(), total.norm.frame.span()
    inside = first is not None and second is not None and first.within(second)
    return "when" if inside and (alike or kind == "same") else None


def _overlap(one: Words, other: Words) -> float:
    return covered(one, other) if one and other else 0.0
