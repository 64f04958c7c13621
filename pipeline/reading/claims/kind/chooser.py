"""The kind of a number, with its direction, chosen among all that there are."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.reading.claims.choosing import Choices, Proposal, matrix
from pipeline.reading.claims.description import descriptions, unit_class
from pipeline.reading.claims.document import Number, ParsedDocument, Sentence
from pipeline.reading.claims.kind.words import kind_signs, kind_terms, phrases_of
from pipeline.reading.claims.neighbours import NEIGHBOUR_FEATURES, Neighbours, probabilities
from pipeline.reading.claims.roles import Role, counted_noun, roles
from pipeline.reading.claims.syntax import NumberSyntax, syntax_of_sentence
from pipeline.reading.measures import Vocabulary
from pipeline.records.model import ClaimKind, Direction

Kind = tuple[ClaimKind, Direction | None]
KINDS: tuple[Kind, ...] = (
    ("total", None), ("level", None), ("share", None), ("change", "up"), ("change", "down"), ("amount", None),
    ("rate", None),
)  # fmt: skip
_UNITS = ("count", "percent", "times", "time", "money", "per", "points", "measured")
_BLOCKS = ("heading", "paragraph", "list_item", "table_row", "caption", "callout")
_FAR = 40
_SHARED = (
    "unit", "block_kind", "tense", "plain_verb", "has_verb", "has_noun", "numbers", "place", "sign", "rate_period", "up_before",
    "up_behind", "down_before", "down_behind", "best", "of_behind", "stock_noun", "stock_noun_near", "stock_verb",
    "stock_before", "stock_behind", "event_before", "event_behind", "rate_before", "rate_behind",
)  # fmt: skip
FEATURES = (
    "kind", "words", "words_log", "words_rank", "by_verb", "by_noun", "by_near", "by_heading", *_SHARED, *NEIGHBOUR_FEATURES,
)  # fmt: skip


def as_kind(label: str) -> Kind:
    """The kind that a label stands for: "total", "change up"."""
    return next(kind for kind in KINDS if " ".join(filter(None, kind)) == label)


@dataclass(frozen=True, slots=True)
class KindWords:
    """The kind by the words around the number."""

    name: str = "kind_words"
    after: tuple[str, ...] = ()

    def describe(self, document: ParsedDocument, chosen: Choices) -> Sequence[Mapping[str, float]]:
        described = descriptions(document)
        n = 0
        for sentence in document.sentences:
            phrases = phrases_of(sentence)
            for syntax in syntax_of_sentence(sentence):
                described[n] |= kind_terms(syntax, phrases)
                n += 1
        return described

    def value(self, label: str) -> Kind:
        return as_kind(label)


@dataclass(frozen=True, slots=True)
class KindChooser:
    """Ranks the kinds by the words, the measures that stand near, and what the neighbours are."""

    vocabulary: Vocabulary
    name: str = "kind"
    features: tuple[str, ...] = FEATURES
    after: tuple[str, ...] = ("kind_words",)

    def propose(self, document: ParsedDocument, chosen: Choices) -> list[Proposal[Kind]]:
        neighbours = Neighbours(document, chosen["kind_words"])
        of_string = {text.block.text: text.cues for text in document.texts}
        proposals = []
        n = 0
        for sentence in document.sentences:
            headings = [cue.measure for heading in sentence.passage.block.headings[-1:] for cue in of_string.get(heading, ())]
            phrases = phrases_of(sentence)
            for j, syntax in enumerate(syntax_of_sentence(sentence)):
                words = probabilities(chosen["kind_words"][n])
                shared = self._shared(document, document.numbers[n], sentence, syntax, j)
                shared["best"] = max(words.values())
                shared |= kind_signs(syntax, phrases)
                support = self._support(sentence, j, syntax)
                ranked = sorted(words, key=lambda kind: -words[kind])
                rows = []
                for i, kind in enumerate(KINDS):
                    p = words.get(kind, 0.0)
                    row = {
                        **shared, "kind": i, "words": p, "words_log": math.log(max(p, 1e-4)),
                        "words_rank": ranked.index(kind) if kind in ranked else len(KINDS),
                        "by_heading": sum(self._kind_of(m) == kind for m in headings),
                    }  # fmt: skip
                    row |= {name: weights.get(kind, 0.0) for name, weights in support.items()}
                    row |= neighbours.features(n, kind)
                    rows.append(row)
                proposals.append(Proposal(KINDS, matrix(rows, FEATURES)))
                n += 1
        return proposals

    def _kind_of(self, measure: str) -> Kind:
        found = self.vocabulary.measures[measure]
        return found.kind, found.direction

    def _support(self, sentence: Sentence, j: int, syntax: NumberSyntax) -> dict[str, dict[Kind, float]]:
        """What kind the measures have whose words are the number's verb or noun, or stand near it."""
        parts, words = roles(syntax), syntax.words
        at_char = {word.start: i for i, word in reversed(list(enumerate(words)))}
        support: dict[str, dict[Kind, float]] = {"by_verb": {}, "by_noun": {}, "by_near": {}}
        for cue in sentence.cues:
            i = at_char.get(cue.start)
            if i is None:
                continue
            name = {Role.VERB: "by_verb", Role.NOUN: "by_noun"}.get(parts[i])
            if name is None and abs(i - syntax.at) <= 4:
                name = "by_near"
            if name is not None:
                kind = self._kind_of(cue.measure)
                support[name][kind] = support[name].get(kind, 0.0) + 1.0
        return support

    def _shared(
        self, document: ParsedDocument, number: Number, sentence: Sentence, syntax: NumberSyntax, j: int
    ) -> dict[str, float]:
        quantity, text = number.quantity, sentence.passage.block.text
        before = text[: quantity.start].rstrip()[-1:]
        distances = {f"{way}_{side}": float(_FAR) for way in ("up", "down") for side in ("before", "behind")}
        at_char = {word.start: i for i, word in reversed(list(enumerate(syntax.words)))}
        for cue in sentence.cues:
            way = self.vocabulary.measures[cue.measure].direction
            if way is not None and cue.start in at_char:
                side = "behind" if cue.start >= quantity.end else "before"
                distance = abs(at_char[cue.start] - syntax.at)
                distances[f"{way}_{side}"] = min(distances[f"{way}_{side}"], distance)
        rates = [p.start - quantity.end for p in document.texts[number.text].periods if p.role == "rate" and p.start >= quantity.end]
        return {
            **distances,
            "unit": _UNITS.index(unit_class(quantity.unit)),
            "block_kind": _BLOCKS.index(sentence.passage.block.kind),
            "tense": int(syntax.tense()),
            "plain_verb": syntax.verb is not None and syntax.words[syntax.verb].lemma in {"be", "have"},
            "has_verb": syntax.verb is not None,
            "has_noun": counted_noun(syntax) is not None,
            "numbers": len(sentence.quantities),
            "place": j,
            "sign": {"+": 1, "▲": 1, "-": 2, "–": 2, "−": 2, "▼": 2}.get(before, 0),
            "rate_period": min(rates, default=200),
            "of_behind": text[quantity.end :].lstrip().startswith("of "),
        }
