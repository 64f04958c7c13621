"""Footnote marks told from the numbers and words that they are raised beside.

A mark shows in the glyphs' own boxes alone: it is lower than the capitals of its line, its foot stands above the
line, and it touches what it belongs to. Fonts that raise it and fonts that hold a small raised glyph are alike so.
Exponents and ordinals look the same; they are told by what they stand behind (marks.yaml).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from pipeline.documents.pdf.characters import Floats, PageWords
from pipeline.records.data import load_yaml

Role = Literal["mark", "power", "ordinal", "fraction"]

_POWERS = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED_GLYPHS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGNS = frozenset("+-−–")
_JOINING = frozenset(",-–‐ ")
_DESCENDING = frozenset("gjpqyQ,;()[]{}/|çµμ")
_X_HEIGHT = frozenset("acegmnopqrsuvwxyz")
_DIGITS = frozenset("0123456789")
_LAST_TOKEN = re.compile(r"[\w.,]+$|[A-Za-zµμ]+/[a-z]+$")
_TIMES_BASE = re.compile(r"[0-9][0-9.,]*x10")
"""What a power of ten is multiplied by, written without spaces; other signs of multiplication end a token."""
_MARK = re.compile(r"[0-9]+(?:[,\-–‐ ]+[0-9]+)*[,]?|[a-z]")


@dataclass(frozen=True, slots=True)
class MarkRules:
    """Thresholds and word lists of marks.yaml."""

    height: float
    rise: float
    gap: float
    longest: int
    symbols: str
    units: frozenset[str]
    units_after_numbers: frozenset[str]
    bases: frozenset[str]
    ordinals: frozenset[str]
    isotopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Raised:
    """Characters `start` to `end` of a page's text that stand raised beside what is before them, and as what."""

    start: int
    end: int
    role: Role


@cache
def mark_rules() -> MarkRules:
    """The rules of marks.yaml."""
    return TypeAdapter(MarkRules).validate_python(load_yaml("pipeline.documents.pdf", "marks.yaml"))


def find_raised(words: PageWords) -> dict[int, list[Raised]]:
    """The raised characters of a page by the word that they stand in."""
    rules = mark_rules()
    found: dict[int, list[Raised]] = {}
    labels: frozenset[str] | None = None
    for i, glyphs in _candidates(words, rules):
        runs = _raised_runs(words, i, glyphs, rules)
        if not runs:
            continue
        labels = _note_labels(words) if labels is None else labels
        judged = [_judge(words, i, start, end, labels, rules) for start, end in runs]
        kept = [raised for raised in judged if raised is not None]
        # one word has one mark; several are verse numbers, formulas, or a chart's own font
        if kept and sum(raised.role == "mark" for raised in kept) < 2:
            found[i] = kept
    return found


def plain_digits(text: str) -> str:
    """The text with raised digits as ordinary ones."""
    return text.translate(_PLAIN)


def spell(words: PageWords, i: int, raised: list[Raised]) -> str:
    """Word `i` as a reader would say it: marks gone, powers as raised digits, fractions set apart."""
    start, end = int(words.starts[i]), int(words.ends[i])
    parts, at = [], start
    for run in raised:
        parts.append(words.text[at : run.start])
        run_text = words.text[run.start : run.end]
        if run.role == "power":
            parts.append(run_text.translate(_POWERS))
        elif run.role == "fraction":
            parts.append((" " if run.start > start else "") + run_text)
        elif run.role == "ordinal":
            parts.append(run_text)
        elif run.start > start and words.text[run.end : end][:1].isalnum():
            parts.append(" ")
        at = run.end
    parts.append(words.text[at:end])
    return "".join(parts)


