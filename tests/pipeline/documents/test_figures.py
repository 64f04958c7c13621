"""What counts as a figure that stands alone, on a line of a text or of a PDF."""

import pytest

from pipeline.documents.figures import has_sign_or_scale, is_figure, is_figure_with_words, is_number
from pipeline.records.bounds import bound_words

FIGURES = """412; 1,250,000; 12,34,567; US$ 1.2 million; Rs. 40 crore; NPR 300; 10–12%; 3 out of 10; one in four; ▲ 36%;
2016 69; (1.5bn); 4.2‰; 1 250 000; half million; KSh 4.6m; Ksh. 300; ₦2 billion; RM 40; R12m; N450,000;
Tk 30 lakh; GH₵4m""".replace("\n", " ").split("; ")
OTHERS = ["2019", "2016–2021", "2008/09", "12.05.2020", "202-555-0147", "May 2023", "on 2020", "12 pigs", "R61", "N7"]


@pytest.mark.parametrize("text", FIGURES)
def test_figures_stand_alone_with_signs_units_and_scales(text: str) -> None:
    assert is_figure(text)
    assert is_number(text)


@pytest.mark.parametrize("text", OTHERS)
def test_dates_telephone_numbers_and_words_are_no_figures(text: str) -> None:
    assert not is_figure(text)


def test_a_year_is_a_number_in_a_table_and_no_call_out() -> None:
    assert is_number("2019")
    assert not is_figure_with_words("2019")


def test_a_figure_of_a_call_out_may_have_words_behind_it() -> None:
    assert is_figure_with_words("4,100 people reached")
    assert not is_figure_with_words("2. Financial results")
    assert has_sign_or_scale("3 million")
    assert not has_sign_or_scale("412")


def test_every_word_that_bounds_a_number_may_stand_before_a_figure() -> None:
    assert [word for word in bound_words().before if not is_figure(f"{word} 500".replace("- ", "-"))] == []
