"""Inconsistencies planted by rule in claims that are known, and harmless edits beside them.

    python -m tests.benchmarks.planted [GOLD…]

Each planted claim stands in a document of its own (or, for sums, with its parts) and is added to the corpus it was
made from. It counts as found where it is flagged against the claim that it was made from; a harmless edit so flagged
is a false alarm. Targets: recall at least .95 over all kinds, false alarms at most .02.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path

from pipeline.comparing.gates import normalise
from pipeline.comparing.intervals import in_dollars, point
from pipeline.comparing.reconcile import bucket_keys
from pipeline.records.model import Claim, Conflict, DocumentContext, digest
from pipeline.records.rows import read_claims
from pipeline.records.settings import default_settings
from tests.as_shipped import find_in_buckets

GOLD = Path(__file__).parents[3] / "shared" / "gold"
SETTINGS = default_settings().compare
PER_KIND = 60
LEAST_RECALL, MOST_ALARMS = 0.95, 0.02

Planting = tuple[Claim, ...]
Plant = Callable[[Claim], Planting | None]


def other_document(claim: Claim, published: str | None = None) -> DocumentContext:
    page = published or claim.document.published or "2020"
    return DocumentContext(publisher="Another Paper", published=page)


def copied(claim: Claim, tag: str, **changes: object) -> Claim:
    """The claim in a document of its own; number and quote follow a changed value."""
    if "value" in changes and "number" not in changes:
        number = written(float(str(changes["value"])), claim)
        changes = changes | {"number": number}
    if "number" in changes and "quote" not in changes:
        changes = changes | {"quote": claim.quote.replace(claim.number, str(changes["number"]), 1)}
    doc = f"planted-{tag}-{claim.id}"
    placed = replace(claim, doc=doc, document=other_document(claim), locator=None, block_kind="paragraph")
    changed = replace(placed, **changes)  # type: ignore[arg-type]  # names and values are a claim's
    return replace(changed, id=digest(doc, changed.quote, changed.number, changed.subject))


def written(value: float, claim: Claim) -> str:
    """A value as the claim's number is written."""
    if claim.unit == "percent":
        return f"{value:.3g}%"
    for scale, name in ((1e9, "billion"), (1e6, "million")):
        if value >= scale and claim.value and claim.value >= scale / 1000 and name[:4] in claim.number:
            return f"{value / scale:.4g} {name}"
    return f"{value:,.0f}"


def plain(claim: Claim) -> bool:
    """Exact, placed, worth telling apart: what a planted slip can be seen in."""
    return (
        claim.value is not None
        and claim.value >= 3
        and claim.bound == "exact"
        and claim.place is not None
        and claim.measure not in ("other", "participation", "sentenced")
        and claim.unit in ("count", "percent", "USD")
        and not _running_to_an_unknown_day(claim)
    )


def _running_to_an_unknown_day(claim: Claim) -> bool:
    """A count since a date on a page without one: by the rules nothing can be said about another such count."""
    return claim.kind == "total" and not claim.end and bool(claim.start) and not claim.document.published


# --- inconsistencies ---


def tripled(claim: Claim) -> Planting | None:
    if not plain(claim) or claim.value is None:
        return None
    value = claim.value * 3 if claim.unit != "percent" or claim.value * 3 <= 100 else claim.value / 3
    return (copied(claim, "value", value=value),)


def other_scale(claim: Claim) -> Planting | None:
    if not plain(claim) or claim.value is None or claim.unit == "percent":
        return None
    return (copied(claim, "scale", value=claim.value * 1000),)


def slipped(claim: Claim) -> Planting | None:
    """One digit of a figure of three digits or more copied wrongly."""
    if not plain(claim) or claim.value is None or claim.unit != "count" or not claim.number.replace(",", "").isdigit():
        return None
    digits = claim.number.replace(",", "")
    if len(digits.rstrip("0")) < 3:
        return None
    at = len(digits.rstrip("0")) - 1
    slip = digits[:at] + str((int(digits[at]) + 4) % 10 or 1) + digits[at + 1 :]
    return (copied(claim, "slip", value=float(slip)),) if slip != digits else None


