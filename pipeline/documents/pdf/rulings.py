"""Ruled tables: the lines that pdfium draws, and the cells that pdfplumber makes of them.

pdfplumber's own reading of a page (pdfminer) costs a hundred times what pdfium's does; its finder of cells costs
little. So pdfium hands over the lines of the pages that hold enough of them, and pdfplumber's finder does the rest.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c

from pipeline.documents.pdf.characters import Frame
from pipeline.documents.pdf.lines import Segment
from pipeline.documents.pdf.page_objects import bounds, matrix_of, multiplied, objects_of, page_object
from pipeline.records.model import Box

_THIN = 3.0
"""A filled box not thicker than so many points is a line."""
_SHORTEST = 2.0
_SNAP = 3.0
"""pdfplumber's own default for lines that count as one, in points."""
_LONG = {"h": 30.0, "v": 12.0}
"""Points of all that is drawn on one line, for a table's line."""
_MOST_SEGMENTS = 200
_MOST_EDGES = 3000
"""Maps and drawings have more lines than any table; they are left alone."""


Point = tuple[float, float]

_SCRATCH = tuple(ctypes.c_float() for _ in range(2))
"""Numbers for pdfium to write into; it is asked by one thread only."""


@dataclass(frozen=True)
class RuledTable:
    """A table's box and those of its cells, in the layout's points."""

    box: Box
    cells: tuple[Box, ...]

    @cached_property
    def _bands(self) -> Mapping[tuple[float, float], Sequence[tuple[float, int, Box]]]:
        """By top and foot the cells between them, each with its area and its place among all."""
        bands: dict[tuple[float, float], list[tuple[float, int, Box]]] = defaultdict(list)
        for k, cell in enumerate(self.cells):
            bands[cell[1], cell[3]].append(((cell[2] - cell[0]) * (cell[3] - cell[1]), k, cell))
        return bands

    def cell_at(self, x: float, y: float) -> Box | None:
        """The smallest cell that a point lies in."""
        found = [
            each
            for (top, foot), cells in self._bands.items()
            if top <= y <= foot
            for each in cells
            if each[2][0] <= x <= each[2][2]
        ]
        return min(found)[2] if found else None


def cell_of(segment: Segment, ruled: RuledTable | None) -> Box | None:
    """The smallest cell that the middle of a segment lies in."""
    if ruled is None:
        return None
    return ruled.cell_at((segment.x0 + segment.x1) / 2, (segment.top + segment.bottom) / 2)


def ruled_tables(page: Any, frame: Frame, rows: Sequence[Box]) -> list[RuledTable]:
    """The ruled tables of a page, from the top down; those with fewer than two columns or rows are left out.

    `rows` are the boxes of lines in which a figure stands beside a label: where no more than one lies among the
    page's lines, these are the grid of a chart and no table.
    """
    boxes = list(_line_boxes(page))
    if not 4 <= len(boxes) <= _MOST_EDGES:
        return []
    edges = _long_lines(_edges(frame.to_layout(np.array(boxes, dtype=np.float64)).tolist()))
    if not edges or _rows_within(edges, rows) < 2:
        return []
    # costs a quarter of a second, once
    from pdfplumber.table import cells_to_tables, edges_to_intersections, merge_edges

    merged = merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    cells = cells_between(edges_to_intersections(merged, _SNAP, _SNAP))
    tables = []
    for group in cells_to_tables(cells):
        lefts, tops, rights, feet = zip(*group, strict=True)
        box = (min(lefts), min(tops), max(rights), max(feet))
        if len({round(left) for left in lefts}) > 1 and len({round(top) for top in tops}) > 1:
            tables.append(RuledTable(box, tuple(group)))
    return sorted(tables, key=lambda table: table.box[1])


