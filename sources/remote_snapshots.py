"""Snapshots in an object store or another file system that fsspec reaches, so that a cluster needs no shared disk."""

from __future__ import annotations

import fsspec

from sources.errors import UserError
from sources.snapshots import SnapshotStore


class SnapshotPlaceError(UserError):
    """An address of snapshots that cannot be used; the message says why."""


class RemoteSnapshots(SnapshotStore):
    """The snapshots under an address such as `s3://bucket/folder`.

    An object store shows an object once it is whole, which is what `SnapshotStore` asks of its files. Who may read and
    write, the store's own library finds out in its own way, such as the environment.
    """

    def __init__(self, address: str) -> None:
        """Raises SnapshotPlaceError where nothing speaks the address's protocol."""
        self._address = address.rstrip("/")
        try:
            self._files, self._root = fsspec.url_to_fs(self._address)
        except (ValueError, ImportError) as error:
            raise SnapshotPlaceError(
                f"ledger.snapshots {address!r} cannot be used ({error}); install what speaks its protocol, such as "
                "s3fs or gcsfs"
            ) from error

    def _read(self, name: str) -> bytes:
        data: bytes = self._files.cat_file(self._path(name))
        return data

    def _write(self, name: str, data: bytes) -> None:
        self._files.makedirs(self._path(name).rpartition("/")[0], exist_ok=True)
        self._files.pipe_file(self._path(name), data)

    def _exists(self, name: str) -> bool:
        return bool(self._files.exists(self._path(name)))

    def _remove(self, name: str) -> None:
        if self._exists(name):
            self._files.rm_file(self._path(name))

    def _place(self, name: str) -> str:
        return f"{self._address}/{name}"

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"
