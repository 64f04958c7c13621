"""How the places that a sentence names stand to its numbers: order, distance, clause, brackets, lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.reading.claims.document import ParsedDocument, Sentence
from pipeline.reading.claims.place.document_places import DocumentPlaces
from pipeline.reading.claims.place.mentions import WORLD, Mention
from pipeline.reading.claims.place.names import Source
from pipeline.reading.claims.place.pairs import Pairs, pairs_of
from pipeline.reading.claims.place.words import words
from pipeline.reading.claims.syntax import NumberSyntax, syntax_of_sentence

_COMPOSITE = frozenset({Source.COORDINATED, Source.BEARING})
_FAR = 400
_DEPENDENCIES = {
    name: n
    for n, name in enumerate((
        "nsubj", "nsubjpass", "pobj", "dobj", "poss", "compound", "amod", "conj", "appos", "nmod", "attr", "ROOT",
        "npadvmod", "dep",
    ))
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SentencePlaces:
    """A sentence with its mentions: `outer` are those that lie in no longer one, `singles` name one place each."""

    sentence: Sentence
    line: str
    mentions: tuple[Mention, ...]
    outer: tuple[Mention, ...]
    singles: tuple[Mention, ...]
    syntax: tuple[NumberSyntax, ...]
    pairs: Pairs
    anaphora: frozenset[str]
    shared: dict[str, float]


def places_of_sentence(document: ParsedDocument, places: DocumentPlaces, n: int) -> SentencePlaces:
    """What the n-th sentence says of places, told once for all its numbers."""
    sentence = document.sentences[n]
    passage, line = sentence.passage, document.texts[sentence.text].block.text
    mentions = tuple(m for m in places.by_text[sentence.text] if passage.start <= m.start < passage.end)
    outer = tuple(m for m in mentions if not any(_inside(m, other) for other in mentions))
    singles = tuple(m for m in mentions if m.source not in _COMPOSITE and not m.demonym and m.key != WORLD)
    lower = re.findall(r"[\w’'-]+", line[passage.start : passage.end].lower())
    pointed = frozenset(words().anaphora[word] for word in lower if word in words().anaphora)
    shared: dict[str, float] = {
        "sentence_places": len({m.key for m in singles}),
        "sentence_numbers": len(sentence.quantities),
        "sentence_words": len(lower),
        "nation_here": any(passage.start <= at < passage.end for at in places.nation_words[sentence.text]),
        "world_here": any(m.key == WORLD for m in mentions),
        "there": "there" in lower and "there are" not in line,
        "listed": len(singles) == len(sentence.quantities) and len(singles) > 1,
    }
    return SentencePlaces(
        sentence, line, mentions, outer, singles, tuple(syntax_of_sentence(sentence)),
        pairs_of(line, sentence.quantities, mentions), pointed, shared,
    )  # fmt: skip


def _inside(mention: Mention, other: Mention) -> bool:
    longer = other.end - other.start > mention.end - mention.start
    return longer and other.start <= mention.start and mention.end <= other.end


def nearest(inside: SentencePlaces, key: str, j: int) -> Mention | None:
    """The mention of a place that stands nearest to the j-th number, plain names before demonyms."""
    number = inside.sentence.quantities[j]
    return min(
        (m for m in inside.mentions if m.key == key),
        key=lambda m: (m.demonym, m.part_of_name, min(abs(m.start - number.end), abs(number.start - m.end))),
        default=None,
    )


def relation_features(inside: SentencePlaces, places: DocumentPlaces, mention: Mention, j: int) -> dict[str, float]:
    """How a mention stands to the j-th number of its sentence."""
    number, line, quantities = inside.sentence.quantities[j], inside.line, inside.sentence.quantities
    before = mention.end <= number.start
    low, high = (mention.end, number.start) if before else (number.end, mention.start)
    gap = line[low:high] if high > low else ""
    setting = places.settings[mention]
    row: dict[str, float] = {
        "before": before,
        "gap": min(max(high - low, 0), _FAR),
        "numbers_between": sum(q.start >= low and q.end <= high for q in quantities),
        "places_between": sum(m.start >= low and m.end <= high for m in inside.outer),
        "commas": gap.count(","),
        "breaks": len(re.findall(r"[;:—–]", gap)),
        "opening": "(" in gap,
        "closing": ")" in gap,
        "joins": len(re.findall(r"\b(?:and|but|while|with|whereas)\b", gap)),
        "adjacent": not gap.strip(" (:–—-"),
        "direct": bool(re.fullmatch(r"\s+(?:[\w’'-]+\s+){0,2}(?:in|from|at|of|for)\s+(?:the\s+)?", gap)),
        "with": bool(re.fullmatch(r",?\s+(?:[\w’'-]+\s+){0,2}(?:with|had|has|saw|at|by)\s+\W?", gap)),
        "preposition": setting.before,
        "following": setting.following,
        "possessive": setting.possessive,
        "body": setting.body,
        "origin": setting.origin,
        "saying": setting.saying,
        "example": setting.example,
        "at_dateline": setting.dateline,
        "opens": setting.opens_sentence,
        "demonym": mention.demonym,
        "part_of_name": mention.part_of_name,
        "mention_source": mention.source,
        "mention_parts": mention.parts,
        "nested": mention not in inside.outer,
    }
    if mention in inside.singles:
        ordered = list(dict.fromkeys(m.start for m in inside.singles))
        row["order"] = ordered.index(mention.start)
        row["order_shift"] = ordered.index(mention.start) - j
    row |= _nearer(inside, mention, j)
    return row | _in_tree(inside.syntax[j], mention)


def _nearer(inside: SentencePlaces, mention: Mention, j: int) -> dict[str, float]:
    """Whether another number stands nearer to the mention, and another place nearer to the number, on either side."""
    number, quantities = inside.sentence.quantities[j], inside.sentence.quantities

    def distance(start: int, end: int, other_start: int, other_end: int) -> int:
        return max(other_start - end, start - other_end, 0)

    own = distance(number.start, number.end, mention.start, mention.end)
    return {
        "nearer_numbers": sum(distance(q.start, q.end, mention.start, mention.end) < own for q in quantities),
        "nearer_places": sum(distance(number.start, number.end, m.start, m.end) < own for m in inside.outer),
        "next_place": not any(number.end <= m.start < mention.start for m in inside.outer)
        and mention.start >= number.end,
        "last_place": not any(mention.end <= m.start and m.end <= number.start for m in inside.outer)
        and mention.end <= number.start,
        "next_number_first": any(number.end <= q.start < mention.start for q in quantities),
    }


def _in_tree(syntax: NumberSyntax, mention: Mention) -> dict[str, float]:
    relation = syntax.relation(mention.start, mention.end)
    at = syntax.word_at(mention.start, mention.end)
    if relation is None or at is None:
        return {}
    head = syntax.words[at].head
    if syntax.words[at].dep == "pobj":
        head = syntax.words[head].head
    return {
        "same_clause": relation.same_clause,
        "up": relation.up,
        "down": relation.down,
        "below_verb": relation.below_verb,
        "clause_tense": relation.tense,
        "verbs_between": relation.verbs_between,
        "words_between": relation.words,
        "dependency": _DEPENDENCIES.get(syntax.words[at].dep, len(_DEPENDENCIES)),
        "on_own_verb": head == syntax.verb,
        "on_own_noun": head == syntax.noun,
        "on_path": head in syntax.path,
    }
