"""What the encoder makes of a text, and what becomes of the choices."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.claims.choosing import AS_THEY_ARE, Choice, WeightsError, shipped_weights
from pipeline.reading.claims.encoder import network, pooling
from pipeline.reading.claims.encoder.evidence import FIELDS, Evidence
from pipeline.reading.claims.encoder.network import network_of, shipped_network
from pipeline.reading.claims.encoder.pooling import Pool, evidence_for, opinion, shipped_pools
from pipeline.reading.claims.explanation import reasons_of_encoder
from pipeline.reading.claims.fields import choices_for, fields, steps
from pipeline.records.model import NO_MEASURE
from tests.pipeline.reading.reading_samples import parsed

TEXT = "In 2019 the police of Kenya freed 40 girls. In Uganda, 12 traffickers were convicted between 2015 and 2018."

CHOICE = Choice(("a", "b", "c"), (0.5, 0.3, 0.1), ("own sentence", "heading", "title"))


def test_pooling_follows_the_encoder_as_far_as_it_counts() -> None:
    said = np.log([0.2, 0.7, 0.1])
    assert Pool(1.0, 0.0, AS_THEY_ARE).pooled(CHOICE, said).values == ("a", "b", "c")
    pooled = Pool(1.0, 1.0, AS_THEY_ARE).pooled(CHOICE, said)
    assert (pooled.values, pooled.origins) == (("b", "a", "c"), ("heading", "own sentence", "title"))
    assert pooled.probabilities == pytest.approx((0.21 / 0.32, 0.1 / 0.32, 0.01 / 0.32))


def test_the_encoder_scores_every_candidate_of_every_number() -> None:
    document = parsed(TEXT)
    choices = {step.name: step.choices for step in steps(document, ())}
    evidence = evidence_for(document, choices, shipped_network())
    assert set(evidence) == set(FIELDS) == set(shipped_pools())
    for field, scores in evidence.items():
        assert [len(some) for some in scores] == [len(choice.values) for choice in choices[field]]
        assert all(np.isfinite(some).all() for some in scores)


def test_what_is_read_is_pooled() -> None:
    document = parsed(TEXT)
    before = {step.name: step.choices for step in steps(document, ())}
    after = choices_for(document, ())
    evidence = evidence_for(document, before, shipped_network())
    for field, pool in shipped_pools().items():
        pairs = zip(before[field], evidence[field], strict=True)
        assert after[field] == [pool.pooled(choice, said) for choice, said in pairs]
    assert after["subject"] == before["subject"]


@pytest.mark.parametrize(
    ("number", "field", "right"),
    [
        (0, "measure", "rescued"),
        (1, "measure", "convicted"),
        (0, "period", ("2019", "2019")),
        (1, "period", ("2015", "2018")),
        (0, "place", "Kenya"),
        (1, "place", "Uganda"),
    ],
)
def test_the_encoder_prefers_what_the_sentence_says(number: int, field: str, right: object) -> None:
    document = parsed(TEXT)
    values = next(step.choices for step in steps(document, ()) if step.name == field)[number].values
    scores = Evidence(document, shipped_network()).of(field, number, values)
    assert values[int(scores.argmax())] == right


def test_a_measure_that_the_network_was_not_trained_with_keeps_what_the_chooser_gave_it() -> None:
    said = Evidence(parsed(TEXT), shipped_network()).of("measure", 0, ["beehives", "rescued", NO_MEASURE])
    assert np.isnan(said).tolist() == [True, False, False]
    assert opinion(said)[1:].sum() == pytest.approx(1.0)
    assert np.isnan(opinion(said)[0])
    pooled = Pool(1.0, 1.0, AS_THEY_ARE).pooled(Choice(("beehives", "rescued", NO_MEASURE), (0.6, 0.2, 0.2)), said)
    assert (pooled.value, pooled.probability) == ("beehives", pytest.approx(0.6))
    assert sum(pooled.probabilities) == pytest.approx(1.0)


def test_a_document_without_numbers_asks_nothing() -> None:
    document = parsed("The girls were freed.")
    choices = {step.name: step.choices for step in steps(document, ())}
    assert evidence_for(document, choices, shipped_network()) == {field: [] for field in FIELDS}


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet=st.sampled_from("In 2019, 40 girls % of Kenya.\n\nÉ–“7m"), max_size=200))
def test_any_text_is_read(text: str) -> None:
    document = parsed(f"{text} 12 arrests")
    for field, choices in choices_for(document, ()).items():
        assert len(choices) == len(document.numbers), field


@pytest.mark.parametrize("content", [b"", b"no network", bytes(2000)])
def test_a_file_that_is_no_network_is_a_clear_error(content: bytes) -> None:
    with pytest.raises(WeightsError, match=r"encoder\.onnx: no network that can be read .*python -m tests\.training"):
        network_of(content, "encoder.onnx")


@pytest.mark.parametrize(
    ("there", "instead", "told"),
    [
        (b"layout", b"layabt", "no network that can be read"),
        (b"place_alone", b"place_aline", "lacks place_alone"),
        (b"YEAR_ON_YEAR", b"YEAR_IN_YEAR", "periods or blocks of text are told otherwise"),
        (b"list_item", b"list_itom", "periods or blocks of text are told otherwise"),
    ],
)
def test_a_network_that_was_made_for_others_is_a_clear_error(there: bytes, instead: bytes, told: str) -> None:
    with pytest.raises(WeightsError, match=rf"encoder\.onnx: .*{told}.*python -m tests\.training\.encoder"):
        network_of(shipped_bytes().replace(there, instead), "encoder.onnx")


def test_a_field_that_pooling_has_no_numbers_for_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pooling, "load_yaml", lambda package, name: {})
    with pytest.raises(WeightsError, match="nothing for claimhood, kind, measure, period, place"):
        shipped_pools.__wrapped__()


def test_the_encoder_is_a_reason_where_it_speaks_for_the_choice() -> None:
    weights = shipped_weights("measure", next(field for field in fields(()) if field.name == "measure").features)
    said, choice = Choice(("a", "b"), (0.8, 0.1)), Choice(("a", "b"), (0.9, 0.1))
    pool = Pool(0.5, 0.5, AS_THEY_ARE)
    (reason,) = reasons_of_encoder(said, pool, weights, choice)
    assert (reason.chosen, reason.runner_up) == (0.8, 0.1)
    assert reason.worth == pytest.approx(np.log(8) * weights.temperature)
    assert reasons_of_encoder(said, pool, weights, Choice(("b", "a"), (0.9, 0.1))) == []


def test_a_network_that_is_missing_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_WEIGHTS", "missing.onnx")
    with pytest.raises(WeightsError, match=r"missing\.onnx: no network that can be read .*python -m tests\.training"):
        shipped_network.__wrapped__()


def shipped_bytes() -> bytes:
    """The file that ships."""
    return files("pipeline.reading.claims").joinpath("weights", "encoder.onnx").read_bytes()
