"""Counted noun phrases: what they mean, and how two of them relate."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.comparing.subjects import read_subject, relate, settings_in, topics_in
from pipeline.comparing.subjects.lexicon import fold_words, lexicon
from pipeline.comparing.subjects.traits import MeasureTraits, measure_traits
from pipeline.reading.measures import PackError

WORDS = ["girls", "boys", "children", "of", "the", "victims", "cases", "murder", "sex", "trafficking", "12", "und"]


def relation(a: str, b: str, measure: str = "rescued") -> str:
    traits = traits_of(measure)
    return relate(read_subject(a, traits), read_subject(b, traits), traits).kind


def traits_of(measure: str, *packs: str) -> MeasureTraits:
    return measure_traits(packs)[measure]


@pytest.mark.parametrize(
    ("a", "b", "measure"),
    [
        ("children", "minors", "rescued"),
        ("women and girls", "females", "rescued"),
        ("cases of human trafficking", "human trafficking cases", "cases"),
        ("situations of trafficking in persons", "human trafficking incidents", "cases"),
        ("arrests", "people", "arrested"),
        ("pimps", "suspects", "arrested"),
        ("persons", "victims", "rescued"),
        ("road fatalities", "road traffic deaths", "deaths"),
        ("EU member states", "European member states", "participation"),
        ("prevalence of child sex trafficking", "commercial sexual exploitation of children", "reduction"),
        ("labor organizations", "labour organisations", "participation"),
    ],
)
def test_phrases_for_one_thing_are_the_same(a: str, b: str, measure: str) -> None:
    assert relation(a, b, measure) == "same"


@pytest.mark.parametrize(
    ("part", "whole", "measure"),
    [
        ("girls", "children", "rescued"),
        ("children", "boys, girls and women", "rescued"),
        ("sex trafficking cases", "human trafficking cases", "cases"),
        ("federal trafficking prosecutions", "trafficking prosecutions", "charged"),
        ("arrests for fraud", "arrests", "arrested"),
        ("pimps", "pimps and others", "arrested"),
        ("children in forced labour", "people in modern slavery", "exploited"),
    ],
)
def test_a_part_lies_within_its_whole(part: str, whole: str, measure: str) -> None:
    assert relation(part, whole, measure) == "within"
    assert relation(whole, part, measure) == "contains"


@pytest.mark.parametrize(
    ("a", "b", "measure"),
    [
        ("women", "men", "rescued"),
        ("cases", "calls", "cases"),
        ("people in forced labour", "people in forced marriage", "exploited"),
        ("confirmed cases", "probable cases", "cases"),
        ("pimps", "prostitutes", "arrested"),
        ("towns", "institutions", "participation"),
    ],
)
def test_other_things_are_different(a: str, b: str, measure: str) -> None:
    assert relation(a, b, measure) == "different"


def test_what_is_left_out_is_unsaid() -> None:
    cases = traits_of("cases")
    bare = relate(read_subject("cases", cases), read_subject("murder cases", cases), cases)
    assert (bare.kind, bare.unsaid) == ("contains", True)


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("number of children", "children"),
        ("child numbers", "children"),
        ("girl numbers of harbour towns", "girls of harbour towns"),
        ("estimate of the number of children", "children"),
        ("extent of the problem of the share of children", "children"),
    ],
)
def test_nouns_that_carry_anothers_meaning_are_read_through(phrase: str, meant: str) -> None:
    assert read_subject(phrase, traits_of("exploited")) == read_subject(meant, traits_of("exploited"))


def test_a_noun_that_could_carry_anothers_meaning_is_the_head_where_there_is_no_other() -> None:
    assert read_subject("the average", traits_of("other")).head == "average"


def test_profits_of_trafficking_and_of_forced_labour_are_one_figure_told_twice() -> None:
    assert relation("profits of human trafficking", "forced labour profits", "money") == "same"
    assert relation("victims of human trafficking", "people in forced labour", "exploited") == "different"


def test_topics_and_settings_are_found_in_running_text() -> None:
    assert topics_in("They were sold into forced labor on farms.", lexicon(())) == {"forced labour"}
    assert settings_in("One in four was met in parks and on street corners.", lexicon(())) == {"public places"}
    assert topics_in("A crash at sex o'clock", lexicon(())) == frozenset()


PACK = """
measures:
  expelled:
    gloss: people sent out of a country
    counts: [person]
    kind: total
    verbs: [expel, deport]
    role: migrant
    person_events: [removal]
