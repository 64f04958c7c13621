"""Whether a correction is possible: its words known, its ends in order, its fields fit for each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pipeline.ledger.corrections import CORRECTABLE, Values, apply_corrections
from pipeline.reading.places.gazetteer import NO_PLACE, folded, gazetteer
from pipeline.records.model import Claim

_FIGURE = frozenset({"value", "low", "high", "bound", "unit", "kind"})
_NEVER_NEGATIVE = ("count", "percent")
_NAMED = 3
"""Likely words that a refusal names."""


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The words that a correction can use: measures by name, units, and by folded name the spellings of places."""

    measures: Collection[str]
    units: Collection[str]
    places: Mapping[str, Collection[str]]

    def written(self, place: str) -> str | None:
        """The place as claims or the gazetteer write it; None where neither knows it."""
        key = folded(place)
        known = self.places.get(key) or [each.name for each in gazetteer().lookup(key) if each.kind != NO_PLACE]
        return place if place in known else next(iter(known), None)


def known_words(packs: tuple[str, ...], units: Collection[str], places: Collection[str]) -> KnownWords:
    """The words of the vocabulary with these packs, and the units and places that a ledger has claims with."""
    from pipeline.reading.measures import vocabulary  # heavy
    from pipeline.reading.quantities.vocabulary import known_units

    spellings: dict[str, list[str]] = {}
    for place in sorted(places):
        spellings.setdefault(folded(place), []).append(place)
    return KnownWords(tuple(vocabulary(packs).measures), known_units() | set(units), spellings)


def check_corrections(claim: Claim, done: Values, words: KnownWords, new_place: bool) -> None:
    """Raises ValueError with what is wrong and what would do. `new_place`: a place that nothing knows is meant."""
    if done.get("value") is not None and (done.get("low") is not None or done.get("high") is not None):
        raise ValueError("a figure is one value, or the lowest and highest of a range; leave out the one or the other")
    _check(apply_corrections(claim, done), frozenset(done), words, new_place)
    if all(getattr(claim, name) == value for name, value in done.items()):
        told = ", ".join(f"{name} is already read as {'nothing' if v is None else v}" for name, v in done.items())
        raise ValueError(f"{told}; name the value that it should be")


def check_claim(claim: Claim, words: KnownWords, new_place: bool) -> None:
    """The same of a claim that a person wrote down as a whole."""
    _check(claim, frozenset(CORRECTABLE), words, new_place)


def _check(claim: Claim, written: frozenset[str], words: KnownWords, new_place: bool) -> None:
    """Of a claim as it would be; `written` are the fields that a person wrote."""
    for name, known in (("measure", words.measures), ("unit", words.units)):
        value = getattr(claim, name)
        if name in written and value not in known:
            raise ValueError(f"there is no {name} '{value}'{_perhaps(name, str(value), known)}")
    if "place" in written and claim.place and not new_place:
        _check_place(claim.place, words)
    _check_period(claim)
    if _FIGURE & written:
        _check_figure(claim)
    if {"part", "kind"} & written and claim.part is not None and claim.kind != "share":
        raise ValueError(f"only a share has a part, and this is a {claim.kind}; empty the part or make it a share")
    if {"direction", "kind"} & written and claim.direction is not None and claim.kind != "change":
        raise ValueError(f"only a change has a direction, and this is a {claim.kind}; empty the direction")
    if not claim.subject:
        raise ValueError("subject cannot be empty: say what is counted")


def _check_place(place: str, words: KnownWords) -> None:
    known = words.written(place)
    if known is None:
        raise ValueError(
            f"neither the gazetteer nor any claim knows a place '{place}'; mend it, or say that a new place is meant"
        )
    if known != place:
        raise ValueError(f"the place '{place}' is written '{known}' here; write it so, or say that a new one is meant")


def _check_period(claim: Claim) -> None:
    if claim.start and claim.end:
        shared = min(len(claim.start), len(claim.end))
        if claim.start[:shared] > claim.end[:shared]:
            raise ValueError(f"the period would start in {claim.start}, after its end in {claim.end}")


def _check_figure(claim: Claim) -> None:
    if claim.value is None and claim.low is None and claim.high is None:
        raise ValueError("a claim needs a value, or the lowest and highest of a range")
    if claim.low is not None and claim.high is not None and claim.low > claim.high:
        raise ValueError(f"the lowest, {claim.low:,g}, would be more than the highest, {claim.high:,g}")
    if claim.bound == "range" and (claim.low is None or claim.high is None):
        raise ValueError("a range needs its lowest and its highest")
    if claim.bound != "range" and claim.value is None:
        raise ValueError(f"only a range has a lowest and a highest, and this is '{claim.bound}'; give its value")
    negative = any(end is not None and end < 0 for end in (claim.value, claim.low, claim.high))
    if negative and claim.unit in _NEVER_NEGATIVE and claim.kind != "change":
        raise ValueError(f"a {claim.kind} in {claim.unit} cannot be less than nothing")


def _perhaps(name: str, typed: str, known: Collection[str]) -> str:
    from pipeline.reading.quantities.vocabulary import unit_of_word  # heavy

    meant = unit_of_word(typed) if name == "unit" else None
    near = [meant] if meant else get_close_matches(typed.lower(), sorted(known), _NAMED, 0.6)
    common = sorted(each for each in known if not each.isupper())  # currencies would fill the list
    return f"; perhaps {' or '.join(near)}?" if near else f"; there are {', '.join(common[:12])} and others"
