"""What a page draws, object by object in the order of drawing, those within forms among them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium_c

from pipeline.documents.pdf.characters import bound
from pipeline.records.model import Box

_DEEPEST = 3
"""Forms within forms are followed so deep."""
_MOST_OBJECTS = 6000

DrawnObject = tuple[int, int, Any]
"""An object's address, its kind, and the matrix of the forms around it (None on the page itself)."""


def objects_of(page: Any) -> Iterator[DrawnObject]:
    """The objects of a page but the forms, what is in these in their place; of each at most the first 6,000."""
    holder = ctypes.cast(page.raw, ctypes.c_void_p).value
    count = min(pdfium_c.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)
    return _each(list(map(_functions().on_page, [holder] * count, range(count))), None, 0)


def page_object(address: int) -> Any:
    """The object at an address, as pdfium's functions take it."""
    return ctypes.cast(address, pdfium_c.FPDF_PAGEOBJECT)


def _each(addresses: list[int], matrix: Any, depth: int) -> Iterator[DrawnObject]:
    for address, kind in zip(addresses, map(_functions().kind, addresses), strict=True):
        if kind != pdfium_c.FPDF_PAGEOBJ_FORM:
            yield address, kind, matrix
        elif depth < _DEEPEST:
            item = page_object(address)
            count = min(pdfium_c.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)
            inner = list(map(_functions().in_form, [address] * count, range(count)))
            yield from _each(inner, multiplied(matrix_of(item), matrix), depth + 1)


@dataclass(frozen=True, slots=True)
class _Functions:
    on_page: Any
    in_form: Any
    kind: Any


@cache
def _functions() -> _Functions:
    pointer, number = ctypes.c_void_p, ctypes.c_int
    return _Functions(
        on_page=bound(pdfium_c.FPDFPage_GetObject, pointer, number, result=pointer),
        in_form=bound(pdfium_c.FPDFFormObj_GetObject, pointer, ctypes.c_ulong, result=pointer),
        kind=bound(pdfium_c.FPDFPageObj_GetType, pointer),
    )


def matrix_of(item: Any) -> Any:
    """The matrix that an object is drawn with."""
    own = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(item, own)
    return own


def multiplied(first: Any, second: Any) -> Any:
    """The matrix that does what `first` does and then `second`, if there is one."""
    if second is None:
        return first
    a, b = first, second
    return pdfium_c.FS_MATRIX(
        a.a * b.a + a.b * b.c,
        a.a * b.b + a.b * b.d,
        a.c * b.a + a.d * b.c,
        a.c * b.b + a.d * b.d,
        a.e * b.a + a.f * b.c + b.e,
        a.e * b.b + a.f * b.d + b.f,
    )


def bounds(item: Any, matrix: Any) -> Box:
    """Left, bottom, right, top of an object in the page's units; `matrix` is that of the forms around it."""
    left, bottom, right, top = _SCRATCH
    pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
    if matrix is None:
        return (x0, y0, x1, y1)
    corners = [(x, y) for x in (x0, x1) for y in (y0, y1)]
    xs = [matrix.a * x + matrix.c * y + matrix.e for x, y in corners]
    ys = [matrix.b * x + matrix.d * y + matrix.f for x, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


_SCRATCH = tuple(ctypes.c_float() for _ in range(4))
"""Numbers for pdfium to write into; it is asked by one thread only."""