def turned(claim: Claim) -> Planting | None:
    """A drop told as a rise."""
    if claim.kind != "change" or claim.place is None or claim.value is None or claim.unit != "percent":
        return None
    if claim.bound not in ("exact", "about"):
        return None
    up = claim.direction == "down"
    return (copied(claim, "sign", direction="up" if up else "down", measure="growth" if up else "reduction"),)


def redated(claim: Claim) -> Planting | None:
    """One body's figure with another year."""
    telling = claim.unit == "percent" or (claim.value or 0) >= 100
    if not plain(claim) or not telling or not claim.start or claim.kind in ("change", "rate", "amount"):
        return None
    year = str(int(claim.start[:4]) - 2)
    end = None if claim.end is None else year
    changed = copied(claim, "year", start=year, end=end)
    body = claim.attributed_to or claim.document.publisher
    return (replace(changed, attributed_to=body),)


def part_above(claim: Claim) -> Planting | None:
    """More girls than children, more children than people."""
    subject = normalise(claim, SETTINGS).subject
    part = {("person", frozenset({"girl", "boy"})): "girls", ("person", None): "girls"}.get(
        (subject.head, subject.atoms)
    )
    if not plain(claim) or claim.unit != "count" or claim.kind not in ("total", "level") or not part:
        return None
    if subject.role or subject.qualifiers or (subject.atoms is None and not subject.topics) or claim.value is None:
        return None
    if subject.atoms is None:
        return None
    return (copied(claim, "part", value=claim.value * 3, subject=claim.subject.replace("children", "girls")),)


_PARTS_OF = {
    "world": "Kenya", "India": "Kerala", "U.S.": "Texas", "United States": "Texas", "Philippines": "Cebu",
    "Dominican Republic": "Santo Domingo", "Ghana": "Ashanti", "Europe": "France", "Maharashtra": "Mumbai",
}  # fmt: skip


def place_above(claim: Claim) -> Planting | None:
    """More in a part of a place than in the whole."""
    inner = _PARTS_OF.get(claim.place or "")
    if not plain(claim) or claim.unit == "percent" or claim.kind not in ("total", "level", "amount") or not inner:
        return None
    return (copied(claim, "place", value=(claim.value or 0) * 3, place=inner),)


def broken_sum(claim: Claim) -> Planting | None:
    """A total with its women and men, who do not add up to it."""
    if not plain(claim) or claim.unit != "count" or claim.kind != "total" or (claim.value or 0) < 20:
        return None
    total = int(claim.value or 0)
    women, men = round(total * 0.6), total - round(total * 0.6) + max(2, round(total * 0.08))
    quote = f"They counted {total:,} people: {women:,} women and girls and {men:,} men and boys."
    base = copied(claim, "sum", subject="people", quote=quote, number=f"{total:,}")
    parts = ((women, "women and girls"), (men, "men and boys"))
    return (
        base,
        *(
            replace(base, id=digest(base.doc, who), subject=who, number=f"{count:,}", value=float(count))
            for count, who in parts
        ),
    )


def broken_share(claim: Claim) -> Planting | None:
    """A sentence that gives part, whole and share, of which the share is wrong."""
    if not plain(claim) or claim.unit != "count" or (claim.value or 0) < 50:
        return None
    whole = int(claim.value or 0)
    part = round(whole * 0.3)
    quote = f"In all, {part:,} of the {whole:,} {claim.subject} ({45}%) came from the north."
    base = copied(claim, "share", quote=quote, number=f"{whole:,}")
    counted = replace(
        base, id=digest(base.doc, "part"), number=f"{part:,}", value=float(part), subject=f"northern {claim.subject}"
    )
    told = replace(
        base, id=digest(base.doc, "told"), number="45%", value=45.0, unit="percent", kind="share", part="northern"
    )
    return (base, counted, told)


def fallen(claim: Claim) -> Planting | None:
    """A running count that is smaller two years later."""
    running = claim.kind == "total" and claim.start and not claim.end and claim.document.published
    if not running or claim.place is None or (claim.value or 0) < 10:
        return None
    later = str(int((claim.document.published or "2000")[:4]) + 2)
    changed = copied(claim, "fallen", value=float(round((claim.value or 0) / 3)), bound="exact", modifier=None)
    return (replace(changed, document=other_document(claim, published=later)),)


