"""Figures that name the rows of a table: years and bands down its side, and the numbers that count its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from pipeline.documents.pdf.header_rows import goes_on_from, is_range, is_year
from pipeline.documents.pdf.lines import Row, Segment, rows_of

Kind = Literal["year", "group", "band", "count"]

_FEWEST: dict[Kind, int] = {"year": 3, "group": 2, "band": 2, "count": 3}
"""Labels that stand under one another; fewer may be figures by chance."""
_STACKED = 0.5
"""Heights by which labels under one another may differ at their left, right or middle."""
_STEP: dict[Kind, float] = {"year": 4.0, "group": 40.0, "band": 4.0, "count": 4.0}
"""Heights from one label down to the next; a group has several rows."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Labels of one kind under one another."""

    kind: Kind
    members: list[Segment]


def with_side_labels(segments: Sequence[Segment]) -> list[Segment]:
    """The segments, figures that label the rows of a table marked as such: years beside other figures or over groups
    of rows, bands that follow one another, and numbers that count on by one beside words."""
    runs: list[_Run] = []
    within_reach: list[_Run] = []
    for row in rows_of([s for s in segments if not s.sideways]):
        within_reach = [run for run in within_reach if _reaches(run, row[0])]
        for segment, kind in _candidates(row):
            home = next((run for run in reversed(within_reach) if run.kind == kind and _goes_on(run, segment)), None)
            if home is None:
                runs.append(_Run(kind, [segment]))
                within_reach.append(runs[-1])
            else:
                home.members.append(segment)
    labels = {s.order for run in runs if _are_labels(run) for s in run.members}
    return [replace(s, is_label=True) if s.order in labels else s for s in segments]


def _candidates(row: Row) -> Iterator[tuple[Segment, Kind]]:
    """The figures of a row that open it, or a table beside another one, and what they may be."""
    for k, (segment, following) in enumerate(pairwise(row)):
        if not segment.is_figure or (k and row[k - 1].is_cell):
            continue
        years = [is_year(s.text) for s in row[k:]]
        if years[0] and sum(years) == 1 and any(s.is_figure for s in row[k + 1 :]):
            yield segment, "year" if following.is_figure else "group"
        elif is_range(segment.text) and following.is_cell and not is_range(following.text):
            yield segment, "band"
        elif segment.text.isdecimal() and not following.is_cell:
            yield segment, "count"


def _reaches(run: _Run, segment: Segment) -> bool:
    last = run.members[-1]
    return segment.line - last.line <= _STEP[run.kind] * last.height


def _goes_on(run: _Run, segment: Segment) -> bool:
    last = run.members[-1]
    if not _reaches(run, segment):
        return False
    offs = (segment.x0 - last.x0, segment.x1 - last.x1, (segment.x0 + segment.x1 - last.x0 - last.x1) / 2)
    if min(map(abs, offs)) > _STACKED * last.height:
        return False
    if run.kind == "band":
        return goes_on_from(last.text, segment.text)
    return run.kind != "count" or int(segment.text) == int(last.text) + 1


def _are_labels(run: _Run) -> bool:
    """Whether there are enough of them; years go one way and no two are alike."""
    texts = [s.text for s in run.members]
    if len(texts) < _FEWEST[run.kind]:
        return False
    in_order = sorted(set(texts))
    return run.kind in {"band", "count"} or texts in (in_order, in_order[::-1])