def _candidates(words: PageWords, rules: MarkRules) -> list[tuple[int, Floats]]:
    """The words that may hold something raised, each with the boxes of its glyphs.

    Those are words with a digit or a mark's symbol, and words whose ends differ in size.
    """
    heights = words.boxes[:, 3] - words.boxes[:, 1]
    ends_differ = (
        np.abs((words.first[:, 3] - words.first[:, 1]) - (words.last[:, 3] - words.last[:, 1])) > 0.12 * heights
    )
    text, special = words.text, _DIGITS | _RAISED_GLYPHS | frozenset(rules.symbols)
    spans = zip(words.starts.tolist(), words.ends.tolist(), ends_differ.tolist(), words.sideways.tolist(), strict=True)
    chosen = [
        i
        for i, (start, end, differ, sideways) in enumerate(spans)
        if not sideways and (differ or not special.isdisjoint(text[start:end]))
    ]
    if not chosen:
        return []
    lengths = words.ends[chosen] - words.starts[chosen]
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    indices = np.repeat(words.starts[chosen] - offsets[:-1], lengths) + np.arange(offsets[-1])
    glyphs = words.glyph_boxes(indices)
    feet = _line_feet(words, chosen)
    # what stands on its line all along holds nothing raised
    highest = np.minimum.reduceat(glyphs[:, 3], offsets[:-1])
    suspect = (feet - highest > 0.1 * heights[chosen]) | ends_differ[chosen]
    return [(chosen[k], glyphs[offsets[k] : offsets[k + 1]]) for k in np.flatnonzero(suspect)]


def _line_feet(words: PageWords, chosen: list[int]) -> npt.NDArray[np.float64]:
    """For each chosen word about where its line stands: by the larger of itself and the word before it."""
    here = words.boxes[chosen]
    before = words.boxes[np.maximum(np.array(chosen) - 1, 0)]
    larger = (before[:, 3] - before[:, 1]) > 1.1 * (here[:, 3] - here[:, 1])
    beside = np.abs(before[:, 2] - here[:, 0]) < 0.5 * (before[:, 3] - before[:, 1])
    reference = np.where((larger & beside)[:, None], before, here)
    return np.asarray(reference[:, 3] - 0.25 * (reference[:, 3] - reference[:, 1]))


def _raised_runs(words: PageWords, i: int, glyphs: Floats, rules: MarkRules) -> list[tuple[int, int]]:
    """Runs of raised characters in word `i`, as spans of the page's text."""
    start = int(words.starts[i])
    word = words.word(i)
    line = _line_of(words, i, word, glyphs, rules)
    if line is None:
        return [(start + m.start(), start + m.end()) for m in re.finditer(r"(?<=.)[⁰¹²³⁴-⁹]+", word)]
    foot, capital = line
    raised = [
        char in _RAISED_GLYPHS
        or (
            (char in _DIGITS or char in rules.symbols or char.isalpha() or char in _SIGNS)
            and box[3] - box[1] <= rules.height * capital
            and foot - box[3] >= rules.rise * capital
        )
        for char, box in zip(word, glyphs.tolist(), strict=True)
    ]
    # daggers reach below their own line
    raised[-1] = raised[-1] or (word[-1] in rules.symbols and len(word) > 1 and _smaller_end(words, i, rules))
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(word):
        if not raised[at]:
            at += 1
            continue
        stop = at + 1
        while stop < len(word) and (raised[stop] or (word[stop] in _JOINING and any(raised[stop + 1 : stop + 2]))):
            stop += 1
        if not _SIGNS.issuperset(word[at:stop]):
            runs.append((start + at, start + stop))
        at = stop
    return runs


def _line_of(words: PageWords, i: int, word: str, glyphs: Floats, rules: MarkRules) -> tuple[float, float] | None:
    """Where the line stands (y) and how high its capitals are, by the full glyphs of the word or of the one before."""
    own = _full_glyphs(word, glyphs)
    if i and follows(words, i):
        before = words.word(i - 1)
        theirs = _full_glyphs(before, words.glyph_boxes(np.arange(words.starts[i - 1], words.ends[i - 1])))
        if theirs is not None and (own is None or theirs[1] > own[1] / rules.height):
            return theirs
    return own


