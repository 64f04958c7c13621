"""Documents read without a ledger: from files, addresses, standard input, or JSON Lines of texts."""

from __future__ import annotations

import json
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pipeline.records.archived_address import capture_of
from pipeline.records.model import DocumentContext, Period, Quantity, Reading
from pipeline.records.settings import Settings
from sources.access import Access
from sources.calendar_dates import FIRST_YEAR, check_date
from sources.errors import UserError
from sources.files import FileError, FileTooBigError, read_file
from sources.media_types import charset_of
from sources.policy import FetchPolicy

_AT_ONCE = 64
Item = TypeVar("Item")
Row = dict[str, Any]


class TextsError(UserError):
    """A file of texts that is none; the message names file, line and remedy."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that could not be read, and why."""

    name: str
    reason: str
    remedy: str


OnUnreadable = Callable[[Unreadable], None]


@dataclass(frozen=True, slots=True)
class Given:
    """A document as it was given: bytes of any kind, or a text that is a text."""

    name: str
    data: bytes | None = None
    text: str | None = None
    url: str | None = None
    published: str | None = None
    retrieved: str | None = None
    charset: str | None = None
    """What an HTTP header said of the bytes."""


def named_texts(names: Iterable[str], opened: Access) -> Iterator[Given | Unreadable]:
    """The documents behind files, addresses and `-`."""
    for name in names:
        if name == "-":
            data = sys.stdin.buffer.read(FetchPolicy().max_bytes + 1)
            yield Given(name, data) if len(data) <= FetchPolicy().max_bytes else _too_big(name)
        elif name.startswith(("http://", "https://")):
            yield _fetched(name, opened)
        else:
            yield _from_file(name)


def texts_from_jsonl(path: Path) -> Iterator[Given]:
    """The texts of JSON Lines with `id`, `text` or `html`, and perhaps `url` and `published`. Raises TextsError."""
    try:
        lines = sys.stdin if str(path) == "-" else path.open(encoding="utf-8")
    except OSError as error:
        raise TextsError(f"{path}: {error.strerror}; give a file of texts, one JSON object a line") from error
    number = 0
    try:
        with lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _given(line, f"{path}, line {number}")
    except UnicodeDecodeError as error:
        raise TextsError(f"{path}, after line {number}: not UTF-8 text; save it as UTF-8") from error


def view_rows(
    given: Iterable[Given | Unreadable], show: str, settings: Settings, on_unreadable: OnUnreadable
) -> Iterator[Row]:
    """Rows of what is to be shown: blocks, quantities, periods or claims. Texts are read a few at a time."""
    while some := list(islice(given := iter(given), _AT_ONCE)):
        for each in some:
            if isinstance(each, Unreadable):
                on_unreadable(each)
        yield from _VIEWS[show]([each for each in some if isinstance(each, Given)], settings, on_unreadable)


def readings(
    given: Iterable[Given | Unreadable], settings: Settings, on_unreadable: OnUnreadable
) -> Iterator[tuple[Given, Reading]]:
    """Documents read into blocks; what cannot be is told."""
    for each in given:
        if isinstance(each, Unreadable):
            on_unreadable(each)
        else:
            yield from _read([each], settings, on_unreadable)


def _block_rows(given: list[Given], settings: Settings, on_unreadable: OnUnreadable) -> Iterator[Row]:
    for each, reading in _read(given, settings, on_unreadable):
        for block in reading.blocks:
            yield {
                "doc": each.name,
                "n": block.n,
                "kind": block.kind,
                "text": block.text,
                "kept": block.kept,
                "why": block.why or block.label,
                "headings": block.headings,
                "locator": asdict(block.place),
            }


def _quantity_rows(given: list[Given], settings: Settings, on_unreadable: OnUnreadable) -> Iterator[Row]:
    from pipeline.reading.quantities import find_quantities

    for name, text, _ in _passages(given, settings, on_unreadable):
        yield {"id": name, "quantities": [_quantity(each) for each in find_quantities(text)]}


def _period_rows(given: list[Given], settings: Settings, on_unreadable: OnUnreadable) -> Iterator[Row]:
    from pipeline.reading.periods import find_periods

    for name, text, published in _passages(given, settings, on_unreadable):
        yield {"id": name, "periods": [_period(each) for each in find_periods(text, published)]}


def _claim_rows(given: list[Given], settings: Settings, on_unreadable: OnUnreadable) -> Iterator[Row]:
    from pipeline.reading.claims import DocumentToRead, extract_many
    from pipeline.records.rows import claim_to_row

    read = _read(given, settings, on_unreadable)
    documents = (DocumentToRead(each.name, found, _context(each, found)) for each, found in read)
    for claims in extract_many(documents, settings.claims):
        yield from map(claim_to_row, claims)


