"""Claims normalised: the fields that comparing looks at in canonical form, each worked out once."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import NamedTuple

from pipeline.comparing.gates.clauses import clause_of, is_withdrawn
from pipeline.comparing.gates.cues import per_name, per_pattern
from pipeline.comparing.gates.spans import Frame, frame_of
from pipeline.comparing.intervals import Interval, in_base_unit, in_dollars, point, stated_interval, unit_family
from pipeline.comparing.subjects import SubjectReading, read_subject, settings_in, topics_in
from pipeline.comparing.subjects.traits import CHANGE, MeasureTraits, compared_measure, traits_of
from pipeline.comparing.witnesses import body_of
from pipeline.reading.places import relation
from pipeline.reading.places.gazetteer import gazetteer
from pipeline.records.model import Claim, Modality
from pipeline.records.settings import CompareSettings
from pipeline.records.text import number_position

_PER_KINDS = frozenset({"amount", "rate"})
_YEARLY = "year"


class NormalisedClaim(NamedTuple):
    """What the gates look at. `value` is in the family's base unit, signed for a change; an amount of money stays in
    its currency until it meets another. A named tuple, since a million are made and frozen dataclasses cost four times
    as much to make."""

    claim: Claim
    measure: str
    traits: MeasureTraits
    unit: str
    kind: str
    modality: Modality
    subject: SubjectReading
    part: SubjectReading | None
    per: str | None
    place: str | None
    frame: Frame
    value: Interval
    body: str | None
    publisher: str | None

    def setting(self) -> frozenset[str]:
        """The kind of place within the place, from the subject and the number's clause."""
        return self.subject.settings | settings_in(clause_of(self.claim.quote, self.claim.number), self.traits.lexicon)

    @property
    def topic_bound(self) -> bool:
        """Whether the words around the number, not only the subject, say what is counted."""
        return self.traits.topic_bound or self.measure == CHANGE

    def quote_topics(self) -> frozenset[str]:
        """The topics that the words of the quote are of."""
        return topics_in(self.claim.quote, self.traits.lexicon)

    def background_topics(self) -> frozenset[str]:
        """What headings and the title speak of, for a subject that leaves it out."""
        for text in (*reversed(self.claim.headings), self.claim.document.title or ""):
            if found := topics_in(text, self.traits.lexicon):
                return found
        return frozenset()


def normalise(claim: Claim, settings: CompareSettings) -> NormalisedClaim:
    """The claim in canonical form, its interval in the base unit of its family of units."""
    said = in_base_unit(stated_interval(claim, settings), claim.unit)
    signed = claim.kind == "change" and claim.direction == "down"
    place = claim.place or claim.document.place
    traits = traits_of(claim.measure, settings)
    return NormalisedClaim(
        claim=claim,
        measure=compared_measure(claim, settings),
        traits=traits,
        unit=unit_family(claim.unit),
        kind=claim.kind,
        modality=_modality_of(claim),
        subject=_read_in_place(claim.subject, traits, place),
        part=read_subject(claim.part, traits) if claim.part else None,
        per=per_of(claim),
        place=place,
        frame=frame_of(claim),
        value=said.scaled(-1) if signed else said,
        body=body_of(claim.attributed_to or claim.document.publisher),
        publisher=body_of(claim.document.publisher),
    )


def _modality_of(claim: Claim) -> Modality:
    """As it was read; what its own source takes back is denied."""
    taken_back = claim.modality == "asserted" and is_withdrawn(claim.quote, claim.number)
    return "denied" if taken_back else claim.modality


@lru_cache(maxsize=1 << 17)
def _read_in_place(text: str, traits: MeasureTraits, place: str | None) -> SubjectReading:
    """ "Filipino children" in the Philippines are the children there."""
    subject = read_subject(text, traits)
    if place is None or not subject.qualifiers:
        return subject
    said = frozenset(word for word in subject.qualifiers if not _is_placename(word) or relation(word, place) != "same")
    return replace(subject, qualifiers=said) if said != subject.qualifiers else subject


@lru_cache(maxsize=65536)
def _is_placename(word: str) -> bool:
    return bool(gazetteer().lookup(word))


def per_of(claim: Claim) -> str | None:
    """What an amount or a rate is per: a year where nothing is said, None for every other kind."""
    if claim.kind not in _PER_KINDS:
        return None
    clause = clause_of(claim.quote, claim.number)
    behind = clause[number_position(clause, claim.number) :]
    match = per_pattern().search(behind) or per_pattern().search(clause)
    return per_name((match[1] or match[2]).lower()) if match else _YEARLY


def values_of(a: NormalisedClaim, b: NormalisedClaim) -> tuple[Interval, Interval]:
    """Both values in one unit: amounts in two currencies over all exchange rates of their years."""
    if a.unit != "money" or a.claim.unit == b.claim.unit:
        return a.value, b.value
    first, last = _years(a, b)
    return in_dollars(a.value, a.claim.unit, first, last), in_dollars(b.value, b.claim.unit, first, last)


def ratio_of(a: NormalisedClaim, b: NormalisedClaim) -> float:
    """How many times the one stated value is the other; 1 where they meet, infinite against zero or another sign."""
    first, second = values_of(a, b)
    if first.meets(second):
        return 1.0
    one, other = _stated(a, first, second), _stated(b, second, first)
    if one * other < 0:
        return inf
    small, large = sorted((abs(one), abs(other)))
    return large / small if small else inf


def _stated(norm: NormalisedClaim, value: Interval, other: Interval) -> float:
    """The stated point, or the end of the interval that is nearer to the other, in the unit of both."""
    nearer = value.high if value.below(other) else value.low
    if norm.claim.value is None or value != norm.value:
        return nearer
    scale = in_base_unit(point(norm.claim.value), norm.claim.unit).low
    return -scale if norm.claim.kind == "change" and norm.claim.direction == "down" else scale


def _years(a: NormalisedClaim, b: NormalisedClaim) -> tuple[int, int]:
    years = [
        int(text[:4])
        for claim in (a.claim, b.claim)
        for text in (claim.start, claim.end, claim.document.published)
        if text
    ]
    return (min(years), max(years)) if years else (0, 9999)
