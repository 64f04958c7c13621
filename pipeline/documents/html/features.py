"""Leaves to numbers: what a classifier of content needs to know of each, in its place on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log1p

import numpy as np
from numpy.typing import NDArray

from pipeline.documents.boilerplate import section_cue
from pipeline.documents.html.frames import Leaf
from pipeline.documents.html.position import (
    CONTAINERS,
    Kinship,
    alike_counts,
    centre,
    containers,
    elements,
    group_bits,
    siblings,
    signature,
)
from pipeline.documents.html.title_words import TitleWords
from pipeline.documents.html.tokens import ELEMENT_GROUPS, GROUPS, WORD_GROUP, WORD_GROUPS

Matrix = NDArray[np.float32]

_SENTENCES = re.compile(r"[.!?…][\"”’')\]]*(?=\s|$)")
_DIGITS = re.compile(r"\d")
_CAPITALS = re.compile(r"[A-Z]")
_PRICES = re.compile(r"[$£€¥₹]\s?\d|\d\s?(?:€|USD|EUR|GBP)")
_RATINGS = re.compile(r"\d(?:\.\d)?\s?(?:/\s?5|out of 5|stars?\b|reviews?\b|ratings?\b)|\(\d[\d,.]*k?\)|★", re.I)
_ENDS = (".", "!", "?", "…", ".”", '."', ".’", ".)", ":")
_JUDGED_WORDS = 60
_NO_WORDS = [0.0] * len(WORD_GROUPS)

_TEXT = (
    "chars", "words", "word_length", "sentences", "ends_sentence", "commas", "digits", "capitals", "starts_lower",
    "link_share", "links", "bold_share", "figure", "counter", "lines", "table_row", "level", "hidden", "dropped",
    "pipes", "question", "prices", "ratings", "title",
)  # fmt: skip
_PLACE = (
    "depth", "place", "chars_before", "after_h1", "from_h1", "h1s", "since_heading", "last_heading_level",
    "heading_cue", "heading_links", "heading_title", "since_heading_chars", "to_last_long", "since_first_long",
    "outside_main", "outside_article", "shared_with_h1", "beyond_h1", "shared_with_centre", "beyond_centre",
    "like_siblings", "like_siblings_above",
    "repeated_text", "repeated_signature", "signature_chars", "signature_links",
)  # fmt: skip
_PAGE = (
    "page_chars", "page_leaves", "page_links", "page_long", "page_items", "page_articles", "page_mains",
    "page_headings", "page_figures", "page_rows", "page_forms", "page_prices", "page_ratings", "page_repeated",
    "page_centre",
)  # fmt: skip
_CONTAINER = ("chars", "link_share", "leaves", "long_share", "page_share", "figures", "distance", "title")
_WINDOWS = (1, 3, 8, 20)

FEATURES: tuple[str, ...] = (
    *_TEXT,
    *(f"words:{group}" for group in WORD_GROUPS),
    *(f"near:{group}" for group in (*GROUPS, *ELEMENT_GROUPS)),
    *(f"in:{group}" for group in (*GROUPS, *ELEMENT_GROUPS)),
    *_PLACE,
    *(f"container{number}:{name}" for number in range(CONTAINERS) for name in _CONTAINER),
    *(f"window{size}:{name}" for size in _WINDOWS for name in ("chars", "link_share", "long_share")),
    *(f"{side}:{name}" for side in ("before", "after") for name in ("chars", "link_share", "level", "figure", "same")),
    *_PAGE,
)  # fmt: skip


def features(leaves: Sequence[Leaf]) -> Matrix:
    """A row for each leaf, a column for each of FEATURES."""
    if not leaves:
        return np.zeros((0, len(FEATURES)), np.float32)
    title = TitleWords(leaves)
    texts = np.array([_text_features(leaf, title) for leaf in leaves], np.float32)
    near, within = group_bits(leaves)
    alike = alike_counts(leaves)
    blocks = [
        texts,
        _bits(near),
        _bits(within),
        _place_features(leaves, alike, title),
        _container_features(leaves, title),
        _window_features(leaves),
        _neighbour_features(leaves),
        _page_features(leaves, alike),
    ]
    return np.concatenate(blocks, axis=1)


def _text_features(leaf: Leaf, title: TitleWords) -> list[float]:
    text = leaf.text
    size = len(text)
    words = text.split()
    count = len(words)
    judged = words[:_JUDGED_WORDS]
    groups = [0] * len(WORD_GROUPS)
    found = False
    for word in judged:
        group = WORD_GROUP.get(word.lower().strip(",.:;!?()\"'"))
        if group is not None:
            groups[group] += 1
            found = True
    frame = leaf.frame
    return [
        log1p(size),
        count,
        size / max(1, count),
        len(_SENTENCES.findall(text)) if size > 10 else 0,
        text.endswith(_ENDS),
        text.count(","),
        len(_DIGITS.findall(text)) / size,
        len(_CAPITALS.findall(text)) / size,
        text[:1].islower(),
        min(1.0, leaf.link_chars / size),
        leaf.links,
        min(1.0, leaf.bold_chars / size),
        leaf.figure,
        leaf.counter is not None,
        text.count("\n"),
        len(leaf.cells),
        frame.level,
        frame.hidden,
        frame.dropped,
        text.count("|") + text.count("»") + text.count("›"),
        "?" in text,
        len(_PRICES.findall(text)),
        len(_RATINGS.findall(text)),
        title.in_leaf(leaf),
        *([number / len(judged) for number in groups] if found else _NO_WORDS),
    ]


def _bits(column: list[int]) -> Matrix:
    width = len(GROUPS) + len(ELEMENT_GROUPS)
    values = np.array(column, np.uint64)[:, None] >> np.arange(width, dtype=np.uint64)[None, :]
    return (values & np.uint64(1)).astype(np.float32)


def _place_features(leaves: Sequence[Leaf], alike: Counter[tuple[int, str]], title: TitleWords) -> Matrix:
    count = len(leaves)
    total = sum(len(leaf.text) for leaf in leaves)
    h1s = [index for index, leaf in enumerate(leaves) if leaf.frame.level == 1]
    first_h1 = h1s[0] if h1s else -1
    long = [index for index, leaf in enumerate(leaves) if len(leaf.text) > 80 and leaf.link_chars < len(leaf.text) / 2]
    first_long, last_long = (long[0], long[-1]) if long else (0, count)
    texts = Counter(leaf.text for leaf in leaves)
    signatures = [signature(leaf.frame) for leaf in leaves]
    has_main = any(leaf.frame.in_main for leaf in leaves)
    within = [leaf.frame for leaf in leaves if leaf.frame.in_article]
    articles = len({id(outer) for frame in within for outer in frame.lineage() if outer.tag == "article"})
    of_h1 = Kinship(leaves[first_h1].frame if h1s else None)
    of_centre = Kinship(centre(leaves))
    sums: dict[str, list[int]] = {}
    for sign, leaf in zip(signatures, leaves, strict=True):
        held = sums.setdefault(sign, [0, 0, 0])
        held[0] += 1
        held[1] += len(leaf.text)
        held[2] += leaf.link_chars
    rows = []
    before = since_chars = 0
    heading, level, cue = -1, 0, 0.0
    heading_links = heading_title = 0.0
    for index, leaf in enumerate(leaves):
        frame = leaf.frame
        if frame.level and not leaf.figure:
            heading, level, since_chars = index, frame.level, 0
            cue = 1.0 if section_cue(leaf.text) is not None else 0.0
            heading_links = min(1.0, leaf.link_chars / len(leaf.text))
            heading_title = title.in_leaf(leaf)
        of_signature = sums[signatures[index]]
        rows.append(
            (
                frame.depth,
                index / count,
                before / max(1, total),
                index >= first_h1 if h1s else -1,
                min(200, max(-200, index - first_h1)) if h1s else 0,
                len(h1s),
                min(100, index - heading) if heading >= 0 else 100,
                level,
                cue,
                heading_links,
                heading_title,
                log1p(since_chars),
                min(300, max(-300, last_long - index)),
                min(300, max(-300, index - first_long)),
                has_main and not frame.in_main,
                articles == 1 and not frame.in_article,
                *of_h1.of(frame),
                *of_centre.of(frame),
                *siblings(frame, alike),
                texts[leaf.text],
                log1p(of_signature[0]),
                log1p(of_signature[1] / of_signature[0]),
                of_signature[2] / max(1, of_signature[1]),
            )
        )
        before += len(leaf.text)
        since_chars += len(leaf.text)
    return np.array(rows, np.float32)


def _container_features(leaves: Sequence[Leaf], title: TitleWords) -> Matrix:
    page = sum(len(leaf.text) for leaf in leaves)
    cache: dict[int, list[float]] = {}
    rows = []
    for leaf in leaves:
        key = id(leaf.frame)
        if key not in cache:
            row: list[float] = []
            for outer in containers(leaf.frame, page):
                chars = max(1, outer.chars)
                row += (
                    log1p(outer.chars),
                    outer.link_chars / chars,
                    log1p(outer.leaves),
                    outer.sentence_chars / chars,
                    outer.chars / max(1, page),
                    outer.figures,
                    leaf.frame.depth - outer.depth,
                    title.in_element(outer),
                )
            cache[key] = row
        rows.append(cache[key])
    return np.array(rows, np.float32)


def _columns(leaves: Sequence[Leaf]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    chars = np.array([len(leaf.text) for leaf in leaves], np.float64)
    links = np.minimum(chars, np.array([leaf.link_chars for leaf in leaves], np.float64))
    return chars, links, np.where(chars > 80, chars, 0.0)


def _window_features(leaves: Sequence[Leaf]) -> Matrix:
    chars, links, long = (np.concatenate([[0.0], np.cumsum(column)]) for column in _columns(leaves))
    index = np.arange(len(leaves))
    columns = []
    for size in _WINDOWS:
        first, last = np.maximum(index - size, 0), np.minimum(index + size + 1, len(leaves))
        total = chars[last] - chars[first]
        columns += [
            np.log1p(total / (last - first)),
            (links[last] - links[first]) / np.maximum(total, 1),
            (long[last] - long[first]) / np.maximum(total, 1),
        ]
    return np.stack(columns, axis=1).astype(np.float32)


def _neighbour_features(leaves: Sequence[Leaf]) -> Matrix:
    own = np.array(
        [
            (log1p(len(leaf.text)), min(1.0, leaf.link_chars / len(leaf.text)), leaf.frame.level, leaf.figure)
            for leaf in leaves
        ],
        np.float32,
    )
    same = np.array([a.frame.parent is b.frame.parent for a, b in pairwise(leaves)], np.float32)
    blank, edge = np.zeros((1, own.shape[1]), np.float32), np.zeros(1, np.float32)
    before = np.concatenate([blank, own[:-1]])
    after = np.concatenate([own[1:], blank])
    return np.concatenate(
        [before, np.concatenate([edge, same])[:, None], after, np.concatenate([same, edge])[:, None]], axis=1
    )


def _page_features(leaves: Sequence[Leaf], alike: Counter[tuple[int, str]]) -> Matrix:
    chars, links, long = (column.sum() for column in _columns(leaves))
    tags = Counter(outer.tag for outer in elements(leaves))
    row = (
        np.log1p(chars),
        np.log1p(len(leaves)),
        links / max(1, chars),
        long / max(1, chars),
        tags["li"] / len(leaves),
        tags["article"],
        tags["main"],
        sum(1 for leaf in leaves if leaf.frame.level) / len(leaves),
        sum(leaf.figure for leaf in leaves) / len(leaves),
        sum(1 for leaf in leaves if leaf.cells) / len(leaves),
        tags["form"],
        sum(bool(_PRICES.search(leaf.text)) for leaf in leaves) / len(leaves),
        sum(bool(_RATINGS.search(leaf.text)) for leaf in leaves) / len(leaves),
        max(alike.values()) / len(leaves),
        centre(leaves).chars / max(1, chars),
    )
    return np.tile(np.array(row, np.float32), (len(leaves), 1))
