"""Parts that add up to a total, and shares that add up to a hundred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.comparing.derive.figures import Figure, derived, terms_text, within_time
from pipeline.comparing.gates.cues import cue_pattern
from pipeline.comparing.intervals import Interval, point
from pipeline.comparing.subjects import relate, relate_topics
from pipeline.comparing.subjects.lexicon import lexicon
from pipeline.reading.places import relation
from pipeline.records.model import Verdict
from pipeline.records.settings import CompareSettings

_SUMMED = frozenset({"total", "level", "amount"})
_SMALL = 100
_FEW_QUOTES_APART = 4


def sum_verdicts(figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Verdict]:
    """Totals of a document with parts that stand together; those that do not come out where the text says that the
    parts are all there are."""
    used: set[str] = set()
    groups: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in figures:
        if figure.claim.kind in _SUMMED and figure.slots.unit != "percent" and figure.claim.bound in ("exact", "about"):
            groups.setdefault((figure.slots.measure, figure.slots.unit, figure.slots.kind), []).append(figure)
    for group in groups.values():
        if len(group) < 3:
            continue
        parts_of: dict[tuple[float, str | None, str | None], list[Figure]] = {}
        for total in sorted(group, key=lambda figure: figure.point):
            told = (total.point, total.claim.start, total.claim.end)
            found = parts_of.get(told) or next(_adding_up(total, group, used, settings), None)
            if found:
                parts_of[told] = found
                used.update(part.claim.id for part in found)
                yield derived("derived", "sum", total, found, _sum(found), terms_text(found, "+"))
            elif broken := _broken(total, group, settings):
                yield derived("derived_conflict", "sum", total, broken, _sum(broken), terms_text(broken, "+"))


def _adding_up(
    total: Figure, group: Sequence[Figure], used: set[str], settings: CompareSettings
) -> Iterator[list[Figure]]:
    """Runs of neighbours whose sum is the total's; parts of parts are left out of them."""
    parts = [part for part in _candidates(total, group, settings) if part.claim.id not in used]
    for run in _runs(parts, settings.sum_parts):
        rough = sum(part.point for part in run)
        if abs(rough - total.point) > 0.12 * total.point:
            continue
        if _sum(run).meets(total.exact) and _fits(total, run):
            yield run


def _candidates(total: Figure, group: Sequence[Figure], settings: CompareSettings) -> list[Figure]:
    return [
        part
        for part in group
        if part is not total
        and abs(part.n - total.n) <= settings.sum_window
        and max(total.exact.high - total.exact.low, 0.0) / 2 < part.point < total.point
        and part.slots.per == total.slots.per
        and within_time(part, total)
        and _place_fits(part, total)
    ]


def _place_fits(part: Figure, total: Figure) -> bool:
    inner, outer = part.slots.place, total.slots.place
    return inner is None or outer is None or relation(inner, outer) in ("same", "within")


def _runs(parts: list[Figure], longest: int) -> Iterator[list[Figure]]:
    for first in range(len(parts)):
        for last in range(first + 2, min(first + longest, len(parts)) + 1):
            yield parts[first:last]


def _sum(parts: Sequence[Figure]) -> Interval:
    added = parts[0].exact
    for part in parts[1:]:
        added = added + part.exact
    return added


def _fits(total: Figure, run: list[Figure]) -> bool:
    """Small numbers add up by chance: there the parts must stand near the total and be of its kind."""
    if not _told_apart(run):
        return False
    near = all(abs(part.n - total.n) <= _FEW_QUOTES_APART for part in run)
    one_quote = all(part.claim.quote == total.claim.quote for part in run)
    if one_quote:
        return True
    if any(_of_another_topic(part, total) for part in run):
        return False
    together = len({part.claim.quote for part in run}) == 1 or near
    if total.point < _SMALL:
        return together and all(_is_part(part, total) for part in run)
    return together or len(run) > 2


def _told_apart(run: list[Figure]) -> bool:
    """Parts differ in what or where they count; one figure told twice is no second part."""
    said = {(part.slots.subject, part.slots.place, part.claim.start) for part in run}
    return len(said) == len(run)


def _of_another_topic(part: Figure, total: Figure) -> bool:
    topics = part.slots.subject.topics, total.slots.subject.topics
    return bool(all(topics)) and relate_topics(*topics, total.slots.measure).kind == "different"


def _is_part(part: Figure, total: Figure) -> bool:
    kind = relate(part.slots.subject, total.slots.subject, total.slots.measure).kind
    return kind in ("within", "same") or total.slots.subject.head == part.slots.subject.head


