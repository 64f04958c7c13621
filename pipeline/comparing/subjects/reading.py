"""A counted noun phrase read as head, population, role, topics and qualifiers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.comparing.subjects.lexicon import Concept, Lexicon, concepts_at, fold_words
from pipeline.comparing.subjects.traits import MeasureTraits

PERSON = "person"
TOPIC = "topic"
PROFIT = "profit"
_MONEY_HEADS = frozenset({"cost", "funding", "fine", PROFIT})


@dataclass(frozen=True, slots=True)
class SubjectReading:
    """`head` is a class of things ("person", "case", …) or the folded noun itself; `atoms` who is meant of girls, boys,
    women and men, None where the phrase does not say; `role` their part in it; `topics`
    of what; `qualifiers` every other defining word; `others`: "… and others", not "96 others". It is looked up so often
    that its hash is worked out once."""

    head: str
    atoms: frozenset[str] | None = None
    role: str | None = None
    topics: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    others: bool = False
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        told = (self.head, self.atoms, self.role, self.topics, self.qualifiers, self.settings, self.others)
        object.__setattr__(self, "_hash", hash(told))

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True, slots=True)
class _Item:
    words: tuple[str, ...]
    concepts: tuple[Concept, ...]
    segment: int

    def named(self, kind: str) -> str | None:
        for concept in self.concepts:
            if concept.kind == kind:
                return concept.name
        return None


@lru_cache(maxsize=1 << 19)
def read_subject(text: str, traits: MeasureTraits) -> SubjectReading:
    """The noun phrase as said under a measure, whose events are its persons ("70 arrests" are 70 people)."""
    items = _without_light_heads(_items(fold_words(text), traits.lexicon))
    head_item = _head_item(items)
    head = _head_name(head_item, traits)
    atoms: frozenset[str] | None = None
    roles: set[str] = set()
    topics: set[str] = set()
    settings: set[str] = set()
    qualifiers: set[str] = set()
    first_segment = head_item.segment if head_item else 0
    open_head = head in (PERSON, TOPIC, PROFIT)
    for item in items:
        if not item.concepts:
            if item is not head_item:
                qualifiers.update(item.words)
            continue
        population, role, topic = item.named("population"), item.named("role"), item.named("topic")
        setting = item.named("setting")
        known = False
        if item is head_item and traits.of_money and (payer := item.named("head")) and payer not in _MONEY_HEADS:
            qualifiers.add(payer)
        if topic:
            topics.add(topic)
            known = True
        if setting:
            settings.add(setting)
            known = True
        in_head = item.segment == first_segment or open_head
        if population and in_head:
            atoms = (atoms or frozenset()) | traits.lexicon.atoms[population]
            known = True
        if role and (in_head or role == traits.role):
            roles.add(role)
            known = True
        if known or item is head_item or item.named("others") or item.named("person") or item.named("light"):
            continue
        qualifiers.update(item.words)
    return SubjectReading(
        head=head,
        atoms=atoms,
        role="+".join(sorted(roles)) or None,
        topics=most_specific(topics, traits.lexicon),
        qualifiers=frozenset(qualifiers),
        settings=frozenset(settings),
        others=any(item.named("others") for item in items if item is not head_item),
    )


def _items(words: tuple[str, ...], known: Lexicon) -> list[_Item]:
    items: list[_Item] = []
    segment = at = 0
    while at < len(words):
        word = words[at]
        length, concepts = concepts_at(words, at, known) if word in known.phrases else (0, ())
        if length:
            items.append(_Item(words[at : at + length], concepts, segment))
            at += length
            continue
        if word in known.boundaries:
            segment += bool(items)
        elif word not in known.ignored and word not in known.conjunctions:
            items.append(_Item((word,), (), segment))
        at += 1
    return items


def _without_light_heads(items: list[_Item]) -> list[_Item]:
    """ "Number of children" and "prevalence of child trafficking" are about the children, the trafficking."""
    while items:
        first = [item for item in items if item.segment == items[0].segment]
        heavy = [item for item in first if not item.named("light")]
        if len(first) == len(items) or not first[-1].named("light"):
            break
        items = [*heavy, *items[len(first) :]]
    return items


def _head_item(items: list[_Item]) -> _Item | None:
    if not items:
        return None
    first = [item for item in items if item.segment == items[0].segment]
    nouns = [item for item in first if any(item.named(kind) for kind in ("head", "role", "population", "person"))]
    if nouns and nouns[-1] is first[-1]:
        return nouns[-1]
    if first[-1].concepts:
        return nouns[-1] if nouns and not first[-1].named("topic") else first[-1]
    return nouns[-1] if nouns and _is_modified_from_behind(first, nouns[-1]) else first[-1]


def _is_modified_from_behind(items: list[_Item], noun: _Item) -> bool:
    """ "Patients recovered", "people newly displaced": what follows the noun is no noun of its own."""
    behind = items[items.index(noun) + 1 :]
    return all(item.words[-1].endswith(("ed", "ing", "ly", "en")) for item in behind)


def _head_name(item: _Item | None, traits: MeasureTraits) -> str:
    if item is None:
        return PROFIT if traits.of_money else PERSON
    head = item.named("head")
    if traits.of_money:
        if head:
            return head if head in _MONEY_HEADS else PROFIT
        return PROFIT if item.concepts else item.words[-1]
    if head and head in traits.person_events:
        return PERSON
    if head:
        return head
    if item.named("population") or item.named("role") or item.named("person") or item.named("others"):
        return PERSON
    return TOPIC if item.named("topic") else item.words[-1]


def most_specific(topics: set[str] | frozenset[str], known: Lexicon) -> frozenset[str]:
    """The topics without those that another of them lies within."""
    if len(topics) < 2:
        return frozenset(topics)
    within = known.within
    return frozenset(t for t in topics if not any(t != other and t in within[other] for other in topics))


def topics_in(text: str, known: Lexicon) -> frozenset[str]:
    """The topics that a text speaks of, the most specific ones, everyday words left out."""
    return _mentioned(text, known)[0]


def settings_in(text: str, known: Lexicon) -> frozenset[str]:
    """The kinds of places within a place ("public places", "online") that a text speaks of."""
    return _mentioned(text, known)[1]


@lru_cache(maxsize=1 << 18)
def _mentioned(text: str, known: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    words = fold_words(text)
    if known.first_words.isdisjoint(words):
        return frozenset(), frozenset()
    topics: set[str] = set()
    settings: set[str] = set()
    behind = 0
    for at, word in enumerate(words):
        if at < behind or word not in known.phrases:
            continue
        length, concepts = concepts_at(words, at, known)
        for concept in concepts:
            if concept.kind == "setting":
                settings.add(concept.name)
            elif concept.kind == "topic" and " ".join(words[at : at + length]) not in known.everyday_topics:
                topics.add(concept.name)
        behind = at + length
    return most_specific(topics, known), frozenset(settings)
