"""What a run did, as it is shown when it ends."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence

from flows.cli.options import DEFAULT_LEDGER
from flows.cli.output import shortened
from flows.summary import NO_NETWORK, RunSummary
from outputs.wording import counted_thing, period
from pipeline.comparing.gates.wording import figure_text
from pipeline.ledger import Ledger, RunRow
from pipeline.records.model import Claim, Conflict
from pipeline.records.text import counted

_SHOWN = 8
_FIGURES = 3
_SIDES = 3
_DATED = ("regression", "period_conflict")


def summary_text(ledger: Ledger, run: RunRow, *, quiet: bool) -> str:
    """The run's summary, lines ended. Quiet: only what went wrong and what is new."""
    summary = RunSummary.from_row(run.summary)
    new = ledger.conflicts.find(first_run=run.id)
    if quiet:
        return _joined([*_failed(summary), *_conflict_lines(ledger, new)])
    still_open, worst = _still_open(ledger)
    lines = [", ".join(run.lists), _sources_line(summary), *_failed(summary), *_retired(summary)]
    lines += ["", _counts_line(summary, still_open)]
    lines += _reopened(ledger)
    if worst:
        lines += ["", "Worth looking at first:", *_conflict_lines(ledger, worst)]
        if still_open > len(worst):
            lines.append(f"  … and {still_open - len(worst)} more: {_command(ledger, 'conflicts')}")
    return _joined([*lines, "", *_next_steps(ledger, summary, worst)])


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _sources_line(summary: RunSummary) -> str:
    parts = [
        f"{len(summary.read)} read" if summary.read else "",
        f"{summary.unchanged} unchanged" if summary.unchanged else "",
        f"{len(summary.failed)} failed" if summary.failed else "",
        f"{len(summary.unread)} not read by a fault of ours" if summary.unread else "",
    ]
    told = ", ".join(part for part in parts if part) or "nothing read"
    nothing = "" if summary.changed else ". Nothing new: nothing was read again, and no row was changed"
    return f"{counted(summary.sources, 'source')}: {told}{nothing}"


def _failed(summary: RunSummary) -> list[str]:
    """What went wrong; where there is no network that is said once, not for each source."""
    told = [each for each in summary.failed if not (summary.offline and each.kind in NO_NETWORK)]
    notes = [f"  {note}" for note in summary.notes]
    return [*notes, *(f"  failed  {each.source}: {each.reason} {each.remedy}" for each in told)]


def _retired(summary: RunSummary) -> list[str]:
    if not summary.retired:
        return []
    return [f"  no longer listed, claims withdrawn: {', '.join(summary.retired)}"]


def _counts_line(summary: RunSummary, still_open: int) -> str:
    difference = summary.claims - summary.claims_before
    claims = counted(summary.claims, "claim") + (f" ({difference:+,})" if difference and summary.claims_before else "")
    facts = f"{counted(summary.facts, 'fact')}, {summary.agreed:,} of them agreed on by two or more witnesses"
    conflicts = counted(summary.conflicts, "conflict")
    new = f", {summary.new_conflicts} new" if summary.new_conflicts else ""
    return f"{claims} · {facts} · {conflicts} ({still_open} open{new})"


def _reopened(ledger: Ledger) -> list[str]:
    from outputs.decisions import DecisionLog

    reopened = len(DecisionLog(ledger).reopened())
    if not reopened:
        return []
    decisions = "1 decision waits" if reopened == 1 else f"{reopened} decisions wait"
    return [f"{decisions} for a person again, because the evidence has changed"]


def _still_open(ledger: Ledger) -> tuple[int, list[Conflict]]:
    """How many conflicts no decision has settled, and the worst of them."""
    from outputs.decisions import DecisionLog

    settled = DecisionLog(ledger).settled()
    worst = ledger.conflicts.find(at_most=_SHOWN + len(settled))
    return ledger.conflicts.count() - len(settled), [each for each in worst if each.id not in settled][:_SHOWN]


def _conflict_lines(ledger: Ledger, conflicts: list[Conflict]) -> list[str]:
    gist = gists(ledger, conflicts)
    return [f"  {each.severity:<6}  {each.id}  {gist[each.id]}" for each in conflicts]


def gists(ledger: Ledger, conflicts: Sequence[Conflict]) -> dict[str, str]:
    """Each conflict in a line, by its id: the figures, who gives them, and what they are about."""
    wanted = {claim for conflict in conflicts for side in conflict.sides for claim in side}
    claims = {claim.id: claim for claim in ledger.claims.find(ids=wanted)} if wanted else {}
    return {each.id: _gist(each, claims) for each in conflicts}


def _gist(conflict: Conflict, claims: dict[str, Claim]) -> str:
    sides = [[claims[claim] for claim in side if claim in claims] for side in conflict.sides]
    dated = conflict.kind in _DATED
    shown = [_side(side, dated) for side in sides if side]
    more = f" and {len(shown) - _SIDES} more" if len(shown) > _SIDES else ""
    against = " against ".join(shown[:_SIDES]) + more
    about = next((claim for side in sides for claim in side), None)
    if about is None:
        return conflict.explanation
    thing = shortened(counted_thing(about), 48)
    what = ", ".join(part for part in (f"{about.measure}: {thing}", about.place) if part)
    return f"{against} ({what})"


def _side(side: list[Claim], dated: bool) -> str:
    figures = list(dict.fromkeys(_figure(claim, dated) for claim in side))
    publishers = list(dict.fromkeys(claim.document.publisher or claim.doc for claim in side))
    more = f" + {len(figures) - _FIGURES} more" if len(figures) > _FIGURES else ""
    return f"{', '.join(figures[:_FIGURES])}{more} – {', '.join(publishers[:2])}"


def _figure(claim: Claim, dated: bool) -> str:
    when = period(claim) if dated else ""
    return f"{figure_text(claim)} [{when}]" if when else figure_text(claim)


def _next_steps(ledger: Ledger, summary: RunSummary, still_open: list[Conflict]) -> list[str]:
    steps: list[tuple[str, str]] = []
    if still_open:
        steps.append((f"explain {still_open[0].id}", "both quotes, the rule that applied, and its arithmetic"))
        steps.append(("review", "decide in the browser, with both quotes in context"))
    if summary.failed:
        steps.append(("sources", "what failed, since when, and why"))
    steps.append(("export DIR", "the vetted facts as a dataset"))
    width = max(len(_command(ledger, command)) for command, _ in steps)
    return ["Next:", *(f"  {_command(ledger, command):<{width}}  {why}" for command, why in steps)]


def _command(ledger: Ledger, command: str) -> str:
    where = "" if ledger.folder == DEFAULT_LEDGER else f" --ledger {shlex.quote(str(ledger.folder))}"
    return f"factledger {command}{where}"
