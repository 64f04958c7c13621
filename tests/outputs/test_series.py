"""Series over time: the same thing counted in the same way, and nothing else on its line."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from outputs.frames import figures_frame
from outputs.plots import history
from outputs.report import render
from outputs.report.contents import collect
from outputs.series import counted_over, series_of
from tests.as_shipped import SETTINGS
from tests.ledger_samples import fact
from tests.made_claims import made
from tests.sample_ledger import LANTERN, Figure, Text, sample_ledger


@pytest.mark.parametrize(
    ("kind", "start", "end", "over"),
    [
        ("total", "2019", "2019", "each year"),
        ("total", "2019-05", "2019-05", "each month"),
        ("total", "2019-04", "2019-06", "each quarter"),
        ("total", "2019-05-04", "2019-05-04", "each day"),
        ("total", "2016", "2018", "in 3 years"),
        ("total", "2012", None, "since 2012"),
        ("total", None, "2019", "in all, up to a date"),
        ("total", "2019", "2019-05", "in 2019 so far"),
        ("total", None, None, "no time stated"),
        ("level", "2019", "2019", "at a time"),
    ],
)
def test_each_way_of_counting_has_its_name(kind: str, start: str | None, end: str | None, over: str) -> None:
    assert counted_over(fact("f", made("a", kind=kind, start=start, end=end))) == over


def test_years_months_and_running_totals_are_three_series() -> None:
    times = [("2019", "2019"), ("2020", "2020"), ("2020-02", "2020-02"), ("2012", None)]
    facts = [fact(f"f{n}", made("a", start=start, end=end)) for n, (start, end) in enumerate(times)]
    assert len({series_of(each) for each in facts}) == 3
    assert series_of(facts[0]) == series_of(facts[1])


def test_the_report_draws_running_totals_and_years_apart_and_tells_a_figure_once(tmp_path: Path) -> None:
    told = [("nine", 9.0, "2017", "2017"), ("9", 9.0, "2017", "2017"), ("12", 12.0, "2018", "2018")]
    told += [("41", 41.0, None, "2017"), ("53", 53.0, None, "2018")]
    texts = tuple(
        Text("paragraph", f"Line {n}: {number} boats were held in Costa Verde.", (
            Figure(number, value, "seized", "boats", "total", "Costa Verde", start, end),
        ))
        for n, (number, value, start, end) in enumerate(told)
    )  # fmt: skip
    with closing(sample_ledger(tmp_path, (replace(LANTERN, texts=texts),))) as ledger:
        page = html.fromstring(render(ledger, collect(ledger)))
    sections = page.xpath("//h2[@id='time']/following-sibling::section")
    assert [section.xpath("h3")[0].text for section in sections] == [
        "Seized · boats · Costa Verde · each year",
        "Seized · boats · Costa Verde · in all, up to a date",
    ]
    assert [row.text_content() for row in sections[0].xpath(".//tbody/tr/td[1]")] == ["nine", "12"]
    assert [row.text_content() for row in sections[1].xpath(".//tbody/tr/td[1]")] == ["41", "53"]


def test_whole_numbers_have_no_ticks_between_them() -> None:
    claims = [made("a", value=7.0, end="2018"), made("b", value=9.0, end="2019")]
    plot = history(figures_frame(((claim, 1) for claim in claims), SETTINGS.compare))
    assert plot is not None
    assert [tick.label for tick in plot.y_ticks] == ["7", "8", "9"]
