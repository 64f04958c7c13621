"""Source lists, good and bad."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.catalog import CatalogError, Fault, Source, checked_list, read_list, read_lists
from sources.policy import FetchPolicy

GOOD = """\
name: Shelters
packs: [shelters]
fetch:
  contact: https://example.org/robot
  pause_seconds: 2.5
  max_bytes: 1_000_000
sources:
  - id: annual-report
    url: https://example.org/report.pdf
    publisher: Coastal Shelter Network
    title: "Annual report: 2019"
    published: 2020-03-05
    licence: CC-BY-4.0
    place: Haiti
  - id: plan
    path: docs/plan.txt
    published: 2018
"""


def write(folder: Path, text: str | bytes, name: str = "list.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def faults(folder: Path, text: str | bytes) -> list[tuple[int | None, str | None]]:
    return [(fault.line, fault.field) for fault in all_faults(folder, text)]


def all_faults(folder: Path, text: str | bytes) -> tuple[Fault, ...]:
    path = write(folder, text)
    with pytest.raises(CatalogError) as caught:
        read_list(path)
    for fault in caught.value.faults:
        assert fault.file == str(path)
        assert fault.problem
        assert fault.remedy.endswith((".", "?"))
        assert str(fault) in str(caught.value)
    return caught.value.faults


def sources(*entries: str) -> str:
    return "name: N\nsources:\n" + "".join(f"  - {entry}\n" for entry in entries)


def test_a_list_is_read_field_by_field(tmp_path: Path) -> None:
    read = read_list(write(tmp_path, GOOD))
    assert (read.name, read.path, read.packs) == ("Shelters", tmp_path / "list.yaml", ("shelters",))
    assert read.policy == FetchPolicy(contact="https://example.org/robot", pause_seconds=2.5, max_bytes=1_000_000)
    assert read.sources == (
        Source(
            "annual-report",
            url="https://example.org/report.pdf",
            publisher="Coastal Shelter Network",
            title="Annual report: 2019",
            published="2020-03-05",
            licence="CC-BY-4.0",
            place="Haiti",
            list_name="Shelters",
        ),
        Source("plan", path=tmp_path / "docs/plan.txt", published="2018", list_name="Shelters"),
    )
    assert [source.line for source in read.sources] == [8, 15]


def test_a_missing_document_is_told_apart(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    with pytest.raises(CatalogError) as raised:
        checked_list(path)
    (fault,) = raised.value.faults
    assert (fault.line, fault.field) == (15, "path")
    assert str(tmp_path / "docs/plan.txt") in fault.problem
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/plan.txt").touch()
    assert checked_list(path) == read_list(path)


def test_a_missing_document_is_told_beside_faults_of_the_list(tmp_path: Path) -> None:
    listed = sources("{id: a, path: none.txt}", "{id: b, url: 'http://b.example', published: soon}")
    with pytest.raises(CatalogError) as raised:
        checked_list(write(tmp_path, listed))
    assert [fault.field for fault in raised.value.faults] == ["path", "published"]
    assert len({fault.file for fault in raised.value.faults}) == 1


def test_a_document_that_a_link_takes_out_of_the_folder_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "docs").symlink_to("/etc")
    with pytest.raises(CatalogError) as raised:
        checked_list(write(tmp_path, sources("{id: a, path: docs/hostname}")))
    (fault,) = raised.value.faults
    assert "leads out of the list's folder" in fault.problem


def test_a_list_that_opens_private_networks_is_told_who_does_it_now(tmp_path: Path) -> None:
    (fault,) = all_faults(tmp_path, "fetch: {allow_private: true}\n" + sources("{id: a, url: 'http://wiki.example'}"))
    assert fault.field == "fetch.allow_private"
    assert "private_hosts" in fault.remedy
    assert "FACTLEDGER_PRIVATE_HOSTS" in fault.remedy


def test_all_faults_come_at_once_in_order(tmp_path: Path) -> None:
    text = """\
