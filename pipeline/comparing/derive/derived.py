"""All that follows by arithmetic, within documents and between documents on one body's figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.comparing.derive.changes import both_ways_verdicts, change_verdicts
from pipeline.comparing.derive.figures import Figure, figure_of
from pipeline.comparing.derive.rates import duration_verdicts, per_head_verdicts, rate_verdicts
from pipeline.comparing.derive.shares import share_verdicts, told_share_verdicts
from pipeline.comparing.derive.sums import hundred_verdicts, sum_verdicts
from pipeline.comparing.gates.slots import Slots
from pipeline.comparing.pairs.judge import is_series, pair_of
from pipeline.records.model import Claim, Verdict
from pipeline.records.rows import number_position
from pipeline.records.settings import CompareSettings


def derived_verdicts(
    read: Sequence[Slots], settings: CompareSettings, *, pairs: Iterable[Verdict] | None = None
) -> list[Verdict]:
    """Groups that come out, and groups that should and do not: `a` is the claim that follows, `b` those it follows
    from. `pairs` are the verdicts of comparing the claims, where they are at hand; only its progressions are used."""
    figures = _figures(read)
    known = {figure.claim.id: figure for figure in figures}
    series = _series(figures, settings) if pairs is None else _told_series(pairs, known)
    found: list[Verdict] = []
    for document in _by_document(figures):
        found += _within(document, settings)
    found += _across(figures, series, settings)
    return _once(found)


def document_verdicts(read: Sequence[Slots], settings: CompareSettings) -> list[Verdict]:
    """For the claims of one document, the sums, shares and changes alone: all that can fail to come out."""
    figures = _figures(read)
    changes = [figure for figure in figures if figure.claim.kind == "change"]
    found = [*sum_verdicts(figures, settings), *share_verdicts(figures, settings)]
    if changes:
        found += change_verdicts(changes, _series(_beside(changes, figures), settings), settings)
    return _once(found)


def may_fail(claims: Sequence[Claim]) -> bool:
    """Whether a document tells a change beside its two values, figures in one sentence, or four totals of one measure:
    no other has `document_verdicts` that can fail to come out."""
    if len(claims) < 3:
        return False
    in_one_sentence = len({claim.quote for claim in claims}) < len(claims)
    if in_one_sentence or any(_told_with_values(claim, claims) for claim in claims):
        return True
    measures = Counter(claim.measure for claim in claims if claim.kind == "total" and claim.start and claim.end)
    return max(measures.values(), default=0) > 3


def _told_with_values(change: Claim, claims: Sequence[Claim]) -> bool:
    """A change between two years for both of which the document has a figure of one measure."""
    if change.kind != "change" or not change.start or not change.end:
        return False
    years = {change.start[:4], change.end[:4]}
    beside = Counter(
        claim.measure
        for claim in claims
        if claim.kind != "change" and years & {(claim.start or "")[:4], (claim.end or "")[:4]}
    )
    return max(beside.values(), default=0) > 1


def told_shares(read: Sequence[Slots], settings: CompareSettings) -> list[Verdict]:
    """Shares against counts of other documents, among claims of one measure, place and time."""
    told = [slots for slots in read if slots.kind == "share"]
    counted = [slots for slots in read if is_told_count(slots.claim)]
    return _once(told_share_verdicts(_figures(told), _figures(counted), settings))


def may_tell_shares(claims: Sequence[Claim]) -> bool:
    """Whether there is a share and counts of a part and a whole, as `told_shares` needs them."""
    counted = sum(map(is_told_count, claims))
    return counted > 1 and any(claim.kind == "share" for claim in claims)


def is_told_count(claim: Claim) -> bool:
    return claim.unit == "count" and claim.kind in ("total", "level")


def _beside(changes: Sequence[Figure], figures: Sequence[Figure]) -> list[Figure]:
    """The figures that a change may be told with: in its sentence, or at the dates that it names."""
    quotes = {change.claim.quote for change in changes}
    ends = [end for change in changes for end in (change.slots.frame.start, change.slots.frame.end) if end]
    found = []
    for figure in figures:
        span = figure.slots.frame.span()
        if figure.claim.quote in quotes or (span and any(span.overlaps(end) for end in ends)):
            found.append(figure)
    return found


def _within(figures: Sequence[Figure], settings: CompareSettings) -> list[Verdict]:
    return [
        *sum_verdicts(figures, settings),
        *hundred_verdicts(figures, settings),
        *share_verdicts(figures, settings),
        *rate_verdicts(figures, settings),
        *per_head_verdicts(figures, settings),
    ]


def _across(
    figures: Sequence[Figure], series: Sequence[tuple[Figure, Figure]], settings: CompareSettings
) -> Iterator[Verdict]:
    changes = [figure for figure in figures if figure.claim.kind == "change"]
    yield from change_verdicts(changes, series, settings)
    yield from duration_verdicts(figures, series, settings)
    levels: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        if figure.claim.kind in ("amount", "level"):
            levels.setdefault((figure.slots.unit, figure.slots.body or figure.claim.doc), []).append(figure)
    yield from both_ways_verdicts(changes, levels, settings)
    shares = [figure for figure in figures if figure.claim.kind == "share"]
    counts = [figure for figure in figures if is_told_count(figure.claim)]
    yield from told_share_verdicts(shares, counts, settings)


def _figures(read: Iterable[Slots]) -> list[Figure]:
    by_doc: dict[str, list[Slots]] = {}
    for slots in read:
        by_doc.setdefault(slots.claim.doc, []).append(slots)
    return [
        figure_of(n, slots)
        for _, members in sorted(by_doc.items())
        for n, slots in enumerate(sorted(members, key=_place_in_document))
    ]


def _place_in_document(slots: Slots) -> tuple[int, int]:
    """In reading order where places are known; by the place in the sentence where they are not."""
    claim = slots.claim
    if claim.locator:
        return (claim.locator.block, claim.locator.number_start)
    return (0, number_position(claim.quote, claim.number))


def _by_document(figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    by_doc: dict[str, list[Figure]] = {}
    for figure in figures:
        by_doc.setdefault(figure.claim.doc, []).append(figure)
    yield from by_doc.values()


def _series(figures: Sequence[Figure], settings: CompareSettings) -> list[tuple[Figure, Figure]]:
    """Pairs of one series at two times, by comparing the figures of each measure, unit and kind."""
    groups: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in figures:
        if figure.claim.kind != "change":
            groups.setdefault((figure.slots.measure, figure.slots.unit, figure.slots.kind), []).append(figure)
    return [
        _in_order(a, b)
        for group in groups.values()
        for n, a in enumerate(group)
        for b in group[n + 1 :]
        if _at_two_times(a, b, settings)
    ]


def _at_two_times(a: Figure, b: Figure, settings: CompareSettings) -> bool:
    pair = pair_of(a.slots, b.slots, settings)
    return pair.time.kind != "same" and is_series(pair)


def _told_series(pairs: Iterable[Verdict], known: dict[str, Figure]) -> list[tuple[Figure, Figure]]:
    return [
        _in_order(known[verdict.a], known[verdict.b[0]])
        for verdict in pairs
        if verdict.verdict == "progression" and verdict.a in known and verdict.b[0] in known
    ]


def _in_order(a: Figure, b: Figure) -> tuple[Figure, Figure]:
    """The earlier first: by stated times; in one sentence, what is undated comes before what is dated."""
    first, second = a.slots.frame.span(), b.slots.frame.span()
    if first and second:
        return (a, b) if (first.first, first.last) <= (second.first, second.last) else (b, a)
    if bool(first) != bool(second):
        return (b, a) if first else (a, b)
    return (a, b) if a.n <= b.n else (b, a)


def _once(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """One verdict for a group; what comes out goes before what does not."""
    kept: dict[frozenset[str], Verdict] = {}
    for verdict in verdicts:
        group = frozenset((verdict.a, *verdict.b))
        if group not in kept or (kept[group].verdict == "derived_conflict" and verdict.verdict == "derived"):
            kept[group] = verdict
    return list(kept.values())
