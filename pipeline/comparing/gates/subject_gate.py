"""The subject gate: does what is counted, and of a share the part, fit?"""

from __future__ import annotations

from functools import lru_cache

from pipeline.comparing.gates.normalised import NormalisedClaim
from pipeline.comparing.subjects import SubjectReading, SubjectRelation, relate, relate_topics
from pipeline.comparing.subjects.reading import TOPIC, most_specific
from pipeline.comparing.subjects.relation import SAME, combined


def relate_subjects(a: NormalisedClaim, b: NormalisedClaim) -> SubjectRelation:
    """Subject, part, setting and "per", with topics that one subject leaves out read from its surroundings."""
    if a.per != b.per:
        return SubjectRelation("different", why=f"per {a.per or 'nothing'} against per {b.per or 'nothing'}")
    if a.kind == "share":
        bare = _relate_shares(a, b)
        topics = _relate_share_topics(a, b)
    else:
        bare = relate(_without_topics(a.subject), _without_topics(b.subject), a.traits)
        topics = relate_topics(a.subject.topics, b.subject.topics, a.traits)
    if bare.kind == "different":
        return bare
    return combined((bare, _in_context(a, b, topics), relate_settings(a, b)))


def exclusive_subjects(a: NormalisedClaim, b: NormalisedClaim) -> str | None:
    """Why two claims cannot be of one thing whatever else they share: their people have nobody in common, or whole and
    part change places; else None."""
    if a.kind == "share" and _swapped(a, b):
        return "whole and part change places"
    mine, theirs = a.subject.atoms, b.subject.atoms
    return relate_subjects(a, b).why if mine and theirs and not mine & theirs else None


def is_part_of_people(a: NormalisedClaim, b: NormalisedClaim) -> bool:
    """Girls among children, minors among people: the people of one are some of the other's."""
    mine, theirs = a.subject.atoms, b.subject.atoms
    return bool(mine and theirs) and mine != theirs


@lru_cache(maxsize=65536)
def _without_topics(subject: SubjectReading) -> SubjectReading:
    head = "person" if subject.head == TOPIC else subject.head
    return SubjectReading(
        head, subject.atoms, subject.role, frozenset(), subject.qualifiers, frozenset(), subject.others
    )


def _share_topics(norm: NormalisedClaim) -> frozenset[str]:
    part = norm.part.topics if norm.part else frozenset()
    return most_specific(norm.subject.topics | part, norm.traits.lexicon)


def _relate_share_topics(a: NormalisedClaim, b: NormalisedClaim) -> SubjectRelation:
    """Parts stated in whole clauses speak of more than one topic; one in common is enough."""
    said = relate_topics(_share_topics(a), _share_topics(b), a.traits)
    if said.kind == "different" and _in_clauses(a, b):
        return SAME
    return said


def _relate_shares(a: NormalisedClaim, b: NormalisedClaim) -> SubjectRelation:
    """Whole and part together, since texts leave the whole out or name it in the part; never the one for the other."""
    if _swapped(a, b):
        return SubjectRelation("different", why="whole and part change places")
    in_clauses = _in_clauses(a, b)
    return relate(_whole_and_part(a, in_clauses), _whole_and_part(b, in_clauses), a.traits)


def _in_clauses(a: NormalisedClaim, b: NormalisedClaim) -> bool:
    return bool(a.part and b.part and a.part.topics & b.part.topics)


def _whole_and_part(norm: NormalisedClaim, in_clauses: bool) -> SubjectReading:
    part = _without_topics(norm.part) if norm.part else None
    return _joined(_without_topics(norm.subject), part, in_clauses)


@lru_cache(maxsize=65536)
def _joined(whole: SubjectReading, part: SubjectReading | None, in_clauses: bool) -> SubjectReading:
    if part is None or part == whole:
        return SubjectReading("share", whole.atoms, None, frozenset(), whole.qualifiers)
    atoms = part.atoms if part.atoms is not None else whole.atoms
    if part.atoms is not None and whole.atoms is not None:
        atoms = part.atoms | whole.atoms
    roles = sorted({role for role in (whole.role, part.role) if role and role not in _LOOSE_ROLES})
    qualifiers = whole.qualifiers if in_clauses else whole.qualifiers | part.qualifiers
    return SubjectReading("share", atoms, "+".join(roles) or None, frozenset(), qualifiers)


_LOOSE_ROLES = frozenset({"prostitute"})


def _swapped(a: NormalisedClaim, b: NormalisedClaim) -> bool:
    if not a.part or not b.part or a.part == a.subject or b.part == b.subject:
        return False
    crossed = _alike(a.subject, b.part) and _alike(a.part, b.subject)
    return crossed and not (_alike(a.subject, b.subject) and _alike(a.part, b.part))


def _alike(a: SubjectReading, b: SubjectReading) -> bool:
    return (a.atoms is not None and a.atoms == b.atoms) or bool(a.topics and a.topics == b.topics)


def _in_context(a: NormalisedClaim, b: NormalisedClaim, said: SubjectRelation) -> SubjectRelation:
    """The relation of the topics; where one side says none, its quote, headings and title may."""
    mine = _share_topics(a) if a.kind == "share" else a.subject.topics
    theirs = _share_topics(b) if b.kind == "share" else b.subject.topics
    if mine and theirs:
        return said
    same_document = a.claim.doc == b.claim.doc
    if not mine and not theirs:
        return _both_bare(a, b, same_document)
    bare, topics = (b, mine) if mine else (a, theirs)
    if (same_document and a.claim.quote != b.claim.quote) or bare.subject.qualifiers:
        return said
    around = relate_topics(bare.quote_topics() or bare.background_topics(), topics, a.traits)
    if around.kind == "same" or (around.kind == "different" and bare.quote_topics() and a.topic_bound):
        return around
    return said


def _both_bare(a: NormalisedClaim, b: NormalisedClaim, same_document: bool) -> SubjectRelation:
    if not a.quote_topics() or not b.quote_topics() or a.claim.quote == b.claim.quote:
        bound = a.topic_bound and not same_document and a.quote_topics() != b.quote_topics()
        bound = bound and not (a.subject.role and b.subject.role)
        return SubjectRelation("contains", unsaid=True, why="one does not say of what") if bound else SAME
    around = relate_topics(a.quote_topics(), b.quote_topics(), a.traits)
    if around.kind == "same" or around.kind == "different":
        return around
    return SubjectRelation(around.kind, unsaid=True, why=around.why) if a.topic_bound else SAME


def relate_settings(a: NormalisedClaim, b: NormalisedClaim) -> SubjectRelation:
    """In what kind of place both count, where that belongs to what is counted: on the streets, in prisons."""
    if not a.topic_bound or (a.kind == "share" and _in_clauses(a, b)):
        return SAME
    mine, theirs = a.setting(), b.setting()
    if mine == theirs:
        return SAME
    why = f"{' and '.join(sorted(mine)) or 'anywhere'} against {' and '.join(sorted(theirs)) or 'anywhere'}"
    if not mine or not theirs:
        return SubjectRelation("within" if mine else "contains", why=why)
    return SAME if mine & theirs else SubjectRelation("different", why=why)
