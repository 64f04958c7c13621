"""Parts above their wholes: a city above its country, girls above children."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from pipeline.compare.pairs import compare_slots
from pipeline.compare.slots import Slots
from pipeline.reconcile.flags import Flag, can_be_flagged
from pipeline.reconcile.keys import Filed, Who, wider
from pipeline.reconcile.place_keys import place_containers
from pipeline.settings import CompareSettings

Key = TypeVar("Key", str, Who)


def parts_above_wholes(series: Sequence[Filed], settings: CompareSettings) -> Iterator[Flag]:
    """Among claims of one thing at one time in many places: a part's count above its whole's."""
    by_place: dict[str, list[Filed]] = {}
    for filed in series:
        by_place.setdefault(filed.place, []).append(filed)
    if len(by_place) > 1:
        containers = {place: place_containers(some[0].slots.place) for place, some in by_place.items()}
        yield from _above(by_place, containers, settings)


def people_above_people(claims: Sequence[Filed], settings: CompareSettings) -> Iterator[Flag]:
    """Among claims of one place and time: more girls than children, more federal cases than cases."""
    by_who: dict[Who, list[Filed]] = {}
    for filed in claims:
        by_who.setdefault(filed.who, []).append(filed)
    if len(by_who) > 1:
        yield from _above(by_who, {who: wider(who, by_who) for who in by_who}, settings)


def _above(
    groups: Mapping[Key, Sequence[Filed]], containers: Mapping[Key, Iterable[Key]], settings: CompareSettings
) -> Iterator[Flag]:
    for part, parts in groups.items():
        for whole in containers[part]:
            if whole in groups:
                yield from _contradicted(parts, groups[whole], settings)


def _contradicted(parts: Sequence[Filed], wholes: Iterable[Filed], settings: CompareSettings) -> Iterator[Flag]:
    """Parts above a whole; amounts of two currencies are left to the comparison."""
    highest = max(part.slots.value.low for part in parts)
    currencies = {part.slots.claim.unit for part in parts if part.slots.unit == "money"}
    for whole in wholes:
        if whole.slots.value.high > highest and currencies <= {whole.slots.claim.unit}:
            continue
        above = [part for part in parts if _may_be_above(part.slots, whole.slots)]
        for part in above[: settings.listed_verdicts]:
            if can_be_flagged(part.slots, whole.slots, settings):
                for verdict in compare_slots(part.slots, whole.slots, settings):
                    if verdict.verdict == "conflict":
                        yield Flag(verdict, (part.fact, whole.fact), (part.slots, whole.slots))


def _may_be_above(part: Slots, whole: Slots) -> bool:
    if part.unit != "money":
        return part.value.low > whole.value.high
    return part.claim.unit != whole.claim.unit or whole.value.below(part.value)
