"""Robots rules, without a network."""

from __future__ import annotations

import pytest

from sources.robots import Robots, RobotsAnswer

RULES = """
User-agent: *
Disallow: /
Crawl-delay: 9

User-agent: factledger
Disallow: /private/
Allow: /private/report.pdf
Crawl-delay: 2.5
"""


def robots(*answers: RobotsAnswer) -> tuple[Robots, list[str]]:
    """Robots that are told the answers in turn, and the addresses that they asked for."""
    asked: list[str] = []
    coming = iter(answers)

    def read(address: str) -> RobotsAnswer:
        asked.append(address)
        return next(coming)

    return Robots("factledger", read), asked


def test_our_own_rules_come_before_those_for_all() -> None:
    rules, _ = robots(RobotsAnswer(200, RULES))
    assert rules.permission("https://example.org/page").allowed
    assert not rules.permission("https://example.org/private/page").allowed
    assert rules.permission("https://example.org/private/report.pdf").allowed
    assert rules.permission("https://example.org/page").delay == 2.5


def test_a_refusal_says_which_file_refuses() -> None:
    rules, _ = robots(RobotsAnswer(200, "User-agent: *\nDisallow: /"))
    refused = rules.permission("https://example.org/page")
    assert not refused.allowed
    assert not refused.passing
    assert "https://example.org/robots.txt" in refused.why


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_a_file_all_is_open(status: int) -> None:
    rules, _ = robots(RobotsAnswer(status, "User-agent: *\nDisallow: /"))
    assert rules.permission("https://example.org/page").allowed
    assert rules.permission("https://example.org/page").delay is None


@pytest.mark.parametrize("status", [0, 429, 500, 503])
def test_while_the_file_cannot_be_read_all_is_closed(status: int) -> None:
    rules, _ = robots(RobotsAnswer(status))
    refused = rules.permission("https://example.org/page")
    assert not refused.allowed
    assert refused.passing
    assert refused.why


def test_the_file_is_asked_for_once_for_scheme_host_and_port() -> None:
    rules, asked = robots(*[RobotsAnswer(404)] * 4)
    for url in ("https://a.org/1", "https://a.org/2", "http://a.org/1", "https://a.org:8443/1", "https://b.org/1"):
        rules.permission(url)
    assert asked == [
        "https://a.org/robots.txt",
        "http://a.org/robots.txt",
        "https://a.org:8443/robots.txt",
        "https://b.org/robots.txt",
    ]


def test_nonsense_is_no_rule() -> None:
    rules, _ = robots(RobotsAnswer(200, "<html>\x00Not found</html>\nCrawl-delay: often"))
    permission = rules.permission("https://example.org/page")
    assert permission.allowed
    assert permission.delay is None


@pytest.mark.parametrize(
    "named",
    [
        "FactLedger/2.4",
        "factledger/1 (+https://example.org/bots)",
        '"Factledger"',
        "otherbot, FACTLEDGER",
        "factledger;",
        "*/*",
    ],
)
def test_a_robot_is_named_with_whatever_stands_around_its_name(named: str) -> None:
    rules, _ = robots(RobotsAnswer(200, f"User-agent: {named}\nDisallow: /tides/"))
    assert not rules.permission("https://example.org/tides/2020").allowed
    assert rules.permission("https://example.org/page").allowed


@pytest.mark.parametrize("named", ["factledgers/2", "otherbot/1 factledger", "*bot"])
def test_other_robots_are_not_ours(named: str) -> None:
    rules, _ = robots(RobotsAnswer(200, f"User-agent: {named}\nDisallow: /"))
    assert rules.permission("https://example.org/page").allowed
