"""Local documents: what is read of the list's folder, and what no link, pipe or device brings in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sources.access import Access
from sources.catalog import Source
from sources.fetch import Fetched, FetchFailure, fetch_all
from sources.files import FileError, FileTooBigError, read_document_at
from tests.fetching import QUICK


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The list's folder, with a secret beside it."""
    (tmp_path / "secret.txt").write_text("The key is under the mat.")
    inside = tmp_path / "list"
    inside.mkdir()
    return inside


def read(path: Path, folder: Path | None, max_bytes: int = 1000) -> bytes:
    return read_document_at(path, folder, max_bytes=max_bytes, seconds=10)


def test_a_document_is_read_also_by_a_link_within_the_folder(folder: Path) -> None:
    (folder / "page.txt").write_text("41 girls")
    (folder / "same.txt").symlink_to("page.txt")
    assert read(folder / "page.txt", folder) == read(folder / "same.txt", folder) == b"41 girls"


def test_the_folder_may_be_reached_by_a_link_itself(folder: Path, tmp_path: Path) -> None:
    (folder / "page.txt").write_text("41 girls")
    (tmp_path / "link").symlink_to(folder)
    assert read(tmp_path / "link" / "page.txt", tmp_path / "link") == b"41 girls"


@pytest.mark.parametrize("target", ["../secret.txt", "/etc/passwd", "..", "loop"])
def test_links_out_of_the_folder_and_in_circles_are_refused(folder: Path, target: str) -> None:
    (folder / "loop").symlink_to("loop")
    (folder / "page.txt").symlink_to(target)
    with pytest.raises(FileError, match=r"page\.txt"):
        read(folder / "page.txt", folder)


def test_a_linked_folder_leads_out_no_more_than_a_linked_file(folder: Path) -> None:
    (folder / "docs").symlink_to("..")
    with pytest.raises(FileError, match="leads out of the list's folder"):
        read(folder / "docs" / "secret.txt", folder)


def test_without_a_folder_no_file_is_read(folder: Path) -> None:
    (folder / "page.txt").touch()
    with pytest.raises(FileError, match="leads out"):
        read(folder / "page.txt", None)


def test_a_named_pipe_that_nobody_writes_to_is_refused_at_once(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "page.txt").write_text("The shelter took in 41 girls in 2016.")
    sources = [Source("pipe", path=folder / "pipe.txt"), Source("page", path=folder / "page.txt")]
    pipe, page = fetch_all(sources, {}, QUICK, Access(folder, frozenset()))
    assert isinstance(pipe, FetchFailure)
    assert (pipe.kind, pipe.passing) == ("unreadable_file", False)
    assert "no regular file" in pipe.reason
    assert isinstance(page, Fetched)


def test_a_pipe_that_takes_a_files_place_after_the_look_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(folder / "pipe.txt")
    monkeypatch.setattr("sources.files.document_at", lambda path, _folder: path)
    with pytest.raises(FileError, match="no regular file"):
        read(folder / "pipe.txt", folder)


def test_limits_hold_for_what_is_read_whatever_the_size_was(folder: Path) -> None:
    (folder / "page.txt").write_bytes(b"." * 1001)
    with pytest.raises(FileTooBigError):
        read(folder / "page.txt", folder)
    with pytest.raises(FileError, match="not read after 0 s"):
        read_document_at(folder / "page.txt", folder, max_bytes=5000, seconds=0)
