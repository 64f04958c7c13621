"""The keys that bring claims together: buckets whose claims can meet, facts that are about one thing."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import combinations
from typing import TypeVar

from pipeline.compare.passes import adds_up
from pipeline.compare.slots import clause_of, measure_of, per_of, subject_of
from pipeline.compare.subject_gate import TOPIC_BOUND
from pipeline.derive import is_told_count
from pipeline.intervals import unit_family
from pipeline.model import Claim
from pipeline.places.gazetteer import Place, folded, gazetteer
from pipeline.subjects import SubjectReading, read_subject, settings_in, topics_in
from pipeline.subjects.lexicon import lexicon
from pipeline.subjects.reading import PERSON, TOPIC

Named = TypeVar("Named", bound=Hashable)
NO_PLACE = "-"
SERIES, PEOPLE, TOLD, DOCUMENT = "series|", "people|", "told|", "document|"
_MOST_QUALIFIERS = 4


def bucket_keys(claim: Claim, series: str | None = None) -> tuple[str, ...]:
    """The buckets that a claim belongs to; a bucket is reconciled by itself, from all the claims that have its key.

    The first holds the claim's fact and all that can say otherwise. For counts that add up there follow the same thing
    in every place and everyone in the same place, for parts above their wholes; then its measure, place and time, for
    shares of counts; the last is its document, for sums. `series` is the claim's `series_key`, where it is at hand.
    """
    head, place = bucket_head(claim), place_key(claim.place or claim.document.place)
    time = f"{claim.start or ''}/{claim.end or ''}"
    wholes: tuple[str, ...] = ()
    if adds_up(claim):
        wholes = (f"{SERIES}{head}|{series or series_key(claim)}", f"{PEOPLE}{head}|{place}|{time}")
    told = (f"{TOLD}{measure_of(claim)}|{place}|{time}",) if claim.start and _told_or_counted(claim) else ()
    return (f"{head}|{place}|{_who_text(who_key(claim))}", *wholes, *told, f"{DOCUMENT}{claim.doc}")


def _told_or_counted(claim: Claim) -> bool:
    return claim.kind == "share" or is_told_count(claim)


def home_key(claim: Claim) -> str:
    """The bucket that the claim's fact belongs to: what, where, and who."""
    return f"{bucket_head(claim)}|{place_key(claim.place or claim.document.place)}|{_who_text(who_key(claim))}"


Who = tuple[frozenset[str] | None, str | None, frozenset[str], bool]
"""A subject but for its topics, which the words around it may supply: who, in what role, which of them, and others."""


def who_key(claim: Claim) -> Who:
    """Equal for subjects that may be the same thing; of a share, whole and part together."""
    part = read_subject(claim.part, claim.measure) if claim.part else None
    return _who(subject_of(claim), part, claim.measure)


@lru_cache(maxsize=1 << 17)
def _who(subject: SubjectReading, part: SubjectReading | None, measure: str) -> Who:
    if part is None or part == subject:
        role = None if subject.role == lexicon().implied_roles.get(measure) else subject.role
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


def wider(who: Who, known: Container[Who]) -> Iterator[Who]:
    """The subjects among those known that contain this one: more people, or fewer qualifiers."""
    atoms, role, qualifiers, others = who
    candidates: list[Who] = []
    if atoms is not None:
        missing = sorted(lexicon().atoms["everyone"] - atoms)
        for more in range(1, len(missing) + 1):
            candidates += [
                (atoms | frozenset(added), role, qualifiers, others) for added in combinations(missing, more)
            ]
    if len(qualifiers) <= _MOST_QUALIFIERS:
        for fewer in range(len(qualifiers)):
            candidates += [(atoms, role, frozenset(kept), others) for kept in combinations(sorted(qualifiers), fewer)]
    yield from (each for each in candidates if each in known)


def bucket_head(claim: Claim) -> str:
    return _head_text(measure_of(claim), unit_family(claim.unit), claim.kind, _head_of(claim), per_of(claim) or "")


@lru_cache(maxsize=65536)
def _head_text(measure: str, unit: str, kind: str, head: str, per: str) -> str:
    return f"{measure}|{unit}|{kind}|{head}|{per}"


