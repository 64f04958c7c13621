"""Figures that name the rows of a table: years down its side, and the numbers that count its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.documents.pdf.header_rows import is_year
from pipeline.documents.pdf.lines import Row, Segment, rows_of

_FEWEST = 3
"""Labels that stand under one another; fewer may be figures by chance."""
_STACKED = 0.5
"""Heights by which labels under one another may differ at their left, right or middle."""
_ROW_STEP = 4.0
"""Heights from one row down to the next of the same table."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Labels under one another, the number of each; `step` is by how much one differs from the next, 0 for any."""

    members: list[Segment]
    step: int


def with_side_labels(segments: Sequence[Segment]) -> list[Segment]:
    """The segments, figures that label the rows of a table marked as such: years beside other figures, and numbers
    that count on by one beside words."""
    runs: list[_Run] = []
    for row in rows_of(segments):
        for segment, step in _candidates(row):
            home = next((run for run in reversed(runs) if run.step == step and _goes_on(run, segment)), None)
            if home is None:
                runs.append(_Run([segment], step))
            else:
                home.members.append(segment)
    labels = {s.order for run in runs if _are_labels(run) for s in run.members}
    return [replace(s, is_label=True) if s.order in labels else s for s in segments]


def _candidates(row: Row) -> Iterator[tuple[Segment, int]]:
    """The figures of a row that open it, or a table beside another one, and the step that their like go on by."""
    for k, (segment, following) in enumerate(pairwise(row)):
        if not segment.is_figure or (k and row[k - 1].is_cell):
            continue
        years = [is_year(s.text) for s in row[k:]]
        if years[0] and following.is_figure and sum(years) == 1:
            yield segment, 0
        elif segment.text.isdecimal() and not following.is_cell:
            yield segment, 1


def _goes_on(run: _Run, segment: Segment) -> bool:
    last = run.members[-1]
    if segment.line - last.line > _ROW_STEP * last.height:
        return False
    offs = (segment.x0 - last.x0, segment.x1 - last.x1, (segment.x0 + segment.x1 - last.x0 - last.x1) / 2)
    if min(map(abs, offs)) > _STACKED * last.height:
        return False
    return not run.step or int(segment.text) == int(last.text) + run.step


def _are_labels(run: _Run) -> bool:
    """Whether there are enough of them; years go one way and no two are alike."""
    texts = [s.text for s in run.members]
    return len(texts) >= _FEWEST and (bool(run.step) or texts in (sorted(set(texts)), sorted(set(texts), reverse=True)))
