"""What is said of what is counted: the measure, the kind of figure and its direction.

The cues are the measure vocabulary's matches in the sentence. A cue speaks for a number as far as the parse ties the
two together: the verb whose argument the counted noun is comes before the noun itself ("cases were prosecuted" are
charged), the noun before its modifiers ("trafficking victims"), and all of these before a word that merely stands in
the same sentence or in a heading. `Tie` keeps the cost of the tie, from which a claim's confidence follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.claims.counted import clause, object_of, object_of_preposition, subject_of
from pipeline.claims.parsing import ParsedPassage, lemma_of
from pipeline.measures import Vocabulary
from pipeline.model import ClaimKind, Direction, Quantity

CHANGES = frozenset({"growth", "reduction"})
COUNT_UNITS = frozenset({"count"})

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


def change_cue(parsed: ParsedPassage, j: int) -> Span | None:
    """The word that makes a quantity a growth or a drop: "a 78% decrease", "grew by 2.9 million", "62% higher"."""
    anchor, quantity = parsed.anchor(j), parsed.quantities[j]
    relative = quantity.unit in {"percent", "times", "percentage points"} and quantity.form != "ratio"
    found: list[tuple[float, Span]] = []
    for span in parsed.doc.spans.get("measures", []):
        measure, _, sort = span.label_.partition(":")
        if measure not in CHANGES:
            continue
        root = span.root
        if sort == "verb" and root.pos_ in {"VERB", "AUX", "ADJ"}:
            cost = _verb_change(anchor, root, relative)
        elif sort == "noun":
            cost = _noun_change(anchor, root)
        else:
            cost = _compared_change(anchor, root, relative)
        if cost is not None:
            found.append((cost, span))
    return min(found, key=lambda pair: pair[0], default=(0, None))[1]


def _verb_change(anchor: Token, root: Token, relative: bool) -> float | None:
    if anchor.i == root.i:
        return 0.0
    verb, relation, preposition = clause(anchor)
    if verb is None or verb.i != root.i or relation not in {"object", "oblique", "predicate"}:
        return None
    if preposition == "by":
        return 0.0
    if preposition is not None:
        return None
    if relative and anchor.i > root.i and object_of(root) in (None, anchor):
        return 0.2
    return (
        0.3 if anchor.i > root.i and not relative and anchor.i - root.i <= 2 and root.lemma_ in _INTRANSITIVE else None
    )


_INTRANSITIVE = frozenset({"grow", "rise", "fall", "drop", "climb", "jump", "swell"})


def _noun_change(anchor: Token, root: Token) -> float | None:
    if (
        anchor.dep_ in {"nummod", "compound", "amod", "nmod", "npadvmod", "advmod", "quantmod"}
        and anchor.head.i == root.i
    ):
        return 0.0
    if anchor.dep_ == "pobj" and anchor.head.lower_ in {"of", "by"} and anchor.head.head.i == root.i:
        return 0.0
    if 0 < root.i - anchor.i <= 2 and anchor.dep_ in {"ROOT", "dep", "nsubj", "meta"}:
        return 0.5
    return None


def _compared_change(anchor: Token, root: Token, relative: bool) -> float | None:
    if root.lower_ in {"up", "down"}:
        if root.dep_ == "prt" and root.head.lemma_ in {"make", "take", "end", "pick"}:
            return None
        near = 0 < anchor.i - root.i <= 3 and all(
            t.lower_ in {"by", "a", "an"} for t in anchor.doc[root.i + 1 : anchor.i - 1]
        )
        return 0.3 if relative and near else None
    after = root.i - anchor.i
    if after < 1 or after > 2 or (after == 2 and anchor.nbor(1).lower_ not in {"%", "as", "times"}):
        return None
    following = root.nbor(1).lower_ if root.i + 1 < len(root.doc) else ""
    return 0.1 if relative or following == "than" else None


def tie(
    parsed: ParsedPassage, j: int, noun: Token | None, words: Vocabulary, headings: Sequence[ParsedPassage] = ()
) -> Tie:
    """The measure of a count: the cue that is tied most closely to the number's noun."""
    anchor = parsed.anchor(j)
    about = noun if noun is not None and noun.i > anchor.i else anchor
    if noun is not None and noun.i < anchor.i and anchor.dep_ in {"attr", "dobj", "pobj", "npadvmod", "appos"}:
        about = noun  # "the number of cases was 500"
    classes = words.classes_of(lemma_of(about)) if noun is not None else frozenset()
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


def share_measure(parsed: ParsedPassage, j: int, whole: Token | None, part: str | None, words: Vocabulary) -> Tie:
    """The measure of a share: what is done to the share ("prosecute 25% of cases"), else its whole's, where that
    names an act (deaths, cases, profits); else `prevalence` for a share of people, unless what is said of them is that
    they are cared for or sentenced."""
    done = _done_to(parsed, j)
    if done is not None:
        return done
    exploited = any(span.label_.startswith(("exploited:", "prevalence:")) for span in cues(parsed))
    if whole is not None:
        lemma = lemma_of(whole)
        for span in cues(parsed):
            name = span.label_.partition(":")[0]
            if span.root.head.i == whole.i and span.root.dep_ in {"acl", "relcl"} and words.measures[name].shares:
                return Tie(name, span.root, DESCRIBED, "share:those to whom it was done")
        if "case" in words.classes_of(lemma) and _is_demographic(part, words):
            return Tie("prevalence", whole, ITSELF, "share:people among cases")
        for name, measure in words.measures.items():
            phrase = {noun for noun in measure.nouns if noun.split()[-1].lower() == lemma}
            if measure.shares and phrase:
                return Tie(name, whole, ITSELF, "share:noun")
        classes = words.classes_of(lemma)
        if classes & {"survivor", "demographic"} or ("person" in classes and exploited):
            return Tie("prevalence", whole, ITSELF, "share:people")
        if "money" in classes:
            return Tie("money", whole, ITSELF, "share:money")
        if "person" in classes and not exploited:
            return Tie("other", whole, STATE, "share:others")
    if exploited or whole is None:
        return Tie("prevalence", whole, CLAUSE, "share:exploited")
    return Tie("other", whole, NOTHING, "share:other")


