"""Which measure speaks for a number: the cue that the parse ties to it most closely.

The cues are the measure vocabulary's matches in the sentence. The verb whose argument the counted noun is comes before
the noun itself ("cases were prosecuted" are charged), the noun before its modifiers ("trafficking victims"), and all of
these before a word that merely stands in the same sentence or in a heading. A `Tie` keeps what it cost, from which a
claim's confidence follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import ConfigDict, TypeAdapter, with_config
from spacy.tokens import Span, Token

from pipeline.reading.claims.clauses import clause, object_of
from pipeline.reading.claims.parsing import ParsedPassage, lemma_of
from pipeline.reading.measures import Vocabulary
from pipeline.records.data import load_yaml

CHANGES = frozenset({"growth", "reduction"})


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class TieCosts:
    """The numbers of ties.yaml, which says what each is for."""

    argument: float
    subject: float
    predicate: float
    other_argument: float
    by_preposition: float
    joined_verb: float
    governed: float
    described: float
    described_pronoun: float
    described_subject: float
    reduced_subject: float
    itself: float
    kindred: float
    state: float
    modifier: float
    modifier_behind: float
    clause: float
    joined_clause: float
    sentence: float
    word_apart: float
    behind: float
    state_apart: float
    heading: float
    nothing: float
    weaker: float
    surer: float
    unclassed: float
    listed: float


@cache
def costs() -> TieCosts:
    loaded = load_yaml("pipeline.reading.claims", "ties.yaml")
    return TypeAdapter(TieCosts).validate_python(loaded)


@dataclass(frozen=True, slots=True)
class Tie:
    """The measure that speaks for a number, the cue's token where there is one, and how close it is."""

    measure: str
    cue: Token | None
    cost: float
    rule: str


def cues(parsed: ParsedPassage) -> list[Span]:
    return [span for span in parsed.doc.spans.get("cascade", []) if parsed.quantity_of(span.root) is None]


def tie(
    parsed: ParsedPassage,
    j: int,
    noun: Token | None,
    words: Vocabulary,
    headings: Sequence[ParsedPassage] = (),
    about: Token | None = None,
) -> Tie:
    """The measure of a count: the cue that is tied most closely to the number's noun.

    `about` is the token whose ties count where it is neither the noun nor the number ("of the rescued children, 41 …").
    """
    about = about or _telling(parsed.anchor(j), noun)
    classes = words.classes_of(lemma_of(noun)) if noun is not None else frozenset()
    known = noun is not None and noun.pos_ not in {"PRON", "PROPN"}
    best: Tie | None = None
    for span in cues(parsed):
        measure, _, sort = span.label_.partition(":")
        if measure in CHANGES or not words.can_count(measure, classes, known):
            continue
        cost = _cost(span, sort, about, words.measures[measure].done_to)
        if cost is None or (noun is None and "case" in words.measures[measure].counts):
            continue
        if cost >= costs().sentence and _numbered(parsed, span.root):
            continue  # "49 were infected, with 15 deaths": the deaths have a number of their own
        cost += costs().weaker * (measure == "identified") - costs().surer * (len(span) > 1 and sort == "verb")
        if words.measures[measure].counts and not classes and known:
            cost += costs().unclassed
        if best is None or cost < best.cost:
            best = Tie(measure, span.root, cost, f"measure:{sort}")
    own = words.noun_measure(lemma_of(about)) if noun is not None else None
    if own and (best is None or best.cost > costs().kindred):
        best = Tie(own, about, costs().kindred, "measure:class")
    if (best is None or best.cost >= costs().heading) and headings:
        best = _from_headings(headings, classes, words) or best
    return best or Tie("other", None, costs().nothing, "measure:none")


def _telling(anchor: Token, noun: Token | None) -> Token:
    """The noun where it follows its number or is said to be so many ("the cases were 500"), else the number."""
    if noun is None or (noun.i < anchor.i and anchor.dep_ not in {"attr", "dobj", "pobj", "npadvmod", "appos"}):
        return anchor
    return noun