def headline(claim: Claim) -> Planting | None:
    """A page whose headline gives another figure than its text."""
    if not plain(claim) or claim.value is None or claim.kind in ("change", "rate"):
        return None
    text = copied(claim, "headline")
    value = claim.value * 2 if claim.unit != "percent" or claim.value <= 50 else claim.value / 2
    head = copied(claim, "headline", value=value, block_kind="heading")
    return (text, head)


# --- harmless edits ---


def other_place(claim: Claim) -> Planting | None:
    if not plain(claim) or claim.value is None or claim.place in ("world", "Norway"):
        return None
    value = max(1.0, round(claim.value / 3)) if claim.unit != "percent" else min(99.0, claim.value + 15)
    return (copied(claim, "elsewhere", value=value, place="Norway"),)


def other_year(claim: Claim) -> Planting | None:
    if not plain(claim) or claim.value is None or not claim.end or not claim.start or claim.kind in ("change", "rate"):
        return None
    year = str(int(claim.end[:4]) + 6)
    value = claim.value * 3 if claim.unit != "percent" else min(99.0, claim.value + 15)
    return (copied(claim, "later", value=value, start=year, end=year),)


_OTHERS = {
    "children": "men",
    "women": "men",
    "people": "refugees",
    "girls": "men",
    "minors": "adults",
    "victims": "nurses",
}


def other_population(claim: Claim) -> Planting | None:
    if not plain(claim) or claim.value is None or claim.kind == "share":
        return None
    for word, other in _OTHERS.items():
        if word in claim.subject.split():
            smaller = max(1.0, round(claim.value / 3))
            return (copied(claim, "others", value=smaller, subject=claim.subject.replace(word, other)),)
    return None


def rounded(claim: Claim) -> Planting | None:
    if not plain(claim) or claim.value is None or claim.value < 20 or claim.unit == "percent":
        return None
    value = float(f"{claim.value:.1e}")
    return (copied(claim, "rounded", value=value, bound="about", modifier="about"),)


_WORDS = {"children": "minors", "people": "persons", "cases": "incidents", "victims": "survivors", "kids": "children",
          "arrests": "people arrested", "women and girls": "females", "juveniles": "minors", "deaths": "fatalities",
          "persons": "individuals", "human trafficking": "trafficking in persons", "girls": "young girls",
          "traffickers": "perpetrators", "profits": "earnings"}  # fmt: skip


def reworded(claim: Claim) -> Planting | None:
    if not plain(claim):
        return None
    for word, other in _WORDS.items():
        if word in claim.subject:
            return (copied(claim, "reworded", subject=claim.subject.replace(word, other, 1)),)
    return None


def other_unit(claim: Claim) -> Planting | None:
    if not plain(claim) or claim.value is None:
        return None
    if claim.unit == "USD":
        year = int((claim.start or claim.document.published or "2020")[:4])
        euros = 1 / in_dollars(point(1.0), "EUR", year, year).low
        return (
            copied(
                claim, "unit", value=float(f"{claim.value * euros:.2g}"), unit="EUR", bound="about", modifier="about"
            ),
        )
    if claim.unit == "percent" and claim.kind == "share" and claim.value <= 50:
        n = round(100 / claim.value)
        told = f"1 in {n}"
        ratio = copied(claim, "unit", number=told, value=100 / n, bound="about", modifier="about")
        return (ratio,) if _near(claim.value, n) else None
    if claim.unit == "count" and claim.value >= 1e6:
        return (copied(claim, "unit", number=f"{claim.value / 1e3:,.0f} thousand"),)
    return None


def _near(value: float, n: int) -> bool:
    return abs(100 / n - value) <= 3


def hedged(claim: Claim) -> Planting | None:
    if not plain(claim) or claim.value is None:
        return None
    less = claim.value * 0.9
    return (copied(claim, "hedged", value=float(f"{less:.2g}"), bound="min", modifier="more than"),)


