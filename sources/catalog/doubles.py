"""What may stand once only among sources that are run together: an id, a fetched address, a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os.path import normpath

from sources.addresses import document_address
from sources.catalog.records import Fault, Source


def doubles(listed: Iterable[tuple[str, Source]]) -> Iterator[Fault]:
    """A fault for each source whose id or document one before it has; each comes with the name of its list."""
    first: dict[tuple[str, str], tuple[str, Source]] = {}
    for file, source in listed:
        if source.id:
            other_file, other = first.setdefault(("id", source.id), (file, source))
            if other is not source:
                problem = f"the id {source.id!r} is taken by {_place(other, other_file, file)}"
                yield Fault(file, source.line, "id", problem, "Give one of the two another id.")
                continue
        field, document = _document(source)
        other_file, other = first.setdefault((field, document), (file, source)) if document else (file, source)
        if other is not source:
            problem = f"{document} is already read by {_place(other, other_file, file)}"
            yield Fault(file, source.line, field, problem, "Remove one of the two, or its figures count twice.")


def _document(source: Source) -> tuple[str, str]:
    """The field that says what is read of a source, and the file or address that it is."""
    if source.path is not None:
        return "path", normpath(source.path)
    return "url", document_address(source.address)


def _place(source: Source, file: str, seen_from: str) -> str:
    return f"the source in line {source.line}" if file == seen_from else f"{file}, line {source.line}"
