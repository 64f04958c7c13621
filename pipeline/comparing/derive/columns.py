"""A table's column, or a list, in which one row is called the total of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.comparing.derive.equations import Equation
from pipeline.comparing.derive.evidence import cue
from pipeline.comparing.derive.figures import Figure
from pipeline.comparing.derive.shares import is_count
from pipeline.comparing.derive.sums import added
from pipeline.comparing.intervals import Interval
from pipeline.comparing.pairs.values import slip_of
from pipeline.records.model import Claim, ClaimPlace
from pipeline.records.settings import CompareSettings

COLUMN = "column"
"""The rule of a row that is called the total of its column."""

_ROWS = frozenset({"table_row", "list_item"})
_CELLS = re.compile(r"\t|\s\|\s")
_DIGITS = re.compile(r"\d{1,3}(?:[,\s.]\d{3})+|\d+")
_LEAST_PARTS = 2
_COARSEST = (1000, 500, 100, 50, 10, 5)
"""What offices round all figures of a table to; sums of such figures are off by as much as each of them is."""


def column_equations(figures: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    """The totals of all columns and lists, out of the rows before them or behind them."""
    columns: dict[tuple[object, ...], list[Figure]] = {}
    rows: dict[tuple[object, ...], dict[int, bool]] = {}
    for figure in figures:
        claim = figure.claim
        if claim.block_kind not in _ROWS or claim.locator is None:
            continue
        rows.setdefault(_table_of(claim.locator, claim), {})[claim.locator.block] = is_total_row(claim)
        if (cell := _cell(claim)) is not None and is_count(figure) and claim.bound == "exact":
            columns.setdefault((*cell, claim.headings, claim.unit), []).append(figure)
    for (table, kind, *_), column in columns.items():
        for run in _runs(column):
            if _is_whole(run, rows[table, kind]):
                yield from _total_of(run, settings)


def is_total_row(claim: Claim) -> bool:
    """Whether a row or an item is called a total."""
    return claim.block_kind in _ROWS and bool(cue("total_row").match(row_label(claim)))


def _cell(claim: Claim) -> tuple[object, ...] | None:
    """The table or list, which cell of its row the figure stands in, and how many there are, as empty ones do not
    show; None elsewhere, and where the figure is told in thousands or with an open end."""
    if claim.locator is None or not _DIGITS.fullmatch(claim.number):
        return None
    if claim.value is None or float(re.sub(r"\D", "", claim.number)) != claim.value:
        return None
    return *_table_of(claim.locator, claim), len(_CELLS.findall(_before(claim))), len(_CELLS.findall(claim.quote))


def _table_of(place: ClaimPlace, claim: Claim) -> tuple[str, str]:
    return (place.path or "").rpartition("/")[0], claim.block_kind


def _before(claim: Claim) -> str:
    place = claim.locator
    return claim.quote[: place.number_start - place.start] if place else ""


def row_label(claim: Claim) -> str:
    """What stands first in the claim's row or item."""
    return _CELLS.split(_before(claim), maxsplit=1)[0].strip(" :|-–\t")


def _runs(column: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """The rows that follow upon each other without a gap."""
    blocks = [figure.claim.locator.block if figure.claim.locator else 0 for figure in column]
    starts = [0, *(n for n, (one, other) in enumerate(pairwise(blocks), 1) if other != one + 1), len(column)]
    for start, end in pairwise(starts):
        yield column[start:end]


def _is_whole(run: Sequence[Figure], rows: Mapping[int, bool]) -> bool:
    """Whether no row with figures, other than a total, goes on from the parts: one whose own is kept back ("<5")."""
    first, last = (figure.claim.locator.block if figure.claim.locator else 0 for figure in (run[0], run[-1]))
    if is_total_row(run[-1].claim):
        return rows.get(max((row for row in rows if row < first), default=-1), True)
    return rows.get(min((row for row in rows if row > last), default=-1), True)


def _total_of(run: Sequence[Figure], settings: CompareSettings) -> Iterator[Equation]:
    totals = [figure for figure in run if is_total_row(figure.claim)]
    if len(totals) != 1 or len(run) <= _LEAST_PARTS or any(cue("part_row").search(row_label(row.claim)) for row in run):
        return
    total = totals[0]
    parts = tuple(figure for figure in run if figure is not total)
    if total not in (run[0], run[-1]) or len({figure.norm.kind for figure in run}) > 1:
        return
    if total.claim.block_kind == "list_item" and {part.norm.measure for part in parts} != {total.norm.measure}:
        return
    summed = sum(part.point for part in parts)
    near_by = abs(summed - total.point) <= settings.near_miss * total.point
    if near_by or slip_of(summed, total.point) is not None:
        result = _as_rounded([part.exact for part in parts], [figure.point for figure in run])
        yield Equation("sum", COLUMN, total, parts, result, result, total.near, 1)


def _as_rounded(terms: Sequence[Interval], figures: Sequence[float]) -> Interval:
    """The sum of figures that are all rounded to one unit, as far as they may be off."""
    unit = next((unit for unit in _COARSEST if all(figure % unit == 0 for figure in figures)), 0)
    off = unit / 2 * (len(terms) + 1)
    exact = added(terms)
    return Interval(exact.low - off, exact.high + off)