nam: Shelters
sources:
  - id: One
    url: https://example.org/1
    publishd: "2018"
  - id: two
    published: next year
  - id: two
    url: example.org/2
  - url: https://example.org/3
    url: https://example.org/4
  - just text
"""
    assert faults(tmp_path, text) == [
        (1, "nam"),
        (1, "name"),
        (3, "id"),
        (5, "publishd"),
        (6, "url"),
        (7, "published"),
        (8, "id"),
        (9, "url"),
        (10, "id"),
        (11, "url"),
        (12, "sources"),
    ]


@pytest.mark.parametrize(
    ("entry", "field", "told"),
    [
        ("{id: a, url: 'https://e.org', titel: T}", "titel", "Did you mean 'title'?"),
        ("{id: a, url: 'https://e.org', Publisher: T}", "Publisher", "Did you mean 'publisher'?"),
        ("{id: a, url: 'https://e.org', xyzzy: T}", "xyzzy", "The keys are id, url, feed, path,"),
        ("{id: Plan B, path: a.txt}", "id", "Write for example 'plan-b'"),
        ("{id: '', path: a.txt}", "id", "expected text, found empty text"),
        ("{id: , path: a.txt}", "id", "the source has no id"),
        ("{id: a, url: }", "url", ""),
        ("{id: a, url: 'ftp://e.org/x'}", "url", "not a web address"),
        ("{id: a, url: 'https://'}", "url", "not a web address"),
        ("{id: a, url: 'https://e.org:port/'}", "url", "not a web address"),
        ("{id: a, url: 'https://[e.org/'}", "url", "not a web address"),
        ("{id: a, url: 'https://e.org/a b'}", "url", "not a web address"),
        ("{id: a, url: 'https://me:secret@e.org/'}", "url", "user name"),
        ("{id: a, url: [https://e.org]}", "url", "expected text, found a list"),
        ("{id: a, path: ../b.txt}", "path", "out of the list's folder"),
        ("{id: a, path: docs/../../b.txt}", "path", "out of the list's folder"),
        ("{id: a, path: /etc/passwd}", "path", "out of the list's folder"),
        ("{id: a, path: a.txt, published: 2018-13}", "published", "month"),
        ("{id: a, path: a.txt, published: 2018-02-30}", "published", "day"),
        ("{id: a, path: a.txt, published: 5 May 2018}", "published", "YYYY-MM-DD"),
        ("{id: a, path: a.txt, published: 0001-01-01}", "published", "1000 to 2999"),
        ("{id: a, path: a.txt, published: 9999-12-31}", "published", "1000 to 2999"),
        ("{id: a, path: a.txt, published: 2018-05-22T10:00:00Z}", "published", "YYYY-MM-DD"),
        ("{id: a, path: a.txt, published: 2947-11}", "published", "'2947-11' lies in the future. Correct the date"),
        ("{id: a, feed: 'https://e.org/f', since: 2901}", "since", "lies in the future"),
        ("{id: a, url: 'https://e.org/f', since: 2019}", "since", "Remove the line, or give the address of a feed"),
        ("{id: a, path: a.txt, pubDate: 2018}", "pubDate", "Did you mean 'published'?"),
        ("{id: a, path: a.txt, author: Harbour}", "author", "Did you mean 'publisher'?"),
        ("{id: a, path: a.txt, name: Tides}", "name", "Did you mean 'title'?"),
        ("{id: a, path: 'HTTPS://e.org/a.pdf'}", "path", "is a web address. Write it as 'url:'"),
        ("{id: a, path: 'tides\\\\2020.pdf'}", "path", "with '/' between folders"),
        ("{id: a, path: '~/tides.pdf'}", "path", "out of the list's folder"),
    ],
)
def test_a_fault_in_a_source_names_line_field_and_remedy(tmp_path: Path, entry: str, field: str, told: str) -> None:
    (fault,) = all_faults(tmp_path, sources("{id: good, url: 'https://example.org/'}", entry))
    assert (fault.line, fault.field) == (4, field)
    assert told in str(fault)
    assert str(fault).startswith(f"{tmp_path / 'list.yaml'}:4: {field}: ")


def test_a_path_may_wander_within_the_folder(tmp_path: Path) -> None:
    read = read_list(write(tmp_path, sources("{id: a, path: docs/../a.txt}")))
    assert read.sources[0].path == tmp_path / "docs/../a.txt"


def test_ids_and_fetched_addresses_are_unique(tmp_path: Path) -> None:
    text = sources("{id: a, url: 'https://e.org/x'}", "{id: a, path: a.txt}", "{id: c, url: 'https://e.org/x#part'}")
    assert faults(tmp_path, text) == [(4, "id"), (5, "url")]
    assert "line 3" in all_faults(tmp_path, text)[0].problem
    assert faults(tmp_path, "{name: N, sources: [{id: a, path: a.txt}, {id: a, path: b.txt}]}") == [(1, "id")]


@pytest.mark.parametrize(
    "other",
    [
        "https://E.ORG/Tides?of=2019",
        "https://e.org:443/Tides?of=2019",
        "HTTPS://e.org/Tides?of=2019#low",
        "https://e.org/%54ides?of=2019",
    ],
)
def test_an_address_written_in_another_way_is_the_same(tmp_path: Path, other: str) -> None:
    text = sources("{id: a, url: 'https://e.org/Tides?of=2019'}", f"{{id: b, url: '{other}'}}")
    assert faults(tmp_path, text) == [(4, "url")]


def test_addresses_that_may_lead_elsewhere_are_two(tmp_path: Path) -> None:
    near = ("https://e.org/tides", "https://e.org/Tides", "https://e.org/Tides/", "https://e.org:8443/Tides",
            "http://e.org/Tides", "https://e.org/Tides?of=2020", "https://e.org/Tides%2F")  # fmt: skip
    assert (
        len(read_list(write(tmp_path, sources(*(f"{{id: s{n}, url: '{u}'}}" for n, u in enumerate(near))))).sources)
        == 7
    )


def test_a_journal_of_next_month_may_be_named(tmp_path: Path) -> None:
    ahead = (date.today() + timedelta(days=40)).isoformat()
    assert (
        read_list(write(tmp_path, sources(f"{{id: a, path: a.txt, published: {ahead}}}"))).sources[0].published == ahead
    )


def test_what_stands_behind_the_list_is_told_with_its_remedy(tmp_path: Path) -> None:
    (fault,) = all_faults(tmp_path, sources("{id: a, path: a.txt}") + "---\nname: M\n")
    assert (fault.line, "Remove the line '---'" in fault.remedy) == (4, True)


def test_a_quotation_mark_that_stays_open_is_told_where_it_opens(tmp_path: Path) -> None:
    (fault,) = all_faults(tmp_path, 'name: N\nsources:\n  - id: a\n    title: "Tides\n    path: a.txt\n')
    assert (fault.line, fault.problem) == (4, "not YAML: a quotation mark opens here and is closed nowhere")


@pytest.mark.parametrize("key", ["silence_seconds", "total_seconds", "max_bytes", "parallel_hosts"])
def test_settings_that_let_nothing_through_are_faults(tmp_path: Path, key: str) -> None:
    (fault,) = all_faults(tmp_path, f"fetch: {{{key}: 0, retries: 0}}\n" + sources("{id: a, path: b.txt}"))
    assert (fault.field, fault.problem) == (f"fetch.{key}", "expected a number above 0")


def test_a_file_is_read_once(tmp_path: Path) -> None:
    text = sources(
        "{id: a, path: x/a.txt}", "{id: b, path: b.txt}", "{id: c, path: x/../x/./a.txt, url: 'https://e.org'}"
    )
    (fault,) = all_faults(tmp_path, text)
    assert (fault.line, fault.field) == (5, "path")
    assert "already read by the source in line 3" in fault.problem


def test_lists_that_are_run_together_read_a_document_once(tmp_path: Path) -> None:
    one = write(tmp_path, sources("{id: a, url: 'https://e.org/x'}", "{id: b, path: b.txt}"), "one.yaml")
    two = write(tmp_path, sources("{id: c, path: b.txt}", "{id: d, url: 'https://e.org/x#y'}"), "two.yaml")
    with pytest.raises(CatalogError) as caught:
        read_lists([one, two])
    assert [(fault.file, fault.line, fault.field) for fault in caught.value.faults] == [
        (str(two), 3, "path"),
        (str(two), 4, "url"),
    ]
    assert f"{one}, line 4" in caught.value.faults[0].problem


def test_a_pack_is_found_beside_its_list(tmp_path: Path) -> None:
    (tmp_path / "boats.yaml").write_text("measures: {}\n")
    read = read_list(write(tmp_path, "packs: [boats.yaml, public-health]\n" + sources("{id: a, path: a.txt}")))
    assert read.packs == (str(tmp_path / "boats.yaml"), "public-health")


def test_what_is_long_is_told_in_short(tmp_path: Path) -> None:
    (count,) = all_faults(tmp_path, sources(f"{{id: a, feed: 'https://e.org/f', at_most: {'9' * 5000}}}"))
    (letter,) = all_faults(tmp_path, "Dear editor, " * 200)
    (retries,) = all_faults(tmp_path, f"fetch: {{retries: {'9' * 5000}}}\n" + sources("{id: a, path: b.txt}"))
    assert (count.field, max(len(str(each)) for each in (count, letter, retries)) < 500) == ("at_most", True)


def test_a_cited_address_may_repeat(tmp_path: Path) -> None:
    text = sources("{id: a, path: a.txt, url: 'https://e.org/x'}", "{id: b, path: b.txt, url: 'https://e.org/x'}")
    assert len(read_list(write(tmp_path, text)).sources) == 2


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "found nothing"),
        ("# only a comment\n", 1, "found nothing"),
        ("just words", 1, "found 'just words'"),
        ("- a\n- b\n", 1, "found a list"),
        ("name: N\n", 1, "no sources"),
        ("name: N\nsources:\n", 2, "expected a list"),
        ("name: N\nsources: []\n", 2, "empty"),
        ("name: N\nsources: {id: a}\n", 2, "expected a list, found keys and values"),
        ("name: N\nsources:\n  - id: a\n   url: b\n", 4, "not YAML"),
        ("name: N\nsources: [a\n", None, "not YAML"),
        ("name: N: M\n", 1, "not YAML"),
        ("name: N\n---\nname: M\n", 2, "not YAML"),
        ("name: " + "[" * 50_000, 1, "not YAML"),
        ("name: *nobody\n", 1, "not YAML"),
        ("name: N\nsources:\n\t- id: a\n", 3, "a tab stands where YAML takes spaces only"),
        ("name: N\n\x01\n", 2, "U+0001"),
        (b"name: N\n# caf\xe9\n", 2, "not UTF-8"),
    ],
)
def test_what_is_no_list_is_one_fault(tmp_path: Path, text: str | bytes, line: int | None, told: str) -> None:
    (fault,) = all_faults(tmp_path, text)
    assert told in fault.problem
    assert fault.line is not None
    if line is not None:
        assert fault.line == line


def test_a_list_that_is_not_there_or_no_file_is_a_fault(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(CatalogError, match=str(path)) as caught:
            read_list(path)
        assert caught.value.faults[0].line is None


@pytest.mark.parametrize(
    ("line", "field", "told"),
    [
        ("pause: 1", "fetch.pause", "Did you mean 'pause_seconds'?"),
        ("pause_seconds: -1", "fetch.pause_seconds", "from 0 on"),
        ("pause_seconds: .nan", "fetch.pause_seconds", "expected a number"),
        ("pause_seconds: nan", "fetch.pause_seconds", "from 0 on"),
        ("max_bytes: lots", "fetch.max_bytes", "expected a number"),
        ("max_bytes: 1.5", "fetch.max_bytes", "expected a number"),
        ('contact: "a\\r\\nX: b"', "fetch.contact", "on one line"),
        ("contact: café@example.org", "fetch.contact", "ASCII"),
    ],
)
def test_a_wrong_fetch_setting_is_a_fault(tmp_path: Path, line: str, field: str, told: str) -> None:
    (fault,) = all_faults(tmp_path, f"name: N\nfetch:\n  {line}\nsources:\n  - {{id: a, path: b.txt}}\n")
    assert (fault.line, fault.field) == (3, field)
    assert told in str(fault)


def test_a_fetch_setting_without_a_value_is_the_default(tmp_path: Path) -> None:
    read = read_list(write(tmp_path, "name: N\nfetch:\n  contact:\nsources:\n  - {id: a, path: b.txt}\n"))
    assert read.policy == FetchPolicy()


@pytest.mark.parametrize("packs", ["packs: {a: b}", "packs: [[a]]", "packs: ['']"])
def test_packs_are_names(tmp_path: Path, packs: str) -> None:
    assert faults(tmp_path, f"name: N\n{packs}\nsources:\n  - {{id: a, path: b.txt}}\n") == [(2, "packs")]


def test_several_lists_share_one_set_of_ids_and_give_all_their_faults(tmp_path: Path) -> None:
    one = write(tmp_path, sources("{id: a, path: a.txt}", "{id: b, path: b.txt}"), "one.yaml")
    two = write(tmp_path, sources("{id: c, path: c.txt}", "{id: b, path: b.txt}"), "two.yaml")
    bad = write(tmp_path, "name: N\nsources: []\n", "bad.yaml")
    with pytest.raises(CatalogError) as caught:
        read_lists([one, two, bad])
    assert [(fault.file, fault.line, fault.field) for fault in caught.value.faults] == [
        (str(two), 4, "id"),
        (str(bad), 2, "sources"),
    ]
    assert [read.path for read in read_lists([one, one])] == [one]


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_a_list_or_a_fault(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = write(tmp_path_factory.getbasetemp(), text)
    with pytest.raises(CatalogError, match=r"list\.yaml"):
        read_list(path)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60))
def test_any_title_comes_back_or_is_named(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    quoted = title.replace("'", "''")
    path = write(tmp_path_factory.getbasetemp(), f"name: N\nsources:\n  - id: a\n    path: b\n    title: '{quoted}'\n")
    try:
        assert read_list(path).sources[0].title == title.strip()
    except CatalogError as error:
        (fault,) = error.faults
        assert fault.line == 5


def test_a_feed_has_filters_and_nothing_else_has(tmp_path: Path) -> None:
    entry = "{id: n, feed: 'https://e.org/f', include: [boys, girls], exclude: sport, since: 2023-01, at_most: 20}"
    (source,) = read_list(write(tmp_path, sources(entry))).sources
    assert (source.feed, source.include, source.exclude) == ("https://e.org/f", ("boys", "girls"), ("sport",))
    assert (source.since, source.at_most) == ("2023-01", 20)
    assert faults(tmp_path, sources("{id: n, feed: 'https://e.org/f', url: 'https://e.org/'}")) == [(3, "url")]
    assert faults(tmp_path, sources("{id: n, url: 'https://e.org/', at_most: 3}")) == [(3, "at_most")]
    for wrong in ("since: soon", "at_most: 0", "at_most: many", "include: {a: b}"):
        assert faults(tmp_path, sources(f"{{id: n, feed: 'https://e.org/f', {wrong}}}")) == [(3, wrong.split(":")[0])]


def test_a_page_may_be_marked_for_the_browser_and_nothing_else(tmp_path: Path) -> None:
    (source,) = read_list(write(tmp_path, sources("{id: n, url: 'https://e.org/', browser: true}"))).sources
    assert source.browser
    (source,) = read_list(write(tmp_path, sources("{id: n, url: 'https://e.org/', browser: false}"))).sources
    assert not source.browser
    for wrong in (
        "{id: n, url: 'https://e.org/', browser: maybe}",
        "{id: n, feed: 'https://e.org/f', browser: true}",
        "{id: n, url: 'https://e.org/', path: page.html, browser: true}",
    ):
        assert faults(tmp_path, sources(wrong)) == [(3, "browser")]
