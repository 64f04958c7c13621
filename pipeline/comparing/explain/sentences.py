"""Sentences for verdicts and conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.comparing.explain.phrases import phrases, source_name, thing_text, where_text
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.gates.wording import figure_text, range_text
from pipeline.comparing.place_keys import place_key
from pipeline.records.model import Verdict

_DERIVED = frozenset({"derived", "derived_conflict"})


def explain_verdict(verdict: Verdict, told: Mapping[str, NormalisedClaim]) -> str:
    """What both say, of what, where and when, the arithmetic, and the rule that spoke; `told` has the claims by id."""
    first, second = told[verdict.a], told[verdict.b[0]]
    a, b = first.claim, second.claim
    if verdict.verdict in _DERIVED:
        return _derived_text(verdict, first, [told[each] for each in verdict.b])
    opening = f"{source_name(a)}: {figure_text(a)}; {source_name(b)}: {figure_text(b)}."
    if verdict.verdict == "scope":
        gates = phrases()["gates"]
        return f"{opening} {gates.get(verdict.rule, gates['subject']).format(why=_plain(verdict.arithmetic))}"
    parts = [opening, _common_ground(first, second)]
    if verdict.rule == "containment":
        parts.append(_sentence(verdict.arithmetic))
    elif verdict.verdict in ("conflict", "agree", "compatible") and verdict.rule == "value":
        parts.append(_sentence(verdict.arithmetic.replace("; ", ", ", 1)))
    parts.append(_ending(verdict))
    if verdict.slip:
        parts.append(phrases()["slips"][verdict.slip])
    if verdict.inferred and verdict.rule != "undated":
        parts.append(phrases()["inferred"])
    return " ".join(part for part in parts if part)


def _derived_text(verdict: Verdict, follows: NormalisedClaim, others: Sequence[NormalisedClaim]) -> str:
    sources = ", ".join(dict.fromkeys(source_name(norm.claim) for norm in (follows, *others)))
    ending = phrases()["endings"][verdict.verdict].format(sum=verdict.arithmetic)
    terms = "; ".join(map(_figure_of_thing, others))
    return f"{sources}: {_figure_of_thing(follows)} from {terms}. {ending}"


def _figure_of_thing(norm: NormalisedClaim) -> str:
    return f"{figure_text(norm.claim)} ({thing_text(norm)})"


def _common_ground(a: NormalisedClaim, b: NormalisedClaim) -> str:
    """What both are about, where and when: "Both: children exploited, worldwide; neither names a time."."""
    ground, when_and_where = phrases()["ground"], {"where": _where_text(a, b), "when": _when_text(a, b)}
    if a.measure != b.measure:
        return str(ground["two"]).format(first=thing_text(a), second=thing_text(b), **when_and_where)
    thing = thing_text(min((a, b), key=lambda norm: (-len(norm.claim.subject), norm.claim.id)))
    return str(ground["one"]).format(thing=thing, **when_and_where)


def _where_text(a: NormalisedClaim, b: NormalisedClaim) -> str:
    wheres = phrases()["wheres"]
    if place_key(a.place) == place_key(b.place):
        return where_text(a.place)
    if a.place is None or b.place is None:
        return str(wheres["one"]).format(where=where_text(a.place or b.place))
    return str(wheres["two"]).format(first=where_text(a.place), second=where_text(b.place))


def _when_text(a: NormalisedClaim, b: NormalisedClaim) -> str:
    times = phrases()["times"]
    first, second = (_time_text(norm) for norm in (a, b))
    if first is None and second is None:
        return str(times["neither"])
    if first is None or second is None:
        return str(times["one"]).format(time=first or second)
    return str(times["both"] if first == second else times["two"]).format(time=first, first=first, second=second)


def _time_text(norm: NormalisedClaim) -> str | None:
    span = norm.frame.span()
    return range_text(norm, span) if span else None


def _ending(verdict: Verdict) -> str:
    endings = phrases()["endings"]
    if verdict.verdict == "unknown":
        return str(endings["unknown"]).format(why=_plain(verdict.notes[0] if verdict.notes else verdict.arithmetic))
    if verdict.verdict == "conflict":
        return ""
    if verdict.verdict in ("regression", "period_conflict"):
        return f"{_sentence(verdict.arithmetic)} {endings[verdict.verdict]}"
    if verdict.verdict == "progression":
        return str(endings[verdict.rule])
    return f"{endings[verdict.verdict]}{f' ({_plain(verdict.notes[0])}.)' if verdict.notes else ''}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _plain(text: str) -> str:
    return text.rstrip(".")


def explain_sides(
    kind: str,
    sides: Sequence[Sequence[str]],
    told: Mapping[str, NormalisedClaim],
    verdicts: Sequence[Verdict],
) -> str:
    """A conflict in a few sentences: its most telling pair, and how many more claims stand on each side."""
    telling = _most_telling(verdicts)
    text = telling.explanation or explain_verdict(telling, told)
    members = sum(map(len, sides))
    if kind == "derived_conflict" or members <= 1 + len(telling.b):
        return text
    stands = "; ".join(f"{_figures(side, told)}: {len(side)}" for side in sides)
    return f"{text} In all {members} claims: {stands}."


def _most_telling(verdicts: Sequence[Verdict]) -> Verdict:
    """The surest, which a conflict lists first."""
    return verdicts[0]


def _figures(side: Iterable[str], told: Mapping[str, NormalisedClaim]) -> str:
    return ", ".join(dict.fromkeys(figure_text(told[each].claim) for each in side if each in told))