def _broken(total: Figure, group: Sequence[Figure], settings: CompareSettings) -> list[Figure] | None:
    """Parts that the text makes all there are, and that do not come out."""
    parts = _candidates(total, group, settings)
    same_quote = [part for part in parts if part.claim.quote == total.claim.quote and _after(part, total)]
    for run in (same_quote, _after_total(parts, total)):
        if len(run) >= 2 and _told_apart(run) and _exhaustive(total, run) and not _sum(run).meets(total.exact):
            return run
    every = [part for part in parts if part.n > total.n or part.claim.quote != total.claim.quote]
    if _nearly_all(total, every, settings):
        return every
    return None


def _after(part: Figure, total: Figure) -> bool:
    return part.claim.quote.find(part.claim.number) > total.claim.quote.find(total.claim.number)


def _after_total(parts: list[Figure], total: Figure) -> list[Figure]:
    """The parts of the one quote that follows the total's with more than one."""
    behind = [part for part in parts if part.n > total.n and part.claim.quote != total.claim.quote]
    first = behind[0].claim.quote if behind else ""
    return [part for part in behind if part.claim.quote == first]


def _exhaustive(total: Figure, run: list[Figure]) -> bool:
    quotes = {total.claim.quote, *(part.claim.quote for part in run)}
    if any(cue_pattern("some_parts").search(quote) for quote in quotes):
        return False
    if _divides_people(total, run):
        return True
    quote = total.claim.quote
    behind = quote[quote.find(total.claim.number) + len(total.claim.number) :]
    listed = all(part.claim.quote == quote for part in run) and ":" in behind[: behind.find(run[0].claim.number)]
    return listed and all(_is_part(part, total) for part in run)


def _divides_people(total: Figure, run: list[Figure]) -> bool:
    """Women and men, girls and boys: the parts' people are all of the total's, and none twice."""
    everyone = lexicon().atoms["everyone"]
    whole = total.slots.subject.atoms or everyone
    said = [part.slots.subject.atoms for part in run]
    if any(atoms is None for atoms in said):
        return False
    members = [atom for atoms in said for atom in (atoms or ())]
    return len(members) == len(set(members)) and set(members) == set(whole)


def _nearly_all(total: Figure, parts: list[Figure], settings: CompareSettings) -> bool:
    """Every event that the document tells of the total's time, told as one after the other, and hardly short of it."""
    if len(parts) < 3 or total.exact.low != total.exact.high or not _told_apart(parts):
        return False
    if any(part.exact.low != part.exact.high or part.claim.kind != "total" for part in parts):
        return False
    if not all(part.slots.frame.kind == "flow" for part in (total, *parts)):
        return False
    quotes = {part.claim.quote for part in parts}
    if len(quotes) < 2 or any(cue_pattern("some_parts").search(quote) for quote in quotes):
        return False
    if sum(bool(cue_pattern("all_parts").search(quote)) for quote in quotes) * 2 < len(quotes):
        return False
    added = sum(part.point for part in parts)
    return 0 < abs(added - total.point) <= settings.near_miss * total.point


def hundred_verdicts(figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Verdict]:
    """Shares of one whole that stand together and add up to a hundred."""
    run: list[Figure] = []
    for figure in (*figures, None):
        if figure and figure.claim.kind == "share" and (not run or _one_whole(run[-1], figure)):
            run.append(figure)
            continue
        yield from _hundred(run)
        run = [figure] if figure and figure.claim.kind == "share" else []


def _one_whole(a: Figure, b: Figure) -> bool:
    if not (a.slots.measure == b.slots.measure and a.claim.start == b.claim.start and a.claim.end == b.claim.end):
        return False
    if a.claim.subject == b.claim.subject and a.claim.quote == b.claim.quote:
        return True
    return _complements(a, b)


def _complements(a: Figure, b: Figure) -> bool:
    one, other = (figure.slots.part.atoms if figure.slots.part else None for figure in (a, b))
    everyone = lexicon().atoms["everyone"]
    return bool(one and other and not one & other and one | other == everyone)


def _hundred(run: list[Figure]) -> Iterator[Verdict]:
    if len(run) < 2 or (len(run) == 2 and not _complements(run[0], run[1])):
        return
    added = run[0].slots.value
    for figure in run[1:]:
        added = added + figure.slots.value
    if added.meets(point(100.0)) and all(figure.claim.bound == "exact" for figure in run):
        first, *others = run
        yield derived(
            "derived", "hundred", first, others, point(100.0) - _rest(others), f"100 − ({terms_text(others, '+')})"
        )


def _rest(others: list[Figure]) -> Interval:
    added = others[0].slots.value
    for figure in others[1:]:
        added = added + figure.slots.value
    return added
