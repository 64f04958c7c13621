"""A document of the corpus as what the network is asked: its windows, and each number's candidates with the right
ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pipeline.reading.claims.choosing import Choice, Choices
from pipeline.reading.claims.encoder.network import CLASSED
from pipeline.reading.claims.encoder.windows import windows_of
from pipeline.reading.claims.period.candidates import candidates_of
from pipeline.reading.claims.period.forms import Derivation
from pipeline.reading.claims.period.outline import outline_of
from pipeline.reading.claims.place.document_places import places_of
from pipeline.reading.claims.place.mentions import WORLD
from tests.training.choosers import LEFT_OUT
from tests.training.encoder.asked import IN_WORLD, NONE, UNNAMED, Asked, Candidates, Ints, Ways
from tests.training.examples import Example, asked
from tests.training.labels import CLAIMHOOD, Gold, is_right, label_of

CLASSES_LEARNT = (*sorted(CLASSED), "modality")
"""The fields that are learnt as classes. The network has no say in modality (decision 0068); it is learnt along."""

_OPTIONAL = 0.4
"""What a claim counts that need not be found."""


def labels_of(examples: Sequence[Example]) -> dict[str, tuple[str, ...]]:
    """The classes of each classed field that a corpus has."""
    return {
        field: tuple(sorted({_label(field, gold) for e in examples for n in e.of_number if (gold := e.gold_of(n))}))
        for field in CLASSES_LEARNT
    }


def _label(field: str, gold: Gold) -> str:
    return label_of("measure_words" if field == "measure" else field, gold)


def asked_of(
    example: Example, choices: Choices, labels: Mapping[str, Sequence[str]], *, annotated: bool = True
) -> Asked:
    """What the network is asked of an example; `choices` hold the candidates of its places."""
    document = example.document
    windows, outline, places = windows_of(document), outline_of(document), places_of(document).places
    order = {key: n for n, key in enumerate(places)}
    gold = [example.gold_of(n) for n in range(len(document.numbers))]
    hood = asked(CLAIMHOOD, example) if annotated else {}
    weight = np.array([0.0 if g is None else 1.0 if g["required"] else _OPTIONAL for g in gold], np.float32)
    mentions = [(order[key], m) for key, place in places.items() for m in place.mentions]
    ways_to = candidates_of(document)

    def stretches(some: Sequence[tuple[int, int, int]]) -> Ints:
        found = [windows.stretch(*one) for one in some]
        return np.array([(s.window, s.start, s.end) for s in found], np.int64).reshape(len(found), 3)

    return Asked(
        id=example.id,
        group=example.group,
        annotated=annotated,
        windows=windows.ids,
        numbers=stretches([(n.text, n.quantity.start, n.quantity.end) for n in document.numbers]),
        dates=stretches([(m.text, m.start, m.end) for m in outline.mentions]),
        places=stretches([(m.text, m.start, m.end) for _, m in mentions]),
        place_of=np.array([n for n, _ in mentions], np.int64),
        place_count=len(places),
        world=order.get(WORLD, -1),
        weight=weight,
        place_weight=weight * np.float32(example.group not in LEFT_OUT["place"]),
        is_claim=np.array([int(hood[n]["required"]) if n in hood else -1 for n in range(len(gold))], np.int64),
        classes={
            field: np.array([labels[field].index(_label(field, g)) if g else 0 for g in gold], np.int64)
            for field in CLASSES_LEARNT
        },
        period=_candidates("period", ways_to, gold),
        ways=_ways([ways for some in ways_to for ways in some.values()]),
        place=_candidates("place", [choice.values for choice in choices["place"]], gold),
        named=_named(choices["place"], {key: place.values for key, place in places.items()}, order),
    )


def _candidates(field: str, values: Sequence[Any], gold: Sequence[Gold | None]) -> Candidates:
    right = is_right(field)
    rows = [
        (n, claim is not None and right(value, claim))
        for n, (some, claim) in enumerate(zip(values, gold, strict=True))
        for value in some
    ]
    return Candidates(np.array([n for n, _ in rows], np.int64), np.array([good for _, good in rows], np.bool_))


def _ways(of_candidate: Sequence[Sequence[Derivation]]) -> Ways:
    rows = dict.fromkeys(
        (n, int(way.form), -1 if way.date is None else way.date.n, -1 if way.other is None else way.other.n)
        for n, ways in enumerate(of_candidate)
        for way in ways
    )
    return Ways(*np.array([*rows], np.int64).reshape(len(rows), 4).T)


def _named(choices: Sequence[Choice[Any]], names: Mapping[str, Sequence[str]], order: Mapping[str, int]) -> Ints:
    index_of: dict[str | None, int] = {None: NONE, WORLD: IN_WORLD}
    for key, values in names.items():
        for value in values:
            index_of.setdefault(value, IN_WORLD if key == WORLD else order[key])
    return np.array([index_of.get(value, UNNAMED) for choice in choices for value in choice.values], np.int64)
