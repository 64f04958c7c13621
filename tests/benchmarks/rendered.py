"""Claims from texts, and from the same texts as pages and PDFs: `python -m tests.benchmarks.rendered [SHARED]`.

Renders each text of the shared gold and of our own corpus as a cluttered HTML page and as a PDF (every second one in
two columns), reads bytes to claims the whole way, and prints the F1 of each run with the classes of difference.
Exits with 1 where the core F1 of a run is more than 2 points below that of the texts, with 2 where SHARED is missing.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.documents.text import read_text
from pipeline.reading.claims import DocumentToRead
from pipeline.records.model import Block, Reading
from pipeline.records.rows import claim_to_row
from tests.as_shipped import extract_many, read_document
from tests.benchmarks.corpora import DEFAULT_SHARED, gold_texts, need_gold
from tests.benchmarks.rendering import as_page, as_pdf
from tests.gold.corpora import read_rows
from tests.gold.own_documents import FOLDER as OWN_GOLD
from tests.gold.records import GoldText, Row
from tests.gold.scoring import LEVELS, Scored, score

ALLOWED = 0.02
Way = Callable[[GoldText, int], Reading]


def from_text(document: GoldText, number: int) -> Reading:
    return read_text(document.text)


def from_page(document: GoldText, number: int) -> Reading:
    return read_document(as_page(title_of(document), blocks_of(document), number), url=document.context.url)


def from_pdf(document: GoldText, number: int) -> Reading:
    running_head = document.context.publisher or document.doc
    return read_document(as_pdf(title_of(document), running_head, blocks_of(document), columns=1 + number % 2))


WAYS: dict[str, Way] = {"text": from_text, "HTML": from_page, "PDF": from_pdf}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=DEFAULT_SHARED, metavar="SHARED")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N differences of each class")
    args = parser.parse_args()
    shared = need_gold(args.shared)
    missed = sum(compare(name, folders, args.show) for name, folders in corpora(shared).items())
    return int(missed > 0)


def corpora(shared: Path) -> dict[str, list[Path]]:
    return {"shared gold": [shared / "seeds", shared / "dev"], "own gold": [OWN_GOLD]}


def compare(name: str, folders: Sequence[Path], show: int) -> int:
    """Prints the scores of the three ways for one corpus; how many of them are too far below the texts'."""
    texts = [text for folder in folders for text in gold_texts(folder)]
    names = {text.doc for text in texts}
    gold = [row for folder in folders for row in read_rows(folder / "claims.jsonl") if row["doc"] in names]
    found = {way: read_by(WAYS[way], texts) for way in WAYS}
    scored = {way: score(gold, rows) for way, rows in found.items()}
    print(f"\n{name} ({len(texts)} texts)\n{'F1':<10}" + "".join(f"{way:>8}" for way in scored))
    for level in LEVELS:
        print(f"{level:<10}" + "".join(f"{result.levels[level].f1:>8.3f}" for result in scored.values()))
    floor = scored["text"].levels["core"].f1 - ALLOWED
    missed = 0
    for way in ("HTML", "PDF"):
        core = scored[way].levels["core"].f1
        missed += core < floor
        print(f"{way}: core {core:.3f}, target >= {floor:.3f}{'  MISSED' if core < floor else ''}")
        print_differences(score([as_gold(row) for row in found["text"]], found[way]), show)
    return missed


def read_by(way: Way, texts: Sequence[GoldText]) -> list[Row]:
    documents = (DocumentToRead(text.doc, way(text, k), text.context) for k, text in enumerate(texts))
    return [claim_to_row(claim) for claims in extract_many(documents) for claim in claims]


def as_gold(row: Row) -> Row:
    """A claim of the texts as the yardstick of what the other ways found."""
    return {**row, "required": True}


def print_differences(scored: Scored, show: int) -> None:
    shown: Counter[str] = Counter()
    for miss in scored.misses:
        shown[miss.what] += 1
        if shown[miss.what] <= show:
            print(miss)
    print(
        "   against the texts' claims: " + (", ".join(f"{n} {what}" for what, n in shown.most_common()) or "the same")
    )


def title_of(document: GoldText) -> str:
    return document.context.title or document.doc


def blocks_of(document: GoldText) -> Sequence[Block]:
    """The text's blocks, with the lines that its own reading leaves out, since the page holds them too."""
    return read_text(document.text).blocks


if __name__ == "__main__":
    raise SystemExit(main())
