"""The keys that bring claims together: buckets whose claims can meet, facts that are about one thing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.comparing.derive import is_plain_count
from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.pairs.blocks import BlockKey, block_key, comparable_kind
from pipeline.comparing.pairs.containment import adds_up, years_of
from pipeline.comparing.pairs.filed_apart import words_and_period
from pipeline.comparing.pairs.wordings import counted_words
from pipeline.comparing.place_keys import place_key
from pipeline.comparing.subjects import SubjectReading
from pipeline.comparing.subjects.reading import PERSON, TOPIC
from pipeline.comparing.subjects.traits import MeasureTraits
from pipeline.records.model import Claim

SERIES, PLACES, MEASURES, SHARES, DOCUMENT = "series|", "places|", "measures|", "told|", "document|"

Who = tuple[frozenset[str] | None, str | None, frozenset[str], bool]
"""A subject but for its topics, which the words around it may supply: who, in what role, which of them, and others."""


class Filed(NamedTuple):
    """A claim under its keys.

    `fact`: the claim's fact. `home`: the bucket of the fact and of all that can say otherwise. Where counts add up,
    `series`: the same thing in every place, a bucket for each year, for parts above their wholes. `places`: what has
    measure, words and period in common, for figures that one text gives a place and another the place around it.
    `measures`: what has place, words and period in common, for figures that were read under two measures.
    """

    norm: NormalisedClaim
    place: str
    bucket: str
    fact: str
    series: tuple[str, ...]
    places: str | None
    measures: str | None


def bucket_keys(norm: NormalisedClaim) -> tuple[str, ...]:
    """The buckets that a claim belongs to. Each is reconciled by itself, from all the claims that belong to it."""
    filed = file_claim(norm)
    told = shares_key(norm.claim)
    return (
        *filter(None, (filed.bucket, *filed.series, filed.places, filed.measures, told)),
        document_key(norm.claim.doc),
    )


def file_claim(norm: NormalisedClaim) -> Filed:
    """The claim under its keys. Each is the same whatever other claims there are."""
    claim = norm.claim
    block = block_key(norm)
    thing = f"{_head_of(norm)}|{block.place}|{_who_text(who_key(norm))}|{_series_of(norm)}"
    return Filed(
        norm=norm,
        place=block.place,
        bucket=block.text(),
        fact=f"{thing}|{claim.start or ''}/{claim.end or ''}",
        series=tuple(_series_keys(norm, block)) if adds_up(norm) else (),
        places=_words_key(PLACES, norm.measure, norm),
        measures=_words_key(MEASURES, block.place, norm),
    )


def _series_keys(norm: NormalisedClaim, block: BlockKey) -> Iterator[str]:
    words = "+".join(sorted(counted_words(norm)))
    for year in sorted(years_of(norm)):
        yield f"{SERIES}{block._replace(place=words).text()}|{year}"


def _words_key(prefix: str, shared: str, norm: NormalisedClaim) -> str | None:
    """The bucket of all claims that have their words and period in common and one thing more."""
    found = words_and_period(norm)
    if found is None:
        return None
    unit, kind, per, words, start, end = found
    return f"{prefix}{shared}|{unit}|{kind}|{per}|{'+'.join(sorted(words))}|{start or ''}/{end or ''}"


def two_measures_key(claim: Claim) -> str | None:
    """What claims of one bucket of `measures` have in common, told without normalising them."""
    if not (claim.start or claim.end):
        return None
    return f"{claim.unit}|{comparable_kind(claim.kind)}|{claim.start or ''}/{claim.end or ''}"


def bucket_document(key: str) -> str | None:
    """The document that a bucket is of; None for all others, which are of a measure."""
    return key.removeprefix(DOCUMENT) if key.startswith(DOCUMENT) else None


def measure_of(key: str) -> str | None:
    """The measure that a bucket is of which is no document's; None for one of several measures."""
    if key.startswith(MEASURES):
        return None
    if key.startswith((SERIES, PLACES, SHARES)):
        key = key.partition("|")[2]
    return key.partition("|")[0]


def has_facts(key: str) -> bool:
    """Whether the bucket is one that facts lie in."""
    return not key.startswith((SERIES, PLACES, MEASURES, SHARES, DOCUMENT))


def year_of(series: str) -> str:
    """The year of a bucket of a series."""
    return series.rpartition("|")[2]


def shares_key(claim: Claim) -> str | None:
    """The bucket of a measure, place and time, for shares of counts that other documents tell."""
    if not claim.start or not (claim.kind == "share" or is_plain_count(claim)):
        return None
    place = place_key(claim.place or claim.document.place)
    return f"{SHARES}{claim.measure}|{place}|{claim.start}/{claim.end or ''}"


def document_key(doc: str) -> str:
    """The bucket of a document's claims, for its sums."""
    return f"{DOCUMENT}{doc}"


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


def _head_of(norm: NormalisedClaim) -> str:
    """What can be compared at all. Shares are stated of so many wholes that they share one bucket; persons are often
    named by a topic alone."""
    head = PERSON if norm.subject.head == TOPIC else norm.subject.head
    thing = "share" if norm.kind == "share" else head
    return f"{norm.measure}|{norm.unit}|{norm.kind}|{thing}|{norm.per or ''}"


def _series_of(norm: NormalisedClaim) -> str:
    """What the claim counts, in words that are equal for phrases that mean the same."""
    subject, traits = norm.subject, norm.traits
    bound = traits.topic_bound or norm.kind == "change"
    topics = norm.quote_topics() if bound and not subject.topics else subject.topics
    part = _subject_text(norm.part, norm.part.topics, traits) if norm.part else ""
    around = norm.setting() if bound else ()
    return f"{_subject_text(subject, topics, traits)}|{part}|{'+'.join(sorted(around))}"


@lru_cache(maxsize=65536)
def _subject_text(subject: SubjectReading, topics: frozenset[str], traits: MeasureTraits) -> str:
    """`topics` are the subject's own or, where it names none, those stated around it."""
    parts = [
        PERSON if subject.head == TOPIC else subject.head,
        "+".join(sorted(subject.atoms)) if subject.atoms else "",
        "" if subject.role == traits.role else subject.role or "",
        "+".join(sorted(set(map(traits.topic, topics)))),
        "+".join(sorted(subject.qualifiers)),
        "others" if subject.others else "",
    ]
    return ",".join(parts)