def _head_of(claim: Claim) -> str:
    """Shares are told with so many wholes that they share one bucket; persons are often told by a topic alone."""
    if claim.kind == "share":
        return "share"
    head = read_subject(claim.subject, claim.measure).head
    return PERSON if head == TOPIC else head


@lru_cache(maxsize=65536)
def subject_key(subject: SubjectReading, topics: frozenset[str], measure: str) -> str:
    """A subject in words, equal for phrases that mean the same under the measure; `topics` are its own or, where it
    names none, those told around it."""
    implied = lexicon().implied_roles.get(measure)
    same = lexicon().same_topics.get(measure, {})
    parts = [
        PERSON if subject.head == TOPIC else subject.head,
        "+".join(sorted(subject.atoms)) if subject.atoms else "",
        "" if subject.role == implied else subject.role or "",
        "+".join(sorted({same.get(topic, topic) for topic in topics})),
        "+".join(sorted(subject.qualifiers)),
        "others" if subject.others else "",
    ]
    return ",".join(parts)


@lru_cache(maxsize=65536)
def _part_key(text: str, measure: str) -> str:
    part = read_subject(text, measure)
    return subject_key(part, part.topics, measure)


def series_key(claim: Claim) -> str:
    """What the claim counts, and when, without the place: with the bucket it is the key of its fact."""
    subject = subject_of(claim)
    bound = claim.measure in TOPIC_BOUND or claim.kind == "change"
    topics = topics_in(claim.quote) if bound and not subject.topics else subject.topics
    key = subject_key(subject, topics, claim.measure)
    part = _part_key(claim.part, claim.measure) if claim.part else ""
    around = subject.settings | settings_in(clause_of(claim.quote, claim.number)) if bound else frozenset[str]()
    return f"{key}|{part}|{'+'.join(sorted(around))}|{claim.start or ''}/{claim.end or ''}"


@lru_cache(maxsize=65536)
def place_key(place: str | None) -> str:
    """One key for all the names of a place; the folded name where the gazetteer does not know it."""
    if place is None:
        return NO_PLACE
    found = _senses(place)
    return _key_of(found) if found else folded(place)


def _senses(place: str) -> Place | None:
    for name in (place, place.partition(",")[0]):
        senses = gazetteer().lookup(folded(name.removeprefix("the ").removeprefix("The ")))
        if senses:
            return senses[0]
    return None


def _key_of(place: Place) -> str:
    return f"{place.kind}:{place.admin or ''}:{folded(place.name)}"


@lru_cache(maxsize=65536)
def place_containers(place: str | None) -> tuple[str, ...]:
    """The keys of the country, the regions and the world that contain a place; none for one that is not known."""
    found = _senses(place) if place else None
    if found is None or found.kind == "world":
        return ()
    within = [key for key, countries in _areas() if found.countries < countries]
    if found.kind in ("admin", "city"):
        within += _countries().get(found.countries, ())
    if found.kind == "city" and found.admin:
        within += _admins().get(found.admin, ())
    return (*dict.fromkeys(within), *(_key_of(each) for each in gazetteer().lookup("world")))


@cache
def _areas() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((_key_of(place), place.countries) for place in _of_kinds("continent", "region", "group"))


@cache
def _countries() -> Mapping[frozenset[str], tuple[str, ...]]:
    return _grouped((place.countries, _key_of(place)) for place in _of_kinds("country"))


@cache
def _admins() -> Mapping[str, tuple[str, ...]]:
    return _grouped((place.admin, _key_of(place)) for place in _of_kinds("admin") if place.admin)


def _grouped(pairs: Iterable[tuple[Named, str]]) -> Mapping[Named, tuple[str, ...]]:
    found: dict[Named, tuple[str, ...]] = {}
    for pair in pairs:
        found[pair[0]] = (*found.get(pair[0], ()), pair[1])
    return found


def _of_kinds(*kinds: str) -> Iterable[Place]:
    names = gazetteer()
    found = {_key_of(place): place for name in names.rows for place in names.lookup(name) if place.kind in kinds}
    return [place for place in found.values() if place.countries]


def fact_key_in(bucket: str, series: str) -> str:
    return f"{bucket}|{series}"
