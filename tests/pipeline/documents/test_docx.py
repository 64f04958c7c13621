"""Word documents: headings, lists, tables, footnotes, tracked changes; damaged and hostile ones."""

import io
from datetime import datetime

import pytest
from docx import Document
from docx.oxml import parse_xml

from pipeline.documents.errors import DocumentError
from pipeline.documents.read import read_document
from pipeline.records.model import Reading, Stated
from pipeline.records.settings import default_settings
from tests.office_maker import packed, repacked

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def report() -> bytes:
    document = Document()
    document.core_properties.title = "Yearly report"
    document.add_heading("Rescues on the lake", 0)
    document.add_heading("Results", 1)
    document.add_paragraph("Patrols brought 214 boys ashore in 2021.")
    document.add_paragraph("Of these, 31 were girls.", style="List Bullet")
    table = document.add_table(0, 3)
    for cells in (("Region", "Children", ""), ("", "Girls", "Boys"), ("Volta", "12", "1,204")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    document.add_heading("Costs", 1)
    changed = document.add_paragraph("Boats cost ")
    changed._p.append(parse_xml(f"<w:del {SPACE}><w:r><w:delText>$900</w:delText></w:r></w:del>"))
    changed._p.append(parse_xml(f"<w:ins {SPACE}><w:r><w:t>$1,400 each.</w:t></w:r></w:ins>"))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(data: bytes) -> Reading:
    return read_document(data, default_settings().documents)


def test_headings_lists_and_tables_are_what_they_are() -> None:
    reading = read(report())
    assert (reading.kind, reading.metadata.title) == ("docx", Stated("Yearly report", "document properties"))
    assert [(block.kind, block.text) for block in reading.blocks[:4]] == [
        ("heading", "Rescues on the lake"),
        ("heading", "Results"),
        ("paragraph", "Patrols brought 214 boys ashore in 2021."),
        ("list_item", "Of these, 31 were girls."),
    ]
    row = next(block for block in reading.blocks if block.text == "Volta\t12\t1,204")
    assert row.headings == ("Rescues on the lake", "Results")
    assert [cell.column_headers for cell in row.cells[1:]] == [("Children", "Girls"), ("Children", "Boys")]
    assert [cell.row_headers for cell in row.cells[1:]] == [("Volta",), ("Volta",)]


def test_lines_with_figures_of_their_own_captions_and_raised_marks_are_told() -> None:
    document = Document()
    counts = document.add_paragraph("Boats mended: 412")
    counts.add_run().add_break()
    counts.add_run("Piers built: 57")
    prose = document.add_paragraph("The council paid for 1,204")
    prose.add_run("2 ").font.superscript = True
    prose.add_run("boats,").add_break()
    prose.add_run("most of them old.")
    document.add_paragraph("Table 1: Dues (US$ million)", style="Caption")
    stream = io.BytesIO()
    document.save(stream)
    assert [(block.kind, block.text) for block in read(stream.getvalue()).blocks] == [
        ("paragraph", "Boats mended: 412"),
        ("paragraph", "Piers built: 57"),
        ("paragraph", "The council paid for 1,204² boats, most of them old."),
        ("caption", "Table 1: Dues (US$ million)"),
    ]


def test_a_line_that_names_a_grouping_is_no_byline() -> None:
    document = Document()
    for text in ("By region and age", "By Ama Boateng"):
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    assert [block.kept for block in read(stream.getvalue()).blocks] == [True, False]


def written(*paragraphs: str) -> Reading:
    document = Document()
    document.add_heading("Results of 2021", 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return read(stream.getvalue())


@pytest.mark.parametrize(
    ("paragraphs", "callouts"),
    [
        (
            ("214", "boys brought ashore", "31%", "of them were ill"),
            ["214\nboys brought ashore", "31%\nof them were ill"],
        ),
        (("Boys brought ashore", "214", "Boats seized", "31"), ["Boys brought ashore\n214", "Boats seized\n31"]),
        (("214",), ["Results of 2021\n214"]),
        (("Boats sail from 31 ports.", "They are old."), []),
    ],
)
def test_a_figure_and_its_label_in_two_paragraphs_are_a_callout(
    paragraphs: tuple[str, ...], callouts: list[str]
) -> None:
    reading = (
        written("The council met in May, as in every year.", *paragraphs) if len(paragraphs) > 1 else written("214")
    )
    assert [block.text for block in reading.blocks if block.kind == "callout"] == callouts
    assert [block.n for block in reading.blocks] == list(range(len(reading.blocks)))


def test_figures_above_their_labels_in_a_table_are_callouts() -> None:
    document = Document()
    table = document.add_table(0, 2)
    for cells in (("214", "31%"), ("boys brought ashore", "of them were ill")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    blocks = read(stream.getvalue()).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("callout", "214\nboys brought ashore"),
        ("callout", "31%\nof them were ill"),
    ]


def test_a_table_within_a_table_is_read_once() -> None:
    document = Document()
    outer = document.add_table(1, 1)
    outer.cell(0, 0).paragraphs[0].text = "Patrols on the lake brought many boys ashore."
    inner = outer.cell(0, 0).add_table(0, 2)
    for cells in (("Region", "Boys"), ("Volta", "1,204"), ("Oti", "311")):
        for cell, text in zip(inner.add_row().cells, cells, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    texts = [block.text for block in read(stream.getvalue()).blocks]
    assert texts == ["Patrols on the lake brought many boys ashore.", "Region\tBoys", "Volta\t1,204", "Oti\t311"]


def test_a_text_box_is_read_once_and_hidden_text_never() -> None:
    document = Document()
    paragraph = document.add_paragraph("Patrols sailed in 2021.")
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in ("214", "boys ashore"))
    box = f"<w:txbxContent {SPACE}>{lines}</w:txbxContent>"
    both = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    paragraph._p.append(
        parse_xml(
            f'<w:r {SPACE} xmlns:mc="{both}"><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>'
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    hidden = f"<w:r {SPACE}><w:rPr><w:vanish/></w:rPr><w:t> Draft of 12 March.</w:t></w:r>"
    paragraph._p.append(parse_xml(hidden))
    paragraph._p.append(parse_xml(hidden.replace("<w:vanish/>", '<w:vanish w:val="0"/>').replace("Draft", "Made")))
    stream = io.BytesIO()
    document.save(stream)
    assert [block.text for block in read(stream.getvalue()).blocks] == [
        "Patrols sailed in 2021. Made of 12 March.",
        "214\nboys ashore",
    ]


def test_tracked_changes_count_as_made() -> None:
    last = read(report()).blocks[-1]
    assert (last.text, last.headings) == ("Boats cost $1,400 each.", ("Rescues on the lake", "Costs"))


def test_footnotes_are_read() -> None:
    text = "<w:p><w:r><w:t>Of 2021: 12 boats.</w:t></w:r></w:p>"
    note = f'<w:footnotes {SPACE}><w:footnote w:id="1">{text}</w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    data = repacked(
        report(),
        {
            "word/footnotes.xml": lambda _: note.encode(),
            "word/_rels/document.xml.rels": lambda rels: rels.replace(
                b"</Relationships>",
                f'<Relationship Id="n1" Type="{FOOTNOTES}" Target="footnotes.xml"/></Relationships>'.encode(),
            ),
            "[Content_Types].xml": lambda types: types.replace(
                b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
            ),
        },
    )
    assert read(data).blocks[-1].text == "Of 2021: 12 boats."


@pytest.mark.parametrize(
    ("modified", "created", "published"),
    [((2021, 5, 3), (2020, 1, 1), "2021-05-03"), ((1, 1, 1), (2020, 2, 1), "2020-02-01"), ((1, 1, 1), (1, 1, 1), None)],
)
def test_a_day_that_only_stands_for_none_is_no_date(
    modified: tuple[int, int, int], created: tuple[int, int, int], published: str | None
) -> None:
    document = Document()
    document.add_paragraph("Patrols brought 214 boys ashore last Saturday.")
    document.core_properties.modified, document.core_properties.created = datetime(*modified), datetime(*created)
    stream = io.BytesIO()
    document.save(stream)
    found = read(stream.getvalue()).metadata.published
    assert (found and found.value) == published


def test_damaged_and_hostile_documents_are_named() -> None:
    hostile = {"word/document.xml": lambda part: b'<!DOCTYPE a [<!ENTITY x "lol">]>' + part}
    empty = packed({"word/document.xml": b"<document/>"})
    for data, kind in ((repacked(report(), hostile), "hostile"), (empty, "malformed")):
        with pytest.raises(DocumentError) as caught:
            read(data)
        assert caught.value.kind == kind
