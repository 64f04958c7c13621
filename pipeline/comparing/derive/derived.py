"""All that follows by arithmetic within documents, and shares between documents on one body's figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.comparing.derive.changes import change_equations
from pipeline.comparing.derive.columns import COLUMN, is_total_row
from pipeline.comparing.derive.equations import Equation, verdict_of
from pipeline.comparing.derive.figures import Figure, figures_of
from pipeline.comparing.derive.rates import quotient_equations, rate_equations
from pipeline.comparing.derive.restatements import restated_by_body, restated_in_document
from pipeline.comparing.derive.shares import share_equations
from pipeline.comparing.derive.shares_across import share_equations_across
from pipeline.comparing.derive.stated_arithmetic import stated_equations
from pipeline.comparing.derive.sums import sum_equations
from pipeline.comparing.derive.weights import DeriveModels, shipped_derive_models
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.records.model import Claim, Verdict
from pipeline.records.settings import CompareSettings


class Weighed(NamedTuple):
    """An equation that comes out, and how likely it is meant."""

    equation: Equation
    probability: float


def derived_verdicts(read: Sequence[NormalisedClaim], settings: CompareSettings) -> list[Verdict]:
    """Groups that come out, and groups that should and do not: `a` is the claim that follows, `b` those it follows
    from."""
    return derived_by(read, settings, shipped_derive_models())


def derived_by(read: Sequence[NormalisedClaim], settings: CompareSettings, models: DeriveModels) -> list[Verdict]:
    """`derived_verdicts` by weights that are given."""
    by_doc: dict[str, list[NormalisedClaim]] = {}
    for norm in read:
        by_doc.setdefault(norm.claim.doc, []).append(norm)
    found: list[Verdict] = []
    for _, members in sorted(by_doc.items()):
        figures = figures_of(members, settings)
        weighed = weigh(figures, settings, models)
        found += (verdict_of(equation, "derived", None) for equation in _following(figures, weighed, settings))
        found += _contradictions(figures, weighed, settings, models)
    everything = [figure for _, members in sorted(by_doc.items()) for figure in figures_of(members, settings)]
    found += (verdict_of(equation, "derived", None) for equation in restated_by_body(everything))
    return _once([*found, *shares_across_documents(read, settings)])


def document_verdicts(read: Sequence[NormalisedClaim], settings: CompareSettings) -> list[Verdict]:
    """For the claims of one document, what must come out and does not."""
    models = shipped_derive_models()
    figures = figures_of(read, settings)
    if not any(_is_broken(equation, settings) for equation in stated_equations(figures, settings)):
        return []
    return list(_contradictions(figures, weigh(figures, settings, models), settings, models))


def shares_across_documents(read: Sequence[NormalisedClaim], settings: CompareSettings) -> list[Verdict]:
    """Shares against the counts of other documents, among claims of one measure, place and time."""
    shipped = shipped_derive_models()
    found = []
    for equation in share_equations_across(read, settings):
        if equation.fits:
            found.append(verdict_of(equation, "derived", None))
        elif _is_broken(equation, settings) and (flag := _flag(equation, settings, shipped)):
            found.append(flag)
    return _once(found)


def may_fail(claims: Sequence[Claim]) -> bool:
    """Whether a document states figures in one sentence, or a total among rows: no other has `document_verdicts`."""
    return len(claims) > 1 and (len({claim.quote for claim in claims}) < len(claims) or any(map(is_total_row, claims)))


def may_have_shares_across(claims: Sequence[Claim]) -> bool:
    """Whether there is a share and counts of a part and a whole, as `shares_across_documents` needs them."""
    counted = sum(map(is_plain_count, claims))
    return counted > 1 and any(claim.kind == "share" for claim in claims)


def is_plain_count(claim: Claim) -> bool:
    """Whether a claim counts things, as a stock or over a time: a figure that sums and differences are made of."""
    return claim.unit == "count" and claim.kind in ("total", "level")


def weigh(figures: Sequence[Figure], settings: CompareSettings, models: DeriveModels) -> list[Weighed]:
    """The equations of a document that come out, the likeliest first."""
    found = [Weighed(equation, models.probability(equation)) for equation in equations_of(figures, settings)]
    return sorted(found, key=lambda each: -each.probability)


def equations_of(figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    """All equations that come out among the figures of one document, also by accident."""
    for find in (share_equations, change_equations, sum_equations, rate_equations, quotient_equations):
        yield from find(figures, settings)


def _following(figures: Sequence[Figure], weighed: Sequence[Weighed], settings: CompareSettings) -> list[Equation]:
    """What comes out and is likely meant, or tied by the text, or of the very same thing."""
    likely = [each.equation for each in weighed if each.probability >= settings.derived_from]
    tied = [equation for equation in stated_equations(figures, settings) if equation.fits]
    return [*likely, *tied, *restated_in_document(figures, settings)]


def _contradictions(
    figures: Sequence[Figure], weighed: Sequence[Weighed], settings: CompareSettings, models: DeriveModels
) -> Iterator[Verdict]:
    """What must come out and does not, where nothing else explains the figure."""
    if not may_fail([figure.claim for figure in figures]):
        return
    explained: dict[tuple[str, str], float] = {}
    fitting = {equation.members for equation in _following(figures, weighed, settings)}
    for each in weighed:
        explained.setdefault((each.equation.family, each.equation.follows.claim.id), each.probability)
    stated = list(stated_equations(figures, settings))
    changes_met = {each.follows.claim.id for each in stated if each.family == "change" and each.fits}
    nearest: dict[str, Equation] = {}
    for equation in stated:
        told = equation.follows.claim.id
        is_explained = explained.get((equation.family, told), 0.0) >= settings.explained_from or told in changes_met
        open_to = not is_explained and equation.members not in fitting
        if open_to and _is_broken(equation, settings) and (told not in nearest or equation.gap < nearest[told].gap):
            nearest[told] = equation
    for equation in nearest.values():
        if flag := _flag(equation, settings, models):
            yield flag


def _is_broken(equation: Equation, settings: CompareSettings) -> bool:
    """Does not come out, and is not so far off that others must be meant."""
    one_sentence = len({figure.sentence for figure in (equation.follows, *equation.terms)}) == 1
    stand_together = one_sentence or equation.rule == COLUMN or _leads_from_one_to_the_other(equation)
    most = settings.tied_ratio_in_sentence if stand_together else settings.tied_ratio
    return equation.cannot_fit and equation.gap < most


def _leads_from_one_to_the_other(equation: Equation) -> bool:
    """Whether a change is told of the very thing and the very two times of its values."""
    change, first, last = equation.follows, equation.terms[0], equation.terms[-1]
    if equation.family != "change" or not change.thing or not change.thing == first.thing == last.thing:
        return False
    times = [(each.claim.start, each.claim.end) for each in (first, last)]
    return times == [(end, end) for end in (change.claim.start, change.claim.end)]


def _flag(equation: Equation, settings: CompareSettings, models: DeriveModels) -> Verdict | None:
    readings = min(figure.claim.confidence for figure in (equation.follows, *equation.terms))
    likely = round(models.contradiction * readings, 3)
    return verdict_of(equation, "derived_conflict", likely) if likely >= settings.broken_from else None


def _once(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """One verdict for a group; what comes out goes before what does not."""
    kept: dict[frozenset[str], Verdict] = {}
    for verdict in verdicts:
        group = frozenset((verdict.a, *verdict.b))
        if group not in kept or (kept[group].verdict == "derived_conflict" and verdict.verdict == "derived"):
            kept[group] = verdict
    return list(kept.values())
