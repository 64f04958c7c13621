"""Documents as they might as well have been: in other windows, other years, with other figures and other places. What
is asked of them, and what is right, stays; a network that sees a variant each time cannot know its windows by heart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np

from pipeline.reading.claims.encoder.pieces import id_of
from pipeline.reading.claims.encoder.windows import MARKERS, WINDOW
from tests.training.encoder.asked import Asked, Ints
from tests.training.encoder.model import MINILM

IN_OTHER_YEARS, WITH_OTHER_FIGURES, WITH_OTHER_PLACES, IN_OTHER_WINDOWS = 0.8, 0.7, 0.6, 0.6
"""How many documents of a pass are changed in each way."""

_FIRST_YEAR, _LAST_YEAR, _MOST_YEARS = 1900, 2039, 9
_KEPT_NAMES = 0.4
"""How many places of a document keep their names where others get new ones."""
_LONGEST_NAME = 6
_LEAST_ROOM = 60
"""The fewest pieces of the first window's text."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of places that documents hold, as pieces, by their number of pieces."""

    by_length: Mapping[int, Sequence[tuple[int, ...]]]


def names_in(documents: Iterable[Asked]) -> Names:
    found: dict[int, set[tuple[int, ...]]] = {}
    for document in documents:
        for window, start, end in document.places.tolist():
            name = tuple(document.windows[window][start:end].tolist())
            found.setdefault(len(name), set()).add(name)
    return Names({length: sorted(names) for length, names in found.items()})


def varied(document: Asked, names: Names, chance: np.random.Generator) -> Asked:
    """The document, changed in some ways that are drawn anew at each call."""
    ways: tuple[tuple[float, Callable[[Asked], Asked]], ...] = (
        (IN_OTHER_YEARS, lambda one: in_other_years(one, chance)),
        (WITH_OTHER_FIGURES, lambda one: with_other_figures(one, chance)),
        (WITH_OTHER_PLACES, lambda one: with_other_places(one, names, chance)),
        (IN_OTHER_WINDOWS, lambda one: in_other_windows(one, chance)),
    )
    for share, changed in ways:
        if chance.random() < share:
            document = changed(document)
    return document


def in_other_years(document: Asked, chance: np.random.Generator) -> Asked:
    """All years that stand in four figures moved by as many, so that they lie as far apart as before."""
    moved = _years_moved(int(chance.integers(-_MOST_YEARS, _MOST_YEARS + 1)))
    return replace(document, windows=tuple(moved[window] for window in document.windows))


def with_other_figures(document: Asked, chance: np.random.Generator) -> Asked:
    """The figures of numbers that are no dates drawn anew, as many to a piece as before."""
    dates = {(window, at) for window, start, end in document.dates.tolist() for at in range(start, end)}
    windows = [window.copy() for window in document.windows]
    for window, start, end in document.numbers.tolist():
        for at in range(start, end):
            alike = _figures_like().get(int(windows[window][at]))
            if alike is not None and (window, at) not in dates:
                windows[window][at] = chance.choice(alike)
    return replace(document, windows=tuple(windows))


def with_other_places(document: Asked, names: Names, chance: np.random.Generator) -> Asked:
    """Places that always have the same short name here under another of as many pieces, wherever they are named."""
    named: dict[int, list[tuple[int, int, int]]] = {}
    for place, stretch in zip(document.place_of.tolist(), document.places.tolist(), strict=True):
        named.setdefault(place, []).append(tuple(stretch))
    windows = [window.copy() for window in document.windows]
    for place, stretches in named.items():
        spelt = {tuple(document.windows[window][start:end].tolist()) for window, start, end in stretches}
        length = stretches[0][2] - stretches[0][1]
        if place == document.world or len(spelt) > 1 or length > _LONGEST_NAME or chance.random() < _KEPT_NAMES:
            continue
        some = names.by_length[length]
        name = some[int(chance.integers(len(some)))]
        for window, start, end in stretches:
            windows[window][start:end] = name
    return replace(document, windows=tuple(windows))


