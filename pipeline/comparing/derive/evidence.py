"""What speaks for an equation that comes out being meant, as grades: each question has one answer of a few."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from math import log10

from pipeline.comparing.derive.equations import Equation
from pipeline.comparing.derive.figures import Figure
from pipeline.comparing.gates.clauses import clause_of
from pipeline.comparing.gates.spans import Span
from pipeline.comparing.pairs.values import significant_digits
from pipeline.comparing.pairs.wordings import Words, covered, words_of
from pipeline.records.data import load_yaml
from pipeline.records.text import number_position

Evidence = Mapping[str, str]


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern of a group of words in cues.yaml, whole words in any case. KeyError for a group that is not there."""
    loaded: Mapping[str, Sequence[str]] = load_yaml("pipeline.comparing.derive", "cues.yaml")
    return re.compile(rf"\b(?:{'|'.join(loaded[name])})\b", re.IGNORECASE)


@cache
def _grades() -> Mapping[str, Sequence[float]]:
    loaded: Mapping[str, Sequence[float]] = load_yaml("pipeline.comparing.derive", "grades.yaml")
    return loaded


def _graded(question: str, measured: float) -> str:
    """Between which of the question's edges the measured answer lies, as the number of edges below it."""
    return f"grade {bisect_right(_grades()[question], measured)}"


def _chance(equation: Equation) -> float:
    """How many equations would have come out by accident, as a power of ten: those tried, times the share of values
    near the stated one that would have fitted."""
    size = max(abs(equation.follows.point), 1e-9)
    wide = (equation.near.high - equation.near.low) + (equation.said.high - equation.said.low)
    least = 1.0 if equation.follows.norm.unit == "count" else 1e-3 * size
    return log10(equation.tried * min(1.0, max(min(wide, 9 * size), least) / size))


def gather(equation: Equation) -> Evidence:
    """All answers for an equation."""
    around = {
        **_on_layout(equation),
        "chance": _graded("chance", _chance(equation)),
        "tried": _graded("tried", equation.tried),
    }
    if equation.family == "sum":
        return {**around, **_on_parts(equation)}
    return {**around, **_on_terms(equation)}


def _on_layout(equation: Equation) -> dict[str, str]:
    figures = (equation.follows, *equation.terms)
    sentences = [figure.sentence for figure in figures]
    places = sorted(figure.n for figure in figures)
    quote = equation.follows.claim.quote
    return {
        "rule": equation.rule,
        "sentences": _graded("sentences", max(sentences) - min(sentences)),
        "one sentence": str(len(set(sentences))) if len(set(sentences)) < 3 else "more",
        "spread": _graded("spread", places[-1] - places[0]),
        "between": _graded("between", places[-1] - places[0] + 1 - len(places)),
        "order": _order(equation),
        "digits": _graded("digits", min(significant_digits(figure.point) for figure in figures[1:])),
        "digits that follow": _graded("digits", significant_digits(equation.follows.point)),
        "measures": _graded("measures", len({figure.norm.measure for figure in equation.terms})),
        "kind": equation.follows.claim.kind,
        "unit of terms": _unit(equation.terms[0]),
        "bounds": str(min(2, sum(figure.claim.bound in ("min", "max") for figure in figures))),
        "terms told": _agreement(equation.terms[0], equation.terms[-1]),
        **{f"cue {name}": str(bool(cue(name).search(quote))) for name in ("these", "both_times", "all_parts", "above")},
    }


def _unit(figure: Figure) -> str:
    return figure.norm.unit if figure.norm.unit in ("count", "percent", "money") else "other"


def _order(equation: Equation) -> str:
    """Whether what follows stands before, among or behind the terms."""
    places = [term.n for term in equation.terms]
    if equation.follows.n < min(places):
        return "first"
    return "last" if equation.follows.n > max(places) else "among"


