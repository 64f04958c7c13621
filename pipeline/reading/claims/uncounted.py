"""Numbers that count nothing worth a claim: ages, people spoken of, small words in passing."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.reading.claims import ties
from pipeline.reading.claims.clauses import clause, subject_of
from pipeline.reading.claims.lexicon import lexicon
from pipeline.reading.claims.parsing import lemma_of
from pipeline.records.model import Quantity
from pipeline.records.settings import ClaimSettings


def is_age(quantity: Quantity, anchor: Token, noun: Token | None) -> bool:
    """ "the average age was 15", "the youngest was 11", "nine were under 18"."""
    modifier = (quantity.modifier or "").lower()
    if noun is None and modifier in lexicon().age_bounds:
        return True
    subject = noun
    if subject is None:
        verb, _, _ = clause(anchor)
        subject = subject_of(verb) if verb is not None else None
    return subject is not None and (
        lemma_of(subject) in {"age", "ages"} or subject.lower_ in {"youngest", "oldest", "eldest"}
    )


def is_pronoun(quantity: Quantity, anchor: Token, noun: Token | None, tie: ties.Tie, settings: ClaimSettings) -> bool:
    """ "The two are safe now", "One trafficker said": people spoken of, not counted."""
    pointed = anchor.i > 0 and anchor.nbor(-1).lower_ in {"the", "these", "those", "both", "all"}
    known = noun is None or (tie.cost >= ties.costs().itself and (quantity.value or 0) <= settings.pointed_at_up_to)
    if pointed and quantity.surface.isalpha() and known:
        return True
    alone = quantity.value == 1 and quantity.surface.isalpha()
    return alone and (tie.cost >= ties.costs().itself or tie.measure == "other")


def is_small_word(quantity: Quantity, settings: ClaimSettings) -> bool:
    """ "Two readers", "four stages": what prose counts in passing and no vocabulary knows."""
    return (
        quantity.surface.isalpha() and (quantity.value or 0) <= settings.in_passing_up_to and quantity.bound == "exact"
    )
