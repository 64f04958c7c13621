"""Snapshots on a real disk."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.snapshots import SnapshotError, SnapshotStore

HEADERS = (("content-type", "text/html"), ("set-cookie", "a=1"), ("set-cookie", "b=2"))
URL = "https://example.org/página"


def put(store: SnapshotStore, data: bytes, at: str = "2024-05-01T12:00:00Z") -> str:
    return store.put(data, headers=HEADERS, final_url=URL, at=at, media_type="text/html")


@pytest.fixture
def store(tmp_path: Path) -> SnapshotStore:
    return SnapshotStore(tmp_path / "snapshots")


def test_what_is_put_comes_back_whole(store: SnapshotStore) -> None:
    sha256 = put(store, b"<p>41 girls</p>")
    assert sha256 == hashlib.sha256(b"<p>41 girls</p>").hexdigest()
    snapshot = store.get(sha256)
    assert (snapshot.sha256, snapshot.data) == (sha256, b"<p>41 girls</p>")
    assert (snapshot.headers, snapshot.final_url) == (HEADERS, URL)
    assert (snapshot.at, snapshot.media_type) == ("2024-05-01T12:00:00Z", "text/html")
    assert store.has(sha256)


def test_a_snapshot_never_changes(store: SnapshotStore) -> None:
    sha256 = put(store, b"same")
    before = [(file, file.read_bytes(), file.stat().st_mtime_ns) for file in files(store)]
    assert put(store, b"same", at="2030-01-01T00:00:00Z") == sha256
    assert [(file, file.read_bytes(), file.stat().st_mtime_ns) for file in files(store)] == before


def test_no_half_written_file_is_left(store: SnapshotStore) -> None:
    put(store, b"one")
    assert sorted(file.suffix for file in files(store)) == ["", ".json"]


def test_damage_is_found_and_named(store: SnapshotStore) -> None:
    sha256 = put(store, b"as it was")
    store.path(sha256).write_bytes(b"as it is")
    with pytest.raises(SnapshotError, match=f"{sha256}: the bytes are not those that were stored. Read the source"):
        store.get(sha256)


@pytest.mark.parametrize("record", [b"", b"{", b"[]", b'{"headers": 3}', b'{"headers": [["a"]]}', b"\xff"])
def test_a_damaged_record_is_found_and_named(store: SnapshotStore, record: bytes) -> None:
    sha256 = put(store, b"as it was")
    store.path(sha256).with_suffix(".json").write_bytes(record)
    with pytest.raises(SnapshotError, match="record is damaged"):
        store.get(sha256)


def test_putting_the_same_bytes_again_heals(store: SnapshotStore) -> None:
    sha256 = put(store, b"as it was")
    store.path(sha256).write_bytes(b"")
    assert put(store, b"as it was") == sha256
    assert store.get(sha256).data == b"as it was"


def test_bytes_are_only_there_when_their_record_is(store: SnapshotStore) -> None:
    """As a run leaves it that was killed between the two files: there is no snapshot, and the next run makes it."""
    sha256 = put(store, b"page")
    store.path(sha256).unlink()
    assert not store.has(sha256)
    with pytest.raises(SnapshotError, match="is missing"):
        store.get(sha256)
    put(store, b"page")
    assert store.get(sha256).data == b"page"


def test_a_snapshot_that_is_not_there_is_named(store: SnapshotStore) -> None:
    assert not store.has("0" * 64)
    with pytest.raises(SnapshotError, match="0000: the snapshot is missing"):
        store.get("0" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_names_that_are_no_hash_are_refused(store: SnapshotStore, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.path(name)


def test_what_is_removed_leaves_nothing(store: SnapshotStore) -> None:
    kept, gone = put(store, b"kept"), put(store, b"gone")
    store.path(gone).with_name(f".{gone}.part").write_bytes(b"go")
    assert store.remove(gone)
    assert not store.remove(gone)
    assert not [file for file in files(store) if gone in file.name]
    assert store.get(kept).data == b"kept"


def test_records_are_plain_json(store: SnapshotStore) -> None:
    sha256 = put(store, b"page")
    record = json.loads(store.path(sha256).with_suffix(".json").read_text("utf-8"))
    assert record["final_url"] == URL
    assert record["headers"][2] == ["set-cookie", "b=2"]


@given(data=st.binary(), value=st.text(st.characters(codec="utf-8")))
def test_any_bytes_and_headers_come_back(tmp_path_factory: pytest.TempPathFactory, data: bytes, value: str) -> None:
    store = SnapshotStore(tmp_path_factory.getbasetemp() / "any")
    store.remove(hashlib.sha256(data).hexdigest())
    sha256 = store.put(data, headers=[("x", value)], final_url=URL, at="2024-05-01T12:00:00Z", media_type=None)
    assert (store.get(sha256).data, store.get(sha256).headers) == (data, (("x", value),))


def files(store: SnapshotStore) -> list[Path]:
    return sorted(path for path in store.root.rglob("*") if path.is_file())
