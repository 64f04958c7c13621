"""Reconciling generated claims in growing numbers: time and memory. What one changed document costs: see `change`.

    python -m tests.benchmarks.scale [N…]        10000 100000 1000000 by default, each in a process of its own

The claims are drawn with the skew that annotated ones have: which measures, kinds, places and subjects go together,
how many claims a document has, how often a figure is retold by other documents and how often with a slip. All is
compared in memory, in one process; a run does it by shards (`change` times that). A plain loop of five million
additions is timed before and after, since machines that are shared run at half their speed for minutes. Targets:
near-linear; a million in 120 s and 4 GB.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from pipeline.reading.places.gazetteer import gazetteer
from pipeline.records.model import Claim, ClaimPlace, DocumentContext
from tests.as_shipped import reconcile

MOST_SECONDS, MOST_BYTES = 120.0, 4e9
A_DOCUMENT = 13
"""Claims a document has on average: 431 in 33 annotated ones."""
RETOLD, SLIPPED, UNDATED = 0.15, 0.2, 0.33
"""How often a claim retells a figure (431 claims tell of 382 things), and then with a slip, and how often it names no
time (143 of 431)."""
PLACES, SUBJECTS = 0.66, 0.9
"""Places and subjects grow as these powers of the claims: 54 and 293 in 431 claims. The usual ones stay usual: a fifth
of the claims speaks of the world, a third counts with a bare noun."""

# measure, kind, unit, share of all claims (of 431 annotated ones), subjects from the usual to the rare
_SERIES: list[tuple[str, str, str, float, list[str]]] = [
    ("cases", "total", "count", 0.14, ["cases", "human trafficking cases", "cases of sex trafficking", "calls"]),
    ("rescued", "total", "count", 0.13, ["children", "people", "victims", "women and girls", "boys"]),
    ("exploited", "level", "count", 0.11, ["people in forced labour", "children", "people in modern slavery"]),
    ("prevalence", "share", "percent", 0.12, ["victims", "trafficking victims", "people in commercial sex"]),
    ("money", "amount", "USD", 0.08, ["illegal profits", "human trafficking", "forced labour", "fine"]),
    ("arrested", "total", "count", 0.07, ["suspects", "people", "traffickers", "pimps", "suspected criminals"]),
    ("participation", "total", "count", 0.08, ["countries", "towns", "agencies", "partners"]),
    ("identified", "total", "count", 0.07, ["victims", "children", "potential victims", "minors"]),
    ("deaths", "total", "count", 0.05, ["deaths", "road deaths", "people", "health workers"]),
    ("reduction", "change", "percent", 0.05, ["prevalence of child sex trafficking", "road deaths", "violent crime"]),
    ("growth", "change", "percent", 0.03, ["cases", "profits", "people in forced labour"]),
    ("convicted", "total", "count", 0.03, ["traffickers", "convictions", "offenders"]),
    ("other", "level", "count", 0.04, ["refugees", "displaced people", "asylum-seekers", "goods"]),
]
_PARTS = ["children", "women and girls", "minors", "men", "girls", "in forced labour"]
_LINKS = ["in", "from", "of the", "under"]
_SYLLABLES = ["ka", "lo", "mi", "ra", "tu", "ve", "so", "ni", "be", "du", "fa", "ge", "ho", "pi", "qua", "zo"]
_VERBS = {
    "rescued": "freed",
    "arrested": "arrested",
    "cases": "recorded",
    "exploited": "held",
    "identified": "identified",
}


@dataclass(frozen=True)
class World:
    """What claims are drawn from: places by how often they are spoken of, and how many kinds of subject there are."""

    places: list[str]
    weights: list[float]
    subjects: int
    truth: dict[tuple[str | None, ...], float] = field(default_factory=dict)
    """What was said of a thing once; who speaks of it again says the same, but for slips."""

    @classmethod
    def of(cls, count: int) -> World:
        named = gazetteer()
        found = {kind: dict[str, None]() for kind in ("country", "city")}
        for name in named.rows:
            for place in named.lookup(name)[:1]:
                found.get(place.kind, {})[place.name] = None
        places = ["world", *found["country"], *found["city"]][: int(count**PLACES)]
        weights = list(itertools.accumulate(1 / (n + 1.5) for n in range(len(places))))
        return cls(places, weights, int(count**SUBJECTS))


def generated(count: int, seed: int = 1) -> Iterator[Claim]:
    """`count` claims, document after document, the same for the same seed."""
    dice = random.Random(seed)
    world = World.of(count)
    told: list[Claim] = []
    made = 0
    for doc_number in itertools.count():
        year = dice.randint(2010, 2024)
        context = DocumentContext(
            url=f"https://example.org/{doc_number}",
            publisher=f"Paper {dice.randint(0, max(10, count // 60))}",
            published=None if dice.random() < 0.15 else f"{year}-{dice.randint(1, 12):02d}",
        )
        for n in range(max(1, int(dice.expovariate(1 / A_DOCUMENT)))):
            if told and dice.random() < RETOLD:
                claim = _retold(dice.choice(told), doc_number, n, context, dice)
            else:
                claim = _new(doc_number, n, year, context, dice, world)
                told.append(claim)
            yield claim
            made += 1
            if made == count:
                return


def _word(n: int) -> str:
    """A made-up word for a number, the same for the same."""
    word = ""
    while n:
        n, syllable = divmod(n, len(_SYLLABLES))
        word += _SYLLABLES[syllable]
    return word or "ulo"


def _new(doc: int, n: int, year: int, context: DocumentContext, dice: random.Random, world: World) -> Claim:
    weights = [series[3] for series in _SERIES]
    measure, kind, unit, _, subjects = dice.choices(_SERIES, weights)[0]
    subject = subjects[min(int(dice.expovariate(0.9)), len(subjects) - 1)]
    if dice.random() > 0.32:
        subject = f"{subject} {dice.choice(_LINKS)} {_word(int(world.subjects ** dice.random()))}"
    place = dice.choices(world.places, cum_weights=world.weights)[0]
    undated = dice.random() < UNDATED
    at = str(year - dice.randint(0, 8))
    start = None if undated else at
    end = None if undated or (kind == "total" and dice.random() < 0.2) else at
    part = dice.choice(_PARTS) if kind == "share" else None
    value = world.truth.setdefault(
        (measure, subject, part, place, start, end), _value(kind, unit, dice) * _size(place, unit, subject)
    )
    if dice.random() < SLIPPED * RETOLD:
        value = _slip(value, dice)
    number = f"{value:.0f}%" if unit == "percent" else f"{value:,.0f}"
    hedge = dice.random()
    bound = "min" if hedge < 0.12 else "about" if hedge < 0.24 else "exact"
    return Claim(
        id=f"{doc:x}-{n:x}",
        doc=f"doc{doc}",
        quote=f"Paper {doc}: {number} {subject} were {_VERBS.get(measure, 'counted')} in {place} ({n}).",
        number=number,
        value=value,
        low=None,
        high=None,
        bound=bound,  # type: ignore[arg-type]
        unit=unit,
        measure=measure,
        subject=subject,
        part=part,
        kind=kind,  # type: ignore[arg-type]
        direction=("down" if measure == "reduction" else "up") if kind == "change" else None,
        start=start,
        end=end,
        place=place,
        attributed_to=dice.choice(["ILO", "WHO", "UNODC", None, None]),
        modifier={"min": "more than", "about": "about"}.get(bound),
        document=context,
        locator=ClaimPlace(n, 0, 80, 0, 5),
    )


def _value(kind: str, unit: str, dice: random.Random) -> float:
    if unit == "percent":
        return float(dice.randint(1, 99))
    if kind == "amount":
        return dice.randint(1, 400) * 1e6
    return float(round(float(f"{dice.lognormvariate(6, 2.5) + 1:.3g}")))


def _size(place: str, unit: str, subject: str) -> float:
    """A whole is larger than its parts: the world than countries, a bare noun than one with more said."""
    if unit == "percent":
        return 1.0
    said = any(f" {link} " in subject for link in _LINKS)
    return (1.0 if said else 5000.0) * {"world": 1e8}.get(place, 1e4 if place in _countries() else 1.0)


@cache
def _countries() -> frozenset[str]:
    named = gazetteer()
    return frozenset(place.name for name in named.rows for place in named.lookup(name)[:1] if place.kind == "country")


def _slip(value: float, dice: random.Random) -> float:
    return float(round(value * dice.choice([0.5, 1.1, 2, 10]))) + 1


def _retold(claim: Claim, doc: int, n: int, context: DocumentContext, dice: random.Random) -> Claim:
    value = claim.value or 0.0
    if dice.random() < SLIPPED:
        value = _slip(value, dice)
    number = f"{value:.0f}%" if claim.unit == "percent" else f"{value:,.0f}"
    quote = f"Paper {doc} tells of {number} {claim.subject} in {claim.place} ({n})."
    return replace(
        claim, id=f"{doc:x}-{n:x}", doc=f"doc{doc}", quote=quote, number=number, value=value, document=context,
        locator=ClaimPlace(n, 0, 80, 0, 5),
    )  # fmt: skip


def measure(count: int) -> None:
    """One row: reconcile `count` claims."""
    claims = list(generated(count))
    gc.collect()
    gc.freeze()
    loop = plain_loop()
    began, began_working = time.perf_counter(), working()
    found = reconcile(claims)
    seconds, worked = time.perf_counter() - began, working() - began_working
    loop = (loop + plain_loop()) / 2
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(
        f"{count:>9,} claims {seconds:7.1f} s ({worked:.1f} s CPU, {worked / count * 1e6:.0f} µs each; "
        f"loop {loop:.2f} s) {peak / 1e9:5.2f} GB   {len(found.facts):>8,} facts {len(found.conflicts):>7,} conflicts",
        flush=True,
    )
    if count >= 1_000_000 and (seconds > MOST_SECONDS or peak > MOST_BYTES):
        sys.exit(1)


def working() -> float:
    """CPU seconds of this process."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def plain_loop() -> float:
    began = time.process_time()
    total = 0
    for n in range(5_000_000):
        total += n
    return time.process_time() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("counts", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    args = parser.parse_args()
    if len(args.counts) == 1:
        measure(args.counts[0])
        return 0
    runs = [subprocess.run([sys.executable, "-m", __spec__.name, str(count)], check=False) for count in args.counts]
    return max(run.returncode for run in runs)


if __name__ == "__main__":
    sys.exit(main())
