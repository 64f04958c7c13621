"""The remembered attributes are the attribute ruler's own, whatever was read before."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.tokens import Doc

from pipeline.reading.claims.attributes import RememberedAttributes
from pipeline.reading.claims.parsing import pipeline_for

SENTENCES = [
    "The bakery sold 40 loaves that its owner had baked.",
    "There are 12 boats in the harbour, but they do not sail.",
    "She 's gon na count them, and you ai n't.",
    "Having been told so, the farmers have done what farmers do.",
    "It is said that nothin' grew, because nobody watered it.",
    "Those who left gave it to me; this was mine.",
]


def parsed(text: str) -> Doc:
    nlp = pipeline_for()
    doc = Doc(nlp.vocab, words=text.split())
    for name in ("tok2vec", "tagger", "parser"):
        doc = nlp.get_pipe(name)(doc)
    return doc


def attributes(doc: Doc) -> list[tuple[Any, ...]]:
    return [(t.text, t.tag_, t.dep_, t.pos_, str(t.morph), t.lemma_, t.head.i) for t in doc]


@pytest.mark.parametrize("before", [[], SENTENCES, SENTENCES[::-1]])
def test_what_is_remembered_is_what_the_ruler_sets(before: list[str]) -> None:
    ruler: Any = pipeline_for().get_pipe("attribute_ruler")
    remembered = RememberedAttributes(pipeline_for(), ruler)
    for text in before:
        remembered(parsed(text))
    for text in SENTENCES:
        assert attributes(remembered(parsed(text))) == attributes(ruler(parsed(text)))


def test_the_ruler_is_not_asked_twice_of_the_same_kind_of_tokens() -> None:
    asked: list[str] = []

    class CountingRuler:
        def __init__(self, ruler: Any) -> None:
            self.ruler = ruler
            self.patterns = ruler.patterns

        def __call__(self, doc: Doc) -> Doc:
            asked.append(doc.text)
            return self.ruler(doc)  # type: ignore[no-any-return]  # the ruler comes without types

    ruler: Any = CountingRuler(pipeline_for().get_pipe("attribute_ruler"))
    remembered = RememberedAttributes(pipeline_for(), ruler)
    for text in ("The baker sold 40 loaves .", "The farmer sold 30 apples .", "There are 12 boats .", "There are 9 ."):
        remembered(parsed(text))
    assert asked == ["The baker sold 40 loaves . ", "There are 12 boats . ", "There are 9 . "]