_VIEWS = {"blocks": _block_rows, "quantities": _quantity_rows, "periods": _period_rows, "claims": _claim_rows}


def _passages(
    given: list[Given], settings: Settings, on_unreadable: OnUnreadable
) -> Iterator[tuple[str, str, str | None]]:
    """Name, text and date: a text as a whole, so that offsets are its own; another document block by block."""
    from pipeline.documents.html.decode import decode
    from pipeline.documents.wrapped import unwrapped

    for each in given:
        if each.text is not None:
            yield each.name, each.text, each.published
            continue
        for _, reading in _read([each], settings, on_unreadable):
            published = _context(each, reading).published
            if reading.kind == "text":
                document = unwrapped(each.data or b"", settings.documents.archive, url=each.url, charset=each.charset)
                yield each.name, decode(document.data, document.charset), published
                continue
            for block in reading.blocks:
                if block.kept:
                    yield f"{each.name}#{block.n}", block.text, published


def _read(given: list[Given], settings: Settings, on_unreadable: OnUnreadable) -> Iterator[tuple[Given, Reading]]:
    from pipeline.documents.read import DocumentError, read_document
    from pipeline.documents.text import read_text

    for each in given:
        try:
            if each.text is not None:
                reading = read_text(each.text)
            else:
                reading = read_document(each.data or b"", settings.documents, url=each.url, charset=each.charset)
        except DocumentError as error:
            problem = error.as_problem()
            on_unreadable(Unreadable(each.name, problem.reason, problem.remedy))
            continue
        if reading.problem is not None:
            on_unreadable(Unreadable(each.name, reading.problem.reason, reading.problem.remedy))
        yield each, reading


def _context(given: Given, reading: Reading) -> DocumentContext:
    said = reading.metadata
    capture = capture_of(given.url)
    return DocumentContext(
        url=given.url,
        publisher=said.publisher.value if said.publisher else None,
        title=said.title.value if said.title else None,
        published=given.published or (said.published.value if said.published else None),
        retrieved=capture.at if capture else given.retrieved,
    )


def _from_file(name: str) -> Given | Unreadable:
    policy = FetchPolicy()
    try:
        data = read_file(Path(name), max_bytes=policy.max_bytes, seconds=policy.total_seconds)
    except FileTooBigError:
        return _too_big(name)
    except FileError as error:
        reason = error.reason.removeprefix(f"{name}: ")
        return Unreadable(name, f"{reason[:1].upper()}{reason[1:]}.", _FILES)
    return Given(name, data)


def _too_big(name: str) -> Unreadable:
    return Unreadable(name, f"More than {FetchPolicy().max_bytes:,} bytes.", "Give an extract of it.")


_FILES = "Name a file that is there and may be read; give what a command writes as standard input, with -."


def _fetched(url: str, opened: Access) -> Given | Unreadable:
    from sources.catalog import Source
    from sources.fetch import FetchFailure, fetch_all

    (result,) = fetch_all([Source(id=url, url=url)], {}, FetchPolicy(), opened)
    if isinstance(result, FetchFailure):
        return Unreadable(url, result.reason, result.remedy)
    charset = charset_of(result.headers)
    return Given(url, result.data, url=result.final_url, retrieved=result.at, charset=charset)


def _given(line: str, where: str) -> Given:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise TextsError(f"{where}: not JSON ({error.msg}, column {error.colno})") from error
    text, html = (row.get("text"), row.get("html")) if isinstance(row, dict) and "id" in row else (None, None)
    given = html if text is None else text
    if not isinstance(given, str):
        raise TextsError(f'{where}: expected an object with "id" and "text" or "html"')
    url, published = (_text_or_none(row, name, where) for name in ("url", "published"))
    try:
        check_date((published or str(FIRST_YEAR))[:10])
    except ValueError as error:
        told = f"{where}, field 'published': {published!r} is no date such as 2018, 2018-05 or 2018-05-22 ({error})"
        raise TextsError(told) from error
    # Whatever its meta tags say, HTML is decoded now.
    return Given(str(row["id"]), BOM_UTF8 + given.encode() if text is None else None, text, url, published)


def _text_or_none(row: Row, name: str, where: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise TextsError(f"{where}, field {name!r}: expected text in quotation marks, found {value!r}")
    return value


def _quantity(found: Quantity) -> Row:
    return {
        "surface": found.surface,
        "from": found.start,
        "to": found.end,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "bound": found.bound,
        "unit": found.unit,
    }


def _period(found: Period) -> Row:
    return {
        "surface": found.surface,
        "from": found.start,
        "to": found.end,
        "start": found.first,
        "end": found.last,
    }
