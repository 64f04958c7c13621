"""A place as a document names it, with all its mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.reading.claims.place.mentions import WORLD, Mention
from pipeline.reading.claims.place.names import Source
from pipeline.reading.places.gazetteer import folded, gazetteer

_LONGEST_VALUE = 60
_MOST_FORMS = 3


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place with its mentions in reading order; `values` are its names as the document writes them, those that differ
    in half of their words or more: the bare one and the fullest first. `written[n]` is the share of the mentions that
    have the n-th of them, `titled[n]` whether the title has it."""

    key: str
    values: tuple[str, ...]
    written: tuple[float, ...]
    titled: tuple[bool, ...]
    kind: str
    countries: frozenset[str]
    admin: str | None
    mentions: tuple[Mention, ...]
    parts: int

    @property
    def in_gazetteer(self) -> bool:
        return any(each.source is Source.GAZETTEER for each in self.mentions)


def named_place(key: str, mentions: Sequence[Mention], datelines: Sequence[int]) -> NamedPlace:
    """The place that some mentions are of. `datelines` tells where that of each text ends: it names a place only where
    nothing else does."""
    best = min(mentions, key=lambda each: (each.source is Source.AGAIN, each.source))
    naming = [each for each in mentions if each.start >= datelines[each.text]] or mentions
    values = _values(key, naming)
    forms = [_form(each) for each in mentions]
    titles = {_form(each) for each in mentions if each.text == 0}
    return NamedPlace(
        key, values, tuple(forms.count(value) / len(forms) for value in values),
        tuple(value in titles for value in values),
        best.kind, best.countries, best.admin, tuple(mentions), best.parts,
    )  # fmt: skip


def without_mentions(key: str, values: tuple[str, ...], kind: str, countries: Iterable[str] = ()) -> NamedPlace:
    """A place that the texts do not name."""
    none = len(values)
    return NamedPlace(key, values, (0.0,) * none, (False,) * none, kind, frozenset(countries), None, (), 1)


THE_WORLD = without_mentions(WORLD, (WORLD,), "world")


def _form(mention: Mention) -> str:
    return " ".join(re.sub(r"^[Tt]he\s", "", mention.surface).split())


def _values(key: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The forms that the document has; the gazetteer's name where only a demonym stands there."""
    if key == WORLD:
        return (WORLD,)
    forms = [_form(m) for m in mentions if not m.demonym]
    forms = [form for form in forms if len(form) <= _LONGEST_VALUE] or forms
    if not forms:
        rows = gazetteer().lookup(key)
        return (rows[0].name if rows else mentions[0].surface,)
    full = max(forms, key=len)
    bare = min((_bare(form, key) for form in forms), key=len) if mentions[0].parts == 1 else full
    distinct = [bare]
    for form in (full, *dict.fromkeys(forms)):
        if mentions[0].parts == 1 and not any(_alike(form, other) for other in distinct):
            distinct.append(form)
    return (full,) if len(distinct) == 1 else tuple(distinct[:_MOST_FORMS])


def _bare(form: str, key: str) -> str:
    """A form without what it lies in and without the word for its kind: "Delta" of "Delta State, Nigeria"."""
    parts = re.split(r",\s|\s\(", form)[0].split()
    return " ".join(parts[: max(1, len(key.split()))]) if folded(" ".join(parts)).startswith(key) else " ".join(parts)


def _alike(a: str, b: str) -> bool:
    """Whether two forms share more than half of their words."""
    first, second = set(folded(a).split()), set(folded(b).split())
    return 2 * len(first & second) > len(first | second)
