"""The queue of conflicts: in the order of what a decision is worth, with unsure flags apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from lxml import html

from outputs.worth import worth_of
from pipeline.ledger import Ledger
from pipeline.ledger.refresh import refresh
from pipeline.records.model import Conflict
from tests.review_server import entered, form_of, served
from tests.sample_ledger import sample_ledger

RUN, WEEK_BEFORE = "2026-03-09T06:00:00Z", "2026-03-02T06:00:00Z"
USUAL = Conflict("c", "conflict", (("a",), ("b",)), (), "high", "open", "", probability=0.7, gap=2.0, witnesses=2)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = sample_ledger(tmp_path / "ledger")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ({"probability": 0.9}, {"probability": 0.5}),
        ({"probability": None}, {"probability": 0.9}),
        ({"gap": 4.0}, {"gap": 1.2}),
        ({"witnesses": 4}, {"witnesses": 2}),
    ],
)
def test_what_is_likelier_wider_or_better_witnessed_is_worth_more(
    more: dict[str, float], less: dict[str, float]
) -> None:
    assert worth_of(replace(USUAL, **more), RUN, RUN) > worth_of(replace(USUAL, **less), RUN, RUN)


def test_what_waits_longer_is_worth_more() -> None:
    assert worth_of(USUAL, WEEK_BEFORE, RUN) > worth_of(USUAL, RUN, RUN)


def test_dates_that_differ_are_worth_something() -> None:
    assert worth_of(replace(USUAL, probability=None, gap=1.0), RUN, RUN) > 0


def titles(client: httpx.Client, address: str) -> list[str]:
    return [link.get("href") for link in html.fromstring(client.get(address).text).xpath("//li[@data-row]/a")]


def test_the_list_goes_by_worth_and_can_go_by_severity_or_age(client: httpx.Client, ledger: Ledger) -> None:
    known = ledger.conflicts.find()
    since = ledger.conflicts.since()
    by_worth = sorted(known, key=lambda each: -worth_of(each, since[each.id][1], RUN))
    assert titles(client, "/conflicts") == [f"/conflict/{each.id}" for each in by_worth]
    assert titles(client, "/conflicts?sort=worst") == [f"/conflict/{each.id}?sort=worst" for each in known]
    newest = [since[where.split("/")[2].partition("?")[0]][0] for where in titles(client, "/conflicts?sort=newest")]
    assert newest == sorted(newest, reverse=True)


def test_the_next_conflict_is_the_next_of_the_order_asked_for(client: httpx.Client, ledger: Ledger) -> None:
    first, second, *_ = ledger.conflicts.find()
    page = html.fromstring(client.get(f"/conflict/{first.id}?sort=worst").text)
    assert page.xpath("//a[@data-following]/@href") == [f"/conflict/{second.id}?sort=worst"]


def test_unsure_flags_wait_apart_and_can_be_decided(ledger: Ledger) -> None:
    settings = ledger.settings
    unsure = next(each for each in ledger.conflicts.find() if each.probability is not None)
    nothing_is_sure = replace(settings.compare, flag_from=1.0, unsure_from=0.0)
    strict = replace(ledger, settings=replace(settings, compare=nothing_is_sure))
    refresh(strict)
    with served(strict) as at, entered(at) as client:
        assert f"/conflict/{unsure.id}" not in titles(client, "/conflicts")
        apart = titles(client, "/conflicts?status=unsure")
        assert f"/conflict/{unsure.id}?status=unsure" in apart
        where = f"/conflict/{unsure.id}"
        sent = form_of(client, where, f"{where}/decide") | {"decision": "right", "side": "0", "view": "status=unsure"}
        assert client.post(f"{where}/decide", data=sent).status_code == 303
        assert f"{where}?status=unsure" not in titles(client, "/conflicts?status=unsure")
        assert f"{where}?status=settled" in titles(client, "/conflicts?status=settled")
