"""What is filled in in a PDF's form: each value with the label that the page shows beside it.

A value counts as a stretch of text as wide as its field, on the line of its label: so values in columns are tables as
printed ones are, and those within a sentence are words of it. The rest are rows of one label and one value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c

from pipeline.documents.pdf.characters import Frame
from pipeline.documents.pdf.lines import LEADING, Segment
from pipeline.documents.pdf.pieces import Piece, box_around
from pipeline.documents.pdf.tables import SEPARATOR
from pipeline.records.model import Box, Cell

_WITH_TEXT = frozenset(
    {pdfium_c.FPDF_FORMFIELD_TEXTFIELD, pdfium_c.FPDF_FORMFIELD_COMBOBOX, pdfium_c.FPDF_FORMFIELD_LISTBOX}
)
_PASSWORD = 1 << 13
_NOT_SHOWN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW | pdfium_c.FPDF_ANNOT_FLAG_INVISIBLE
_MOST_ANNOTATIONS = 3000
_LARGEST_LINE = 12 * LEADING
"""Points of height of a line in a field beside which no label stands."""
_IN_LINE = 1.5
"""Heights of a line between a field and the words of the sentence that it stands in."""
_BESIDE, _ABOVE = 30.0, 1.5
"""Heights of a line between a label and its field."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field that somebody filled in; `name` is what it is announced as, `box` is in the layout's points."""

    value: str
    name: str
    box: Box
    is_shown: bool


def form_fields(page: Any, frame: Frame) -> list[FormField]:
    """The filled fields of text and choices on a page, in the page's own order; none where the PDF has no form."""
    if page.formenv is None:
        return []
    found = []
    for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), _MOST_ANNOTATIONS)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            field = _field(page.formenv.raw, annotation, frame)
        finally:
            pdfium_c.FPDFPage_CloseAnnot(annotation)
        if field is not None:
            found.append(field)
    return found


def _field(form: Any, annotation: Any, frame: Frame) -> FormField | None:
    if pdfium_c.FPDFAnnot_GetSubtype(annotation) != pdfium_c.FPDF_ANNOT_WIDGET:
        return None
    if pdfium_c.FPDFAnnot_GetFormFieldType(form, annotation) not in _WITH_TEXT:
        return None
    if pdfium_c.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
        return None
    value = _text(pdfium_c.FPDFAnnot_GetFormFieldValue, form, annotation)
    rectangle = pdfium_c.FS_RECTF()
    if not value or not pdfium_c.FPDFAnnot_GetRect(annotation, rectangle):
        return None
    box = np.array([[rectangle.left, rectangle.bottom, rectangle.right, rectangle.top]], dtype=np.float64)
    x0, top, x1, bottom = frame.to_layout(box)[0].tolist()
    width, height = frame.layout_size
    within = 0 < (x0 + x1) / 2 < width and 0 < (top + bottom) / 2 < height
    is_shown = within and not pdfium_c.FPDFAnnot_GetFlags(annotation) & _NOT_SHOWN
    name = _text(pdfium_c.FPDFAnnot_GetFormFieldAlternateName, form, annotation)
    return FormField(value, name, (x0, top, x1, bottom), is_shown)


