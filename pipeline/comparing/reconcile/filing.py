"""Claims under their keys: the buckets in which they can meet others, and the fact that each is about."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.comparing.derive import is_plain_count
from pipeline.comparing.gates.contrasts import kinds_of_one_concept, kinds_told_apart
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.blocks import BlockKey, block_key, comparable_kind
from pipeline.comparing.pairs.close_figures import close_keys
from pipeline.comparing.pairs.containment import adds_up, years_of
from pipeline.comparing.pairs.values import TELLING_DIGITS, point_of, significant_digits
from pipeline.comparing.pairs.wordings import counted_words
from pipeline.comparing.place_keys import place_key
from pipeline.comparing.reconcile.keys import (
    BucketKey,
    DocumentKey,
    FactKey,
    FigureKey,
    Filed,
    SeriesKey,
    SharesKey,
    ThingKey,
)
from pipeline.comparing.subjects import SubjectReading
from pipeline.comparing.subjects.reading import PERSON, TOPIC
from pipeline.comparing.subjects.traits import MeasureTraits, compared_measure
from pipeline.records.model import Claim
from pipeline.records.settings import CompareSettings

Who = tuple[frozenset[str] | None, str | None, frozenset[str], bool]
"""A subject but for its topics, which the words around it may supply: who, in what role, which of them, and others."""


def bucket_keys(norm: NormalisedClaim, settings: CompareSettings) -> tuple[BucketKey, ...]:
    """The buckets that a claim belongs to. Each is reconciled by itself, from all the claims that belong to it."""
    filed = file_claim(norm)
    shares = shares_key(norm.claim)
    return (
        filed.bucket,
        *filed.series,
        *sorted(close_keys(norm.claim, settings)),
        *([shares] if shares else ()),
        figure_key(norm.claim, settings),
        DocumentKey(norm.claim.doc),
    )


def fact_key(norm: NormalisedClaim) -> FactKey:
    """The key of the claim's fact, the same whatever other claims there are."""
    claim = norm.claim
    return FactKey(_thing_key(norm, block_key(norm)), claim.start or "", claim.end or "")


def file_claim(norm: NormalisedClaim) -> Filed:
    """The claim under its keys. Each is the same whatever other claims there are."""
    fact = fact_key(norm)
    block = fact.block()
    return Filed(
        norm=norm,
        place=block.place,
        bucket=block,
        fact=fact,
        series=tuple(_series_keys(norm, block)) if adds_up(norm) else (),
    )


def key_in_parts(norm: NormalisedClaim) -> dict[str, str]:
    """What the key of a claim's fact is made of, part by part, as people can compare it with another's."""
    thing = _thing_key(norm, block_key(norm))
    subject, part, around = thing.counted.split("|")
    return {
        "measure": thing.measure,
        "unit": thing.unit,
        "kind": thing.kind,
        "per": thing.per,
        "place": thing.place.rpartition(":")[2],
        "who": thing.who.strip(","),
        "subject": ", ".join(filter(None, subject.split(","))),
        "part": ", ".join(filter(None, part.split(","))),
        "around": around,
        "modality": _unstated(norm),
        "period": "/".join(filter(None, (norm.claim.start, norm.claim.end))),
    }


def _series_keys(norm: NormalisedClaim, block: BlockKey) -> Iterator[SeriesKey]:
    in_every_place = block._replace(place="+".join(sorted(counted_words(norm))))
    return (SeriesKey(in_every_place, year) for year in sorted(years_of(norm)))


def shares_key(claim: Claim) -> SharesKey | None:
    """The bucket for shares of counts that the claim belongs to, if it does."""
    if not claim.start or not (claim.kind == "share" or is_plain_count(claim)):
        return None
    return SharesKey(claim.measure, place_key(claim.place or claim.document.place), claim.start, claim.end or "")


