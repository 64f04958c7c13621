"""The grammar inside a spaCy pipeline of somebody else's."""

from __future__ import annotations

import spacy

from pipeline.reading.quantities import find_quantities, find_quantities_in


def test_the_component_sets_quantities_and_spans() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("factledger_quantities")
    doc = nlp("Nearly one in four of the 1.2m cases closed.")
    assert list(doc._.quantities) == find_quantities(doc.text)
    assert [(span.text, span.label_) for span in doc.spans["quantities"]] == [
        ("one in four", "percent"),
        ("1.2m", "count"),
    ]


def test_offsets_hold_whatever_the_tokenizer_makes_of_the_text() -> None:
    text = "It rose 15%–30%,\nor US$236bn."
    doc = spacy.blank("de")(text)
    found = find_quantities_in(doc)
    assert [text[q.start : q.end] for q in found] == ["15%–30%", "US$236bn"]
    assert len(doc.spans["quantities"]) == 2


def test_texts_without_a_number_give_none() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("factledger_quantities")
    assert nlp("Nobody spoke.")._.quantities == ()
