"""Characters that steer a screen: taken out of texts, written out in JSON."""

import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline.records.control_characters import escaped_controls, without_controls


def test_escapes_of_terminals_and_marks_of_direction_go() -> None:
    assert without_controls("freed by \x1b]0;PWNED\x07 police \u202e021\u202c") == "freed by ]0;PWNED police 021"
    assert without_controls("a\tb\nc\rd\x0be") == "a\tb\nc d e"


def test_a_dash_by_its_number_in_windows_1252_stays_a_dash() -> None:
    assert without_controls("20\x9625 percent\x81") == "20–25 percent"


@given(st.text())
def test_json_says_the_same_without_one_of_them(text: str) -> None:
    written = escaped_controls(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text
    assert without_controls(written) == written
