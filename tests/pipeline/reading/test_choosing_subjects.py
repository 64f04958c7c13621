"""What a number counts: which nouns are proposed, how far their names reach, and what is chosen."""

from __future__ import annotations

from pipeline.documents.text import read_text
from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.fields import choices_for
from pipeline.reading.claims.found import DocumentToRead
from pipeline.reading.claims.part.candidates import parts
from pipeline.reading.claims.part.likeness import likeness as part_likeness
from pipeline.reading.claims.subject.candidates import DocumentNouns
from pipeline.reading.claims.subject.extents import surface
from pipeline.reading.claims.subject.likeness import likeness
from pipeline.records.model import DocumentContext


def parsed(text: str, title: str | None = None) -> ParsedDocument:
    return next(parsed_documents([DocumentToRead("d", read_text(text), DocumentContext(title=title))], packs=()))


def proposed(text: str, title: str | None = None) -> dict[str, set[str]]:
    """For each number the phrases of all its candidates."""
    document = parsed(text, title)
    found = DocumentNouns(document)
    return {
        number.quantity.surface: {
            phrase for candidate in found.candidates[n] for phrase in surface(found, n, candidate)
        }
        for n, number in enumerate(document.numbers)
    }  # fmt: skip


def chosen(text: str, title: str | None = None) -> dict[str, str]:
    """For each number the subject that the shipped weights choose."""
    document = parsed(text, title)
    subject = choices_for(document, packs=())["subject"]
    return {n.quantity.surface: choice.value for n, choice in zip(document.numbers, subject, strict=True)}


def proposed_parts(text: str) -> dict[str, set[str]]:
    document = parsed(text)
    found = DocumentNouns(document)
    return {n.quantity.surface: {part.phrase for part in parts(found, k, None)} for k, n in enumerate(document.numbers)}


def test_what_is_said_of_a_whole_is_proposed_as_the_part() -> None:
    assert "girls" in proposed_parts("In 2019 40% of the pupils were girls.")["40%"]
    assert "remained in custody" in proposed_parts("Of the suspects 31% remained in custody.")["31%"]


def test_a_negation_stays_with_what_it_denies() -> None:
    found = proposed_parts("In 2019 54% of the dockers did not speak Dutch.")["54%"]
    assert "did not speak dutch" in found
    assert "speak dutch" not in found
    assert "not locals" in proposed_parts("In 2019 30% of the dockers were not locals.")["30%"]


def test_a_part_stands_behind_the_count_of_its_share_and_ends_before_the_next_share() -> None:
    text = "Of the files 64% (310) went to the mayor, 20% (97) to the bishop and 16% (78) to the harbour."
    found = proposed_parts(text)
    assert "to the bishop" in found["20%"]
    assert "to the harbour" in found["16%"]


def test_what_makes_up_a_share_is_proposed_as_the_part() -> None:
    assert "rice mills" in proposed_parts("Rice mills account for 12% of all complaints.")["12%"]


def test_a_place_can_be_the_part() -> None:
    assert "kenya" in proposed_parts("Kenya had 53% of all deaths.")["53%"]


def test_a_noun_is_proposed_with_each_of_its_complements() -> None:
    found = proposed("The clinic treated 640 newly arrived patients with burns in May.")
    assert {"patients", "newly arrived patients", "patients with burns"} <= found["640"]


def test_what_is_said_right_behind_a_noun_is_proposed_as_the_part() -> None:
    found = proposed_parts("In 2019 12% of dockers who were hired as children left.")
    assert any(part.startswith("hired as children") for part in found["12%"])


def test_a_part_may_hold_a_number_of_its_own() -> None:
    assert "patients under 30" in proposed_parts("Patients under 30 made up 44% of admissions.")["44%"]


def test_half_of_the_words_in_common_make_two_parts_alike() -> None:
    alike = part_likeness(["girls", "young girls", "boys"])
    assert alike[0, 0] == 1.0
    assert 0.5 < alike[0, 1] < 1.0
    assert alike[0, 2] == 0.0


