"""Bytes to text: what was encoded twice is read as it was meant."""

from __future__ import annotations

import pytest

from pipeline.documents.html.decode import decode


@pytest.mark.parametrize(
    ("meant", "wrong"),
    [
        ("A seat costs €18 a month – “the boat’s own”…", "cp1252"),
        ("Rooms of 12–40 m² at 30°C cost £65 each", "latin-1"),
        ("José’s café", "latin-1"),
    ],
)
def test_text_encoded_twice_is_decoded_twice(meant: str, wrong: str) -> None:
    twice = meant.encode()
    mangled = "".join(bytes([byte]).decode(wrong, "replace") for byte in twice).replace("\ufffd", "\x9d")
    assert decode(mangled.encode()) == meant


def test_a_page_may_be_encoded_twice_in_places() -> None:
    assert decode("It’s â‚¬9 – nÃ£o".encode()) == "It’s €9 – não"


@pytest.mark.parametrize("text", ["at the “CAFÉ” – naïveté’s", "PÂTÉ à la carte", "SÃO PAULO", "“Â” is a letter"])
def test_letters_with_marks_stay(text: str) -> None:
    assert decode(text.encode()) == text
