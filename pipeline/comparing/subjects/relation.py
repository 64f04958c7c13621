"""How two counted noun phrases relate: the same, one within the other, or different."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.comparing.subjects.lexicon import Lexicon
from pipeline.comparing.subjects.reading import PERSON, TOPIC, SubjectReading
from pipeline.comparing.subjects.traits import MeasureTraits

Lattice = Literal["same", "within", "contains", "different"]


class SubjectRelation(NamedTuple):
    """`within`: the first lies within the second. `unsaid`: it may well be the same, one side only says less.
    `why` names what differs."""

    kind: Lattice
    unsaid: bool = False
    why: str = ""


SAME = SubjectRelation("same")


@lru_cache(maxsize=131072)
def relate(a: SubjectReading, b: SubjectReading, traits: MeasureTraits) -> SubjectRelation:
    """Heads, populations, roles, topics and qualifiers side by side; topics that one lacks are `unsaid`."""
    if not _heads_fit(a, b):
        return SubjectRelation("different", why=f"{a.head} against {b.head}")
    return combined(
        (
            _relate_atoms(a.atoms, b.atoms, traits.lexicon),
            _relate_roles(a.role, b.role, traits.role),
            relate_topics(a.topics, b.topics, traits),
            _relate_qualifiers(a, b),
            _relate_settings(a.settings, b.settings),
            _relate_others(a.others, b.others),
        )
    )


def combined(relations: Iterable[SubjectRelation]) -> SubjectRelation:
    """One relation of several: different where one is, or where they point both ways."""
    telling = [relation for relation in relations if relation.kind != "same"]
    if not telling:
        return SAME
    kinds = {relation.kind for relation in telling}
    why = ", ".join(relation.why for relation in telling)
    if len(kinds) > 1 or "different" in kinds:
        return SubjectRelation("different", why=why)
    return SubjectRelation(telling[0].kind, unsaid=all(relation.unsaid for relation in telling), why=why)


def _heads_fit(a: SubjectReading, b: SubjectReading) -> bool:
    if a.head == b.head:
        return True
    return {a.head, b.head} == {PERSON, TOPIC} and bool(a.topics and b.topics)


def _relate_atoms(a: frozenset[str] | None, b: frozenset[str] | None, known: Lexicon) -> SubjectRelation:
    if a == b:
        return SAME
    why = f"{_who(a, known)} against {_who(b, known)}"
    if a is None or b is None:
        return SubjectRelation("contains" if a is None else "within", unsaid=True, why=why)
    if a < b or b < a:
        return SubjectRelation("within" if a < b else "contains", why=why)
    return SubjectRelation("different", why=why)


def _who(atoms: frozenset[str] | None, known: Lexicon) -> str:
    if atoms is None:
        return "people of any age or sex"
    named = next((name for name, members in known.atoms.items() if members == atoms), None)
    return named or " and ".join(sorted(atoms))


def _relate_roles(a: str | None, b: str | None, implied: str | None) -> SubjectRelation:
    """The role that a measure implies is that of everyone whom it counts: people arrested are suspects."""
    if a == b or {a, b} == {None, implied}:
        return SAME
    if a is None or b is None:
        return SubjectRelation("contains" if a is None else "within", why=f"{a or 'anyone'} against {b or 'anyone'}")
    return SubjectRelation("different", why=f"{a} against {b}")


@lru_cache(maxsize=16384)
def relate_topics(a: frozenset[str], b: frozenset[str], traits: MeasureTraits) -> SubjectRelation:
    """Topics by what lies within what; some are one where money is counted."""
    a, b = frozenset(map(traits.topic, a)), frozenset(map(traits.topic, b))
    if a == b:
        return SAME
    why = f"{_listed(a) or 'no topic said'} against {_listed(b) or 'no topic said'}"
    if not a or not b:
        return SubjectRelation("within" if a else "contains", unsaid=True, why=why)
    within = traits.lexicon.within
    joint = len(a) > 1 or len(b) > 1  # "sex and labour trafficking" may mean either, or both at once
    if all(within[topic] & b for topic in a):
        return SubjectRelation("within", unsaid=joint, why=why)
    if all(within[topic] & a for topic in b):
        return SubjectRelation("contains", unsaid=joint, why=why)
    return SubjectRelation("different", why=why)


def _relate_qualifiers(a: SubjectReading, b: SubjectReading) -> SubjectRelation:
    mine, theirs = a.qualifiers, b.qualifiers
    if mine == theirs:
        return SAME
    why = f"{_listed(mine - theirs) or 'no more said'} against {_listed(theirs - mine) or 'no more said'}"
    if mine < theirs or theirs < mine:
        wider = a if mine < theirs else b
        unsaid = wider.head != PERSON and not wider.qualifiers and not wider.topics
        return SubjectRelation("contains" if wider is a else "within", unsaid=unsaid, why=why)
    return SubjectRelation("different", why=why)


def _relate_settings(a: frozenset[str], b: frozenset[str]) -> SubjectRelation:
    if a == b:
        return SAME
    why = f"{_listed(a) or 'anywhere'} against {_listed(b) or 'anywhere'}"
    if not a or not b:
        return SubjectRelation("within" if a else "contains", why=why)
    return SubjectRelation("different", why=why)


def _relate_others(a: bool, b: bool) -> SubjectRelation:
    if a == b:
        return SAME
    return SubjectRelation("contains" if a else "within", why="one counts others too")


def _listed(names: frozenset[str]) -> str:
    return " and ".join(sorted(names))
