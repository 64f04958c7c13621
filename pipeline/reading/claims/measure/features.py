"""What speaks for a measure of a number: where its words stand, what it can count, what kind of figure the number is,
what a linear model over words says, here and of the neighbours."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.reading.claims.counted import NOUN_FEATURES, CountedNouns
from pipeline.reading.claims.document import Number, ParsedDocument, Sentence
from pipeline.reading.claims.layout import block_number, unit_class, unit_number
from pipeline.reading.claims.measure.hits import NO_HITS, Antecedent, Hits
from pipeline.reading.claims.measure.surroundings import Surroundings
from pipeline.reading.claims.neighbours import NEIGHBOUR_FEATURES, Neighbours
from pipeline.reading.claims.roles import Role, counted_noun
from pipeline.reading.claims.syntax import NumberSyntax
from pipeline.reading.measures import Vocabulary
from pipeline.records.model import Direction, Quantity

_KINDS = (
    ("total", None), ("level", None), ("share", None), ("change", "up"), ("change", "down"), ("amount", None),
    ("rate", None),
)  # fmt: skip
_CLOSE = tuple(role for role in Role if role < Role.ABOVE)
_LAST = 30
"""The rank of a measure that is not ranked."""
_LEAST = 1e-4
_LEAST_KIND = 0.05
"""The probability of a change from which on a rise or a fall is possible."""

FEATURES = (
    *(f"as_{role.name.lower()}" for role in Role), *(f"rival_as_{role.name.lower()}" for role in _CLOSE),
    "before", "behind", "act_before", "act_behind", "rank", "rank_before", "rank_behind", "rank_act", "between",
    "next_between", "in_sentence", "noun_itself", "state", "measures_near",
    "in_text", "in_text_before", "in_lead_in", "in_heading", "in_headings", "in_title", "in_document", "document_rank",
    "can_count", "noun_known", "plain_kind", "done_to", "counts_people", "strict",
    "kind_fits", "sign_fits", *(f"kind_{i}" for i in range(len(_KINDS))),
    "unit", "block", "numbers", "place", "plain_verb", "has_noun", "has_verb", "tense",
    "words", "words_log", "words_rank", "words_lead", "words_best", *NEIGHBOUR_FEATURES,
    *(f"spoken_{name}" for name in NEIGHBOUR_FEATURES), "spoken", "spoken_any",
    "carried", "carried_best", "carried_over", "carried_same_unit", "carried_within", *NOUN_FEATURES,
)  # fmt: skip

Row = dict[str, float]


@dataclass(frozen=True, slots=True)
class Ranks:
    """The places of the measures in a sentence when put in order of their distance."""

    any: Mapping[str, int]
    before: Mapping[str, int]
    behind: Mapping[str, int]
    act: Mapping[str, int]


def ranks(found: Mapping[str, Hits]) -> Ranks:
    def ordered(distances: Mapping[str, int]) -> Mapping[str, int]:
        return {measure: rank for rank, measure in enumerate(sorted(distances, key=distances.__getitem__))}

    return Ranks(
        ordered({m: hit.nearest for m, hit in found.items()}), ordered({m: hit.before for m, hit in found.items()}),
        ordered({m: hit.behind for m, hit in found.items()}), ordered({m: hit.nearest_act for m, hit in found.items()}),
    )  # fmt: skip


def number_row(
    number: Number, sentence: Sentence, syntax: NumberSyntax, found: Mapping[str, Hits], kind: Mapping[object, float]
) -> Row:
    """What is the same for all measures of a number."""
    verb = syntax.words[syntax.verb] if syntax.verb is not None else None
    row: Row = {f"kind_{i}": kind.get(each, 0.0) for i, each in enumerate(_KINDS)}
    return row | {
        "unit": unit_number(number.quantity.unit), "block": block_number(sentence), "numbers": len(sentence.quantities),
        "place": number.j, "plain_verb": verb is not None and verb.lemma in {"be", "have"},
        "has_noun": counted_noun(syntax) is not None, "has_verb": verb is not None, "tense": int(syntax.tense()),
        "measures_near": len(found), "spoken_any": max((hit.closeness() for hit in found.values()), default=0.0),
    }  # fmt: skip


def sentence_row(measure: str, found: Mapping[str, Hits], order: Ranks) -> Row:
    """Where a measure's words stand in the sentence, and which others stand closer."""
    hit = found.get(measure, NO_HITS)
    row: Row = {f"as_{role.name.lower()}": hit.by_role.get(role, 0.0) for role in Role}
    for role in _CLOSE:
        rivals = (other.by_role.get(role, 0.0) for name, other in found.items() if name != measure)
        row[f"rival_as_{role.name.lower()}"] = max(rivals, default=0.0)
    return row | {
        "before": hit.before, "behind": hit.behind, "act_before": hit.act_before, "act_behind": hit.act_behind,
        "rank": order.any.get(measure, _LAST), "rank_before": order.before.get(measure, _LAST),
        "rank_behind": order.behind.get(measure, _LAST), "rank_act": order.act.get(measure, _LAST),
        "between": hit.between, "next_between": hit.next_between, "in_sentence": hit.total,
        "noun_itself": hit.noun_itself, "state": hit.state,
    }  # fmt: skip