def _agreement(one: Figure, other: Figure) -> str:
    """In which of measure, time and place two figures are alike."""
    alike = (
        one.norm.measure == other.norm.measure,
        (one.claim.start, one.claim.end) == (other.claim.start, other.claim.end),
        one.norm.place == other.norm.place,
    )
    return "".join("+" if each else "-" for each in alike)


def _on_terms(equation: Equation) -> dict[str, str]:
    """Of an equation of a first and a last term, such as part and whole, or earlier and later value."""
    follows, first, last = equation.follows, equation.terms[0], equation.terms[-1]
    said, inner, outer = follows.thing, first.thing, last.thing
    return {
        "first stands": _stands(follows, first),
        "last stands": _stands(follows, last),
        "first told": _agreement(follows, first),
        "last told": _agreement(follows, last),
        "first words": _overlap(follows.part if equation.family == "share" else said, inner),
        "last words": _overlap(follows.whole if equation.family == "share" else said, outer),
        "words of terms": _overlap(inner, outer),
        "clauses": _overlap(_clause(first), _clause(last)),
        "joined": joined(first, last),
        "brackets": str(bracketed(follows, first) or bracketed(follows, last)),
        "times": _times(follows, first, last),
        "places": first.place_beside(last),
        "kinds of terms": "same" if first.claim.kind == last.claim.kind else "two",
        "first before last": str(first.n < last.n),
        "columns": "same" if first.sentence != last.sentence and _column(first) == _column(last) else "other",
    }


def _stands(figure: Figure, term: Figure) -> str:
    """How far away a term stands, and on which side."""
    side = "before" if term.n < figure.n else "behind"
    if term.sentence == figure.sentence:
        steps = abs(term.n - figure.n)
        return f"{side} {'next' if steps == 1 else 'near' if steps < 4 else 'far'} in sentence"
    return f"{side} {_graded('sentences', abs(term.sentence - figure.sentence))}"


def _clause(figure: Figure) -> Words:
    return words_of(clause_of(figure.claim.quote, figure.claim.number))


def _overlap(one: Words, other: Words) -> str:
    if not one or not other:
        return "no words"
    if one == other:
        return "equal"
    return _graded("overlap", covered(one, other))


def joined(first: Figure, last: Figure) -> str:
    """Whether the sentence says the one figure "of" the other: "289 of the 500"."""
    if first.sentence != last.sentence:
        return "two sentences"
    between = between_numbers(first, last)
    if between is None:
        return "behind"
    if cue("of_whole").search(between):
        return "of" if len(between) < _CLOSE else "far of"
    return "close" if len(between) < _CLOSE else "far"


_CLOSE = 40


def between_numbers(one: Figure, other: Figure) -> str | None:
    """What stands between two numbers of one sentence, the first one first."""
    quote = one.claim.quote
    start = _position(one) + len(one.claim.number)
    end = _position(other)
    return quote[start:end] if start <= end else None


def words_beside(figure: Figure) -> tuple[str, str]:
    """What stands close before and behind a number, as far as the next figure or clause."""
    quote, at = figure.claim.quote, _position(figure)
    before = re.split(r"[\d,;:.(]", quote[max(0, at - _CLOSE) : at])[-1]
    behind = re.split(r"[\d,;:.(]", quote[at + len(figure.claim.number) :][:_CLOSE])[0]
    return before, behind


def _position(figure: Figure) -> int:
    claim = figure.claim
    if claim.locator:
        at = claim.locator.number_start - claim.locator.start
        if claim.quote[at : at + len(claim.number)] == claim.number:
            return at
    return number_position(claim.quote, claim.number)


def bracketed(one: Figure, other: Figure) -> bool:
    """One stands in brackets right behind the other: "74 (28.0%)"."""
    if one.sentence != other.sentence:
        return False
    first, second = (one, other) if one.n < other.n else (other, one)
    between = between_numbers(first, second)
    return between is not None and len(between) < _CLOSE and bool(re.search(r"[(\[|–—-]\s*[^)\]]*$|,? or $", between))


