"""How well found claims match annotated ones: precision, recall and F1, field by field.

A found and a gold claim are one where they are of one document, give the same figure, and their quotes share at
least half their words. Each field is then judged by itself over all required gold claims (recall) and all found
claims that are not optional (precision). The levels:

detected  the claim was found
amount    figure and bound
unit, measure, place
subject   the words of one subject lie within the other's, so "children" fits "children in the sex trade"
kind      kind and direction
period    start and end, at their precision
core      figure, unit, measure, period and place
full      all of them

Part and attribution are not judged. An optional gold claim (`required` false) is neither asked for nor held against
who finds it, also where its figure was read in another way. A found claim whose quote does not stand in its document,
or whose number does not stand in its quote, is spurious.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records.model import fold
from tests.gold.calibration import calibration_error
from tests.gold.records import Row

LEVELS = ("detected", "amount", "unit", "measure", "subject", "kind", "period", "place", "core", "full")

SAME_QUOTE = 0.5
"""The least overlap of two quotes of one claim."""
_LOOSE, _TIGHT = 1e-3, 1e-6
_IRREGULAR = {"children": "child", "women": "woman", "men": "man", "people": "person"}
_LITTLE_WORDS = frozenset(
    ["the", "of", "and", "a", "an", "in", "for", "to", "by", "who", "were", "are", "their", "all"]
)
_PLACE_FILLERS = frozenset({"the", "of", "republic"})
_PLACE_NAMES = {
    "us": "united states",
    "usa": "united states",
    "uk": "united kingdom",
    "drc": "democratic congo",
    "dr": "dominican",
    "worldwide": "world",
    "global": "world",
    "globally": "world",
}
_TELLING = frozenset(
    ["north", "south", "east", "west", "northern", "southern", "equatorial", "papua", "democratic", "new"]
)


@dataclass(frozen=True, slots=True)
class Score:
    """Of one level; all are shares of 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A claim that was not found, not there, or misread: what is wrong, and both sides as far as there are."""

    what: str
    gold: Row | None
    found: Row | None

    def __str__(self) -> str:
        shown = self.gold or self.found or {}
        lines = [f"[{self.what}] {shown['doc']}: {' '.join(shown['quote'].split())[:160]}"]
        for name, row in (("gold", self.gold), ("found", self.found)):
            if row:
                figure = row["value"] if row["value"] is not None else (row["low"], row["high"])
                fields = ("bound", "unit", "measure", "subject", "kind", "direction", "start", "end", "place")
                told = " · ".join(str(row.get(field)) for field in fields)
                lines.append(f"    {name:<5} {row['number']!r} = {figure} {told}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Scored:
    """`asked` required gold claims, `counted` found claims less the optional ones; `pairs` are ids, found to gold.

    `calibration_error` compares the found claims' `confidence` with whether their core is right, None where no found
    claim has one.
    """

    levels: Mapping[str, Score]
    misses: tuple[Miss, ...]
    asked: int
    counted: int
    pairs: Mapping[str, str]
    calibration_error: float | None
    confidence: tuple[tuple[float, bool], ...] = ()
    """Of each found claim that counts and has one: its confidence, and whether its core is right."""


def in_their_documents(found: Iterable[Row], texts: Mapping[str, str]) -> list[Row]:
    """The claims, with an empty quote where it does not stand in its text, or the number not in it; white space aside.

    Claims of documents without a text are taken at their word.
    """
    folded = {doc: fold(text) for doc, text in texts.items()}
    return [claim if _stands(claim, folded.get(claim["doc"])) else {**claim, "quote": ""} for claim in found]


def _stands(claim: Row, text: str | None) -> bool:
    quote, number = fold(claim["quote"]), fold(claim["number"])
    return bool(quote) and number in quote and (text is None or quote in text)


def score(gold: Sequence[Row], found: Sequence[Row]) -> Scored:
    """Judge the claims found in the documents that `gold` is about; those of other documents count as spurious."""
    right: Counter[str] = Counter()
    misses: list[Miss] = []
    pairs: dict[str, str] = {}
    sure: list[tuple[float, bool]] = []
    asked = sum(claim["required"] for claim in gold)
    counted = 0
    gold_by_doc, found_by_doc = _by_doc(gold), _by_doc(found)
    for doc in dict.fromkeys([*gold_by_doc, *found_by_doc]):
        wanted, have = gold_by_doc.get(doc, []), found_by_doc.get(doc, [])
        partner = _paired(wanted, have)
        pairs |= {have[j].get("id", ""): wanted[i].get("id", "") for i, j in partner.items()}
        optional = [claim for i, claim in enumerate(wanted) if not claim["required"] and i not in partner]
        for i, claim in enumerate(wanted):
            if not claim["required"]:
                continue
            if i not in partner:
                misses.append(Miss("missed", claim, None))
                continue
            counted += 1
            judged = judge(claim, have[partner[i]])
            sure += _confidence(have[partner[i]], judged["core"])
            right.update(level for level in LEVELS if judged[level])
            wrong = [level for level in LEVELS[:-2] if not judged[level]]
            if wrong:
                misses.append(Miss("wrong " + ", ".join(wrong), claim, have[partner[i]]))
        for j in set(range(len(have))) - set(partner.values()):
            if not any(_another_reading(claim, have[j]) for claim in optional):
                counted += 1
                sure += _confidence(have[j], False)
                misses.append(Miss("spurious", None, have[j]))
    levels = {level: Score(right[level] / max(1, counted), right[level] / max(1, asked)) for level in LEVELS}
    error = calibration_error(*zip(*sure, strict=True)) if sure else None
    return Scored(levels, tuple(misses), asked, counted, pairs, error, tuple(sure))


def _confidence(found: Row, core: bool) -> list[tuple[float, bool]]:
    return [] if found.get("confidence") is None else [(found["confidence"], core)]


def judge(gold: Row, found: Row) -> dict[str, bool]:
    """Which levels the found claim has right, given that it is the gold claim."""
    right = {
        "detected": True,
        "amount": same_figure(gold, found) and gold["bound"] == found["bound"],
        "unit": gold["unit"] == found["unit"],
        "measure": gold["measure"] == found["measure"],
        "subject": same_subject(gold["subject"], found["subject"]),
        "kind": (gold["kind"], gold["direction"]) == (found["kind"], found["direction"]),
        "period": (gold["start"], gold["end"]) == (found["start"], found["end"]),
        "place": same_place(gold["place"], found["place"]),
    }
    right["core"] = same_figure(gold, found) and all(right[f] for f in ("unit", "measure", "period", "place"))
    right["full"] = all(right.values())
    return right


def same_figure(gold: Row, found: Row) -> bool:
    """Integers to the last digit; thirds and decimals to a thousandth of themselves."""
    wanted, have = _ends(gold), _ends(found)
    tolerance = _TIGHT if all(end is None or float(end).is_integer() for end in wanted) else _LOOSE
    return all(_near(a, b, tolerance) for a, b in zip(wanted, have, strict=True))


def subject_words(subject: str | None) -> frozenset[str]:
    """The lemmas of a subject's words that tell it from others."""
    return frozenset(_singular(word) for word in words(subject)) - _LITTLE_WORDS