def _text(function: Callable[..., int], form: Any, annotation: Any) -> str:
    length = function(form, annotation, None, 0)
    buffer = (pdfium_c.FPDF_WCHAR * (length // 2))()
    function(form, annotation, buffer, length)
    return " ".join(bytes(buffer).decode("utf-16-le", "replace").replace("\0", " ").split())


def with_values(segments: Sequence[Segment], fields: Sequence[FormField]) -> tuple[list[Segment], dict[int, FormField]]:
    """The page's segments with one for each field that shows, and the fields by the `order` of theirs.

    A value within a sentence becomes part of the sentence's own segment.
    """
    joined = list(segments)
    values: dict[int, FormField] = {}
    order = max((segment.order for segment in segments), default=-1) + 1
    for field in fields:
        value = _value_segment(field, joined, order + len(values))
        before, after = _words_around(value, joined)
        if before is not None and after is not None:
            whole = replace(
                before,
                text=f"{before.text} {value.text} {after.text}",
                x1=after.x1,
                hyphenated=after.hyphenated,
                marks=before.marks + after.marks,
            )
            joined = [whole if s is before else s for s in joined if s is not after]
        else:
            joined.append(value)
            values[value.order] = field
    return joined, values


def _value_segment(field: FormField, segments: Sequence[Segment], order: int) -> Segment:
    x0, top, x1, bottom = field.box
    beside = [s for s in segments if not s.sideways and top < _middle(s) < bottom]
    if beside:
        label = min(beside, key=lambda s: abs(s.x1 - x0))
        return Segment(field.value, x0, label.top, x1, label.bottom, order)
    height = min(bottom - top, _LARGEST_LINE)
    middle = (top + bottom) / 2
    return Segment(field.value, x0, middle - height / 2, x1, middle + height / 2, order)


def _words_around(value: Segment, segments: Sequence[Segment]) -> tuple[Segment | None, Segment | None]:
    """What a sentence says before and after a value that stands in it."""
    reach = _IN_LINE * value.height
    on_line = [s for s in segments if not s.sideways and value.top < _middle(s) < value.bottom]
    before = next((s for s in on_line if -2 <= value.x0 - s.x1 < reach), None)
    after = next((s for s in on_line if -2 <= s.x0 - value.x1 < reach and s.text[:1].islower()), None)
    return before, after


def labelled_values(
    values: dict[int, FormField], segments: Sequence[Segment], used: frozenset[int]
) -> tuple[list[Piece], frozenset[int]]:
    """A row for each value that is in no table, and the segments that went into them."""
    free = [s for s in segments if s.order not in used and s.order not in values and not s.sideways]
    pieces: list[Piece] = []
    taken: set[int] = set()
    for segment in (s for s in segments if s.order in values and s.order not in used):
        field = values[segment.order]
        label = _label(field, segment, [s for s in free if s.order not in taken])
        taken.add(segment.order)
        if label is not None:
            taken.add(label.order)
        pieces.append(_row(field, segment, label))
    return pieces, frozenset(taken)


def _label(field: FormField, value: Segment, free: Sequence[Segment]) -> Segment | None:
    """What stands before a field on its line, else right above it."""
    x0, top, x1, bottom = field.box
    before = [s for s in free if top < _middle(s) < bottom and -2 <= x0 - s.x1 < _BESIDE * value.height]
    if before:
        return max(before, key=lambda s: s.x1)
    above = [
        s for s in free if -3 <= top - s.bottom < _ABOVE * s.height and s.x0 < x1 and s.x1 > x0 and s.x0 > x0 - s.height
    ]
    return max(above, key=lambda s: s.bottom, default=None)


def _row(field: FormField, value: Segment, label: Segment | None) -> Piece:
    name = (label.text if label else field.name).rstrip(" :.…_")
    if not name:
        return Piece("paragraph", value.text, field.box, value.height, order=value.order)
    start = len(name) + len(SEPARATOR)
    cell = Cell(start, start + len(value.text), (name,))
    boxes = [field.box, label.box] if label else [field.box]
    return Piece(
        "table_row", f"{name}{SEPARATOR}{value.text}", box_around(boxes), value.height, cells=(cell,),
        order=label.order if label else value.order,
    )  # fmt: skip


def hidden_values(fields: Sequence[FormField]) -> list[Piece]:
    """The values of fields that the page does not show."""
    return [
        Piece("paragraph", f.value, f.box, f.box[3] - f.box[1], label="hidden", why="in a field that is not shown")
        for f in fields
        if not f.is_shown
    ]


def _middle(segment: Segment) -> float:
    return (segment.top + segment.bottom) / 2
