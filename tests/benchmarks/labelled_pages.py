"""Pages with their leaves, the features of these, and whether each stands in the text that a person marked."""

from __future__ import annotations

import collections
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from lxml import etree

from pipeline.documents.html.features import features
from pipeline.documents.html.frames import Leaf
from pipeline.documents.html.leaves import Walk
from pipeline.documents.html.parse import parse
from tests.benchmarks.grafted_pages import Grafting, story_of

_SHINGLE = 4
_LONG = 5
"""Words from which a leaf is found in the gold by its own shingles; shorter ones by their place among those too."""
_FARTHEST = 12
_SLACK = (-5, 60)
_LONGEST_HEADLINE = 120
_PIECES = (2, 3, 4, 5)
_PIECES_ALONE = (0, 0, 1, 1)
"""How many pieces of surroundings a page gets, one of these."""


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


def pages_of(rows: Iterable[dict[str, str]]) -> list[Page]:
    return [_page(row, parse(row["html"]).root) for row in rows]


def grafted_pages(rows: Sequence[dict[str, str]], seed: int) -> list[Page]:
    """The articles among the pages, each with surroundings made of others."""
    articles, grafting = _articles(rows, seed)
    roots = [(row, parse(row["html"]).root) for row in articles]
    return [_grafted(grafting, row, root, "grafted", _PIECES) for row, root in roots]


def pages_alone(rows: Sequence[dict[str, str]], seed: int) -> list[Page]:
    """The articles among the pages by themselves, without a menu or a foot, with one piece of surroundings or none."""
    articles, grafting = _articles(rows, seed)
    roots = [(row, grafting.alone(parse(row["html"]).root)) for row in articles]
    return [_grafted(grafting, row, root, "alone", _PIECES_ALONE) for row, root in roots if root is not None]


def _articles(rows: Sequence[dict[str, str]], seed: int) -> tuple[list[dict[str, str]], Grafting]:
    articles = [row for row in rows if row["type"] == "article"]
    stories = [story_of(row["gold"].strip().split("\n")[0][:_LONGEST_HEADLINE], row["gold"]) for row in articles]
    return articles, Grafting([story for story in stories if story is not None], seed)


def _grafted(grafting: Grafting, row: dict[str, str], root: etree._Element, kind: str, pieces: Sequence[int]) -> Page:
    """The page with surroundings; its gold is what of the gold stood on it before."""
    before = [leaf.text for leaf in Walk().over(root)]
    own = [text for text, stands in zip(before, wanted(before, row["gold"]), strict=True) if stands == 1]
    grafting.on(root, pieces)
    return _page(row | {"id": f"{row['id']} {kind}", "type": kind, "gold": "\n".join(own)}, root)


def _page(row: dict[str, str], root: etree._Element) -> Page:
    leaves = Walk().over(root)
    texts = [leaf.text for leaf in leaves]
    label = wanted(texts, row["gold"])
    sizes = np.array([len(text.split()) for text in texts])
    numbers = np.array([len(re.findall(r"\d[\d.,]*", text)) for text in texts])
    weight = np.where(label < 0, 0, 0.3 + np.minimum(sizes, 60) / 15 + 1.5 * np.minimum(numbers, 4))
    return Page(
        row,
        leaves,
        features(leaves),
        label,
        10 * weight / np.sqrt(max(1, weight.sum())),
    )
