"""Settings: what they can be, and what is said of those that cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.records.settings import SettingsError, default_settings, load_settings


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("compre: {flag_from: 0.4}", "compre: there is no such setting; did you mean 'compare'?"),
        ("compare: {flag_form: 0.4}", "compare.flag_form: there is no such setting; did you mean 'flag_from'?"),
        ("compare: {flag_from: 40}", "compare.flag_from: it should be less than or equal to 1, found 40"),
        ("compare: {flag_from: on}", "compare.flag_from: expected a number, found True"),
        ("compare: {undated_months: two}", "compare.undated_months: expected a whole number, found 'two'"),
        ("compare: {about_width: .inf}", "compare.about_width: expected a number, found inf"),
        (
            "claims: {least_probability: {plaec: 0.3}}",
            "claims.least_probability.plaec: expected kind, measure",
        ),
        (
            "claims: {least_probability: {place: 3}}",
            "claims.least_probability.place: it should be less than or equal to 1",
        ),
        ("documents: {pdf: {max_pages: -5}}", "documents.pdf.max_pages: it should be greater than or equal to 0"),
        ("notify: {command: tell the desk}", "notify.command: expected a list, such as [one, two]"),
        ("notify: {severity: hig}", "notify.severity: it should be 'high', 'medium' or 'low', found 'hig'"),
        ("notify: {webhook: 'ftp://desk.example'}", "expected an address that begins with https://"),
        ("dataset: {title: 2024}", "dataset.title: expected text; a number or a date needs quotes, found 2024"),
        ("dataset: {licence: CC-BY-4.0}", "dataset.licence: expected settings of its own"),
        ("dataset: {name: Our Figures}", "dataset.name: expected lower-case letters, digits, '-', '_' and '.'"),
        ("dataset: {ratings: {worst: 5, best: 1}}", "dataset.ratings: expected a scale from worst to best that holds"),
        ("dataset: {ratings: {right: {value: 9, name: Top}}}", "from worst to best that holds 9, 2, 1"),
        ("compare:\n\tflag_from: 0.4", "line 2: not YAML: a tab stands where YAML takes spaces only"),
        ("notify: {seconds: 5}\ncompare: {}\nnotify: {seconds: 6}", "'notify' stands twice"),
        ("- compare", "expected sections"),
        ("[]", "expected sections"),
        ("compare: [", "not YAML"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_a_wrong_setting_is_told_with_what_would_do(tmp_path: Path, text: str | bytes, told: str) -> None:
    path = tmp_path / "settings.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert str(path) in str(caught.value)
    assert told in str(caught.value)


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["", "# nothing yet\n", "compare:\n  flag_from: 0.25\n", "compare:\n  # flag_from: 0.4\n", "dataset: {title: }"],
)
def test_what_is_not_named_is_as_it_ships(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text(text, "utf-8")
    assert load_settings(path) == default_settings()
