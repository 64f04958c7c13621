"""Train the classifier of content on pages, and say what it does on pages of sites that it has not seen.

    python -m tests.benchmarks.train_pages [FILES] [--cross-validate] [--write]

Pages: the development split of WCXB (CC BY 4.0, see docs/decisions/), and its articles once more with surroundings of
news sites grafted on. `--cross-validate` prints the scores of folds grouped by site, both stages trained without the
fold that they are judged on, also of articles by themselves, which nothing is trained on (docs/decisions/0054 says
why); `--write` trains on all pages and writes pipeline/documents/html/model.npz. Needs catboost and scikit-learn, which
nothing else does: `uv pip install catboost scikit-learn`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from catboost import CatBoostClassifier, Pool
from sklearn.model_selection import StratifiedGroupKFold

from pipeline.documents.html.classifier import second_stage
from pipeline.documents.html.judge import judged
from pipeline.documents.html.reader import put_together
from tests.benchmarks.labelled_pages import Page, grafted_pages, pages_alone, pages_of
from tests.benchmarks.pages import read_rows, score_table, scores

PAGES = (Path("../shared/anchors/pages/wcxb_dev.jsonl.gz"), Path("../shared/anchors/pages/wcxb_more.jsonl.gz"))
MODEL = Path("pipeline/documents/html/model.npz")
KEEP = 0.38
OUTER_FOLDS, INNER_FOLDS = 3, 2
MOST_LEAVES = 200
"""Leaves of one page that a model is fitted to; of longer pages so many are drawn."""
FIRST = {"iterations": 300, "depth": 6, "learning_rate": 0.08, "rsm": 0.3}
SECOND = {"iterations": 150, "depth": 5, "learning_rate": 0.08, "rsm": 0.3}


def site(row: dict[str, str]) -> str:
    """The site of a page: its host's last labels, or the page itself where its address names none."""
    host = (urlsplit(row["url"]).hostname or row["id"]).removeprefix("www.")
    return ".".join(host.split(".")[-2:]) if len(host.split(".")[-1]) > 2 else host


def fit(rows: Sequence[np.ndarray], pages: Sequence[Page], settings: dict[str, float]) -> CatBoostClassifier:
    """A model of the rows of pages, of long pages a part of them that weighs as much as all."""
    drawn = np.random.default_rng(1)
    parts = []
    for matrix, page in zip(rows, pages, strict=True):
        known = np.flatnonzero(page.wanted >= 0)
        part = known if len(known) <= MOST_LEAVES else drawn.choice(known, MOST_LEAVES, replace=False)
        parts.append((matrix[part], page.wanted[part], page.weight[part] * len(known) / max(1, len(part))))
    matrix, label, weight = (np.concatenate(each) for each in zip(*parts, strict=True))
    model = CatBoostClassifier(
        **settings, l2_leaf_reg=6, border_count=64, bootstrap_type="Bernoulli", subsample=0.7, random_seed=1,
        thread_count=2, verbose=False, allow_writing_files=False,
    )  # fmt: skip
    return model.fit(Pool(matrix, label, weight=weight))


def folds(pages: Sequence[Page], count: int, seed: int) -> list[tuple[list[int], list[int]]]:
    """Parts of the pages, all pages of one site in one part, each part with pages of every type."""
    types = [page.row["type"] for page in pages]
    sites = [site(page.row) for page in pages]
    splitter = StratifiedGroupKFold(count, shuffle=True, random_state=seed)
    return [(list(a), list(b)) for a, b in splitter.split(np.zeros(len(pages)), types, sites)]


def said(model: CatBoostClassifier, rows: np.ndarray) -> np.ndarray:
    return model.predict_proba(rows)[:, 1] if len(rows) else np.zeros(0)


def two_stages(pages: Sequence[Page]) -> tuple[CatBoostClassifier, CatBoostClassifier]:
    """Both models; the second learns from what first models said of pages that they had not seen."""
    heard: dict[int, np.ndarray] = {}
    for train, test in folds(pages, INNER_FOLDS, 1):
        model = fit([pages[i].rows for i in train], [pages[i] for i in train], FIRST)
        heard |= {i: said(model, pages[i].rows) for i in test}
    first = fit([page.rows for page in pages], pages, FIRST)
    known = [i for i, page in enumerate(pages) if page.leaves]
    rows = [second_stage(pages[i].leaves, pages[i].rows, heard[i]) for i in known]
    return first, fit(rows, [pages[i] for i in known], SECOND)