"""


def test_a_packs_measure_has_its_traits_like_a_shipped_one(tmp_path: Path) -> None:
    pack = tmp_path / "borders.yaml"
    pack.write_text(PACK.replace("removal", "arrest"), "utf-8")
    expelled = traits_of("expelled", str(pack))
    assert relate(read_subject("arrests", expelled), read_subject("people", expelled), expelled).kind == "same"
    assert relate(read_subject("migrants", expelled), read_subject("people", expelled), expelled).kind == "same"
    rescued = traits_of("rescued", str(pack))
    assert relate(read_subject("migrants", rescued), read_subject("people", rescued), rescued).kind == "within"


def test_a_pack_that_names_what_comparing_does_not_know_is_refused_with_a_choice(tmp_path: Path) -> None:
    pack = tmp_path / "borders.yaml"
    pack.write_text(PACK, "utf-8")
    with pytest.raises(
        PackError, match=r"measure 'expelled', person_events: nothing is called removal; take from .*arrest"
    ):
        measure_traits((str(pack),))


def test_what_a_shipped_pack_says_of_subjects_holds_where_it_is_used() -> None:
    with_pack, without = traits_of("cases", "public-health"), traits_of("cases")
    for a, b, told, untold in (
        ("monkeypox cases", "cases of mpox", "same", "different"),
        ("whooping cough cases", "pertussis cases", "same", "different"),
        ("swabs", "specimens", "same", "different"),
        ("monkeypox cases", "flu cases", "different", "different"),
    ):
        for traits, expected in ((with_pack, told), (without, untold)):
            assert relate(read_subject(a, traits), read_subject(b, traits), traits).kind == expected
    assert topics_in("Jabs against flu", with_pack.lexicon) == {"influenza"}


CONCEPTS = """
concepts:
  populations: {pensioner: {atoms: [woman, man], words: [pensioner]}}
  persons: [commuter]
  roles: {angler: [angler, fisherman]}
  heads: {boat: [boat, vessel, trawler]}
  light: [headcount]
  topics:
    fishing: {words: [fishing, fishery]}
    illegal fishing: {within: [fishing], words: [illegal fishing, poaching at sea]}
    malaria: {words: [marsh fever]}
  everyday_topics: [fishing]
  settings: {harbours: [in port, quayside]}
"""


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("pensioners", "adults", "same"),
        ("commuters", "people", "same"),
        ("fishermen", "anglers", "same"),
        ("trawlers", "vessels", "same"),
        ("headcount of children", "children", "same"),
        ("illegal fishing cases", "fishery cases", "within"),
        ("marsh fever cases", "malaria cases", "same"),
        ("children at the quayside", "children in port", "same"),
    ],
)
def test_a_pack_gives_people_roles_things_topics_and_settings(tmp_path: Path, a: str, b: str, relation: str) -> None:
    pack = tmp_path / "fishing.yaml"
    pack.write_text(CONCEPTS.replace("[angler, fisherman]", "[angler, fisherman, fishermen]"), "utf-8")
    traits = traits_of("cases", str(pack))
    assert relate(read_subject(a, traits), read_subject(b, traits), traits).kind == relation
    assert topics_in("They went fishing.", traits.lexicon) == frozenset()


def test_a_phrase_has_the_meaning_that_a_pack_gives_it(tmp_path: Path) -> None:
    pack = tmp_path / "museums.yaml"
    pack.write_text("concepts: {heads: {visitor figure: [visit]}}", "utf-8")
    assert read_subject("visits", traits_of("other")).head == "visit"
    assert read_subject("visits", traits_of("other", str(pack))).head == "visitor figure"


@pytest.mark.parametrize(
    ("concepts", "fault"),
    [
        (
            "topics: {sprats: {within: [fishing], words: [sprat]}}",
            "topic 'sprats': nothing is called fishing; take from",
        ),
        ("topics: {a: {within: [b]}, b: {within: [a]}}", "topic 'a': it lies within itself"),
        ("populations: {elder: {words: [elder]}}", "population 'elder': say with atoms who it is, of girl, boy"),
        ("populations: {elder: {atoms: [elder], words: [elder]}}", "'girl', 'boy', 'woman' or 'man'"),
        ("roles: {angler: fisherman}", "concepts.roles.angler"),
        ("spellings: {kids: child}", "concepts.spellings"),
    ],
)
def test_concepts_of_a_pack_that_do_not_fit_are_refused(tmp_path: Path, concepts: str, fault: str) -> None:
    pack = tmp_path / "faulty.yaml"
    pack.write_text(f"concepts: {{{concepts}}}", "utf-8")
    with pytest.raises(PackError) as refused:
        measure_traits((str(pack),))
    assert fault in str(refused.value)


@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_any_phrase_is_the_same_as_itself(words: list[str]) -> None:
    phrase = " ".join(words)
    assert relation(phrase, phrase) == "same"


@given(st.text(max_size=40), st.text(max_size=40))
def test_relations_mirror_each_other(a: str, b: str) -> None:
    mirrored = {"within": "contains", "contains": "within"}
    there = relation(a, b)
    assert relation(b, a) == mirrored.get(there, there)


def test_words_are_folded_to_one_spelling() -> None:
    assert fold_words("Children’s Organizations") == ("child", "organisation")
    assert fold_words("trafficking¹") == ("trafficking",)


@given(st.text(alphabet="abs'.’-& ,1é"))
def test_one_accent_in_a_text_changes_no_other_word(text: str) -> None:
    assert fold_words(f"{text} é")[:-1] == fold_words(text)


def test_money_of_two_bodies_is_not_one() -> None:
    assert relation("schools", "department", "money") == "different"
    assert relation("companies", "firms", "money") == "same"
    assert relation("criminals", "traffickers", "money") == "same"


@pytest.mark.parametrize("other", ["drivers", "cyclists", "motorcyclists"])
def test_kinds_of_road_users_are_not_one(other: str) -> None:
    assert relation("pedestrians", other, "deaths") == "different"
    assert relation("people", other, "deaths") == "contains"
    assert relation("motorists", "drivers", "deaths") == "same"
