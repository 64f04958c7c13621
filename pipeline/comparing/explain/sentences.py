"""Sentences for verdicts and conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.comparing.derive.columns import COLUMN, row_label
from pipeline.comparing.explain.phrases import phrases, source_name, thing_text, where_text
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.gates.wording import figure_text, number_text, range_text
from pipeline.comparing.pairs.arithmetic import FALLS, NO_DAY
from pipeline.comparing.pairs.values import point_of
from pipeline.comparing.pairs.wordings import counted_words
from pipeline.comparing.place_keys import place_key
from pipeline.records.model import Claim, Verdict

_DERIVED = frozenset({"derived", "derived_conflict"})


def explain_verdict(verdict: Verdict, told: Mapping[str, NormalisedClaim]) -> str:
    """What both say, of what, where and when, the arithmetic, and the rule that spoke; `told` has the claims by id."""
    first, second = told[verdict.a], told[verdict.b[0]]
    a, b = first.claim, second.claim
    if verdict.verdict in _DERIVED:
        return _derived_text(verdict, first, [told[each] for each in verdict.b])
    opening = _opening(a, b)
    if verdict.verdict == "scope":
        gates = phrases()["gates"]
        return (
            f"{opening} {gates.get(verdict.rule, gates['subject']).format(why=_what_differs(verdict, first, second))}"
        )
    parts = [opening, _common_ground(first, second)]
    if verdict.rule == "containment":
        parts.append(_sentence(verdict.arithmetic))
    elif verdict.verdict in ("conflict", "agree", "compatible") and verdict.rule == "value":
        parts.append(_sentence(_how_they_lie(verdict.arithmetic, a, b)))
    parts.append(_ending(verdict))
    if verdict.slip:
        parts.append(phrases()["slips"][verdict.slip].format(factor=_factor_text(a, b)))
    if verdict.inferred and verdict.rule != "undated":
        parts.append(phrases()["inferred"])
    return " ".join(part for part in parts if part)


def _factor_text(a: Claim, b: Claim) -> str:
    """How many times the smaller figure the larger one is."""
    smaller, larger = sorted(map(point_of, (a, b)))
    return number_text(round(larger / smaller))


def _opening(a: Claim, b: Claim) -> str:
    """Who says what; a source that says both is named once."""
    one, other = source_name(a), source_name(b)
    if a.doc == b.doc:
        return f"{one}: {figure_text(a)} and {figure_text(b)}."
    return f"{one}: {figure_text(a)}; {other}: {figure_text(b)}."


def _how_they_lie(arithmetic: str, a: Claim, b: Claim) -> str:
    """The arithmetic of two figures, shorter where one is exact: nobody asks what 516 stands for."""
    exact = [f"{each} stands for {each}" for each in map(figure_text, (a, b))]
    if all(said in arithmetic for said in exact):
        return str(phrases()["both_exact"]).format(how=arithmetic.rpartition(": ")[2])
    for said in exact:
        arithmetic = arithmetic.replace(said, str(phrases()["exact"]).format(figure=said.partition(" stands for ")[0]))
    return arithmetic.replace("; ", ", ", 1)


def _what_differs(verdict: Verdict, a: NormalisedClaim, b: NormalisedClaim) -> str:
    """What the gate found to differ; of two things counted rather what the texts call them."""
    one, other = (norm.claim.subject if norm.kind != "share" else thing_text(norm) for norm in (a, b))
    if verdict.rule == "subject" and counted_words(a) != counted_words(b) and one.lower() != other.lower():
        return f"{one} against {other}"
    return _plain(verdict.arithmetic)


def _derived_text(verdict: Verdict, follows: NormalisedClaim, others: Sequence[NormalisedClaim]) -> str:
    sources = ", ".join(dict.fromkeys(source_name(norm.claim) for norm in (follows, *others)))
    ending = phrases()["endings"][verdict.verdict].format(sum=verdict.arithmetic)
    members = (follows, *others)
    told = _rows(members) if verdict.rule == COLUMN else [_differing(norm, members) for norm in members]
    figures = [f"{figure_text(norm.claim)} ({what})" for norm, what in zip(members, told, strict=True)]
    return f"{sources}: {figures[0]} from {'; '.join(figures[1:])}. {ending}"


def _rows(members: Sequence[NormalisedClaim]) -> list[str]:
    """The rows of a total and of its parts, as the table names them; what they count is told once."""
    rows, total = phrases()["rows"], members[0]
    ahead = rows["total"].format(thing=thing_text(total), row=row_label(total.claim))
    return [ahead, *(rows["part"].format(row=row_label(norm.claim)) for norm in members[1:])]


def _differing(norm: NormalisedClaim, members: Sequence[NormalisedClaim]) -> str:
    """What a figure counts, with where and when as far as the figures that belong together differ in it."""
    said = [thing_text(norm)]
    if len({place_key(each.place) for each in members}) > 1:
        said.append(where_text(norm.place))
    if len({_time_text(each) for each in members}) > 1:
        said.append(_time_text(norm) or str(phrases()["times"]["untold"]))
    return ", ".join(said)


def _common_ground(a: NormalisedClaim, b: NormalisedClaim) -> str:
    """What both are about, where and when: "Both: children exploited, worldwide; neither names a time."."""
    ground, when_and_where = phrases()["ground"], {"where": _where_text(a, b), "when": _when_text(a, b)}
    if a.measure != b.measure:
        return str(ground["two"]).format(first=thing_text(a), second=thing_text(b), **when_and_where)
    if a.subject != b.subject and counted_words(a) != counted_words(b):
        return str(ground["unlike"]).format(first=thing_text(a), second=thing_text(b), **when_and_where)
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
    if verdict.verdict == "unknown" and verdict.probability is not None:
        return str(endings["unsure"]).format(why=_plain(verdict.arithmetic.replace("; ", ", ", 1)))
    if verdict.verdict == "unknown":
        return str(endings["unknown"]).format(why=_plain(verdict.notes[0] if verdict.notes else verdict.arithmetic))
    if verdict.verdict == "conflict":
        return ""
    if verdict.verdict in ("regression", "period_conflict"):
        return f"{_sentence(verdict.arithmetic.removesuffix(FALLS))} {endings[verdict.verdict]}"
    if verdict.verdict == "progression":
        return str(endings["no day" if NO_DAY in verdict.notes else verdict.rule])
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
    counted = phrases()["claims"]
    stands = ", ".join(
        counted["one" if len(side) == 1 else "more"].format(count=len(side), figures=_figures(side, told))
        for side in sides
    )
    return f"{text} {counted['all'].format(count=members, sides=stands)}"


def _most_telling(verdicts: Sequence[Verdict]) -> Verdict:
    """The surest, which a conflict lists first."""
    return verdicts[0]


def _figures(side: Iterable[str], told: Mapping[str, NormalisedClaim]) -> str:
    return " or ".join(dict.fromkeys(figure_text(told[each].claim) for each in side if each in told))
