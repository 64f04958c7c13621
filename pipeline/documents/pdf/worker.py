"""The process that PDFs are read in: one job after the other from standard input, answers on standard output.

A job is a header in JSON and the document's bytes; an answer is a kind, one byte, and its payload. Both are preceded
by their length. Limits on CPU time and address space are set anew for each job, counted from what was used before.
"""

from __future__ import annotations

import json
import os
import resource
import struct
from typing import IO, Any, BinaryIO

from pydantic import TypeAdapter

from pipeline.documents.errors import DocumentError
from pipeline.records.model import Reading
from pipeline.records.settings import PdfSettings

READY, TIME, READING, PICTURE, WORDS, ERROR = b"S", b"T", b"R", b"I", b"W", b"E"
_LENGTH = struct.Struct("<Q")
_GRACE = 1.0
"""Seconds of CPU time beyond those after which a reading ends by itself."""


def write_frame(stream: IO[bytes], *parts: bytes) -> None:
    """The parts as one frame."""
    stream.write(_LENGTH.pack(sum(map(len, parts))))
    for part in parts:
        stream.write(part)
    stream.flush()


def frame_length(head: bytes) -> int:
    """How long a frame is whose first eight bytes are `head`."""
    length: int = _LENGTH.unpack(head)[0]
    return length


def main() -> None:
    """Works until standard input ends."""
    jobs = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # what a library prints goes nowhere, and not into an answer
    sink = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(sink, number)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # what is imported now does not count for a document
    import pipeline.documents.pdf.reader  # noqa: F401

    write_frame(answers, READY)
    while head := jobs.read(_LENGTH.size):
        header: dict[str, Any] = json.loads(jobs.read(frame_length(head)))
        data = jobs.read(frame_length(jobs.read(_LENGTH.size)))
        _answer(header, data, answers)


def _answer(header: dict[str, Any], data: bytes, answers: BinaryIO) -> None:
    settings = TypeAdapter(PdfSettings).validate_python(header["settings"])
    space = settings.memory_mib * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (space, resource.RLIM_INFINITY))
    _limit_time(settings.cpu_seconds)
    try:
        if header["job"] == "read":
            write_frame(answers, READING, _read(data, settings, answers))
        elif header["job"] == "words":
            write_frame(answers, WORDS, _words(header, data, settings))
        else:
            write_frame(answers, PICTURE, _draw(header, data, settings))
    except DocumentError as error:
        write_frame(answers, ERROR, json.dumps(error.args).encode())
    except MemoryError:
        reason = f"reading the PDF takes more than {settings.memory_mib} MiB of memory"
        write_frame(answers, ERROR, json.dumps(("too_much_memory", reason, "raise documents.pdf.memory_mib")).encode())


def _read(data: bytes, settings: PdfSettings, answers: BinaryIO) -> bytes:
    from pipeline.documents.pdf.reader import read_pdf_inline

    def on_open(pages: int) -> None:
        pages = min(pages, settings.max_pages)
        _limit_time(settings.cpu_seconds + pages * settings.cpu_seconds_per_page)
        on_wait(pages * settings.wall_seconds_per_page)

    def on_wait(seconds: float) -> None:
        write_frame(answers, TIME, str(seconds).encode())

    reading = read_pdf_inline(data, settings=settings, on_open=on_open, on_wait=on_wait)
    return TypeAdapter(Reading).dump_json(reading)


def _draw(header: dict[str, Any], data: bytes, settings: PdfSettings) -> bytes:
    from pipeline.documents.pdf.crop import draw_crop, draw_page

    if header["job"] == "page":
        return draw_page(data, header["page"], settings)
    return draw_crop(data, header["page"], tuple(header["box"]), header["quote"], settings)


def _words(header: dict[str, Any], data: bytes, settings: PdfSettings) -> bytes:
    from pipeline.documents.pdf.crop import words_in

    box, lines = words_in(data, header["page"], tuple(header["region"]), settings)
    return json.dumps({"box": box, "lines": lines}).encode()


def _limit_time(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    whole = int(used.ru_utime + used.ru_stime + seconds + _GRACE) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (whole, resource.RLIM_INFINITY))
