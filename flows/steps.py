"""The steps of a run as plain functions over a ledger: fetch sources, read documents, compare claims.

What goes in and comes out is small and plain, so that a step can run in another thread, process or machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from flows.feeds import read_feeds
from flows.fetching import FetchTerms, HostsToFetch, fetch_into
from flows.progress import current
from pipeline.documents.continuity import broken_continuity
from pipeline.ledger import Ledger, UnknownId, Waiting, utc_now
from pipeline.ledger.stages import reading_stages
from pipeline.records.archived_address import capture_of
from pipeline.records.model import Claim, DocumentContext, Problem, Reading, Stated
from sources.catalog import Source
from sources.fetch import FetchFailure
from sources.media_types import charset_of
from sources.snapshots import SnapshotError

READING = "reading"


def opened(folder: str) -> closing[Ledger]:
    """The ledger in the folder, closed with the block: where its database is, the folder's settings say."""
    return closing(Ledger.open(Path(folder), create=False))


def fetch_feeds(folder: str, run_id: int, list_name: str, terms: FetchTerms) -> list[str]:
    """Fetches the list's feeds; gives the ids of the documents that they name now."""
    with opened(folder) as ledger:
        feeds = [source for source in ledger.sources.active((list_name,)) if source.feed is not None]
        return sorted(read_feeds(ledger, run_id, feeds, terms))


def fetch_sources(folder: str, run_id: int, terms: FetchTerms, hosts: HostsToFetch) -> None:
    """Fetches the sources of some hosts, one result after the other into the ledger."""
    with opened(folder) as ledger:
        fetch_into(ledger, run_id, hosts.sources, terms, beside=hosts.beside)


def waiting(ledger: Ledger, list_names: Sequence[str], docs: Sequence[str] | None = None) -> list[Waiting]:
    """The documents to read, in the order of the lists; of `docs` only, where they are given."""
    return ledger.documents.waiting(list_names, reading_stages(ledger.settings), docs=docs)


def read_documents(folder: str, run_id: int, list_names: Sequence[str], docs: Sequence[str]) -> None:
    """Reads these documents and puts their claims into the ledger, each in a transaction of its own.

    One that cannot be read is recorded as such; what it said before stays.
    """
    from pipeline.ledger.added import added_claims, with_added
    from pipeline.ledger.in_force import entries_in_force
    from pipeline.reading.claims import extract_claims  # heavy: loads the language model

    with opened(folder) as ledger:
        in_force = entries_in_force(ledger.decisions.entries())
        for each in waiting(ledger, list_names, docs):
            found = _blocks_of(ledger, run_id, each)
            if found is None:
                continue
            reading, context = found
            read = extract_claims(each.source.id, reading, context, ledger.settings.claims, packs=each.packs)
            problem = _broken_continuity(ledger, each, reading, read)
            if problem is not None:
                _put_problem(ledger, run_id, each, problem)
                continue
            claims = with_added(read, added_claims(ledger, in_force, each.source.id), reading, context)
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
            current().done(READING, each.source.id, problem=_told(reading.problem) if reading.problem else None)


def reconcile_ledger(folder: str, run_id: int) -> bool:
    """Makes the facts and conflicts of all claims that are stated, as people have corrected them; False when they
    were up to date."""
    from pipeline.ledger.refresh import refresh

    with opened(folder) as ledger:
        return refresh(ledger, run_id)


def file_claims(folder: str, token: str, batch: int) -> None:
    """Files the claims of a batch of documents for the shards that are to compare them."""
    from pipeline.ledger.sharded import file_batch

    with opened(folder) as ledger:
        file_batch(ledger, token, batch)


def join_figures(folder: str, token: str, shard: int) -> None:
    """Finds which claims of the figures of a shard belong to facts that they were not read for."""
    from pipeline.ledger import sharded

    with opened(folder) as ledger:
        sharded.join_figures(ledger, token, shard)


def compare_claims(folder: str, token: str, shard: int) -> None:
    """Compares the claims of a shard; `reconcile_ledger` writes what all of them gave."""
    from pipeline.ledger.sharded import compare_shard

    with opened(folder) as ledger:
        compare_shard(ledger, token, shard)


def context_of(source: Source, reading: Reading, *, final_url: str | None, at: str, sha256: str) -> DocumentContext:
    """What is known of a document: what its list says, else what it says of itself. One of a web archive was retrieved
    when the archive did."""
    said = reading.metadata

    def known(listed: str | None, stated: Stated | None) -> str | None:
        return listed or (stated.value if stated else None)

    fetched_from = None if source.path else final_url
    capture = capture_of(source.url or fetched_from)
    return DocumentContext(
        url=source.url or fetched_from,
        publisher=known(source.publisher, said.publisher),
        title=known(source.title, said.title),
        published=known(source.published, said.published),
        retrieved=capture.at if capture else at,
        snapshot=sha256,
        licence=source.licence,
        place=source.place,
    )


def _blocks_of(ledger: Ledger, run_id: int, each: Waiting) -> tuple[Reading, DocumentContext] | None:
    """The document read into blocks, and its context; None where that fails, once the ledger knows why."""
    from pipeline.documents.read import DocumentError, read_document

    fetch, doc = each.fetch, each.source.id
    try:
        kept = ledger.snapshots.get(fetch.sha256)
        reading = read_document(
            kept.data,
            ledger.settings.documents,
            url=each.source.url or fetch.final_url,
            charset=charset_of(kept.headers),
        )
    except SnapshotError as error:
        ledger.snapshots.remove(fetch.sha256)  # so that the next run fetches it anew
        lost = FetchFailure(doc, "unreadable_file", str(error), "Run again: it will be fetched anew.", True, utc_now())
        ledger.fetches.put_failure(run_id, lost)
        current().done(READING, doc, problem=f"{lost.reason} {lost.remedy}")
        return None
    except DocumentError as error:
        _put_problem(ledger, run_id, each, error.as_problem())
        return None
    if reading.problem is not None and not reading.problem.in_part:
        _put_problem(ledger, run_id, each, reading.problem)
        return None
    return reading, context_of(each.source, reading, final_url=fetch.final_url, at=fetch.at, sha256=fetch.sha256)


def _broken_continuity(ledger: Ledger, each: Waiting, reading: Reading, claims: Sequence[Claim]) -> Problem | None:
    """Why this reading must not take the place of the document's present one; None where it may, where there is none,
    where the bytes are the same and only the reader is another, and where a person has let it."""
    doc, sha256 = each.source.id, each.fetch.sha256
    try:
        before = ledger.documents.get(doc)
    except UnknownId:
        return None
    if before.sha256 == sha256 or ledger.documents.is_renewed(doc, sha256):
        return None
    stated = {claim.id for claim in ledger.claims.find(doc=doc)}
    kept = sum(claim.id in stated for claim in claims)
    return broken_continuity(
        doc, before.reading, reading, claims_before=len(stated), claims_now=len(claims), claims_kept=kept
    )


def _put_problem(ledger: Ledger, run_id: int, each: Waiting, problem: Problem) -> None:
    doc = each.source.id
    ledger.documents.put_failure(run_id, doc, problem, sha256=each.fetch.sha256, stage=each.stage, at=utc_now())
    current().done(READING, doc, problem=_told(problem))


def _told(problem: Problem) -> str:
    return f"{problem.reason} {problem.remedy}"