def _is_demographic(part: str | None, words: Vocabulary) -> bool:
    """Whether a part is a group of people: "females", "children under 15"."""
    first = (part or "").split()[:1]
    return any(
        word in words.nouns["demographic"].words for w in first for word in (w, w.removesuffix("s"), _SINGULAR.get(w))
    )


_SINGULAR = {"children": "child", "women": "woman", "men": "man", "people": "person"}
_ACTS = frozenset({"charged", "convicted", "sentenced", "assisted", "rescued", "arrested", "trained", "deaths"})


def _done_to(parsed: ParsedPassage, j: int) -> Tie | None:
    anchor = parsed.anchor(j)
    verb, relation, preposition = clause(anchor)
    for span in cues(parsed):
        measure, _, sort = span.label_.partition(":")
        if measure not in _ACTS or verb is None:
            continue
        if sort == "verb" and span.root.i == verb.i and relation in {"object", "passive"} and preposition is None:
            return Tie(measure, span.root, ARGUMENT, "share:done")
        subject = subject_of(verb)
        part = relation in {"oblique", "object"} and subject is not None and span.start <= subject.i < span.end
        if sort == "noun" and part:
            return Tie(measure, span.root, DESCRIBED, "share:part")
        if (
            measure == "assisted"
            and relation in {"subject", "passive"}
            and span.start > anchor.i
            and verb.i <= span.end
        ):
            return Tie(measure, span.root, DESCRIBED, "share:predicate")
    return None


def kind_of_count(measure: str, default: ClaimKind, noun: Token | None, cue: Token | None, dated: bool) -> ClaimKind:
    """Whether a count adds up events (`total`) or says how things stand (`level`), from the tense of its verb."""
    about = noun if noun is not None else cue
    verb = clause(about)[0] if about is not None else None
    past = verb is not None and _is_past(verb)
    if measure == "exploited":
        event = cue is not None and cue.tag_ in {"VBN", "VBD"} and cue.lemma_ in _EXPLOITING_EVENTS and past
        return "total" if event and dated else "level"
    if measure == "assisted" and verb is not None and not past:
        return "level"
    if measure in {"participation", "other"}:
        return "total" if past and verb is not None and verb.lemma_ not in {"be", "have"} else "level"
    return default


_EXPLOITING_EVENTS = frozenset({"traffic", "recruit", "smuggle", "sell", "force", "coerce"})


def _is_past(verb: Token) -> bool:
    if verb.tag_ in {"VBD", "VBN"}:
        auxiliaries = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
        return not auxiliaries & {"is", "are", "will", "can", "may", "could", "'re"} or "been" in auxiliaries
    return any(
        child.dep_ == "aux" and child.lower_ in {"had", "has", "have"} for child in verb.children if verb.tag_ == "VBN"
    )


def direction_of(measure: str) -> Direction | None:
    return {"growth": "up", "reduction": "down"}.get(measure)  # type: ignore[return-value]  # the two words of Direction


def sign_of_arrow(quantity: Quantity, text: str) -> str | None:
    """ "79% ▼" and "8x ▲" in a call-out."""
    after = text[quantity.end : quantity.end + 3]
    if any(arrow in after for arrow in "▼↓⬇"):
        return "reduction"
    if any(arrow in after for arrow in "▲↑⬆"):
        return "growth"
    return None


def money_subject(parsed: ParsedPassage, j: int, words: Vocabulary) -> Token | None:
    """What earns or costs an amount: the money noun in its clause ("illegal profit"), else the verb's subject."""
    anchor = parsed.anchor(j)
    verb, relation, _ = clause(anchor)
    if verb is not None and verb.lemma_ == "fine":
        return verb  # "fined £60,000": the fine
    if verb is not None and verb.lemma_ == "be" and relation == "predicate":
        subject = subject_of(verb)
        if subject is not None and parsed.quantity_of(subject) is None:
            return subject  # "the parlours are a $2.5 billion industry"
    candidates = [t for t in parsed.doc if "money" in words.classes_of(lemma_of(t)) and t.pos_ == "NOUN"]
    in_kind = object_of_preposition(verb, "in") if verb is not None else None
    if in_kind is not None and in_kind in candidates:
        return in_kind  # "90 million in compensation"
    tied = [t for t in candidates if t.head.i == anchor.i or t.is_ancestor(anchor) or anchor.is_ancestor(t)]
    if tied:
        return min(tied, key=lambda t: abs(t.i - anchor.i))
    if verb is not None and relation != "subject":
        subject = subject_of(verb)
        if subject is not None and parsed.quantity_of(subject) is None:
            return subject
    return candidates[0] if candidates else None
