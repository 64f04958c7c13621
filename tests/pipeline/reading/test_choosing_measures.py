"""Measure, kind and modality: what is proposed for a number, and what is chosen in plain cases."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import pipeline
from pipeline.reading.claims.fields import choices_for
from pipeline.reading.claims.measure.chooser import MeasureChooser
from pipeline.reading.measures import shipped_packs, vocabulary
from pipeline.records.model import NO_MEASURE
from tests.pipeline.reading.reading_samples import chosen_measures, chosen_modality, parsed


def proposed(text: str) -> list[set[str]]:
    document = parsed(text)
    choices = choices_for(document, ())
    return [set(proposal.values) for proposal in MeasureChooser(vocabulary()).propose(document, choices)]


def test_the_words_of_the_sentence_propose_their_measures() -> None:
    (measures,) = proposed(
        "Coastguards picked up 40 sailors after two trawlers sank; divers recovered the bodies later."
    )[:1]
    assert {"rescued", "deaths", "other"} <= measures


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Thirteen former guards are in the dock in Hamburg.", "charged"),
        ("Twenty-one smugglers are serving time in Valletta.", "sentenced"),
        ("Gunmen gunned down seven farmers.", "deaths"),
        ("Thirty workers were poisoned by fumes.", "injured"),
        ("Rescuers have yet to find 19 fishermen.", "missing"),
        ("The whereabouts of 43 students are unknown.", "missing"),
        ("Nearly 600 villagers were duped into work in scam compounds.", "exploited"),
        ("Floods forced 31,000 residents out of the valley.", "displaced"),
        ("Our lawyers represented 86 domestic workers.", "assisted"),
        ("Thirty-one protesters are languishing in cells.", "arrested"),
    ],
)
def test_a_measure_is_chosen_by_its_words(text: str, measure: str) -> None:
    ((chosen, _),) = chosen_measures(text).values()
    assert chosen == measure


def test_the_nouns_of_a_verbs_phrase_may_stand_in_the_plural() -> None:
    (measures,) = proposed("We ran several sessions for 88 sextons.")
    assert "trained" in measures


def test_a_lists_lead_in_and_its_heading_propose_their_measures() -> None:
    text = "Arrests in March\n\nIn the harbour towns the police seized:\n\n- 300 in Arles\n- 50 in Nice\n"
    assert all({"arrested", "seized"} <= measures for measures in proposed(text))


@pytest.mark.parametrize(
    ("text", "number", "measure", "kind"),
    [
        ("Police rescued 41 girls from a brothel in Leeds in 2019.", "41", "rescued", "total"),
        ("The court convicted 12 traffickers last year.", "12", "convicted", "total"),
        ("Officers arrested 33 suspects during the raids.", "33", "arrested", "total"),
        ("The flood killed 210 people in two days.", "210", "deaths", "total"),
        ("Another 57 passengers were injured in the crash.", "57", "injured", "total"),
        ("Customs seized 45 kilograms of heroin at the port.", "45 kilograms", "seized", "total"),
        ("Since Monday 14 fishermen are missing off the coast.", "14", "missing", "level"),
        ("Some 300,000 displaced people live in camps today.", "300,000", "displaced", "level"),
        ("The mines killed or injured 88 civilians in 2020.", "88", "casualties", "total"),
        ("Calls to the helpline rose by 12% in 2021.", "12%", "growth", "change up"),
        ("The number of homicides fell by 8% in 2021.", "8%", "reduction", "change down"),
        ("The ministry spent $4.2 million on shelters in 2021.", "$4.2 million", "money", "amount"),
        ("The helpline received 2,300 calls in 2021.", "2,300", "cases", "total"),
        ("The course trained 310 nurses in Ghana.", "310", "trained", "total"),
    ],
)
def test_the_numbers_own_verb_and_noun_say_its_measure(text: str, number: str, measure: str, kind: str) -> None:
    assert chosen_measures(text)[number] == (measure, kind)


def test_each_number_of_a_sentence_has_the_measure_of_its_own_verb() -> None:
    chosen = chosen_measures("In 2020 police rescued 25 children, arrested 9 men and seized 14 boats.")
    assert [measure for measure, _ in chosen.values()] == ["rescued", "arrested", "seized"]


def test_a_share_reads_with_a_packs_verb_as_with_a_shipped_one() -> None:
    assert chosen_measures("Police rescued 25% of the children.") == {"25%": ("rescued", "share")}
    assert chosen_measures("Nurses vaccinated 25% of the children.", "public-health") == {
        "25%": ("vaccinated", "share")
    }


def test_a_packs_measures_are_ranked_without_training() -> None:
    text = "In 2021 the county tested 5,300 wells. By May 4,870 patients had been discharged."
    chosen = chosen_measures(text, "public-health")
    assert [chosen[number][0] for number in ("5,300", "4,870")] == ["tested", "recovered"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Last year the unit trained 500 officers.", "asserted"),
        ("The ministry plans to train 500 officers by 2030.", "planned"),
        ("The number of cases could reach 10,000 by the end of next year.", "projected"),
        ("Under the act the maximum penalty is 14 years in prison.", "conditional"),
    ],
)
def test_what_is_not_said_to_be_so_is_not_asserted(text: str, modality: str) -> None:
    assert chosen_modality(text) == modality


PLAIN_WORDS = frozenset({"other", "cases", "missing", "money"})
"""Names of measures that are also plain English, or names of units, for something else in the code."""


def _measures_named(tree: ast.AST, names: frozenset[str]) -> Iterator[str]:
    """Names of measures that stand as strings: plain words only where a measure is compared with them, or given."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in names - PLAIN_WORDS:
            yield str(node.value)
        told = ast.unparse(node.left) if isinstance(node, ast.Compare) else ""
        if isinstance(node, ast.Compare) and told.endswith("measure"):
            yield from _strings_in(node.comparators, names)
        if isinstance(node, ast.keyword) and node.arg == "measure":
            yield from _strings_in([node.value], names)


def _strings_in(nodes: Sequence[ast.AST], names: frozenset[str]) -> Iterator[str]:
    constants = (each for node in nodes for each in ast.walk(node) if isinstance(each, ast.Constant))
    yield from (str(each.value) for each in constants if each.value in names)


def test_no_measure_is_named_in_code() -> None:
    names = frozenset(vocabulary(tuple(shipped_packs())).measures)
    root = Path(pipeline.__file__).parent.parent
    faults = {
        f"{path.relative_to(root)} names {name}"
        for folder in ("pipeline", "outputs", "flows")
        for path in (root / folder).rglob("*.py")
        for name in _measures_named(ast.parse(path.read_text("utf-8")), names)
    }
    assert not faults


def test_what_stands_where_no_measure_does_is_the_vocabularys_word_for_anything_else() -> None:
    assert vocabulary().anything_else == NO_MEASURE
