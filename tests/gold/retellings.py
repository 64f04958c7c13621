"""Retellings with a slip: are they flagged, and are the true ones left in peace?

Of each sampled pair that the corpus calls `agree` across two documents, the second claim is told once more by a further
document with a slip in its figure: three times as large, a third, ten times as large, or two digits swapped where it
has three significant digits or more. The slip counts as found when the pair of the first claim and it is flagged.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise

from pipeline.records.model import Verdict
from pipeline.records.settings import CompareSettings
from tests.gold.corpora import of_groups
from tests.gold.program import verdicts_of_rows
from tests.gold.records import Corpus, GoldText, Row

_FLAGS = {"conflict", "regression"}
_IN_PEACE = {"agree", "compatible"}

Pair = tuple[Row, Row]


@dataclass(frozen=True, slots=True)
class Slip:
    """A claim told again with a wrong figure, and the claim that it should be found to contradict."""

    kind: str
    told: Row
    against: str


@dataclass(frozen=True, slots=True)
class SlipScore:
    """Of each kind of slip how many are found, of how many; what became of the agreeing pairs themselves."""

    found: Counter[str]
    tried: Counter[str]
    agreeing: Counter[str]

    def __add__(self, other: SlipScore) -> SlipScore:
        return SlipScore(self.found + other.found, self.tried + other.tried, self.agreeing + other.agreeing)

    def __str__(self) -> str:
        kinds = ", ".join(f"{kind} {self.found[kind]}/{count}" for kind, count in self.tried.items())
        share = self.found.total() / max(1, self.tried.total())
        calm = ", ".join(f"{what} {self.agreeing[what]}" for what in ("agree", "apart", "flagged"))
        return (
            f"slips found {kinds}; all {self.found.total()}/{self.tried.total()} ({share:.3f})\n"
            f"the agreeing pairs themselves: {calm} of {self.agreeing.total()}"
        )


def score_retellings(corpus: Corpus, count: int, seed: int, settings: CompareSettings) -> SlipScore:
    """`count` pairs drawn from the corpus; each group's are judged among the claims of the group."""
    pairs = list(agreeing_pairs(corpus))
    random.Random(seed).shuffle(pairs)
    group_of = {text.doc: text.group for text in corpus.docs}
    by_group: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs[:count]:
        by_group[group_of[pair[0]["doc"]]].append(pair)
    total = SlipScore(Counter(), Counter(), Counter())
    for group, drawn in by_group.items():
        total += _judged(of_groups(corpus, {group}), drawn, settings)
    return total


def agreeing_pairs(corpus: Corpus) -> Iterator[Pair]:
    """Pairs of asserted, required point figures that two documents tell alike, changes left out."""
    claims = {claim["id"]: claim for claim in corpus.claims}
    for relation in corpus.relations:
        if relation.name != "agree" or len(relation.b) > 1:
            continue
        a, b = claims[relation.a], claims[relation.b[0]]
        if a["doc"] != b["doc"] and a["kind"] == b["kind"] != "change" and all(map(_can_slip, (a, b))):
            yield a, b


def _can_slip(claim: Row) -> bool:
    asserted = claim.get("modality", "asserted") == "asserted"
    return claim["value"] is not None and claim["bound"] not in {"min", "max"} and asserted and claim["required"]


def slipped_values(claim: Row) -> Iterator[tuple[str, float]]:
    """The kinds of slip that give another possible figure, each with it."""
    value = claim["value"]
    swapped = _digits_swapped(value) if claim["bound"] == "exact" and _three_digits(value) else None
    wrong = (("x3", value * 3), ("/3", value / 3), ("x10", value * 10), ("digits swapped", swapped))
    for kind, new in wrong:
        if new is None or (claim["unit"] == "percent" and new > 100):
            continue
        if claim["unit"] != "count":
            yield kind, new
        elif new >= 1 and value:
            yield kind, round(new)


def _three_digits(value: float) -> bool:
    return float(value).is_integer() and len(str(int(value)).rstrip("0")) >= 3


def _digits_swapped(value: float) -> float | None:
    """The first two unlike neighbours swapped that leave no zero in front."""
    digits = str(int(value))
    for i, (first, second) in enumerate(pairwise(digits)):
        if first != second and not (i == 0 and second == "0"):
            return float(digits[:i] + second + first + digits[i + 2 :])
    return None


def _slips(pairs: Sequence[Pair], texts: Mapping[str, GoldText]) -> Iterator[Slip]:
    """Each told by a paper of its own, on the day and under the title of the document that tells it rightly."""
    for n, (a, b) in enumerate(pairs):
        context = asdict(replace(texts[b["doc"]].context, publisher=f"Paper {n}", url=None))
        for kind, value in slipped_values(b):
            doc = f"retelling-{n}-{kind.replace(' ', '-').replace('/', 'third-')}"
            number = f"{value:,}" if isinstance(value, int) else f"{value:g}"
            quote = b["quote"].replace(b["number"], number, 1)
            told = {**b, "id": f"{doc}#1", "doc": doc, "value": float(value), "number": number, "quote": quote}
            yield Slip(kind, told | {"document": context}, a["id"])


def _judged(group: Corpus, pairs: Sequence[Pair], settings: CompareSettings) -> SlipScore:
    slips = list(_slips(pairs, {text.doc: text for text in group.docs}))
    rows = [*group.claims, *(slip.told for slip in slips)]
    said = _by_pair(verdicts_of_rows(rows, group.docs, settings))
    score = SlipScore(Counter(), Counter(), Counter())
    for slip in slips:
        score.tried[slip.kind] += 1
        score.found[slip.kind] += bool(said[slip.against, slip.told["id"]] & _FLAGS)
    for a, b in pairs:
        names = said[a["id"], b["id"]]
        score.agreeing["flagged" if names & _FLAGS else "agree" if names & _IN_PEACE else "apart"] += 1
    return score


def _by_pair(verdicts: Iterable[Verdict]) -> defaultdict[tuple[str, str], set[str]]:
    said: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for verdict in verdicts:
        if len(verdict.b) == 1:
            said[verdict.a, verdict.b[0]].add(verdict.verdict)
            said[verdict.b[0], verdict.a].add(verdict.verdict)
    return said