def _full_glyphs(word: str, glyphs: Floats) -> tuple[float, float] | None:
    """Foot (y) and capital height of the tallest characters that stand on the line."""
    best: tuple[float, float] | None = None
    for char, box in zip(word, glyphs.tolist(), strict=True):
        if not char.isalnum() or char in _DESCENDING or char in _RAISED_GLYPHS:
            continue
        height = (box[3] - box[1]) / (0.72 if char in _X_HEIGHT else 1.0)
        if height > 0 and (best is None or height > 1.1 * best[1] or (height > 0.9 * best[1] and box[3] > best[0])):
            best = (box[3], max(height, best[1] if best and height > 0.9 * best[1] else 0.0))
    return best


def follows(words: PageWords, i: int) -> bool:
    """Whether word `i` stands right behind the one before it, on its line or raised beside it."""
    before, here = words.boxes[i - 1], words.boxes[i]
    height = before[3] - before[1]
    beside = -0.2 * height < here[0] - before[2] < mark_rules().gap * height
    return bool(beside and here[1] < before[3] and here[3] > before[1] - 0.3 * height)


def _judge(words: PageWords, i: int, start: int, end: int, labels: frozenset[str], rules: MarkRules) -> Raised | None:
    """What the raised characters from `start` to `end` are; None where they are no more than small letters."""
    first, last = int(words.starts[i]), int(words.ends[i])
    run = words.text[start:end].translate(_PLAIN)
    rest = words.text[end:last]
    base = words.text[first:start]
    attached = True
    if not base:
        attached = i > 0 and follows(words, i)
        base = words.word(i - 1) if attached else ""
    before = words.word(i - 1) if start > first and i else (words.word(i - 2) if i > 1 else "")
    if rest[:1] in {"/", "⁄"} and run.isdigit():
        return Raised(start, end, "fraction")
    if run in rules.ordinals and base[-1:].isdigit():
        return Raised(start, end, "ordinal")
    if not attached:
        if not rest or run.isalpha():
            return None
        return Raised(start, end, "power" if rest in rules.isotopes and run.isdigit() else "mark")
    if _is_power(run, base, before, labels, rules):
        return Raised(start, end, "power")
    if set(run) <= set(rules.symbols):
        return Raised(start, end, "mark") if base[-1:].isalnum() or base[-1:] in ".,)%" else None
    match = _MARK.fullmatch(run)
    if match is None or any(len(part) > rules.longest for part in re.findall(r"[0-9]+", run)):
        return None
    if run.isalpha() and not (end == last and len(base) > 1 and _smaller_end(words, i, rules)):
        return None
    return Raised(start, end, "mark")


def _smaller_end(words: PageWords, i: int, rules: MarkRules) -> bool:
    first, last = words.first[i], words.last[i]
    return bool(last[3] - last[1] <= rules.height * (first[3] - first[1]))


def _is_power(run: str, base: str, before: str, labels: frozenset[str], rules: MarkRules) -> bool:
    match = _LAST_TOKEN.search(base)
    token = match.group() if match else ""
    if run[:1] in _SIGNS and run[1:].isdigit():
        return bool(token)
    if not run.isdigit():
        return False
    tail = re.split(r"[/·.(×]", token)[-1].lstrip("0123456789,") or token
    if run in {"2", "3"} and (tail in rules.units or (tail in rules.units_after_numbers and before[-1:].isdigit())):
        return True
    if _TIMES_BASE.fullmatch(token):
        return True
    if token in rules.bases:
        return run not in labels or before[-1:] in {"×", "x", "·", "*"}
    # a single letter is a variable, unless it is a word of its own
    return len(token) == 1 and token.isalpha() and token not in {"a", "A", "I"}


def _note_labels(words: PageWords) -> frozenset[str]:
    """What begins lines of small print as a bare number: the labels of the page's notes."""
    labels = set()
    heights = words.boxes[:, 3] - words.boxes[:, 1]
    small = heights < 0.95 * np.median(heights)
    for i in np.flatnonzero(words.newline & small).tolist():
        if i and follows(words, i):
            continue
        digits = re.match(r"[0-9]{1,3}", plain_digits(words.word(i)))
        if digits:
            labels.add(digits.group())
    return frozenset(labels)
