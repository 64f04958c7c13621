"""Snapshots by an address: the same as in a folder, wherever fsspec writes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import fsspec
import pytest

from flows.run import Directly, run_lists
from outputs.decisions.verification import damages
from pipeline.ledger import Ledger
from sources.remote_snapshots import RemoteSnapshots, SnapshotPlaceError
from sources.snapshots import FolderSnapshots, SnapshotError
from tests.flows.test_flows import write


@pytest.fixture(params=["memory", "file"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A place that the ledger's folder knows nothing of."""
    yield "memory://bucket/facts" if request.param == "memory" else f"file://{tmp_path}/bucket"
    fsspec.filesystem("memory").store.clear()


def put(store: RemoteSnapshots, data: bytes) -> str:
    at, url = "2026-01-01T00:00:00Z", "https://a.example/"
    return store.put(data, headers=[("a", "b")], final_url=url, at=at, media_type=None)


def test_what_is_put_comes_back_and_is_removed_whole(address: str) -> None:
    store = RemoteSnapshots(address)
    sha256 = put(store, b"41 girls")
    assert put(RemoteSnapshots(address), b"41 girls") == sha256
    assert (store.get(sha256).data, store.get(sha256).headers) == (b"41 girls", (("a", "b"),))
    assert store.has(sha256)
    assert store.remove(sha256)
    assert not store.remove(sha256)
    with pytest.raises(SnapshotError, match=f"{address}/{sha256[:2]}/{sha256}: the snapshot is missing"):
        store.get(sha256)


def test_they_are_laid_out_as_in_a_folder(tmp_path: Path) -> None:
    sha256 = put(RemoteSnapshots(f"file://{tmp_path}"), b"41 girls")
    assert FolderSnapshots(tmp_path).get(sha256).data == b"41 girls"


def test_a_protocol_that_nobody_speaks_is_told(tmp_path: Path) -> None:
    with pytest.raises(SnapshotPlaceError, match=r"ledger\.snapshots 'nonesuch://x' cannot be used"):
        RemoteSnapshots("nonesuch://x")


def test_a_ledger_keeps_its_snapshots_there_and_nothing_in_its_folder(address: str, tmp_path: Path) -> None:
    home, path = tmp_path / "ledger", write(tmp_path)
    home.mkdir()
    (home / "settings.yaml").write_text(f"ledger: {{snapshots: '{address}'}}")
    with closing(Ledger.open(home)) as ledger:
        assert len(run_lists(ledger, [path], Directly()).summary.read) == 3
        assert not run_lists(ledger, [path], Directly()).summary.changed
        assert list(damages(ledger)) == []
        assert not (home / "snapshots").exists()
        (sha256, *_) = ledger.integrity.snapshot_hashes()
        ledger.snapshots.remove(sha256)
        assert [damage.kind for damage in damages(ledger)] == ["snapshot"]
        run_lists(ledger, [path], Directly())
        assert list(damages(ledger)) == []
