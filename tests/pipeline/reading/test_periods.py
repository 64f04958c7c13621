"""The time grammar: what is read, what it is read against, and what is no time at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.periods import dated, find_periods
from pipeline.reading.periods.dates import Moment, Unit, moment, parse_moment, shift
from pipeline.reading.periods.grammar import grammar, scan


def read(text: str, published: str | None = None) -> list[tuple[str, str | None, str | None, str]]:
    return [(p.surface, p.first, p.last, p.role) for p in find_periods(text, published)]


def only(text: str, published: str | None = None) -> tuple[str | None, str | None, str]:
    found = read(text, published)
    assert len(found) == 1, found
    return found[0][1:]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on 10 May 2018", "2018-05-10", None),
        ("on May 10, 2018", "2018-05-10", None),
        ("on the 10th of May, 2018", "2018-05-10", None),
        ("on Thursday, 10 May 2018", "2018-05-10", None),
        ("dated 2018-05-10", "2018-05-10", None),
        ("dated 10.05.2018", "2018-05-10", None),
        ("dated 05/22/2018", "2018-05-22", None),
        ("dated 22/05/2018", "2018-05-22", None),
        ("in Sept. 2018", "2018-09", None),
        ("in May, 2018", "2018-05", None),
        ("in 2018", "2018", None),
        ("between 3 and 9 April 2016", "2016-04-03", "2016-04-09"),
        ("June 17-23, 2019", "2019-06-17", "2019-06-23"),
        ("4 December – 10 December 2018", "2018-12-04", "2018-12-10"),
        ("from 28 December 2018 to 3 January 2019", "2018-12-28", "2019-01-03"),
        ("28 December to 3 January 2019", "2018-12-28", "2019-01-03"),
        ("April-June 2019", "2019-04", "2019-06"),
        ("2003-2013", "2003", "2013"),
        ("2018–21", "2018", "2021"),
        ("in 2017/18", "2017", "2018"),
        ("from 2003 to 2013", "2003", "2013"),
        ("financial year 2022/23", "2022", "2023"),
        ("in FY 2021", "2021", None),
        ("the early 1990s", "1990", "1999"),
        ("the 19th century", "1801", "1900"),
        ("late 2013", "2013", None),
        ("the spring of 2016", "2016", None),
        ("the first half of 2019", "2019-01", "2019-06"),
        ("the third quarter of 2019", "2019-07", "2019-09"),
        ("the first ten months of 2015", "2015-01", "2015-10"),
        ("the year ending March 2023", "2022-04", "2023-03"),
        ("the 12 months to 30 June 2022", "2021-07-01", "2022-06-30"),
        ("between the 3rd and 9th November 2021", "2021-11-03", "2021-11-09"),
        ("from the 24th to the 26th of July 2021", "2021-07-24", "2021-07-26"),
        ("at the end of 2021", "2021", None),
        ("in week 32 of 2023", "2023-08-07", "2023-08-13"),
        ("in Week 32/2023", "2023-08-07", "2023-08-13"),
        ("in epidemiological weeks 11 to 14 of 2023", "2023-03-13", "2023-04-09"),
        ("on the fifth of April 2022", "2022-04-05", None),
        ("on the twenty-fourth of May 2022", "2022-05-24", None),
        ("on the last day of June 2019", "2019-06-30", None),
        ("in the first fortnight of February 2024", "2024-02-01", "2024-02-14"),
        ("in the first six weeks of 2023", "2023-01-01", "2023-02-11"),
        ("in the 2022 school year", "2022", None),
        ("in the monsoon of 2017", "2017", None),
        ("at year-end 2022", "2022-12-31", None),
        ("in the fiscal year that ended on 30 June 2022", "2021-07-01", "2022-06-30"),
        ("in the year that ended in June 2022", "2021-07", "2022-06"),
        ("Christmas Eve 2016", "2016-12-24", None),
    ],
)
def test_explicit_dates_keep_their_precision(words: str, first: str, last: str | None) -> None:
    assert only(f"They met {words}, we hear.")[:2] == (first, last or first)


@pytest.mark.parametrize(
    ("words", "published", "first", "last"),
    [
        ("last year", "2018-05-22", "2017", "2017"),
        ("this year", "2018", "2018", "2018"),
        ("earlier this year", "2018", "2018", "2018"),
        ("last summer", "2015", "2014", "2014"),
        ("last summer", "2015-11-02", "2015", "2015"),
        ("yesterday", "2024-03-01", "2024-02-29", "2024-02-29"),
        ("two years ago", "2018-05-22", "2016", "2016"),
        ("a decade ago", "2018", "2008", "2008"),
        ("three months ago", "2018-02-10", "2017-11", "2017-11"),
        ("last week", "2017-10-24", "2017-10-16", "2017-10-22"),
        ("last week", "2017-10", "2017-10", "2017-10"),
        ("on Tuesday", "2016-10-18", "2016-10-18", "2016-10-18"),
        ("on Friday", "2016-10-18", "2016-10-14", "2016-10-14"),
        ("next Tuesday", "2016-10-18", "2016-10-25", "2016-10-25"),
        ("over the past five years", "2018-05-22", "2013", "2018"),
        ("in the last decade", "2018", "2008", "2018"),
        ("now", "2023", "2023", "2023"),
        ("in February", "2015", "2015-02", "2015-02"),
        ("in November", "2015-03-04", "2014-11", "2014-11"),
        ("last April", "2018-02-01", "2017-04", "2017-04"),
        ("in May last year", "2018-02-01", "2017-05", "2017-05"),
        ("in week 12", "2024-03-27", "2024-03-18", "2024-03-24"),
        ("in week 48", "2025-01", "2024-11-25", "2024-12-01"),
        ("in week 23, 41 of them", "2024-06-20", "2024-06-03", "2024-06-09"),
        ("in week 23 and 10 of them again", "2024-06-20", "2024-06-03", "2024-06-09"),
        ("in weeks 23 and 24", "2024-06-20", "2024-06-03", "2024-06-16"),
        ("from the 2nd to the 4th", "2024-06-20", "2024-06-02", "2024-06-04"),
        ("from 28 May to the 10th", "2024-06-20", "2024-05-28", "2024-06-10"),
        ("in week 2", "2024-01", "2024-01-08", "2024-01-14"),
        ("in week 2", "2024", "2024-01-08", "2024-01-14"),
        ("a year ago today", "2024-10-28", "2023-10-28", "2023-10-28"),
        ("three years ago this month", "2024-10-28", "2021-10", "2021-10"),
        ("on the 10th", "2024-09-16", "2024-09-10", "2024-09-10"),
        ("on the 28th", "2024-09-16", "2024-08-28", "2024-08-28"),
        ("on the fourteenth", "2024-09-16", "2024-09-14", "2024-09-14"),
        ("on the first of this month", "2024-09-16", "2024-09-01", "2024-09-01"),
        ("on Sunday the 24th", "2024-04-02", "2024-03-24", "2024-03-24"),
        ("(Sat 16)", "2023-09-18", "2023-09-16", "2023-09-16"),
        ("(Sat 16)", "2024-01-08", "2023-12-16", "2023-12-16"),
        ("(Tue 19)", "2023-09-18", "2023-09-19", "2023-09-19"),
        ("in the first hundred days of this year", "2024-09-16", "2024-01-01", "2024-04-09"),
        ("in the first six months of the present year", "2019-07-23", "2019-01", "2019-06"),
        ("in the last full financial year", "2019-07-23", "2018", "2018"),
        ("last monsoon", "2024-02-26", "2023", "2023"),
        ("at year end", "2024-02-26", "2023-12-31", "2023-12-31"),
        ("since New Year", "2024-02-26", "2024-01-01", None),
        ("six years from now", "2024-02-26", "2030", "2030"),
        ("three months from today", "2024-02-26", "2024-05", "2024-05"),
        ("in the last day", "2024-02-26", "2024-02-25", "2024-02-26"),
        ("on friday", "2024-02-26", "2024-02-23", "2024-02-23"),
    ],
)
def test_relative_words_are_read_against_the_document(words: str, published: str, first: str, last: str) -> None:
    assert only(f"They met {words}.", published)[:2] == (first, last)


@pytest.mark.parametrize(
    "words",
    [
        "the 10th district",
        "on the 24th floor",
        "at week 12 of pregnancy",
        "on the first, a draw",
        "two weeks 12 men sat",
        "on the 7th and 8th floors",
        "between the 10th and 90th percentiles",
        "of the fifth, sixth and seventh grades",
        "Sat 16 scores of 1,200",
        "at weeks 6, 10 and 14",
        "and in the third week 40 left",
        "on the last day of the fair",
        "every Thursday and Friday",
        "each October",
        "by friday.org and with monday boards",
        "under Resolution 2021/2 and Circular 2023/4",
        "as temperatures rose into the 90s",
        "with 2000+ farmers",
        "since around 1350 BC",
        "in the 11th century B.C. there",
        "and saw the Russell 2000 fall",
        "and told Lakeland Today that it rained",
    ],
)
def test_ranks_and_weeks_of_something_else_are_no_dates(words: str) -> None:
    assert dated(find_periods(f"They met {words}.", "2024-09-16")) == []


@pytest.mark.parametrize("bound", ["more than", "at least", "nearly", "up to"])
def test_a_stretch_of_years_before_the_bound_of_a_number_is_whole(bound: str) -> None:
    found = dated(find_periods(f"From 1996 to 2011 {bound} 4,200 boats were lost.", "2024-09-16"))
    assert [(p.first, p.last) for p in found] == [("1996", "2011")]


def test_months_with_their_figures_in_brackets_are_months_one_and_all() -> None:
    found = dated(find_periods("The worst months: January (312), February (298), March (244) and May (190).", "2024"))
    assert [p.first for p in found] == ["2024-01", "2024-02", "2024-03", "2024-05"]
    assert dated(find_periods("Green (12), May (14) and Lee (9) scored.", "2024")) == []


def test_a_century_beside_another_is_no_day() -> None:
    found = dated(find_periods("Wars of the 19th and 20th centuries.", "2024-09-16"))
    assert [(p.first, p.last) for p in found] == [("1901", "2000")]


def test_a_weekday_before_a_unit_with_a_number_is_the_last_one() -> None:
    assert only("On Sunday the 4th division left.", "2024-09-16")[0] == "2024-09-15"


def test_a_week_does_not_end_with_a_month() -> None:
    assert only("The week to June was dry.", "2024-09-16")[:2] == (None, "2024-06")


def test_a_bare_day_is_of_the_month_that_was_told_of_last() -> None:
    found = dated(
        find_periods("In February two were held, on the 10th; in the first half of the month three.", "2024-05")
    )
    assert [(p.first, p.last) for p in found] == [
        ("2024-02", "2024-02"), ("2024-02-10", "2024-02-10"), ("2024-02-01", "2024-02-15"),
    ]  # fmt: skip


def test_a_month_that_is_a_common_word_is_one_where_it_stands_alone_or_does_what_months_do() -> None:
    assert only("March remains the deadliest month.", "2023-02-07")[0] == "2022-03"
    assert only("Victims screened, March", "2025-05-02")[0] == "2025-03"
    assert read("March with us.", "2025-05-02") == []
    assert read("Theresa May spoke. May had promised it.", "2018-05-02") == []
    assert [first for _, first, _, _ in read("Last May had 14. May had 20 before.", "2018-02-02")] == [
        "2017-05",
        "2017-05",
    ]


@pytest.mark.parametrize("words", ["last year", "now", "two years ago", "yesterday", "over the past five years"])
def test_relative_words_of_an_undated_page_stay_open(words: str) -> None:
    first, last, role = only(f"They met {words}.")
    assert (first, last) == (None, None)
    assert role in ("vague", "now")


def test_an_undated_text_that_says_when_it_was_written_dates_its_own_words() -> None:
    assert ("earlier this year", "2017", "2017", "in") in read(
        "So far in 2017 we freed 40; two left earlier this year."
    )


@pytest.mark.parametrize(
    ("words", "first", "last", "role"),
    [
        ("since 2012", "2012", None, "since"),
        ("since late 2013", "2013", None, "since"),
        ("since the programme began in 2003", "2003", None, "since"),
        ("from 2012 to the present", "2012", None, "since"),
        ("2015–present", "2015", None, "since"),
        ("by the end of March 2016", None, "2016-03", "as_of"),
        ("as of 31 December 2016", None, "2016-12-31", "as_of"),
        ("until May 2015", None, "2015-05", "until"),
        ("up to 2019", None, "2019", "until"),
        ("compared with 2010-2013", "2010", "2013", "base"),
        ("more than in 2014", "2014", "2014", "base"),
        ("from 2003 to 2013", "2003", "2013", "span"),
    ],
)
def test_the_words_before_a_date_give_its_role(words: str, first: str | None, last: str | None, role: str) -> None:
    assert only(f"There were 40 cases {words}.") == (first, last, role)


def test_what_is_compared_and_its_base_are_two_periods() -> None:
    assert [p[1:] for p in read("Six times more, 2018-2021 compared to 2011-2014.")] == [
        ("2018", "2021", "span"),
        ("2011", "2014", "base"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It began in 2015. That year 40 were freed.", "2015"),
        ("It began in 2015. The following year 40 were freed.", "2016"),
        ("It began in 2015, with twice as many as the year before.", "2014"),
        ("It began in 2015. Two years later 40 were freed.", "2017"),
        ("It began in May 2015. In July 40 were freed.", "2015-07"),
        ("It began in December 2015. In January 40 were freed.", "2016-01"),
        ("It ran from 2015 to 2017. During the same period 40 were freed.", "2015"),
        ("Hearings were held in August and September 2015.", "2015-09"),
    ],
)
def test_anaphora_go_back_to_what_the_text_stated(sentence: str, expected: str) -> None:
    assert find_periods(sentence)[-1].first == expected


def test_since_then_begins_where_the_stated_period_ended() -> None:
    assert read("A survey ran from 2015 to 2017. Since then 40 were freed.")[-1] == (
        "Since then",
        "2017",
        None,
        "since",
    )


def test_a_year_in_passing_does_not_date_the_months_after_it() -> None:
    text = (
        "On 3 March 1990 they set out. Papers which the archive opened in 2005 say why. In April they arrived. "
        + "In 1990 it rained. " * 5
    )
    assert [p.first for p in find_periods(text, "2009") if p.surface == "April"] == ["1990-04"]


@pytest.mark.parametrize(
    "text",
    [
        "1816 persons were counted.",
        "There were 1,998 cases and 2,015 more.",
        "They came from 2000 villages.",
        "It cost $2015, see page 1998 and No. 2016.",
        "Call 2018 555 1234.",
        "She may march on; May I ask?",
        "The 7-year-old girl was found.",
        "A share of 20.15% in 3 of 4 towns.",
        "Install version 2.2010.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert dated(find_periods(text, "2020-01-01")) == []


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("$50 a year", "rate"),
        ("44 people every day", "rate"),
        ("40 cases annually", "rate"),
        ("12 years in prison", "duration"),
        ("for a year", "duration"),
        ("in recent years", "vague"),
    ],
)
def test_rates_and_lengths_of_time_name_no_date(words: str, role: str) -> None:
    assert only(words, "2020") == (None, None, role)


def test_every_rule_reads_its_example() -> None:
    for rule in grammar().rules.values():
        text = (
            f"as seen in {rule.reads} ending "
            if rule.name in ("unit_ending", "the_unit", "hours_ending")
            else f"in {rule.reads} "
        )
        assert list(scan(text)), f"{rule.name} does not read {rule.reads!r}"


@given(st.dates(date(1700, 1, 1), date(2099, 12, 31)))
def test_a_full_date_is_read_back_in_any_dress(day: date) -> None:
    names = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    for text in (
        f"on {day.day} {names[day.month - 1]} {day.year}",
        f"on {names[day.month - 1]} {day.day}, {day.year}",
        f"on {day.isoformat()}",
        f"on {day.day:02}.{day.month:02}.{day.year}",
    ):
        assert only(text)[:2] == (day.isoformat(), day.isoformat())


@given(
    st.text(alphabet=st.sampled_from("May 2018-5/,.'’ to the since10thyear\nXx€")),
    st.sampled_from([None, "2018", "2018-05", "2018-05-22"]),
)
def test_any_text_gives_spans_in_order_that_say_what_stands_there(text: str, published: str | None) -> None:
    end = 0
    for period in find_periods(text, published):
        assert period.start >= end
        assert text[period.start : period.end] == period.surface
        for side in (period.first, period.last):
            assert side is None or parse_moment(side) is not None
        end = period.end


@given(
    st.dates(date(2000, 1, 1), date(7000, 1, 1)),
    st.sampled_from(["day", "week", "month", "year", "decade"]),
    st.integers(-200, 200),
)
def test_a_shift_is_as_precise_as_unit_and_base_allow(day: object, unit: Unit, count: int) -> None:
    moved = shift(Moment(day.year, day.month, day.day), unit, count)
    assert moment(*moved) == moved
    assert (moved.day is None) == (unit not in ("day", "week"))
    assert shift(Moment(day.year), "month", count) == Moment(day.year)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Admitted, Jan–Mar", "2018-01", "2018-03"),
        ("JANUARY TO JUNE 2017", "2017-01", "2017-06"),
        ("1st Semester Report 2017", "2017-01", "2017-06"),
        ("in the week of 26 June 2017", "2017-06-26", "2017-07-02"),
        ("in the first 16 days of July 2017", "2017-07-01", "2017-07-16"),
        ("in the first fortnight of February 2017", "2017-02-01", "2017-02-14"),
    ],
)
def test_parts_of_a_year_as_reports_name_them(words: str, first: str, last: str) -> None:
    assert only(words, "2018-04-30") == (first, last, "span")


def test_the_year_of_a_report_is_the_twelve_months_that_it_states() -> None:
    text = "The financial year ended 31 March 2024. During the year we made 12 audits, 9 in the prior year."
    assert [found[1:3] for found in read(text, "2024-09")] == [
        ("2023-04-01", "2024-03-31"),
        ("2023-04-01", "2024-03-31"),
        ("2022-04-01", "2023-03-31"),
    ]


def test_the_same_quarter_is_the_last_one_that_was_stated() -> None:
    text = "From July to September 2024 it was 40, the most since it began in 2009. The same quarter in 2023 had 31."
    assert read(text, "2024-11-07")[-1][1:3] == ("2023-07", "2023-09")


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("The dam broke in June 2021. By 3 June 412 homes were mended.", "2022-06-10", "2022-06-03"),
        ("A firm was founded in October 2019. On 28 September police shut it.", "2021-10-02", "2021-09-28"),
        ("The dam broke in June 2021. By 28 June 412 homes were mended.", "2022-12-10", "2021-06-28"),
        ("The dam broke on 30 May 2021. On 3 June 412 homes were mended.", "2022", "2021-06-03"),
    ],
)
def test_a_bare_day_of_the_last_weeks_is_no_day_of_the_year_told_before(text: str, published: str, day: str) -> None:
    assert day in {each for mention in read(text, published) for each in mention[1:3]}


@pytest.mark.parametrize(
    ("text", "published", "last"),
    [
        ("Pox has killed 17 people since March 2020. In May 40 fell ill.", "2021-08-02", "2021-05"),
        ("Since October 2018 the court has freed 31 men. It was closed in July.", "2020-09-30", "2020-07"),
        ("Since October 2018 the court has freed 31 men. It was closed in July.", None, "2018-07"),
    ],
)
def test_a_start_of_counting_gives_what_follows_no_year(text: str, published: str | None, last: str) -> None:
    assert read(text, published)[-1][2] == last


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("The ward took in 12 monday and 9 tuesday night.", ["monday", "tuesday"]),
        ("Shelters held 300 as of thursday.", ["as of thursday"]),
        ("Open wednesday to friday for 90 clients.", ["wednesday", "friday"]),
        ("In 2019 BC Hydro cut 90 posts.", ["2019"]),
        ("In 2019 BCG coverage was 80%.", ["2019"]),
        ("Cholera, 2023 YTD: 90", ["2023"]),
        ("Cholera, YTD (June 2023): 90", ["June 2023"]),
    ],
)
def test_what_looks_like_a_name_an_era_or_the_present_leaves_the_date(text: str, surfaces: list[str]) -> None:
    assert [period.surface for period in find_periods(text, "2024-09-16")] == surfaces
