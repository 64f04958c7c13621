"""Commands that read sources: demo, run, check, serve."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.faults import CallError, Status, status_of
from flows.cli.options import DEFAULT_LEDGER, LedgerDir, Quiet, Severity
from flows.cli.output import say, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.ledger import Ledger
    from sources.catalog import Fault, SourceList

ListArgument = Annotated[Path, typer.Argument(metavar="LIST", help="A source list (YAML).")]


def demo(ledger: LedgerDir = DEFAULT_LEDGER, quiet: Quiet = False) -> None:
    """Run the demo that ships, offline. It has a ledger of its own, in DIR/demo."""
    from importlib.resources import files

    if not quiet:
        say("Six documents by invented organisations that do not agree with each other. Reading takes a few seconds.\n")
    demo_list = Path(str(files("sources").joinpath("lists", "demo", "demo.yaml")))
    raise typer.Exit(_run(ledger / "demo", [demo_list], None, "threads", quiet))


def run(
    lists: Annotated[list[Path] | None, typer.Argument(metavar="[LIST…]", help="Source lists (YAML).")] = None,
    ledger: LedgerDir = DEFAULT_LEDGER,
    fail_on: Annotated[
        Severity | None,
        typer.Option("--fail-on", help="Exit with status 4 if the run brings conflicts of this severity or worse."),
    ] = None,
    runner: Annotated[
        str, typer.Option(metavar="NAME", help="Where documents are read: threads, processes, dask://…, ray://….")
    ] = "threads",
    quiet: Quiet = False,
) -> None:
    """Read the sources of LIST and compare what they claim. Without LIST, those of the lists that the ledger knows."""
    raise typer.Exit(_run(ledger, lists or [], fail_on, runner, quiet))


def check(source_list: ListArgument) -> None:
    """Report all faults of a source list at once. Reads no source."""
    from pipeline.records.text import counted
    from sources.catalog import checked_list

    found = checked_list(source_list)
    _refuse_broken_packs([found])
    say(f"{source_list}: {found.name!r}, {counted(len(found.sources), 'source')}, no faults")


def serve(
    source_list: ListArgument,
    cron: Annotated[str, typer.Option(metavar="CRON", help='When to run, in UTC: "0 6 * * *" is daily at six.')],
    ledger: LedgerDir = DEFAULT_LEDGER,
) -> None:
    """Run on a schedule until stopped. Uses the Prefect server that PREFECT_API_URL names, or starts one of its own."""
    from flows.schedule import serve as serve_list

    _checked([source_list])
    serve_list(ledger, source_list, cron, lambda line: print(line, flush=True))


def _run(folder: Path, paths: list[Path], fail_on: Severity | None, runner: str, quiet: bool) -> Status:
    from flows.launch import run_ingest, server_of

    lists = _checked(paths)
    with ExitStack() as held:
        # it boots while the ledger is opened
        server = held.enter_context(closing(server_of(folder))) if lists else None

        from flows.cli.progress_bars import progress_shown
        from flows.cli.summary import summary_text
        from flows.run import has_reading_to_do
        from pipeline.ledger import Ledger

        ledger = held.enter_context(closing(Ledger.open(folder, create=bool(lists))))
        _check_packs(ledger)
        lists = lists or _checked(_known(ledger))
        with ledger.lock("a run"):
            pass  # held by another run, this says so before the server is up
        before = ledger.runs.last()
        with progress_shown(quiet) as progress:
            state = run_ingest(
                server or held.enter_context(closing(server_of(folder))),
                folder,
                [each.path for each in lists],
                runner=runner,
                progress=progress,
                load_model=has_reading_to_do(ledger, lists),
            )
        last = ledger.runs.last()
        if last is not None and last != before:
            say(summary_text(ledger, last, quiet=quiet), end="")
        outcome = state.result(raise_on_failure=False)
        if isinstance(outcome, Exception):
            if last is None or last == before:
                raise outcome
            return status_of(outcome)
        assert last is not None
        for untold in outcome:
            warn(f"a notification could not be sent: {untold}")
        if fail_on is not None and _brought(ledger, last.id, fail_on):
            return Status.CONFLICTS
        return Status.SOME_UNREAD if last.summary["failed"] else Status.WELL


def _known(ledger: Ledger) -> list[Path]:
    from flows.run import known_lists

    known = known_lists(ledger)
    if not known:
        raise CallError(f"the ledger in {ledger.folder} knows no list yet; name one: factledger run LIST")
    return known


def _checked(paths: list[Path]) -> list[SourceList]:
    """The lists, with all faults of all of them at once, or else of their packs. Raises CatalogError."""
    from sources.catalog import read_lists

    lists = list(read_lists(paths))
    _refuse_broken_packs(lists)
    return lists


def _refuse_broken_packs(lists: Iterable[SourceList]) -> None:
    from sources.catalog import CatalogError

    if faults := [fault for each in lists for fault in _pack_faults(each)]:
        raise CatalogError(faults)


def _check_packs(ledger: Ledger) -> None:
    """Raises CallError for a measure pack of the settings that is not there or broken, before anything is read."""
    if not ledger.settings.compare.packs:
        return
    from pipeline.ledger.store import SETTINGS_FILE
    from pipeline.reading.measures import PackError, vocabulary  # heavy, and few settings name packs

    try:
        vocabulary(ledger.settings.compare.packs)
    except PackError as error:
        raise CallError(f"{ledger.folder / SETTINGS_FILE}: compare.packs: {error}") from error


def _pack_faults(source_list: SourceList) -> Iterator[Fault]:
    """A measure pack that is not there or broken."""
    if not source_list.packs:
        return
    from pipeline.comparing.subjects.traits import measure_traits  # heavy, and few lists name packs
    from pipeline.reading.measures import PackError
    from sources.catalog import Fault

    try:
        measure_traits(source_list.packs)
    except PackError as error:
        yield Fault(str(source_list.path), None, "packs", str(error), "Correct the pack, or the line 'packs:'.")


def _brought(ledger: Ledger, run_id: int, severity: Severity) -> bool:
    from pipeline.records.model import severities_from

    told = severities_from(severity.value)
    return any(conflict.severity in told for conflict in ledger.conflicts.find(first_run=run_id))
