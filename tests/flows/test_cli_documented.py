"""Every command and option is in docs/commands.md, and nothing else is."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from flows.cli.app import app

DOCS = Path(__file__).parents[2] / "docs" / "commands.md"
SECTION = re.compile(r"^## factledger (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
SECTIONS = dict(SECTION.findall(DOCS.read_text("utf-8")))
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


def test_every_command_has_its_section_in_the_order_of_help() -> None:
    assert list(SECTIONS) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_and_no_other(name: str) -> None:
    options = {opt for parameter in COMMANDS[name].params for opt in parameter.opts if opt.startswith("--")}
    assert set(re.findall(r"`(--[a-z-]+)", SECTIONS[name])) - {"--help"} == options - {"--help"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_in_a_short_line_what_it_does(name: str) -> None:
    first = (COMMANDS[name].help or "").split(". ")[0].split("\n\n")[0].replace("\n", " ")
    assert 10 < len(first) <= 115