def _column(figure: Figure) -> int:
    """Which number of its line the figure is, as in a table's row."""
    return len(re.findall(r"\d[\d,.]*", figure.claim.quote[: _position(figure)]))


def _times(follows: Figure, first: Figure, last: Figure) -> str:
    """How a change's dates lie to those of both values; for all else how the times of all three lie."""
    start, end = follows.norm.frame.start, follows.norm.frame.end
    one, other = first.norm.frame.span(), last.norm.frame.span()
    between = "unknown" if one is None or other is None else "same" if one == other else _sequence(one, other)
    if follows.claim.kind != "change" or start is None or end is None:
        return f"terms {between}"
    hits = (one is not None and start.overlaps(one)) + (other is not None and end.overlaps(other))
    return f"terms {between}, {hits} at the change's ends"


def _sequence(one: Span, other: Span) -> str:
    if one.overlaps(other):
        return "overlap"
    return "in order" if one.before(other) else "in reverse"


def _on_parts(equation: Equation) -> dict[str, str]:
    """Of parts that add up."""
    total, parts = equation.follows, equation.terms
    quotes = " ".join(dict.fromkeys((total.claim.quote, *(part.claim.quote for part in parts))))
    inner = [part.thing for part in parts]
    of_total = sum(bool(words & total.thing) for words in inner)
    shared = frozenset.intersection(*inner)
    own = len(
        {(part.claim.subject, part.claim.part, part.claim.place, part.claim.start, part.claim.end) for part in parts}
    )
    return {
        "parts": _graded("parts", len(parts)),
        "sentences of parts": _graded("sentences of parts", len({part.sentence for part in parts})),
        "with total": str(sum(part.sentence == total.sentence for part in parts) / len(parts) // 0.5),
        "to total": _graded("sentences", min(abs(part.sentence - total.sentence) for part in parts)),
        "steps to total": _graded("spread", min(abs(part.n - total.n) for part in parts)),
        "left out": _graded("left out", _left_out(equation)),
        "like total": _graded("overlap", of_total / len(parts)),
        "in common": "none" if not shared else "some",
        "told apart": str(own == len(parts)),
        "measure of total": _graded("overlap", sum(p.norm.measure == total.norm.measure for p in parts) / len(parts)),
        "times of parts": _alike({(part.claim.start, part.claim.end) for part in parts}),
        "time of total": str((total.claim.start, total.claim.end) in {(p.claim.start, p.claim.end) for p in parts}),
        "places of parts": _alike({part.claim.place for part in parts}),
        "place of total": str(total.claim.place in {part.claim.place for part in parts}),
        "kinds": _alike({figure.claim.kind for figure in (total, *parts)}),
        "columns": _alike({_column(part) for part in parts}),
        "column of total": str(_column(total) == _column(parts[0])),
        "cue some_parts": str(bool(cue("some_parts").search(quotes))),
        "opens with": _opening(total, parts[0]),
    }


def _alike(values: AbstractSet[object]) -> str:
    return "same" if len(values) == 1 else "differ"


def _left_out(equation: Equation) -> int:
    """How many places between the first and the last part hold something else."""
    places = sorted(part.n for part in equation.terms)
    inside = places[0] < equation.follows.n < places[-1]
    return places[-1] - places[0] + 1 - len(places) - inside


def _opening(total: Figure, part: Figure) -> str:
    """What stands between a total and its first part, where one sentence has both."""
    if total.sentence != part.sentence:
        return "two sentences"
    between = between_numbers(total, part)
    if between is None:
        return "parts first"
    if ":" in between:
        return "colon"
    if "(" in between:
        return "bracket"
    if cue("some_parts").search(between):
        return "some"
    return "of" if cue("these").search(between) else "words" if len(between) < _CLOSE else "far"
