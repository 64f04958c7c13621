"""What makes documents be read anew, and what only makes claims be compared anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import pipeline
from pipeline.ledger import stages
from pipeline.records.settings import default_settings
from sources.catalog import Source

SETTINGS = default_settings()
SOURCE = Source(id="north", url="https://north.example/")
PACK = "measures: {fed: {gloss: people fed, verbs: [feed]}}\n"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the program's files, for stages to be taken of."""
    root = Path(pipeline.__file__).parent.parent
    for part in ("pipeline", "sources"):
        shutil.copytree(root / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "lists"))
    monkeypatch.setattr(stages, "_ROOT", tmp_path)
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    """Lets the digests, which a program takes once, be taken again."""
    stages._reading_version.cache_clear()
    stages._code.cache_clear()


def told(*packs: str) -> tuple[str, str]:
    """The stages of reading and of comparing."""
    forget()
    compared = stages.comparing_stage(replace(SETTINGS.compare, packs=packs))
    return stages.reading_stages(SETTINGS)(SOURCE, packs), compared


@pytest.mark.parametrize(
    ("path", "reads_anew", "compares_anew"),
    [
        ("pipeline/comparing/subjects/concepts.yaml", False, True),
        ("pipeline/comparing/exchange_rates.yaml", False, True),
        ("pipeline/comparing/pairs/judge.py", False, True),
        ("pipeline/documents/figures.yaml", True, False),
        ("pipeline/reading/quantities/currencies.yaml", True, False),
        ("pipeline/reading/measures/vocabulary.yaml", True, True),
        ("pipeline/records/bounds.yaml", True, True),
        ("sources/media_types.yaml", True, False),
        ("pipeline/ledger/stages.py", False, False),
    ],
)
def test_a_change_has_done_again_only_what_it_bears_on(
    checkout: Path, path: str, reads_anew: bool, compares_anew: bool
) -> None:
    before = told()
    with (checkout / path).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    after = told()
    assert (before[0] != after[0], before[1] != after[1]) == (reads_anew, compares_anew)


def test_settings_of_comparing_do_not_have_documents_read_anew() -> None:
    other = replace(SETTINGS, compare=replace(SETTINGS.compare, nearly_width=0.2))
    assert stages.reading_stages(SETTINGS)(SOURCE, ()) == stages.reading_stages(other)(SOURCE, ())
    assert stages.comparing_stage(SETTINGS.compare) != stages.comparing_stage(other.compare)


@pytest.mark.parametrize(
    ("added", "reads_anew"), [("nouns: {guest: {words: [guest]}}", True), ("concepts: {persons: [guest]}", False)]
)
def test_a_pack_of_ones_own_counts_by_what_it_holds(tmp_path: Path, added: str, reads_anew: bool) -> None:
    pack = tmp_path / "kitchens.yaml"
    pack.write_text(PACK, "utf-8")
    before = told(str(pack))
    assert told(str(pack)) == before
    pack.write_text(PACK + added, "utf-8")
    after = told(str(pack))
    assert (before[0] != after[0], before[1] != after[1]) == (reads_anew, True)
