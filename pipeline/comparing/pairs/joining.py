"""What speaks for one figure that two claims state, or that one of them rounds, being of one thing, however the two
were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.gates.subject_gate import exclusive_subjects
from pipeline.comparing.pairs.blocks import comparable_kind
from pipeline.comparing.pairs.company import Company
from pipeline.comparing.pairs.evidence import Evidence, Pair, gather_alone
from pipeline.comparing.pairs.judge import Rules
from pipeline.comparing.pairs.open_readings import chance_of_one
from pipeline.comparing.pairs.pairing import pair_of, relate_places
from pipeline.comparing.pairs.unlike_things import unlike_things
from pipeline.comparing.pairs.values import (
    TELLING_DIGITS,
    Meeting,
    is_retold,
    point_of,
    rounding_between,
    significant_digits,
)
from pipeline.comparing.pairs.wordings import words_of
from pipeline.comparing.place_keys import place_key
from pipeline.records.settings import CompareSettings

_TWO_TIMES = frozenset({"other", "ordered", "part", "update"})


def joining_probabilities(pairs: Iterable[Pair], rules: Rules) -> list[float]:
    """How likely the two claims of each pair, which may be joined, are of one thing."""
    alone = Company.nobody()
    return rules.models.joining.probabilities([gather_for_joining(pair, alone, rules.settings) for pair in pairs])


def rounding_probabilities(pairs: Iterable[Pair], rules: Rules) -> list[float]:
    """How likely the two claims of each pair, of which one rounds the other, are of one thing."""
    alone = Company.nobody()
    return rules.models.rounding.probabilities([gather_for_rounding(pair, alone, rules.settings) for pair in pairs])


def joinable_pair(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> Pair | None:
    """Two claims of one figure where they may be told in one fact: both are stated alike, of people who may be the
    same; their places, the times of changes and those of round figures exclude each other only where a reader
    hesitated; and where a measure leaves open what was done, their subjects have a word in common."""
    is_telling = significant_digits(point_of(a.claim)) >= TELLING_DIGITS
    return _told_alike(a, b, frozenset({"equal", "tight"}), is_telling, settings)


def rounded_pair(a: NormalisedClaim, b: NormalisedClaim, settings: CompareSettings) -> Pair | None:
    """Two claims of which one tells the other's figure in fewer digits, where they may be told in one fact as
    `joinable_pair` says of round figures: two years may well have figures that round alike. One sentence does not tell
    a figure twice."""
    one, other = a.claim, b.claim
    if (one.doc, one.quote) == (other.doc, other.quote):
        return None
    if rounding_between(one, other) is None or not is_retold(one, other):
        return None
    return _told_alike(a, b, frozenset({"tight", "rounded"}), False, settings)


def _told_alike(
    a: NormalisedClaim, b: NormalisedClaim, meetings: AbstractSet[Meeting], is_telling: bool, settings: CompareSettings
) -> Pair | None:
    one, other = a.claim, b.claim
    if a.modality != b.modality or (one.bound == "max") != (other.bound == "max"):
        return None
    if (a.traits.unspecific or b.traits.unspecific) and not _subject_words(a) & _subject_words(b):
        return None
    if relate_places(a, b) == "different" and chance_of_one("place", one, other) < settings.reread_from:
        return None
    if exclusive_subjects(a, b) or unlike_things(a, b):
        return None
    pair = pair_of(a, b, settings)
    if pair.values.meeting not in meetings:
        return None
    apart = {"other"} if is_telling else _TWO_TIMES
    if pair.time.kind in apart and chance_of_one("period", one, other) < settings.reread_from:
        return None
    return pair


def _subject_words(norm: NormalisedClaim) -> frozenset[str]:
    return words_of(norm.claim.subject) | words_of(norm.claim.part or "")


def gather_for_joining(pair: Pair, alone: Company, settings: CompareSettings) -> Evidence:
    """All answers on two claims, and whether fields have one value that gates take for granted; `alone` keeps what was
    worked out of each claim."""
    return {**gather_alone(pair, alone, settings), **dict(_on_gates(pair.a, pair.b))}


def gather_for_rounding(pair: Pair, alone: Company, settings: CompareSettings) -> Evidence:
    """`gather_for_joining`, and how the one figure rounds the other."""
    rounding = rounding_between(pair.a.claim, pair.b.claim)
    return {**gather_for_joining(pair, alone, settings), "rounding": rounding or "none"}


def _on_gates(a: NormalisedClaim, b: NormalisedClaim) -> Iterator[tuple[str, str]]:
    comparable = comparable_kind(a.kind) == comparable_kind(b.kind)
    yield "kinds", "one" if a.kind == b.kind else "comparable" if comparable else "two"
    yield "per", _one_or_two(a.per == b.per)
    yield "places", _one_or_two(place_key(a.place) == place_key(b.place))
    mine, theirs = ({each.lower() for each in norm.claim.about} for norm in (a, b))
    yield "about", "open" if not mine or not theirs else _one_or_two(bool(mine & theirs))


def _one_or_two(same: bool) -> str:
    return "one" if same else "two"