def test_periods_and_places_are_never_part_of_a_subject() -> None:
    found = proposed("The clinic treated 640 patients in Malawi in May 2019.")
    assert not any("malawi" in phrase or "may" in phrase for phrase in found["640"])


def test_a_noun_that_only_holds_a_number_gives_way_to_what_it_holds() -> None:
    assert chosen("A total of 212 nurses were trained.")["212"] == "nurses"


def test_what_was_done_may_belong_to_the_name() -> None:
    assert "boats checked" in proposed("In June 83 boats were checked.")["83"]


def test_a_number_without_a_noun_is_offered_those_counted_before() -> None:
    found = proposed("Officers freed 84 dockers in March. In April it was 31.")
    assert "dockers" in found["31"]


def test_a_number_without_a_noun_is_offered_the_heading() -> None:
    found = proposed("Stolen bicycles\n\nBicycles were also found. In Leeds: 77.\n")
    assert "bicycles" in {word for phrase in found["77"] for word in phrase.split()}


def test_persons_without_a_noun_are_people() -> None:
    assert "people" in proposed("More than 500 were rescued.")["500"]


def test_each_number_takes_the_noun_behind_it() -> None:
    found = chosen("Police arrested 34 smugglers and freed 12 children.")
    assert found == {"34": "smugglers", "12": "children"}


def test_a_later_number_takes_up_the_noun_of_the_first() -> None:
    assert chosen("Courts heard 310 cases in 2018 and 412 in 2019.")["412"].startswith("cases")


def test_a_shorter_name_is_as_good_as_it_shares_words_with_the_longer() -> None:
    alike = likeness(["children", "children in mines", "officers"])
    assert alike[0, 0] == 1.0
    assert 0.5 < alike[0, 1] < 1.0
    assert alike[0, 2] == 0.0


def test_no_part_takes_in_the_rest_that_has_no_figure() -> None:
    text = "Of 3,118 boats 61% came from Leeds, 22% from Hull and the remainder from Cork."
    assert "from hull" in proposed_parts(text)["22%"]
    assert "from hull and the remainder from cork" not in proposed_parts(text)["22%"]


def test_a_word_of_several_hyphens_is_whole() -> None:
    found = proposed("The mill reached a 12% month-over-month output growth.")["12%"]
    assert not {phrase for phrase in found if phrase.startswith("over-month")}


def test_a_noun_with_a_hyphen_is_one_noun_and_no_name_begins_with_an_owner_s_mark() -> None:
    assert chosen("In 2020 the camp trained 1,204 ex-combatants and 31 sub-inspectors.") == {
        "1,204": "ex-combatants", "31": "sub-inspectors",
    }  # fmt: skip
    assert chosen("Kenya's tourism arrivals rose to 847,810 in 2019.") == {"847,810": "tourism arrivals"}


def test_the_mark_of_a_footnote_is_no_part_of_a_phrase() -> None:
    found = proposed(
        "Doctors treated 2,318 sailors³ in 2019. The council freed 57 pilots.† It saw 96 boats[16] that year."
    )
    assert "sailors" in found["2,318"]
    assert "pilots" in found["57"]
    assert "boats" in found["96"]


def test_the_predicate_of_a_bare_count_is_what_it_counts() -> None:
    told = chosen("Guards turned back 350 travellers in 2022. Of these, 140 were women and 61 were minors.")
    assert (told["140"], told["61"]) == ("women", "minors")
    told = chosen("Guards turned back 350 travellers in 2022. Of these, 140 were sent on to the coast.")
    assert told["140"] == "travellers"


def test_a_noun_that_only_the_next_number_has_is_both_s_with_what_tells_them_apart() -> None:
    text = "In 2022, 31 public and 12 private schools were closed."
    assert "private schools" not in proposed(text)["31"]
    assert chosen(text) == {"31": "public schools", "12": "private schools"}
    told = chosen("Nurses saw 5,214 cases in 2019, among them 3,966 confirmed and 1,248 suspected cases.")
    assert (told["3,966"], told["1,248"]) == ("confirmed cases", "suspected cases")
