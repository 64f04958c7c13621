"""Texts as the encoder sees them: pieces of words, and documents in windows."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.claims.analysis import parsed_documents
from pipeline.reading.claims.document import ParsedDocument
from pipeline.reading.claims.encoder.pieces import id_of, pieces_of
from pipeline.reading.claims.encoder.windows import WINDOW, Windows, windows_of
from pipeline.reading.claims.found import DocumentToRead
from pipeline.records.model import DocumentContext
from tests.as_shipped import read_document
from tests.pipeline.reading.reading_samples import parsed


def written(text: str) -> list[str]:
    """What each piece of a text stands for."""
    return [text[piece.start : piece.end] for piece in pieces_of(text)]


def test_words_are_parted_as_the_vocabulary_has_them() -> None:
    assert written("Retrafficked girls: 1,200") == ["Re", "tra", "ffi", "cked", "girls", ":", "1", ",", "200"]


def test_accents_and_capitals_make_no_difference() -> None:
    assert [piece.id for piece in pieces_of("CAFÉ")] == [piece.id for piece in pieces_of("cafe")] == [id_of("cafe")]


def test_a_word_that_is_too_long_or_cannot_be_written_is_one_unknown_piece() -> None:
    assert [piece.id for piece in pieces_of("a" * 101)] == [id_of("[UNK]")]
    assert [(piece.id, piece.end) for piece in pieces_of("\U0001f9ff")] == [(id_of("[UNK]"), 1)]


@given(st.text(max_size=80))
def test_pieces_stand_in_order_inside_the_text(text: str) -> None:
    pieces = pieces_of(text)
    assert all(0 <= piece.start <= piece.end <= len(text) for piece in pieces)
    assert all(a.start <= b.start for a, b in itertools.pairwise(pieces))


def parsed_page(page: str) -> ParsedDocument:
    """A page, read and parsed."""
    return next(parsed_documents([DocumentToRead("d", read_document(page.encode()), DocumentContext())], ()))


def shown_marker(windows: Windows, text: int) -> int:
    """The piece before those of a text."""
    stretch = windows.stretch(text, 10_000, 10_001)
    return int(windows.ids[stretch.window][stretch.start])


def shown(windows: Windows, text: str, start: int, end: int) -> list[int]:
    """The pieces of a window where the characters of the first text lie."""
    stretch = windows.stretch(1, start, end)
    return windows.ids[stretch.window][stretch.start : stretch.end].tolist()


def test_every_number_of_a_long_document_lies_in_a_window_that_tells_the_title() -> None:
    text = " ".join(f"In {1900 + n} the police of Kenya freed {n + 2100} girls from mines." for n in range(90))
    document = parsed(text, title="Freed from mines")
    windows = windows_of(document)
    assert len(windows.ids) > 2
    assert max(map(len, windows.ids)) <= WINDOW
    head = [id_of("[CLS]"), id_of("[unused1]"), *(id_of(word) for word in ("freed", "from", "mines"))]
    assert all(window.tolist()[: len(head)] == head for window in windows.ids)
    for number in document.numbers:
        quantity = number.quantity
        surface = text[quantity.start : quantity.end]
        assert shown(windows, text, quantity.start, quantity.end) == [piece.id for piece in pieces_of(surface)]


def test_a_heading_and_an_item_of_a_list_have_markers_of_their_own() -> None:
    page = "<main><h1>Courts</h1><p>In 2019 there were 40 trials.</p><ul><li>12 in Lima</li></ul></main>"
    document = parsed_page(page)
    windows = windows_of(document)
    marker = {text.block.kind: shown_marker(windows, n) for n, text in enumerate(document.texts) if n}
    assert {"heading", "paragraph", "list_item"} <= set(marker)
    assert len(set(marker.values())) == len(marker)


def test_a_long_name_of_the_publisher_leaves_room_for_the_day() -> None:
    document = parsed("In May 40 girls were freed.", title="Freed")
    context = replace(document.context, publisher="The ministry of " + "very " * 60, published="2019-05-02")
    (window,) = windows_of(replace(document, context=context)).ids
    day = [piece.id for piece in pieces_of(". 2019-05-02")]
    at = window.tolist().index(id_of("[unused1]"))
    assert window.tolist()[at - len(day) : at] == day


def test_signs_that_do_not_show_make_no_difference() -> None:
    assert [piece.id for piece in pieces_of("\u200b40 traf\u00adfickers")] == [
        piece.id for piece in pieces_of("40 traffickers")
    ]


def test_what_has_no_pieces_lies_at_the_marker_of_its_text() -> None:
    windows = windows_of(parsed("In 2019 the police freed 40 girls in Kenya."))
    assert shown(windows, "", 500, 510) == [id_of("[unused3]")]
