"""The number before that a number is a part of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.reading.claims import ties
from pipeline.reading.claims.clauses import clause
from pipeline.reading.claims.draft import Draft
from pipeline.reading.claims.found import ReadPassage
from pipeline.reading.claims.lexicon import lexicon
from pipeline.reading.measures import Vocabulary


def whole_of(
    number: Token,
    listed: bool,
    before: Sequence[Draft],
    elliptic: bool,
    cost: float,
    classes: frozenset[str],
    words: Vocabulary,
) -> Draft | None:
    """The number that this one is a part of: "704 people: 641 women, 38 boys", "of the 82, 36 were children"."""
    if "body" in classes:
        return None
    wholes = [d for d in before if d.kind in {"total", "level", "rate"} and d.measure != "participation"]
    if not wholes:
        return None
    if elliptic and cost > ties.costs().clause and _has_verb_of_its_own(number):
        return None
    of_its_class = [d for d in wholes if d.noun and words.classes_of(d.noun) & classes]
    if listed and cost > ties.costs().argument + ties.costs().listed:
        return (of_its_class or wholes)[-1]
    if cost > ties.costs().clause or (elliptic and cost >= ties.costs().kindred):
        return (of_its_class or wholes)[-1]
    cases = [d for d in wholes if d.measure == "cases"]
    return cases[-1] if cases and "person" in classes and not of_its_class else None


def is_listed(read: ReadPassage, j: int) -> bool:
    """Whether a number stands in a bracket, behind a colon or behind "including"."""
    text = read.passage.block.text
    previous = read.quantities[j - 1].end if j else read.passage.start
    between = text[previous : read.quantities[j].start]
    return bool(
        re.search(r"(?:\(|:\s|\bincluding\b|\bamong them\b|\bof (?:whom|which|these|those|them)\b|\bof the\b)", between)
    )


def _has_verb_of_its_own(number: Token) -> bool:
    """ "2,245 were killed and 26,415 were injured": the injured are no deaths."""
    verb, relation, _ = clause(number)
    helped = verb is not None and (verb.lemma_ == "be" or verb.lemma_ in lexicon().making_up)
    return verb is not None and relation in {"subject", "passive"} and not helped