def cross_validated(
    pages: Sequence[Page], grafted: Sequence[Page], only_judged: Sequence[Page]
) -> dict[str, np.ndarray]:
    """How likely each leaf of each page is content, by page id, said by models that have seen no page of its site."""
    found: dict[str, np.ndarray] = {}
    for number, (train, test) in enumerate(folds(pages, OUTER_FOLDS, 0), 1):
        unseen = {site(pages[i].row) for i in test}
        seen = [*(pages[i] for i in train), *(page for page in grafted if site(page.row) not in unseen)]
        first, second = two_stages(seen)
        made = (page for page in [*grafted, *only_judged] if site(page.row) in unseen)
        for page in [*(pages[i] for i in test), *made]:
            heard = said(first, page.rows)
            rows = second_stage(page.leaves, page.rows, heard) if page.leaves else page.rows
            found[page.row["id"]] = said(second, rows) if page.leaves else heard
        print(f"fold {number} of {OUTER_FOLDS}: {len(test)} pages of sites not seen", flush=True)
    return found


def kept_text(page: Page, probabilities: np.ndarray, keep: float) -> str:
    blocks = put_together(page.leaves, judged(page.leaves, probabilities, keep))
    return "\n".join(" ".join(block.text.split()) for block in blocks if block.kept)


def print_scores(
    files: Sequence[Path], pages: Sequence[Page], made: Sequence[Page], said_of: dict[str, np.ndarray]
) -> None:
    scorer = files[0].parent / "score.py"
    for keep in (KEEP - 0.06, KEEP, KEEP + 0.06):
        texts = {page.row["id"]: kept_text(page, said_of[page.row["id"]], keep) for page in [*pages, *made]}
        for file in files:
            print(f"{file.name}, sites not seen, kept from {keep:.2f}")
            print(score_table(file, texts), flush=True)
        with tempfile.TemporaryDirectory() as folder:
            gold = Path(folder) / "made.jsonl"
            gold.write_text("".join(json.dumps(page.row) + "\n" for page in made), "utf-8")
            for kind in ("grafted", "alone"):
                print(f"articles {kind}, kept from {keep:.2f}: {scores(scorer, gold, texts, kind).strip()}", flush=True)


def arrays(model: CatBoostClassifier, name: str) -> dict[str, np.ndarray]:
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        model.save_model(file.name, format="json")
        dumped = json.loads(Path(file.name).read_text("utf-8"))
    depth = max(len(tree["splits"]) for tree in dumped["oblivious_trees"])
    feature, threshold, value = [], [], []
    for tree in dumped["oblivious_trees"]:
        missing = depth - len(tree["splits"])
        feature.append([split["float_feature_index"] for split in tree["splits"]] + [0] * missing)
        threshold.append([split["border"] for split in tree["splits"]] + [np.inf] * missing)
        value.append(tree["leaf_values"] + [0.0] * (2**depth - len(tree["leaf_values"])))
    scale, (bias,) = dumped["scale_and_bias"]
    return {
        f"{name}_feature": np.array(feature, np.int32),
        f"{name}_threshold": np.array(threshold, np.float32),
        f"{name}_value": np.array(value, np.float32) * np.float32(scale),
        f"{name}_bias": np.float64(bias),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*", default=PAGES)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rows = [row for file in args.files for row in read_rows(file)]
    pages, grafted = pages_of(rows), grafted_pages(rows, 1)
    if args.write:
        first, second = two_stages([*pages, *grafted])
        np.savez_compressed(MODEL, keep=np.float64(KEEP), **arrays(first, "first"), **arrays(second, "second"))
        print(f"wrote {MODEL}, {MODEL.stat().st_size:,} bytes")
    if args.cross_validate:
        alone = pages_alone(rows, 1)
        print_scores(args.files, pages, [*grafted, *alone], cross_validated(pages, grafted, alone))


if __name__ == "__main__":
    main()
