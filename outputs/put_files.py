"""Files put into a folder whole: who opens one finds the old or the new, never a part."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from sources.errors import UserError


def put_files(directory: Path, files: Mapping[str, bytes], fault: type[UserError]) -> None:
    """Writes the files under their names, making the directory where there is none. Raises `fault`, with the remedy,
    where it cannot be written."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            part = directory / f".{name}.part"
            part.write_bytes(data)
            os.replace(part, directory / name)
    except OSError as error:
        reason = "it is a file" if directory.is_file() else error.strerror
        raise fault(f"{directory} cannot be written: {reason}; give another directory") from error


def refuse_strangers(found: Iterable[Path], kind: str, fault: type[UserError]) -> None:
    """Raises `fault`, with the remedy, where one of these files, which nothing of this kind wrote, is there."""
    for path in found:
        if path.exists():
            raise fault(f"{path.parent} holds {path.name}, no file of {kind}; give another directory, or move it away")