def document_row(measure: str, around: Surroundings, frequent: Sequence[str]) -> Row:
    """How much the surroundings speak of a measure."""
    return {
        "in_text": around.block.get(measure, 0.0), "in_text_before": around.before.get(measure, 0.0),
        "in_lead_in": around.lead_in.get(measure, 0.0), "in_heading": around.heading.get(measure, 0.0),
        "in_headings": around.headings.get(measure, 0.0), "in_title": around.title.get(measure, 0.0),
        "in_document": around.document.get(measure, 0.0) / max(1.0, sum(around.document.values())),
        "document_rank": frequent.index(measure) if measure in frequent else _LAST,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted, as far as measures care: the classes of the noun, and whether there is one that tells."""

    classes: frozenset[str]
    known: bool


def noun_of(n: int, syntax: NumberSyntax, nouns: CountedNouns, words: Vocabulary) -> Noun:
    """The noun of number n: the chosen one, and where that is of no class the one that the parse gives."""
    chosen, own = nouns.classes(n), counted_noun(syntax)
    parsed = words.classes_of(syntax.words[own].lemma) if own is not None else frozenset()
    known = own is not None and syntax.words[own].pos not in {"PRON", "PROPN"}
    return Noun(chosen or parsed, known or bool(chosen))


def trait_row(measure: str, noun: Noun, sign: Direction | None, kind: Mapping[object, float], words: Vocabulary) -> Row:
    """Whether a measure can count the number's noun, be of its kind, and go where its sign points (1, else -1)."""
    trait = words.measures[measure]
    return {
        "can_count": words.can_count(measure, noun.classes, noun.known) + bool(noun.classes.intersection(trait.counts)),
        "noun_known": 2 * noun.known + bool(noun.classes), "plain_kind": _KINDS.index((trait.kind, trait.direction)),
        "done_to": trait.done_to, "counts_people": "person" in trait.counts, "strict": trait.strict,
        "kind_fits": kind.get((trait.kind, trait.direction), 0.0),
        "sign_fits": 0 if sign is None else 1 if trait.direction == sign else -1,
    }  # fmt: skip


def possible(quantity: Quantity, noun: Noun, kind: Mapping[object, float], words: Vocabulary) -> frozenset[str]:
    """The measures that can count a number's noun and be of its kind: a change is a rise or a fall, nothing else."""
    classes = noun.classes | ({"money"} if unit_class(quantity.unit) == "money" else set())
    return frozenset(
        name
        for name, measure in words.measures.items()
        if words.can_count(name, classes, noun.known)
        and (measure.direction is None or kind.get((measure.kind, measure.direction), 0.0) >= _LEAST_KIND)
    )


def spoken_row(measure: str, n: int, spoken: Neighbours) -> Row:
    """How much the words of a number and of its neighbours speak for a measure."""
    around = {f"spoken_{name}": value for name, value in spoken.features(n, measure).items()}
    return around | {"spoken": spoken.own(n, measure)}


def carried_row(measure: str, antecedent: Antecedent | None, n: int, document: ParsedDocument) -> Row:
    """What the number before that has words of its own says for a measure."""
    if antecedent is None:
        return {}
    own, other = document.numbers[n], document.numbers[antecedent.number]
    return {
        "carried": antecedent.measures.get(measure, 0.0), "carried_best": max(antecedent.measures.values()),
        "carried_over": n - antecedent.number, "carried_same_unit": own.quantity.unit == other.quantity.unit,
        "carried_within": (own.text == other.text) + (own.sentence == other.sentence),
    }  # fmt: skip


def words_row(measure: str, by_words: Mapping[str, float]) -> Row:
    """What the linear model says; nothing of a measure that it was not trained with."""
    if measure not in by_words:
        return {"words_best": max(by_words.values())}
    own, ranked = by_words[measure], sorted(by_words, key=lambda other: -by_words[other])
    rival = max(by_words[other] for other in ranked[:2] if other != measure)
    return {
        "words": own, "words_log": math.log(max(own, _LEAST)), "words_rank": ranked.index(measure),
        "words_lead": math.log(max(own, _LEAST) / max(rival, _LEAST)), "words_best": by_words[ranked[0]],
    }  # fmt: skip