def _cost(span: Span, sort: str, noun: Token, done_to: bool) -> float | None:
    root = span.root
    if any(token.i == noun.i for token in span):
        return costs().itself
    if sort == "verb":
        return _verb_cost(root, noun, done_to and len(span) == 1, len(span) > 1)
    if sort == "state":
        return (
            costs().state
            if noun.i < span.start and root.is_ancestor(noun) is False and _within(span, noun)
            else _apart(root, noun) + costs().state_apart
        )
    if noun.dep_ == "pobj" and noun.head.lower_ in {"of", "for"} and _same_or_joined(noun.head.head, root):
        return costs().governed
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "of"
        and noun.head.head.dep_ == "conj"
        and noun.head.head.head.i == root.i
    ):
        return costs().governed
    if root.head.i == noun.i and root.dep_ in {"compound", "amod", "nmod"}:
        return costs().modifier
    if root.head.dep_ == "prep" and root.head.head.i == noun.i:
        return costs().modifier + costs().modifier_behind
    return _apart(root, noun)


def _numbered(parsed: ParsedPassage, token: Token) -> bool:
    return any(parsed.quantity_of(child) is not None for child in token.lefts)


def _verb_cost(root: Token, noun: Token, done_to: bool, phrase: bool) -> float | None:
    if root.head.i == noun.i or (root.dep_ in {"acl", "relcl"} and _same_or_joined(root.head, noun)):
        if root.dep_ in {"acl", "relcl"}:
            return _description_cost(root)
        if root.dep_ in {"amod", "compound"}:
            return costs().modifier
    verb, relation, preposition = clause(noun)
    if verb is None:
        return _apart(root, noun)
    if (
        relation == "subject"
        and _same_or_joined(root, verb)
        and (done_to or (object_of(root) is not None and not phrase))
    ):
        return None  # "500 officers rescued 43 children": what the officers do is not what is done to them
    if done_to and preposition == "by" and root.i == verb.i:
        return None  # "rescued by 500 officers"
    if root.i == verb.i:
        return costs().argument + _argument_cost(relation) + (costs().by_preposition if preposition else 0.0)
    if root.dep_ == "conj" and root.head.i == verb.i and relation in {"subject", "passive"}:
        return None if _has_subject(root) else costs().argument + costs().joined_verb
    if verb.dep_ in {"conj"} and verb.head.i == root.i:
        return costs().clause + costs().joined_clause
    if root in verb.children and root.dep_ in {"xcomp", "acomp", "ccomp"}:
        return costs().argument + costs().other_argument
    if verb.dep_ in {"xcomp", "ccomp", "advcl"} and verb.head.i == root.i:
        return costs().clause
    return _apart(root, noun)


def _description_cost(root: Token) -> float:
    subject = next((c for c in root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    own_subject = subject is not None and subject.tag_ not in {"WDT", "WP"}
    if root.dep_ == "relcl":  # what else is told of them comes behind what the sentence says
        return costs().described + (costs().described_subject if own_subject else costs().described_pronoun)
    return costs().described + (costs().reduced_subject if own_subject else 0.0)


def _argument_cost(relation: str | None) -> float:
    if relation in {"passive", "object"}:
        return 0.0
    if relation == "subject":
        return costs().subject
    return costs().predicate if relation == "predicate" else costs().other_argument


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)


def _same_or_joined(token: Token, other: Token) -> bool:
    return token.i == other.i or any(
        one.dep_ == "conj" and one.head.i == two.i for one, two in ((token, other), (other, token))
    )


def _within(span: Span, noun: Token) -> bool:
    return any(noun.is_ancestor(token) for token in span)


def _apart(root: Token, noun: Token) -> float:
    return costs().sentence + costs().word_apart * abs(root.i - noun.i) + costs().behind * (root.i > noun.i)


def _from_headings(headings: Iterable[ParsedPassage], classes: frozenset[str], words: Vocabulary) -> Tie | None:
    for heading in headings:
        for span in cues(heading):
            measure, _, sort = span.label_.partition(":")
            counts = words.measures[measure].counts
            if measure not in CHANGES and (not counts or classes & set(counts)):
                return Tie(measure, None, costs().heading, f"heading:{sort}")
    return None
