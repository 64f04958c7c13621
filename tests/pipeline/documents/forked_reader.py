"""Reads documents in forks of one warm process, each under limits: `python -m tests.pipeline.documents.forked_reader`.

A line of standard input names a file; the answer is a line with the exit status of the process that read it, which has
left what it had to say in FILE.out. So a hostile document has a process of its own without a Python that starts anew.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from pathlib import Path

from pipeline.documents.read import DocumentError
from tests.as_shipped import read_document

CPU_SECONDS = 20
MEMORY = 1024**3


def main() -> None:
    for text in (b"<html><p>12 ships", b"12 ships"):
        read_document(text)  # what reading imports and loads at first is there for all
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _read_and_exit(Path(line.rstrip("\n")))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _read_and_exit(path: Path) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    said = os.open(f"{path}.out", os.O_WRONLY | os.O_CREAT)
    os.dup2(said, 1)
    os.dup2(said, 2)
    status = 1
    try:
        print(_read(path.read_bytes()), flush=True)
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, it belongs into the answer
        traceback.print_exc()
    finally:
        os._exit(status)


def _read(data: bytes) -> str:
    try:
        reading = read_document(data, url="https://example.org/a")
    except DocumentError as error:
        return json.dumps({"error": [error.kind, error.reason, error.remedy]})
    texts = [block.text for block in reading.blocks]
    return json.dumps(
        {
            "empty": sum(not text.strip() for text in texts),
            "notes": reading.notes,
            "text": any("12" in t for t in texts),
        }
    )


if __name__ == "__main__":
    main()