INCONSISTENT: dict[str, Plant] = {
    "value": tripled, "scale": other_scale, "slip in copying": slipped, "sign of a change": turned, "year": redated,
    "part above whole": part_above, "place above place": place_above, "sum broken": broken_sum,
    "share of counts": broken_share, "running count fallen": fallen, "headline against text": headline,
}  # fmt: skip
HARMLESS: dict[str, Plant] = {
    "other place": other_place, "other year": other_year, "other population": other_population, "rounded": rounded,
    "reworded": reworded, "another unit": other_unit, "hedged": hedged,
}  # fmt: skip


def conflicts_of(claims: Sequence[Claim], ids: Set[str]) -> list[Conflict]:
    """The flagged conflicts among all claims that any of these is part of."""
    known = {claim.id: set(bucket_keys(normalise(claim, SETTINGS), SETTINGS)) for claim in claims}
    touched = set().union(*(known[claim_id] for claim_id in ids))
    near = [claim for claim in claims if known[claim.id] & touched]
    found = find_in_buckets(near, wanted=lambda key: key in touched).conflicts
    open_ones = (conflict for _, conflict in found if conflict.status == "open")
    return [conflict for conflict in open_ones if any(ids.intersection(side) for side in conflict.sides)]


def flagged(claims: Sequence[Claim], original: Claim, planted: Planting) -> bool:
    """Whether a conflict sets a planted claim against its original, or planted claims against each other."""
    before = {frozenset(side) for conflict in conflicts_of(claims, {original.id}) for side in conflict.sides}
    ids = {claim.id for claim in planted}
    found = False
    for conflict in conflicts_of([*claims, *planted], ids):
        for verdict in conflict.verdicts:
            members = {verdict.a, *verdict.b}
            if not members & ids:
                continue
            against_known = any(members - ids <= side for side in before)
            found = found or len(members & ids) > 1 or original.id in members or not against_known
    return found


def run(claims: Sequence[Claim], plants: dict[str, Plant], per_kind: int) -> Iterator[tuple[str, int, int, list[str]]]:
    for kind, plant in plants.items():
        made = [(claim, planted) for claim in claims if (planted := plant(claim))][:per_kind]
        outcomes = [(claim.id, flagged(claims, claim, planted)) for claim, planted in made]
        wanted = plants is INCONSISTENT
        yield kind, sum(hit for _, hit in outcomes), len(outcomes), [name for name, hit in outcomes if hit != wanted]


def table(title: str, plants: dict[str, Plant], corpora: Iterable[Sequence[Claim]], show: bool) -> tuple[int, int]:
    print(f"{title:28}{'flagged':>9}{'of':>6}")
    sums: dict[str, tuple[int, int]] = {}
    for claims in corpora:
        for kind, hits, count, missed in run(claims, plants, PER_KIND):
            known = sums.get(kind, (0, 0))
            sums[kind] = (known[0] + hits, known[1] + count)
            if show and missed:
                print(f"    {kind}: {', '.join(missed)}")
    for kind, (hits, count) in sums.items():
        print(f"  {kind:26}{hits:9}{count:6}")
    hits, count = (sum(column) for column in zip(*sums.values(), strict=True))
    print(f"  {'all':26}{hits:9}{count:6}  {hits / max(1, count):.3f}")
    return hits, count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("gold", nargs="*", type=Path, default=[GOLD / "seeds", GOLD / "dev"])
    parser.add_argument("--show", action="store_true", help="name the claims that came out wrong")
    args = parser.parse_args()
    missing = [folder for folder in args.gold if not (folder / "claims.jsonl").is_file()]
    if missing:
        print(f"no claims.jsonl in {', '.join(map(str, missing))}", file=sys.stderr)
        return 2
    corpora = [read_claims(folder / "claims.jsonl") for folder in args.gold]
    found, planted = table("planted inconsistencies", INCONSISTENT, corpora, args.show)
    alarms, harmless = table("harmless edits", HARMLESS, corpora, args.show)
    recall, rate = found / max(1, planted), alarms / max(1, harmless)
    print(f"recall {recall:.3f} (target {LEAST_RECALL}), false alarms {rate:.3f} (target {MOST_ALARMS})")
    return 0 if recall >= LEAST_RECALL and rate <= MOST_ALARMS else 1


if __name__ == "__main__":
    sys.exit(main())
