"""Train the classifier of content on pages, and say what it does on pages that it has not seen.

    python -m tests.benchmarks.train_pages [../shared/anchors/pages/wcxb_dev.jsonl.gz] [--cross-validate] [--write]

Pages: the development split of WCXB (CC BY 4.0, see docs/decisions/). `--cross-validate` prints the scores of four
folds grouped by page, both stages trained without the fold that they are judged on; `--write` trains on all pages
and writes pipeline/documents/html/model.npz. Needs catboost and scikit-learn, which nothing else does:
`uv pip install catboost scikit-learn`.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import re
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier, Pool
from sklearn.model_selection import StratifiedKFold

from pipeline.documents.html.classifier import second_stage
from pipeline.documents.html.features import features
from pipeline.documents.html.judge import judged
from pipeline.documents.html.leaves import Leaf, Walk
from pipeline.documents.html.parse import parse
from pipeline.documents.html.reader import put_together
from tests.benchmarks.pages import score_table

PAGES = Path("../shared/anchors/pages/wcxb_dev.jsonl.gz")
MODEL = Path("pipeline/documents/html/model.npz")
KEEP = 0.38
OUTER_FOLDS, INNER_FOLDS = 4, 3
_SHINGLE = 4
_LONG = 5
"""Words from which a leaf is found in the gold by its own shingles; shorter ones by their place among those too."""
_FARTHEST = 12
_SLACK = (-5, 60)
FIRST = {"iterations": 400, "depth": 6, "learning_rate": 0.06, "rsm": 0.3}
SECOND = {"iterations": 200, "depth": 5, "learning_rate": 0.06, "rsm": 0.3}


@dataclass
class Page:
    """A page with its leaves, their features, and whether each stands in the gold (-1: no words)."""

    row: dict[str, str]
    leaves: list[Leaf]
    rows: np.ndarray
    wanted: np.ndarray
    weight: np.ndarray


def words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"\w+", unicodedata.normalize("NFKC", text))]


def wanted(texts: list[str], gold: str) -> np.ndarray:
    """Which texts, in the order of the page, stand in the gold: by shingles, short ones also by their neighbours."""
    gold_words = words(gold)
    places: dict[tuple[str, ...], list[int]] = collections.defaultdict(list)
    for size in range(1, _SHINGLE + 1):
        for start in range(len(gold_words) - size + 1):
            places[tuple(gold_words[start : start + size])].append(start)
    split = [words(text) for text in texts]
    covered, anchors = [], []
    for one in split:
        size = min(_SHINGLE, len(one))
        shingles = [tuple(one[i : i + size]) for i in range(len(one) - size + 1)] if size else []
        hits = [shingle for shingle in shingles if shingle in places]
        covered.append(len(hits) / max(1, len(shingles)))
        anchors.append(places[hits[0]][0] if len(one) >= _LONG and covered[-1] >= 0.5 else None)
    known = [i for i, place in enumerate(anchors) if place is not None]
    result = np.zeros(len(texts), int)
    for i, one in enumerate(split):
        if not one:
            result[i] = -1
        elif len(one) >= _LONG:
            result[i] = covered[i] >= 0.5
        elif covered[i] == 1:
            before = max((k for k in known if k < i), default=None)
            after = min((k for k in known if k > i), default=None)
            result[i] = not known or any(
                (before is not None and i - before <= _FARTHEST and _near(place - anchors[before] - len(split[before])))
                or (after is not None and after - i <= _FARTHEST and _near(anchors[after] - place))
                for place in places[tuple(one)]
            )
    return result


def _near(distance: int) -> bool:
    return _SLACK[0] <= distance <= _SLACK[1]


def read_pages(path: Path) -> list[Page]:
    pages = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            leaves = Walk().over(parse(row["html"]).root)
            texts = [leaf.text for leaf in leaves]
            label = wanted(texts, row["gold"])
            sizes = np.array([len(text.split()) for text in texts])
            numbers = np.array([len(re.findall(r"\d[\d.,]*", text)) for text in texts])
            weight = np.where(label < 0, 0, 0.3 + np.minimum(sizes, 60) / 15 + 1.5 * np.minimum(numbers, 4))
            pages.append(Page(row, leaves, features(leaves), label, 10 * weight / np.sqrt(max(1, weight.sum()))))
    return pages


def fit(rows: np.ndarray, pages: list[Page], settings: dict[str, float]) -> CatBoostClassifier:
    label = np.concatenate([page.wanted for page in pages])
    weight = np.concatenate([page.weight for page in pages])
    model = CatBoostClassifier(
        **settings, l2_leaf_reg=6, border_count=64, bootstrap_type="Bernoulli", subsample=0.7, random_seed=1,
        thread_count=2, verbose=False, allow_writing_files=False,
    )  # fmt: skip
    return model.fit(Pool(rows[label >= 0], label[label >= 0], weight=weight[label >= 0]))


def folds(pages: list[Page], count: int, seed: int) -> list[tuple[list[int], list[int]]]:
    types = [page.row["type"] for page in pages]
    splitter = StratifiedKFold(count, shuffle=True, random_state=seed)
    return [(list(a), list(b)) for a, b in splitter.split(np.zeros(len(pages)), types)]


def said(model: CatBoostClassifier, rows: np.ndarray) -> np.ndarray:
    return model.predict_proba(rows)[:, 1] if len(rows) else np.zeros(0)


def two_stages(pages: list[Page]) -> tuple[CatBoostClassifier, CatBoostClassifier]:
    """Both models; the second learns from what first models said of pages that they had not seen."""
    heard: dict[int, np.ndarray] = {}
    for train, test in folds(pages, INNER_FOLDS, 1):
        model = fit(np.concatenate([pages[i].rows for i in train]), [pages[i] for i in train], FIRST)
        heard |= {i: said(model, pages[i].rows) for i in test}
    first = fit(np.concatenate([page.rows for page in pages]), pages, FIRST)
    rows = [second_stage(page.leaves, page.rows, heard[i]) for i, page in enumerate(pages) if page.leaves]
    return first, fit(np.concatenate(rows), [page for page in pages if page.leaves], SECOND)


def cross_validate(pages: list[Page], path: Path) -> None:
    said_of: dict[int, np.ndarray] = {}
    for train, test in folds(pages, OUTER_FOLDS, 0):
        first, second = two_stages([pages[i] for i in train])
        for i in test:
            page = pages[i]
            heard = said(first, page.rows)
            said_of[i] = said(second, second_stage(page.leaves, page.rows, heard)) if page.leaves else heard
        print(f"fold of {len(test)} pages done", flush=True)
    for keep in (KEEP - 0.06, KEEP, KEEP + 0.06):
        texts = {}
        for i, page in enumerate(pages):
            blocks = put_together(page.leaves, judged(page.leaves, said_of[i], keep))
            texts[page.row["id"]] = "\n".join(" ".join(block.text.split()) for block in blocks if block.kept)
        print(f"unseen pages, kept from {keep:.2f}")
        print(score_table(path, texts), flush=True)


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
    parser.add_argument("pages", type=Path, nargs="?", default=PAGES)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    pages = read_pages(args.pages)
    if args.write:
        first, second = two_stages(pages)
        np.savez_compressed(MODEL, keep=np.float64(KEEP), **arrays(first, "first"), **arrays(second, "second"))
        print(f"wrote {MODEL}, {MODEL.stat().st_size:,} bytes")
    if args.cross_validate:
        cross_validate(pages, args.pages)


if __name__ == "__main__":
    main()
