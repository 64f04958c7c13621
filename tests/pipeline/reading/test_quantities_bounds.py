"""Modifiers: which bound they set, what they stand before and after, how far they reach."""

from __future__ import annotations

import pytest

from pipeline.reading.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "bound", "modifier"),
    [
        ("More than 50 left.", "min", "More than"),
        ("They lost well over 50 ships.", "min", "well over"),
        ("No fewer than 50 left.", "min", "No fewer than"),
        ("It takes as little as 50 days.", "min", "as little as"),
        ("Up to 50 left.", "max", "Up to"),
        ("As many as 50 left.", "max", "As many as"),
        ("No more than 50 left.", "max", "No more than"),
        ("A maximum of 50 seats is left.", "max", "A maximum of"),
        ("Just under 50 left.", "max", "Just under"),
        ("Nearly 50 left.", "about", "Nearly"),
        ("An estimated 50 left.", "about", "An estimated"),
        ("Close to 50 left.", "about", "Close to"),
        ("It took ± 50 steps.", "about", "±"),
        ("50+ left.", "min", "+"),
        ("50 or more left.", "min", "or more"),
        ("50 people or more left.", "min", "or more"),
        ("Some 50-plus readers left.", "min", "Some … -plus"),
        ("50 or fewer left.", "max", "or fewer"),
        ("50 or so left.", "about", "or so"),
        ("A record 50 left.", "exact", None),
        ("Another 50 left.", "exact", None),
        ("The office estimates 50 left.", "exact", None),
        ("Only 50 left.", "exact", None),
    ],
)
def test_a_modifier_sets_the_bound_and_is_kept_word_for_word(text: str, bound: str, modifier: str | None) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.bound, found.modifier) == (50, bound, modifier)


def test_of_two_modifiers_the_nearer_one_binds() -> None:
    (found,) = find_quantities("At least an estimated 50 ships sank.")
    assert (found.bound, found.modifier) == ("about", "At least an estimated")


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("More than 450 farmers and 100 herders came.", ["min", "min"]),
        ("More than 70 ships, 30 vans and 20 carts burned.", ["min", "min", "min"]),
        ("More than 500 fed, 90 housed.", ["min", "exact"]),
        ("More than 300 people came: 90 stayed.", ["min", "exact"]),
        ("More than 300 people were fed and 90 stayed.", ["min", "exact"]),
        ("Nearly 300 people in 12 towns came.", ["about", "exact"]),
        ("More than 300 people and about 90 dogs came.", ["min", "about"]),
        ("More than 300 people and 20% of the dogs came.", ["min", "exact"]),
    ],
)
def test_a_modifier_governs_a_list_and_no_new_statement(text: str, bounds: list[str]) -> None:
    assert [q.bound for q in find_quantities(text)] == bounds


def test_a_conversion_in_brackets_has_the_bound_of_what_it_converts() -> None:
    miles, kilometres = find_quantities("It lies about 5 miles (8 km) off.")
    assert (miles.bound, kilometres.bound, kilometres.unit) == ("about", "about", "kilometres")


@pytest.mark.parametrize("text", ["Over the 12 months it rained.", "They talked about the 12 children."])
def test_a_preposition_before_a_determiner_is_no_modifier(text: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.bound) == (12, "exact")


def test_a_vague_size_is_a_lower_bound_whatever_is_said_before_it() -> None:
    (found,) = find_quantities("Perhaps hundreds of ships sank.")
    assert (found.value, found.bound) == (100, "min")