def cells_between(intersections: Mapping[Point, Mapping[str, Sequence[dict[str, Any]]]]) -> list[Box]:
    """The smallest cell below and right of each intersection, as pdfplumber's `intersections_to_cells` finds it: that
    one makes the sets of lines through a point anew for every pair of points."""
    through = {
        kind: {
            point: frozenset((line["x0"], line["top"], line["x1"], line["bottom"]) for line in lines[kind])
            for point, lines in intersections.items()
        }
        for kind in ("v", "h")
    }
    upright, level = through["v"], through["h"]
    columns: dict[float, list[Point]] = defaultdict(list)
    rows: dict[float, list[Point]] = defaultdict(list)
    cells = []
    # from the last point on, so that what lies below and to the right is known
    for point in sorted(intersections, reverse=True):
        x, y = point
        below = [other for other in reversed(columns[x]) if not upright[point].isdisjoint(upright[other])]
        right = [other for other in reversed(rows[y]) if not level[point].isdisjoint(level[other])] if below else []
        corners = (
            corner
            for under in below
            for beside in right
            if (corner := (beside[0], under[1])) in intersections
            and not upright[corner].isdisjoint(upright[beside])
            and not level[corner].isdisjoint(level[under])
        )
        nearest = next(corners, None)
        if nearest is not None:
            cells.append((x, y, *nearest))
        columns[x].append(point)
        rows[y].append(point)
    return cells[::-1]


def _rows_within(edges: list[dict[str, Any]], rows: Sequence[Box]) -> int:
    """How many rows lie between the outermost upright lines and between the outermost level ones."""
    sides = [e["x0"] for e in edges if e["orientation"] == "v"]
    heights = [e["top"] for e in edges if e["orientation"] == "h"]
    x0, x1 = min(sides) - _SNAP, max(sides) + _SNAP
    top, bottom = min(heights) - _SNAP, max(heights) + _SNAP
    return sum(x0 < box[0] and box[2] < x1 and top < box[1] and box[3] < bottom for box in rows)


def _line_boxes(page: Any) -> Iterator[Box]:
    """The boxes (left, bottom, right, top, in the page's units) of straight lines and of the sides of rectangles."""
    for address, kind, matrix in objects_of(page):
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            yield from _path_boxes(page_object(address), matrix)


def _path_boxes(item: Any, outer: Any) -> Iterator[Box]:
    if outer is None:
        box = bounds(item, None)
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            yield box
            return
    count = pdfium_c.FPDFPath_CountSegments(item)
    if count > _MOST_SEGMENTS:
        return
    matrix = multiplied(matrix_of(item), outer)
    x, y = _SCRATCH
    start = last = None
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        point = (matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            start = point
        elif last is not None:
            side = _straight(last, point)
            if side is None:
                # no rule goes aslant: the path is a drawing
                return
            yield side
        last = point
        if start is not None and pdfium_c.FPDFPathSegment_GetClose(segment):
            side = _straight(last, start)
            if side is not None:
                yield side


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Box | None:
    """The box of an upright or level line; None for one aslant."""
    if abs(a[0] - b[0]) < 0.5 or abs(a[1] - b[1]) < 0.5:
        return (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    return None


def _edges(boxes: list[list[float]]) -> list[dict[str, Any]]:
    """The boxes as pdfplumber's edges: thin ones as the line through their middle."""
    edges: list[dict[str, Any]] = []
    for x0, top, x1, bottom in boxes:
        width, height = x1 - x0, bottom - top
        if width >= height and height <= _THIN and width >= _SHORTEST:
            middle = (top + bottom) / 2
            edges.append(_edge(x0, middle, x1, middle, "h"))
        elif height > width and width <= _THIN and height >= _SHORTEST:
            middle = (x0 + x1) / 2
            edges.append(_edge(middle, top, middle, bottom, "v"))
    return edges


def _long_lines(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The edges on lines long enough for a table, dashed ones taken together; none without two such lines each way.

    Ticks, bars and whiskers of charts go here: the finder of cells compares every line with every other.
    """
    kept = []
    for orientation, place, length in (("h", "top", "width"), ("v", "x0", "height")):
        lines: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for edge in edges:
            if edge["orientation"] == orientation:
                lines[round(edge[place] / _SNAP)].append(edge)
        long = [line for line in lines.values() if sum(edge[length] for edge in line) >= _LONG[orientation]]
        if len(long) < 2:
            return []
        kept += [edge for line in long for edge in line]
    return kept


def _edge(x0: float, top: float, x1: float, bottom: float, orientation: str) -> dict[str, Any]:
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
        "orientation": orientation, "object_type": "line",
    }  # fmt: skip
