"""Parts above their wholes: a city above its country, girls above children."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import TypeVar

from pipeline.comparing.gates.slots import Slots
from pipeline.comparing.reconcile.flags import Flag, can_be_flagged
from pipeline.comparing.reconcile.keys import Filed, Who, wider
from pipeline.comparing.place_keys import place_containers
from pipeline.records.settings import CompareSettings

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
    nested = {part: [whole for whole in containers[part] if whole in groups] for part in groups}
    highest_first = {part: _alike(sorted(groups[part], key=_falling)) for part, wholes in nested.items() if wholes}
    lowest_first = {
        whole: _alike(sorted(groups[whole], key=_rising))
        for whole in {whole for wholes in nested.values() for whole in wholes}
    }
    for part, facts in highest_first.items():
        for whole in nested[part]:
            for parts, wholes in product(facts, lowest_first[whole]):
                yield from islice(_contradicted(parts, wholes, settings), settings.listed_verdicts)


def _alike(claims: Iterable[Filed]) -> list[list[Filed]]:
    """The claims of each fact, those in each currency by themselves, whose order by value is none across currencies."""
    groups: dict[tuple[str, str], list[Filed]] = {}
    for filed in claims:
        currency = filed.slots.claim.unit if filed.slots.unit == "money" else ""
        groups.setdefault((filed.fact, currency), []).append(filed)
    return list(groups.values())


def _falling(filed: Filed) -> tuple[float, str]:
    return -filed.slots.value.low, filed.slots.claim.id


def _rising(filed: Filed) -> tuple[float, str]:
    return filed.slots.value.high, filed.slots.claim.id


def _contradicted(parts: Sequence[Filed], wholes: Sequence[Filed], settings: CompareSettings) -> Iterator[Flag]:
    """One fact's highest claims above another's lowest, as many of each as a conflict lists; amounts of two currencies
    are left to the comparison."""
    most = settings.listed_verdicts
    for whole, part in product(wholes[:most], parts[:most]):
        if _may_be_above(part.slots, whole.slots) and can_be_flagged(part.slots, whole.slots, settings):
            for verdict in compare_slots(part.slots, whole.slots, settings):
                if verdict.verdict == "conflict":
                    yield Flag(verdict, (part.fact, whole.fact), (part.slots, whole.slots))


def _may_be_above(part: Slots, whole: Slots) -> bool:
    if part.unit != "money":
        return part.value.low > whole.value.high
    return part.claim.unit != whole.claim.unit or whole.value.below(part.value)
