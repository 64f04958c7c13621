"""The steps of a run as plain functions over a ledger: fetch a list, read documents, reconcile.

What goes in and comes out is small and plain, so that a step can run in another thread, process or machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from flows.access import access
from flows.progress import current
from pipeline.ledger import Ledger, Waiting, utc_now
from pipeline.ledger.fetches import Known
from pipeline.ledger.stages import reading_stages
from pipeline.records.model import DocumentContext, Reading, Stated
from sources.catalog import Source, read_list
from sources.fetch import FetchFailure, Validators, fetch_each
from sources.snapshots import SnapshotError

FETCHING, READING = "fetching", "reading"


def opened(folder: str) -> closing[Ledger]:
    """The ledger in the folder, closed with the block: where its database is, the folder's settings say."""
    return closing(Ledger.open(Path(folder), create=False))


def fetch_list(folder: str, run_id: int, list_path: str) -> None:
    """Fetches the list's sources, one result after the other into the ledger. Raises CatalogError."""
    source_list = read_list(Path(list_path))
    with opened(folder) as ledger:
        known = ledger.fetches.known((source_list.name,))
        sources = sorted(ledger.sources.active((source_list.name,)), key=lambda source: turn(known.get(source.id)))
        usable = {name: _usable(ledger, each) for name, each in known.items()}
        opened_to = access(source_list.path.parent, ledger.settings.fetch)
        current().expect(FETCHING, len(sources))
        for result in fetch_each(sources, usable, source_list.policy, opened_to):
            if isinstance(result, FetchFailure):
                ledger.fetches.put_failure(run_id, result)
                current().done(FETCHING, result.source_id, problem=f"{result.reason} {result.remedy}")
                continue
            if result.data is not None:
                ledger.snapshots.put(
                    result.data,
                    headers=result.headers,
                    final_url=result.final_url,
                    at=result.at,
                    media_type=result.media_type,
                )
            ledger.fetches.put(run_id, result)
            current().done(FETCHING, result.source_id)


def waiting(ledger: Ledger, list_names: Sequence[str], docs: Sequence[str] | None = None) -> list[Waiting]:
    """The documents to read, in the order of the lists; of `docs` only, where they are given."""
    return ledger.documents.waiting(list_names, reading_stages(ledger.settings), docs=docs)


def read_documents(folder: str, run_id: int, list_names: Sequence[str], docs: Sequence[str]) -> None:
    """Reads these documents and puts their claims into the ledger, each in a transaction of its own.

    One that cannot be read is recorded as such; what it said before stays.
    """
    from pipeline.reading.claims import extract_claims  # heavy: loads the language model

    with opened(folder) as ledger:
        for each in waiting(ledger, list_names, docs):
            found = _blocks_of(ledger, run_id, each)
            if found is None:
                continue
            reading, context = found
            claims = extract_claims(each.source.id, reading, context, ledger.settings.claims, packs=each.packs)
            ledger.documents.put(
                run_id,
                each.source.id,
                sha256=each.fetch.sha256,
                stage=each.stage,
                context=context,
                reading=reading,
                claims=claims,
                at=utc_now(),
            )
            current().done(READING, each.source.id)


def reconcile_ledger(folder: str, run_id: int) -> bool:
    """Makes the facts and conflicts of all claims that are stated, as people have corrected them; False when they
    were up to date."""
    from outputs.decisions.refresh import refresh

    with opened(folder) as ledger:
        return refresh(ledger, run_id)


def context_of(source: Source, reading: Reading, *, final_url: str | None, at: str, sha256: str) -> DocumentContext:
    """What is known of a document: what its list says, else what it says of itself."""
    said = reading.metadata

    def known(listed: str | None, stated: Stated | None) -> str | None:
        return listed or (stated.value if stated else None)

    fetched_from = None if source.path else final_url
    return DocumentContext(
        url=source.url or fetched_from,
        publisher=known(source.publisher, said.publisher),
        title=known(source.title, said.title),
        published=known(source.published, said.published),
        retrieved=at,
        snapshot=sha256,
        licence=source.licence,
        place=source.place,
    )


def turn(known: Known | None) -> int:
    """Which sources are fetched first: those that were not tried yet, or not the last time; then those that failed,
    which have been unread the longest; those that keep their host silent come last, so that none waits for them."""
    if known is None or known.fault == "not_tried":
        return 0
    if known.fault is None:
        return 2
    return 3 if known.fault == "timeout" else 1


def _usable(ledger: Ledger, known: Known) -> Validators:
    """The source's validators, unless the bytes that they speak of are gone."""
    if known.sha256 is None or not ledger.snapshots.has(known.sha256):
        return Validators()
    return known.validators


def _blocks_of(ledger: Ledger, run_id: int, each: Waiting) -> tuple[Reading, DocumentContext] | None:
    """The document read into blocks, and its context; None where that fails, once the ledger knows why."""
    from pipeline.documents.read import DocumentError, read_document

    fetch, doc = each.fetch, each.source.id
    try:
        data = ledger.snapshots.get(fetch.sha256).data
        reading = read_document(data, ledger.settings.documents, url=each.source.url or fetch.final_url)
    except SnapshotError as error:
        ledger.snapshots.remove(fetch.sha256)  # so that the next run fetches it anew
        lost = FetchFailure(doc, "unreadable_file", str(error), "Run again: it will be fetched anew.", True, utc_now())
        ledger.fetches.put_failure(run_id, lost)
        current().done(READING, doc, problem=f"{lost.reason} {lost.remedy}")
        return None
    except DocumentError as error:
        said = {"kind": error.kind, "reason": error.reason, "remedy": error.remedy}
        ledger.documents.put_failure(run_id, doc, sha256=fetch.sha256, stage=each.stage, at=utc_now(), **said)
        current().done(READING, doc, problem=f"{error.reason} {error.remedy}")
        return None
    return reading, context_of(each.source, reading, final_url=fetch.final_url, at=fetch.at, sha256=fetch.sha256)
