"""The stages of reading inside a spaCy pipeline of somebody else's: run, saved, stored and shared out."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from pipeline.reading.claims.component import claims_of
from pipeline.reading.claims.parsing import MODEL, doc_of_own_words, parse
from pipeline.reading.claims.passages import Passage
from pipeline.reading.measures.component import cues_of
from pipeline.reading.periods.component import periods_of
from pipeline.reading.places.component import places_of
from pipeline.reading.quantities import find_quantities, find_quantities_in
from pipeline.reading.quantities.component import quantities_of
from pipeline.records.model import Block

TEXT = "In 2019 police in Kenya freed 412 girls from farms. Nearly one in four went home."
GRAMMARS = ("factledger_quantities", "factledger_periods", "factledger_places")
ALL = (*GRAMMARS, "factledger_claims")


def blank_with(*components: str) -> Language:
    nlp = spacy.blank("en")
    for component in components:
        nlp.add_pipe(component)
    return nlp


def told(doc: Doc) -> list[object]:
    return [quantities_of(doc), periods_of(doc), places_of(doc), cues_of(doc), claims_of(doc)]


@pytest.fixture(scope="module")
def pipeline() -> Language:
    return blank_with(*ALL)


@pytest.fixture(scope="module", params=["blank", "English"])
def reader(request: pytest.FixtureRequest) -> Language:
    """All components, in a blank pipeline and beside the English model's own components."""
    nlp = spacy.blank("en") if request.param == "blank" else spacy.load(MODEL)
    for component in (*GRAMMARS, "factledger_measures", "factledger_claims"):
        nlp.add_pipe(component)
    return nlp


def test_each_stage_marks_its_spans(pipeline: Language) -> None:
    doc = pipeline(TEXT)
    assert [span.text for span in doc.spans["quantities"]] == ["412", "one in four"]
    assert ("2019", "in") in [(span.text, span.label_) for span in doc.spans["periods"]]
    assert [(span.text, span.label_) for span in doc.spans["places"]] == [("Kenya", "country")]
    assert "412" in [span.text for span in doc.spans["claims"]]


def test_spans_carry_the_records_of_the_grammars(pipeline: Language) -> None:
    doc = pipeline(TEXT)
    assert quantities_of(doc) == find_quantities(TEXT)
    assert places_of(doc)[0].countries == frozenset({"KE"})
    assert {claim.number for claim in claims_of(doc)} <= {quantity.surface for quantity in quantities_of(doc)}


def test_a_claim_component_knows_what_is_said_of_the_document(pipeline: Language) -> None:
    doc = pipeline.make_doc("Last year police in Kenya freed 412 girls.")
    doc.user_data["published"] = "2020-03-01"
    (claim,) = claims_of(pipeline(doc))
    assert claim.start == claim.end == "2019"


def test_a_saved_pipeline_loads_and_reads_the_same(pipeline: Language, tmp_path: Path) -> None:
    pipeline.to_disk(tmp_path / "reader")
    assert told(spacy.load(tmp_path / "reader")(TEXT)) == told(pipeline(TEXT))


def test_docs_are_stored_and_come_back_with_their_records(pipeline: Language) -> None:
    doc = pipeline(TEXT)
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (back,) = DocBin(store_user_data=True).from_bytes(stored).get_docs(pipeline.vocab)
    assert told(back) == told(doc)
    assert told(Doc(pipeline.vocab).from_bytes(doc.to_bytes())) == told(doc)


def test_a_reader_is_saved_stored_and_shared_out(reader: Language, tmp_path: Path) -> None:
    texts = [TEXT, "Nobody spoke.", "Six of 80 boats sank off Malta in June 2020."]
    docs = list(reader.pipe(texts))
    alone = [told(doc) for doc in docs]
    assert [quantities_of(doc) for doc in docs] == list(map(find_quantities, texts))
    assert [cue.measure for cue in cues_of(docs[0])][:1] == ["rescued"]
    assert ("412", "rescued") in [(claim.number, claim.measure) for claim in claims_of(docs[0])]
    reader.to_disk(tmp_path / "reader")
    assert [told(doc) for doc in spacy.load(tmp_path / "reader").pipe(texts)] == alone
    stored = DocBin(store_user_data=True, docs=docs).to_bytes()
    assert [told(doc) for doc in DocBin(store_user_data=True).from_bytes(stored).get_docs(reader.vocab)] == alone
    assert [told(doc) for doc in reader.pipe(texts, n_process=2, batch_size=1)] == alone


def test_the_claim_component_has_the_settings_that_it_is_given_also_when_saved(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("factledger_claims", config={"settings": {"claim_from": 1.1}})
    nlp.to_disk(tmp_path / "strict")
    for strict in (nlp, spacy.load(tmp_path / "strict")):
        doc = strict(TEXT)
        assert claims_of(doc) == []


def test_the_parse_is_carried_back_onto_the_texts_own_words() -> None:
    block = Block(0, "paragraph", "Some 1.2 million girls fled in 2019, and 15%–30% of them were hurt.")
    (parsed,) = parse([(Passage(block, 0, len(block.text)), find_quantities(block.text))])
    doc = doc_of_own_words(parsed)
    figure = next(token for token in doc if token.text == "1.2 million")
    assert (figure.dep_, figure.head.text) == ("nummod", "girls")
    assert "15%–30%" in [token.text for token in doc]
    assert len([token for token in doc if token.head.i == token.i]) == 1
    assert "girls" in displacy.render(doc, style="dep", jupyter=False)


def test_offsets_hold_whatever_the_tokenizer_makes_of_the_text() -> None:
    text = "It rose 15%–30%,\nor US$236bn."
    doc = spacy.blank("de")(text)
    found = find_quantities_in(doc)
    assert [text[q.start : q.end] for q in found] == ["15%–30%", "US$236bn"]
    assert len(doc.spans["quantities"]) == 2


def test_texts_without_a_number_give_none(pipeline: Language) -> None:
    assert told(pipeline("Nobody spoke.")) == [[], [], [], [], []]
