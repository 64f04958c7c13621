"""Whether a count adds up events or says how things stand, and what an amount of money is of."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.reading.claims.clauses import clause, object_of_preposition, subject_of
from pipeline.reading.claims.parsing import ParsedPassage, lemma_of
from pipeline.reading.measures import Vocabulary
from pipeline.records.model import ClaimKind


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
