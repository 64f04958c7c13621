"""What is filled in in a PDF's form."""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from pipeline.records.model import Block
from tests.as_shipped import read_pdf_inline


def filled(draw: Callable[[Canvas], None]) -> tuple[Block, ...]:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont("Helvetica", 11)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return read_pdf_inline(out.getvalue()).blocks


def field(canvas: Canvas, x: float, y: float, value: str, **options: object) -> None:
    sizes = {"width": 80, "height": 18, **options}
    canvas.acroForm.textfield(name=f"f{x}-{y}", value=value, x=x, y=y - 5, **sizes)


def cells(blocks: tuple[Block, ...]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(b.text[c.start : c.end], c.row_headers, c.column_headers) for b in blocks if b.kept for c in b.cells]


def test_a_value_has_the_label_before_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Lanterns lit in 2021:")
        field(canvas, 260, 700, "214")
        canvas.drawString(60, 670, "Keeper")
        field(canvas, 260, 670, "A. Mensah")
        canvas.drawString(60, 640, "Shore")
        canvas.acroForm.choice(
            name="shore", value="North", options=["North", "South"], x=260, y=635, width=80, height=18
        )

    assert cells(filled(draw)) == [
        ("214", ("Lanterns lit in 2021",), ()),
        ("A. Mensah", ("Keeper",), ()),
        ("North", ("Shore",), ()),
    ]


def test_a_value_has_the_label_above_it_or_the_name_it_is_announced_by() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 600, "Remarks")
        field(canvas, 60, 545, "In March 31 lamps broke.", width=300, height=50, fieldFlags="multiline")
        field(canvas, 60, 400, "57", tooltip="Lamps mended")

    assert cells(filled(draw)) == [("In March 31 lamps broke.", ("Remarks",), ()), ("57", ("Lamps mended",), ())]


def test_values_in_columns_are_a_table() -> None:
    def draw(canvas: Canvas) -> None:
        for x, text in ((60, "Shore"), (200, "Lamps"), (300, "Bells")):
            canvas.drawString(x, 750, text)
        for y, name, lamps, bells in ((720, "North", "12", "31"), (690, "South", "7", "9"), (660, "West", "40", "")):
            canvas.drawString(60, y, name)
            field(canvas, 200, y, lamps, width=60)
            field(canvas, 300, y, bells, width=60)

    assert cells(filled(draw)) == [
        ("12", ("North",), ("Lamps",)),
        ("31", ("North",), ("Bells",)),
        ("7", ("South",), ("Lamps",)),
        ("9", ("South",), ("Bells",)),
        ("40", ("West",), ("Lamps",)),
    ]


def test_a_value_within_a_sentence_is_a_word_of_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 500, "In 2021 the keepers lit")
        field(canvas, 185, 500, "1,204", width=40)
        canvas.drawString(230, 500, "lamps on the shore.")

    assert [b.text for b in filled(draw)] == ["In 2021 the keepers lit 1,204 lamps on the shore."]


def test_hidden_fields_and_passwords_are_not_kept() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Lamps")
        field(canvas, 200, 600, "99 lamps", annotationFlags="hidden")
        field(canvas, 200, 500, "secret 12", fieldFlags="password")

    assert [(b.text, b.kept, b.label) for b in filled(draw)] == [
        ("Lamps", True, "content"),
        ("99 lamps", False, "hidden"),
    ]


def test_a_page_of_fields_alone_is_read() -> None:
    assert cells(filled(lambda canvas: field(canvas, 60, 400, "57", tooltip="Lamps mended"))) == [
        ("57", ("Lamps mended",), ())
    ]
