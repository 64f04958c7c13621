"""Which measure speaks for a number: the cue that the parse ties to it most closely.

The cues are the measure vocabulary's matches in the sentence. The verb whose argument the counted noun is comes before
the noun itself ("cases were prosecuted" are charged), the noun before its modifiers ("trafficking victims"), and all of
these before a word that merely stands in the same sentence or in a heading. A `Tie` keeps what it cost, from which a
claim's confidence follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.claims.clauses import clause, object_of
from pipeline.claims.parsing import ParsedPassage, lemma_of
from pipeline.measures import Vocabulary

CHANGES = frozenset({"growth", "reduction"})

# what a tie costs, from "the noun is the verb's object" to "a word of the same sentence"
ARGUMENT, GOVERNED, DESCRIBED, ITSELF, MODIFIER, STATE, CLAUSE, SENTENCE, HEADING, CLASS, NOTHING = (
    0.0, 0.4, 0.5, 1.0, 1.5, 1.3, 2.5, 4.0, 6.0, 1.2, 9.0,
)  # fmt: skip
WEAKER = 0.7
"""What a word costs that goes with another act: children "identified and recovered" are rescued."""
SURER = 0.3
"""What a phrase of several words ("bring to freedom") is worth over a single one."""


@dataclass(frozen=True, slots=True)
class Tie:
    """The measure that speaks for a number, the cue's token where there is one, and how close it is."""

    measure: str
    cue: Token | None
    cost: float
    rule: str


def cues(parsed: ParsedPassage) -> list[Span]:
    return [span for span in parsed.doc.spans.get("measures", []) if parsed.quantity_of(span.root) is None]


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
        if cost >= SENTENCE and _numbered(parsed, span.root):
            continue  # "49 were infected, with 15 deaths": the deaths have a number of their own
        cost += WEAKER * (measure == "identified") - SURER * (len(span) > 1 and sort == "verb")
        if words.measures[measure].counts and not classes and known:
            cost += 1.0
        if best is None or cost < best.cost:
            best = Tie(measure, span.root, cost, f"measure:{sort}")
    own = words.noun_measure(lemma_of(about)) if noun is not None else None
    if own and (best is None or best.cost > CLASS):
        best = Tie(own, about, CLASS, "measure:class")
    if (best is None or best.cost >= HEADING) and headings:
        best = _from_headings(headings, classes, words) or best
    return best or Tie("other", None, NOTHING, "measure:none")


def _telling(anchor: Token, noun: Token | None) -> Token:
    """The noun where it follows its number or is said to be so many ("the cases were 500"), else the number."""
    if noun is None or (noun.i < anchor.i and anchor.dep_ not in {"attr", "dobj", "pobj", "npadvmod", "appos"}):
        return anchor
    return noun


def _cost(span: Span, sort: str, noun: Token, done_to: bool) -> float | None:
    root = span.root
    if any(token.i == noun.i for token in span):
        return ITSELF
    if sort == "verb":
        return _verb_cost(root, noun, done_to and len(span) == 1, len(span) > 1)
    if sort == "state":
        return (
            STATE
            if noun.i < span.start and root.is_ancestor(noun) is False and _within(span, noun)
            else _apart(root, noun) + 0.5
        )
    if noun.dep_ == "pobj" and noun.head.lower_ in {"of", "for"} and _same_or_joined(noun.head.head, root):
        return GOVERNED
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "of"
        and noun.head.head.dep_ == "conj"
        and noun.head.head.head.i == root.i
    ):
        return GOVERNED
    if root.head.i == noun.i and root.dep_ in {"compound", "amod", "nmod"}:
        return MODIFIER
    if root.head.dep_ == "prep" and root.head.head.i == noun.i:
        return MODIFIER + 0.2
    return _apart(root, noun)


def _numbered(parsed: ParsedPassage, token: Token) -> bool:
    return any(parsed.quantity_of(child) is not None for child in token.lefts)


def _verb_cost(root: Token, noun: Token, done_to: bool, phrase: bool) -> float | None:
    if root.head.i == noun.i or (root.dep_ in {"acl", "relcl"} and _same_or_joined(root.head, noun)):
        if root.dep_ in {"acl", "relcl"}:
            subject = next((c for c in root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
            if root.dep_ == "relcl":  # what else is told of them comes behind what the sentence says
                return DESCRIBED + (0.6 if subject is None or subject.tag_ in {"WDT", "WP"} else 0.9)
            return DESCRIBED if subject is None or subject.tag_ in {"WDT", "WP"} else DESCRIBED + 0.3
        if root.dep_ in {"amod", "compound"}:
            return MODIFIER
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
        return (
            ARGUMENT
            + {"passive": 0.0, "object": 0.0, "subject": 0.2, "predicate": 0.6}.get(relation, 0.8)
            + (0.4 if preposition else 0.0)
        )
    if root.dep_ == "conj" and root.head.i == verb.i and relation in {"subject", "passive"}:
        return None if _has_subject(root) else ARGUMENT + 0.6
    if verb.dep_ in {"conj"} and verb.head.i == root.i:
        return CLAUSE + 0.5
    if root in verb.children and root.dep_ in {"xcomp", "acomp", "ccomp"}:
        return ARGUMENT + 0.8
    if verb.dep_ in {"xcomp", "ccomp", "advcl"} and verb.head.i == root.i:
        return CLAUSE
    return _apart(root, noun)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)


def _same_or_joined(token: Token, other: Token) -> bool:
    return token.i == other.i or any(
        one.dep_ == "conj" and one.head.i == two.i for one, two in ((token, other), (other, token))
    )


def _within(span: Span, noun: Token) -> bool:
    return any(noun.is_ancestor(token) for token in span)


def _apart(root: Token, noun: Token) -> float:
    return SENTENCE + 0.05 * abs(root.i - noun.i) + (0.2 if root.i > noun.i else 0.0)


def _from_headings(headings: Iterable[ParsedPassage], classes: frozenset[str], words: Vocabulary) -> Tie | None:
    for heading in headings:
        for span in cues(heading):
            measure, _, sort = span.label_.partition(":")
            counts = words.measures[measure].counts
            if measure not in CHANGES and (not counts or classes & set(counts)):
                return Tie(measure, None, HEADING, f"heading:{sort}")
    return None
