"""What speaks for how much of what surrounds a counted noun is its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.reading.claims.choosing import Choices
from pipeline.reading.claims.codes import BLOCK_KINDS, KINDS, NUMBER_FORMS, PREPOSITIONS, code
from pipeline.reading.claims.subject.candidates import DocumentNouns
from pipeline.reading.claims.subject.extents import Extent
from pipeline.reading.claims.subject.neighbours import Neighbours
from pipeline.reading.claims.subject.nouns import SentenceNouns
from pipeline.reading.measures import vocabulary

FEATURES = (
    "probability", "rank", "lead over next", "place", "form", "described", "words", "extra words", "choices of noun",
    "index among noun's", "is longest", "order", "covers number", "distance", "behind number", "in document",
    "in headings", "in title", "last is participle", "last is plural", "last is proper", "first is capital",
    "preposition", "participle", "place in it", "number form", "unit is count", "bare", "numbers in sentence",
    "numbers of noun in sentence", "numbers of noun in document", "is subject of verb", "verb is be", "verb passive",
    "verb behind phrase", "phrase of number before", "extends phrase before", "comma behind", "block",
    "has adjective", "has hyphen", "kind", "measure", "chance of noun before", "chance of noun behind",
    "chance of noun in sentence", "chance of noun in text", "chance of noun under measure", "neighbours with phrase",
    "neighbours without phrase", "closest with phrase",
)  # fmt: skip

_PLACES = (
    "own sentence", "number beside", "number before", "before", "lead-in", "heading", "heading above", "title",
    "nowhere",
)  # fmt: skip
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FORMS = ("noun", "prep", "acl", "relcl", "conj", "other", "verb", "verb phrase", "own words", "loose", "bare")


class ExtentFeatures:
    """Features of the phrases of one document's numbers."""

    def __init__(
        self,
        found: DocumentNouns,
        likely: Sequence[Mapping[str, float]],
        options: Sequence[Sequence[Extent]],
        chosen: Choices,
    ) -> None:
        self.found = found
        self.options = options
        self.neighbours = Neighbours(found, likely, options, chosen)
        self.measures = tuple(vocabulary().measures)
        self.chosen = chosen
        self.texts = " \n ".join(" ".join(text.block.text.lower().split()) for text in found.document.texts)
        self.title = (found.document.context.title or "").lower()
        self._times: dict[str, int] = {}

    def rows(self, n: int) -> list[dict[str, float]]:
        found, number = self.found, self.found.document.numbers[n]
        extents, probability = self.options[n], self.neighbours.likely[n]
        phrase_before = self.neighbours.best_phrase(n - 1)
        syntax = found.syntax[n]
        headings = " ".join(found.document.text_of(number).block.headings).lower()
        ranked = sorted(probability.values(), reverse=True)
        of_noun = Counter(extent.lemma for extent in extents)
        longest = {lemma: max(len(e.phrase) for e in extents if e.lemma == lemma) for lemma in of_noun}
        shortest = {lemma: min(len(e.phrase.split()) for e in extents if e.lemma == lemma) for lemma in of_noun}
        here = [k for k, other in enumerate(found.document.numbers) if other.sentence == number.sentence]
        shared = {
            "number form": code(NUMBER_FORMS, number.quantity.form),
            "unit is count": float(number.quantity.unit == "count"),
            "bare": float(found.own[n] is None),
            "numbers in sentence": len(here),
            "lead over next": ranked[0] - ranked[1] if len(ranked) > 1 else 1.0,
            "kind": code(KINDS, self.chosen["kind"][n].value[0]),
            "measure": code(self.measures, self.chosen["measure"][n].value),
            "block": code(BLOCK_KINDS, found.document.text_of(number).block.kind),
            "verb is be": float(syntax.verb is not None and syntax.words[syntax.verb].lemma == "be"),
            "verb passive": float(syntax.verb is not None and bool(syntax.children(syntax.verb, "auxpass"))),
        }
        seen: Counter[str] = Counter()
        rows = []
        for extent in extents:
            chance = probability[extent.lemma]
            before = phrase_before or ""
            row = shared | {
                "probability": chance,
                "rank": ranked.index(chance),
                "place": code(_PLACES, extent.place),
                "form": code(_FORMS, extent.form),
                "described": float(extent.described),
                "words": len(extent.phrase.split()),
                "extra words": len(extent.phrase.split()) - shortest[extent.lemma],
                "choices of noun": of_noun[extent.lemma],
                "index among noun's": seen[extent.lemma],
                "is longest": float(len(extent.phrase) == longest[extent.lemma]),
                "order": extent.order,
                "in document": min(self._count(extent.phrase), 20),
                "in headings": float(extent.phrase in headings),
                "in title": float(extent.phrase in self.title),
                "has hyphen": float("-" in extent.phrase),
                "numbers of noun in sentence": sum(found.own_lemma[k] == extent.lemma for k in here),
                "numbers of noun in document": found.common[extent.lemma],
                "phrase of number before": float(extent.phrase == before),
                "extends phrase before": float(before != "" and before in extent.phrase)
                - float(extent.phrase in before),
            }
            row |= self.neighbours.row(n, extent)
            if extent.number is not None and extent.last >= 0:
                row |= self._in_sentence(extent)
            seen[extent.lemma] += 1
            rows.append(row)
        return rows

    def _count(self, phrase: str) -> int:
        if phrase not in self._times:
            self._times[phrase] = self.texts.count(phrase)
        return self._times[phrase]

    def _in_sentence(self, extent: Extent) -> dict[str, float]:
        assert extent.number is not None
        there = self.found.document.numbers[extent.number]
        nouns: SentenceNouns = self.found.sentences[there.sentence]
        anchor = self.found.anchor(there)
        words = nouns.words[extent.first : extent.last + 1]
        last = nouns.words[extent.last]
        syntax = self.found.syntax[extent.number]
        following = nouns.words[extent.last + 1] if extent.last + 1 < len(nouns.words) else None
        prepositions = [w.text.lower() for w in words if w.pos == "ADP"]
        return {
            "covers number": float(extent.first <= anchor <= extent.last),
            "distance": min(abs(extent.first - anchor), abs(extent.last - anchor)),
            "behind number": float(extent.first > anchor),
            "last is participle": float(last.tag in {"VBN", "VBG", "VBD"}),
            "last is plural": float(last.tag == "NNS"),
            "last is proper": float(last.pos == "PROPN"),
            "first is capital": float(words[0].text[:1].isupper()),
            "preposition": code(PREPOSITIONS, prepositions[-1]) if prepositions else -1.0,
            "participle": float(any(w.tag in {"VBN", "VBG"} and w.dep in {"acl", "amod"} for w in words)),
            "place in it": float(any(extent.first <= i <= extent.last for i in nouns.taken)),
            "is subject of verb": float(any(w.head == syntax.verb and w.dep in _SUBJECTS for w in words)),
            "verb behind phrase": float(following is not None and following.pos in {"VERB", "AUX"}),
            "comma behind": float(following is None or following.pos == "PUNCT"),
            "has adjective": float(any(w.pos == "ADJ" for w in words)),
        }  # fmt: skip