def same_subject(gold: str, found: str) -> bool:
    a, b = subject_words(gold), subject_words(found)
    if not a or not b:
        return not a and not b
    return (a <= b or b <= a) and len(b) <= 2 * len(a) + 3


def same_place(gold: str | None, found: str | None) -> bool:
    a, b = _place_words(gold), _place_words(found)
    if not a or not b:
        return not a and not b
    return 2 * len(a & b) > len(a | b) and not (a ^ b) & _TELLING


def _by_doc(claims: Iterable[Row]) -> dict[str, list[Row]]:
    by_doc: defaultdict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        by_doc[claim["doc"]].append(claim)
    return dict(by_doc)


def _paired(gold: Sequence[Row], found: Sequence[Row]) -> dict[int, int]:
    """Gold claims to found ones, each at most once: required ones first, then the closest quotes, then the fields."""
    candidates = []
    for i, wanted in enumerate(gold):
        for j, have in enumerate(found):
            if same_figure(wanted, have) and (shared := _shared_words(wanted, have)) >= SAME_QUOTE:
                fit = sum(judge(wanted, have).values())
                candidates.append((not wanted["required"], -round(shared, 1), -fit, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _another_reading(optional: Row, found: Row) -> bool:
    same_words = set(words(optional["number"])) & set(words(found["number"]))
    return bool(same_words) and _shared_words(optional, found) >= SAME_QUOTE


def _shared_words(gold: Row, found: Row) -> float:
    return overlap(Counter(words(gold["quote"])), Counter(words(found["quote"])))


def overlap(a: Counter[str], b: Counter[str]) -> float:
    """Dice's coefficient of two quotes' words, each as often as it stands there."""
    return 2 * (a & b).total() / max(1, a.total() + b.total())


def _near(a: float | None, b: float | None, tolerance: float) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=tolerance)


def _ends(claim: Row) -> tuple[float | None, float | None]:
    value = claim["value"]
    return (claim["low"], claim["high"]) if value is None else (value, value)


def words(text: str | None) -> list[str]:
    """Small letters without accents; "U.S." is one word."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c)).lower()
    return re.findall(r"[a-z0-9]+", re.sub(r"\b(?:[a-z]\.){2,}", lambda m: m[0].replace(".", ""), plain))


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3:
        return word
    for ending, singular in (("ies", "y"), ("sses", "ss"), ("ss", "ss"), ("s", "")):
        if word.endswith(ending):
            return word.removesuffix(ending) + singular
    return word


def _place_words(place: str | None) -> frozenset[str]:
    named = frozenset(part for word in words(place) for part in _PLACE_NAMES.get(word, word).split())
    return named - _PLACE_FILLERS or named
