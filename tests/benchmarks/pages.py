"""Pages to kept text, scored against hand-made gold, and timed against trafilatura.

    python -m tests.benchmarks.pages [--pages ../shared/anchors/pages/wcxb_dev.jsonl.gz] [--no-timing]

One row for each target. The figures are of pages that the shipped classifier has been trained on, where the pages
are those of its training; `python -m tests.benchmarks.train_pages --cross-validate` prints those for unseen ones.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PAGES = Path("../shared/anchors/pages/wcxb_dev.jsonl.gz")


@dataclass(frozen=True)
class Target:
    name: str
    kind: str | None
    figure: str
    wanted: float
    """A floor, or for leaks a ceiling."""


TARGETS = (
    Target("numF1, all", None, r"numF1 ([\d.]+)", 0.87),
    Target("numF1, articles", "article", r"numF1 ([\d.]+)", 0.94),
    Target("numF1, service", "service", r"numF1 ([\d.]+)", 0.86),
    Target("shingle F1, all", None, r"shingle F1 ([\d.]+)", 0.82),
    Target("call-outs kept in one block", None, r"kept (\d+)/", 36),
    Target("boilerplate leaked, at most", None, r"leaked (\d+)/", 1),
)


def scores(scorer: Path, gold: Path, texts: dict[str, str], kind: str | None = None) -> str:
    """What the shared scorer prints for `texts`, by page id."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for key, text in texts.items():
            file.write(json.dumps({"id": key, "text": text}) + "\n")
        file.flush()
        call = [sys.executable, str(scorer), str(gold), file.name]
        done = subprocess.run(
            call + (["--type", kind] if kind else []), capture_output=True, text=True, encoding="utf-8", check=True
        )
    return done.stdout


def score_table(gold: Path, texts: dict[str, str]) -> str:
    """A line for each target with its figure, and whether it is met."""
    printed = {
        kind: scores(gold.parent / "score.py", gold, texts, kind) for kind in {target.kind for target in TARGETS}
    }
    lines = []
    for target in TARGETS:
        found = re.search(target.figure, printed[target.kind])
        value = float(found.group(1)) if found else float("nan")
        met = value <= target.wanted if "leaked" in target.name else value >= target.wanted
        lines.append(f"  {target.name:30} {value:8.3f}   target {target.wanted:6.2f}   {'met' if met else 'NOT MET'}")
    return "\n".join(lines)


def read_rows(gold: Path) -> list[dict[str, str]]:
    if not gold.exists():
        sys.exit(f"{gold} is missing: this benchmark needs the shared measuring data beside the checkout")
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def kept_texts(rows: list[dict[str, str]]) -> dict[str, str]:
    from tests.as_shipped import read_document

    texts = {}
    for row in rows:
        blocks = read_document(row["html"].encode("utf-8", "replace"), url=row["url"]).blocks
        texts[row["id"]] = "\n".join(" ".join(block.text.split()) for block in blocks if block.kept)
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--no-timing", action="store_true")
    args = parser.parse_args()
    rows = read_rows(args.pages)
    print(f"{len(rows)} pages of {args.pages}")
    print(score_table(args.pages, kept_texts(rows)))
    if not args.no_timing:
        print(timing(rows))


def timing(rows: list[dict[str, str]]) -> str:
    """CPU seconds of both on each page in turn, so that what else the machine does falls on both alike."""
    import trafilatura

    ours = theirs = 0.0
    trafilatura.extract(rows[0]["html"])
    for row in rows:
        started = time.process_time()
        kept_texts([row])
        between = time.process_time()
        trafilatura.extract(row["html"])
        ours, theirs = ours + between - started, theirs + time.process_time() - between
    ratio, met = ours / theirs, "met" if ours <= theirs else "NOT MET"
    each = f"{ours / len(rows) * 1e3:.1f} and {theirs / len(rows) * 1e3:.1f} ms a page"
    return f"  {'CPU against trafilatura':30} {ratio:8.3f}   target   1.00   {met}   ({each})"


if __name__ == "__main__":
    main()
