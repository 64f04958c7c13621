"""What speaks for a phrase as the part of a share."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.claims.codes import BLOCK_KINDS, DEPENDENCIES, NUMBER_FORMS, PARTS_OF_SPEECH, PREPOSITIONS, code
from pipeline.reading.claims.part.candidates import Part
from pipeline.reading.claims.subject.candidates import DocumentNouns
from pipeline.reading.claims.subject.likeness import telling_words
from pipeline.reading.claims.subject.nouns import numbers_between

FEATURES = (
    "form", "words", "distance", "signed distance", "numbers between", "behind", "head part of speech",
    "head dependency", "head's head part of speech", "word before", "in whole", "whole in it", "covers number",
    "place in it", "above number", "below verb", "number dependency", "number form", "word behind number",
    "second word behind number", "block", "numbers in sentence", "place among them", "candidates", "has own noun",
    "of pronoun behind", "is subject", "is object", "first part of speech", "last part of speech", "has verb", "up",
    "down", "rank by distance", "same as before", "in bracket", "verb is", "words in sentence", "number is subject",
    "capital",
)  # fmt: skip

_FORMS = (
    "noun", "noun phrase", "head", "predicate", "verb phrase", "stretch behind", "stretch before", "share before",
    "heading", "none", "clause", "with number", "clause before",
)  # fmt: skip
_BEHIND = (
    "of",
    "in",
    "(",
    ")",
    ",",
    ".",
    ":",
    "and",
    "were",
    "was",
    "are",
    "is",
    "have",
    "had",
    "has",
    "from",
    "to",
    "who",
)
_VERBS = (
    "be",
    "have",
    "account",
    "make",
    "represent",
    "come",
    "constitute",
    "comprise",
    "form",
    "involve",
    "lead",
    "go",
)
_FAR = 30


class PartFeatures:
    """Features of the candidates of one document's shares."""

    def __init__(self, found: DocumentNouns) -> None:
        self.found = found

    def rows(self, n: int, parts: Sequence[Part], whole: str, before: str | None) -> list[dict[str, float]]:
        found, number = self.found, self.found.document.numbers[n]
        nouns, syntax, anchor = found.sentences[number.sentence], found.syntax[n], found.anchor(number)
        words, verb = nouns.words, syntax.verb
        behind = [w.text.lower() for w in words[anchor + 1 : anchor + 3]] + ["", ""]
        block = found.document.text_of(number).block
        shared = {
            "number dependency": code(DEPENDENCIES, words[anchor].dep),
            "number form": code(NUMBER_FORMS, number.quantity.form),
            "word behind number": code(_BEHIND, behind[0]),
            "second word behind number": code(_BEHIND, behind[1]),
            "of pronoun behind": float(behind[0] == "of" and behind[1] in {"them", "these", "those", "whom", "which"}),
            "block": code(BLOCK_KINDS, block.kind),
            "numbers in sentence": len(nouns.number_of),
            "place among them": number.j,
            "candidates": len(parts),
            "has own noun": float(found.own[n] is not None),
            "has verb": float(verb is not None),
            "verb is": code(_VERBS, words[verb].lemma) if verb is not None else -2.0,
            "in bracket": float(block.text[: number.quantity.start].rstrip().endswith("(")),
            "words in sentence": len(words),
            "number is subject": float(any(words[k].dep in {"nsubj", "nsubjpass"} for k in syntax.path)),
        }
        meant = telling_words(whole)
        distances = sorted(abs(part.head - anchor) for part in parts if part.head >= 0)
        return [
            shared | self._of_part(n, part, anchor, meant, before, distances)
            for part in parts
        ]  # fmt: skip

    def _of_part(
        self, n: int, part: Part, anchor: int, whole: frozenset[str], before: str | None, distances: Sequence[int]
    ) -> dict[str, float]:
        said = telling_words(part.phrase)
        row = {
            "form": code(_FORMS, part.form),
            "words": len(part.phrase.split()),
            "in whole": float(bool(said) and said <= whole),
            "whole in it": float(bool(whole) and whole <= said),
            "same as before": float(part.phrase == before),
        }
        if part.first < 0:
            return row
        number = self.found.document.numbers[n]
        nouns, syntax = self.found.sentences[number.sentence], self.found.syntax[n]
        words, head = nouns.words, nouns.words[part.head]
        path, at = [part.head], part.head
        while words[at].head != at and len(path) < _FAR:
            at = words[at].head
            path.append(at)
        common = next((k for k in syntax.path if k in path), None)
        distance = min(abs(part.first - anchor), abs(part.last - anchor))
        return row | {
            "distance": distance,
            "signed distance": part.head - anchor,
            "rank by distance": distances.index(abs(part.head - anchor)),
            "numbers between": numbers_between(nouns, part.head, anchor),
            "behind": float(part.first > anchor),
            "head part of speech": code(PARTS_OF_SPEECH, head.pos),
            "head dependency": code(DEPENDENCIES, head.dep),
            "head's head part of speech": code(PARTS_OF_SPEECH, words[head.head].pos),
            "word before": code(PREPOSITIONS, words[part.first - 1].text.lower()) if part.first else -2.0,
            "covers number": float(part.first <= anchor <= part.last),
            "place in it": float(any(part.first <= k <= part.last for k in nouns.taken)),
            "above number": float(part.head in syntax.path),
            "below verb": float(syntax.verb is not None and syntax.verb in path),
            "is subject": float(head.dep in {"nsubj", "nsubjpass"}),
            "is object": float(head.dep in {"dobj", "attr"}),
            "first part of speech": code(PARTS_OF_SPEECH, words[part.first].pos),
            "last part of speech": code(PARTS_OF_SPEECH, words[part.last].pos),
            "up": syntax.path.index(common) if common is not None else _FAR,
            "down": path.index(common) if common is not None else _FAR,
            "capital": float(words[part.last].text[:1].isupper()),
        }