def in_other_windows(document: Asked, chance: np.random.Generator) -> Asked:
    """The texts cut elsewhere: the first window ends sooner than it has to, and with it all that follow."""
    laid = _laid_anew(document, chance)
    numbers, dates, places = map(laid.moved, (document.numbers, document.dates, document.places))
    return replace(document, windows=laid.windows, numbers=numbers, dates=dates, places=places)


@dataclass(frozen=True, slots=True)
class _Laid:
    """Windows made of the pieces of others: `window[w][i]` and `at[w][i]` tell where the i-th piece of the w-th has
    come to lie."""

    windows: tuple[Ints, ...]
    window: Sequence[Ints]
    at: Sequence[Ints]

    def moved(self, stretches: Ints) -> Ints:
        """Where stretches lie now; the first part of those that lie in two windows."""
        found = []
        for window, start, end in stretches.tolist():
            now = self.window[window][start]
            together = int(np.count_nonzero(self.window[window][start:end] == now))
            at = int(self.at[window][start])
            found.append((int(now), at, at + together))
        return np.array(found, np.int64).reshape(len(found), 3)


def _laid_anew(document: Asked, chance: np.random.Generator) -> _Laid:
    first = document.windows[0]
    head = next((n for n, piece in enumerate(first) if int(piece) in _markers()), len(first) - 1)
    most = WINDOW - head - 1
    room = int(chance.integers(min(_LEAST_ROOM, most), most + 1))
    window, at = [np.zeros_like(w) for w in document.windows], [np.arange(len(w)) for w in document.windows]
    laid: list[list[int]] = [[]]
    for n, start, end in _texts(document, head):
        done = start + 1
        while True:
            if room - len(laid[-1]) - 1 < min(end - done, _LEAST_ROOM):
                laid.append([])
                room = most
            stop = min(end, done + room - len(laid[-1]) - 1)
            moved = slice(start if done == start + 1 else done, stop)
            begin = head + len(laid[-1]) + moved.start - (done - 1)
            window[n][moved] = len(laid) - 1
            at[n][moved] = np.arange(begin, begin + stop - moved.start)
            laid[-1] += [int(document.windows[n][start]), *document.windows[n][done:stop].tolist()]
            done = stop
            if done == end:
                break
    return _Laid(tuple(np.array([*first[:head], *own, first[-1]], np.int64) for own in laid), window, at)


def _texts(document: Asked, head: int) -> list[tuple[int, int, int]]:
    """Window, start and end of each text or part of one, its marker first."""
    found = []
    for n, window in enumerate(document.windows):
        begins = [i for i in range(head, len(window) - 1) if int(window[i]) in _markers()]
        found += [(n, start, end) for start, end in pairwise([*begins, len(window) - 1])]
    return found


@cache
def _markers() -> frozenset[int]:
    return frozenset(map(id_of, MARKERS.values()))


@cache
def _years_moved(by: int) -> Ints:
    """For each piece the one that stands for the year so many years later, if both stand for years."""
    moved = np.arange(MINILM.pieces)
    years = {year: piece for year in range(_FIRST_YEAR, _LAST_YEAR + 1) if (piece := _piece(str(year))) is not None}
    for year, piece in years.items():
        moved[piece] = years.get(year + by, piece)
    return moved


@cache
def _figures_like() -> Mapping[int, Ints]:
    """For each piece of one to three figures all that have as many and stand alike at the start of a word or in it."""
    alike: dict[tuple[str, int], set[int]] = {}
    for figures in {f"{n:0{width}d}" for width in (1, 2, 3) for n in range(10**width)}:
        for begins in ("", "##"):
            if (piece := _piece(begins + figures)) is not None:
                alike.setdefault((begins, len(figures)), set()).add(piece)
    return {piece: np.array(sorted(some)) for some in alike.values() for piece in some}


def _piece(word: str) -> int | None:
    try:
        return id_of(word)
    except KeyError:
        return None
