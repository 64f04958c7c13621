"""The gold corpora that do not come with the project, as the benchmarks read them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

from tests.gold.corpora import read_corpus
from tests.gold.records import GoldText

DEFAULT_SHARED = Path(__file__).resolve().parents[3] / "shared"


def gold_texts(folder: Path) -> list[GoldText]:
    """The documents of a gold folder in the order of docs.jsonl; those that have a text file."""
    return list(read_corpus(folder).docs)


def need_gold(shared: Path) -> Path:
    """The gold folder of `shared`; ends the program with status 2 and a sentence where it is missing."""
    gold = shared / "gold"
    if not (gold / "dev").is_dir():
        stop(f"{gold}: no gold corpora there; name the folder that holds gold/ (seeds, dev) as SHARED")
    return gold


def stop(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise SystemExit(2)