def figure_key(claim: Claim, settings: CompareSettings) -> FigureKey:
    """The bucket of the claim's figure, told without normalising the claim."""
    digits, among = significant_digits(point_of(claim)), ""
    if digits < TELLING_DIGITS:
        among = compared_measure(claim, settings)
    if digits < 2 or (claim.unit == "percent" and digits < TELLING_DIGITS):  # of percents there are but a hundred
        among = f"{among} {place_key(claim.place or claim.document.place)}"
    return FigureKey(figure_of(claim), comparable_kind(claim.kind), among)


def figure_of(claim: Claim) -> str:
    """The figure as a text that is equal for equal ones, with its unit, whatever hedge stands before it."""
    value = f"{claim.low} to {claim.high}" if claim.value is None else f"{claim.value:.10g}"
    return f"{claim.direction or ''} {value} {claim.unit}"


def who_key(norm: NormalisedClaim) -> Who:
    """Equal for subjects that may be the same thing; of a share, whole and part together."""
    return _who(norm.subject, norm.part, norm.traits)


@lru_cache(maxsize=1 << 17)
def _who(subject: SubjectReading, part: SubjectReading | None, traits: MeasureTraits) -> Who:
    if part is None or part == subject:
        role = None if subject.role == traits.role else subject.role
        return subject.atoms, role, subject.qualifiers, subject.others
    atoms = subject.atoms if part.atoms is None else part.atoms | (subject.atoms or frozenset())
    qualifiers = subject.qualifiers if part.topics else subject.qualifiers | part.qualifiers
    return atoms, None, qualifiers, False


@lru_cache(maxsize=65536)
def _who_text(who: Who) -> str:
    atoms, role, qualifiers, others = who
    return ",".join(
        ("+".join(sorted(atoms or ())), role or "", "+".join(sorted(qualifiers)), "others" if others else "")
    )


def _thing_key(norm: NormalisedClaim, block: BlockKey) -> ThingKey:
    """Shares are stated of so many wholes that all have one head; persons are often named by a topic alone."""
    head = PERSON if norm.subject.head == TOPIC else norm.subject.head
    return ThingKey(
        norm.measure,
        norm.unit,
        norm.kind,
        "share" if norm.kind == "share" else head,
        norm.per or "",
        block.place,
        _who_text(who_key(norm)),
        _counted_of(norm),
        tuple(filter(None, (_unstated(norm),))),
    )


def _unstated(norm: NormalisedClaim) -> str:
    """How a figure is told that is not stated as a fact; empty where it is."""
    return "" if norm.modality == "asserted" else norm.modality


def _counted_of(norm: NormalisedClaim) -> str:
    """What the claim counts, in words that are equal for phrases that mean the same."""
    subject, traits = norm.subject, norm.traits
    bound = traits.topic_bound or norm.kind == "change"
    topics = norm.quote_topics() if bound and not subject.topics else subject.topics
    kinds = _kinds_within(norm.claim.subject, subject, traits)
    part = _subject_text(norm.part, norm.part.topics, traits, frozenset()) if norm.part else ""
    around = norm.setting() if bound else ()
    return f"{_subject_text(subject, topics, traits, kinds)}|{part}|{'+'.join(sorted(around))}"


@lru_cache(maxsize=65536)
def _kinds_within(text: str, subject: SubjectReading, traits: MeasureTraits) -> frozenset[str]:
    """Kinds that the reading of the subject does not tell apart, as nurses among health workers, but for those that it
    names itself."""
    unsaid = kinds_told_apart(text) & kinds_of_one_concept(traits.lexicon)
    return unsaid - kinds_told_apart(" ".join((subject.head, *subject.qualifiers)))


@lru_cache(maxsize=65536)
def _subject_text(subject: SubjectReading, topics: frozenset[str], traits: MeasureTraits, kinds: frozenset[str]) -> str:
    """`topics` are the subject's own or, where it names none, those stated around it."""
    parts = [
        PERSON if subject.head == TOPIC else subject.head,
        "+".join(sorted(subject.atoms)) if subject.atoms else "",
        "" if subject.role == traits.role else subject.role or "",
        "+".join(sorted(set(map(traits.topic, topics)))),
        "+".join(sorted(subject.qualifiers | kinds)),
        "others" if subject.others else "",
    ]
    return ",".join(parts)
