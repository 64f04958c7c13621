"""Telling people of new conflicts and of failures after a run. A hook that fails breaks nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from outputs.decisions import DecisionLog
from outputs.hooks import HOOKS, HookError
from pipeline.ledger import Ledger, LedgerError, SourceStatus
from pipeline.ledger.store import settings_of
from pipeline.records.model import Conflict, severities_from
from pipeline.records.output_settings import NotifySettings
from pipeline.records.text import counted

_LISTED = 20


@dataclass(frozen=True, slots=True)
class Notified:
    """One hook, whether it was told, and why not."""

    hook: str
    ok: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What a run brought that is worth telling: conflicts, the worst first; sources that fail; why the run itself
    failed, empty where it did not. `run` is None for one that did not get as far as to have a number."""

    run: int | None
    conflicts: tuple[Conflict, ...]
    failing: tuple[SourceStatus, ...]
    failure: str

    def __bool__(self) -> bool:
        return bool(self.conflicts or self.failing or self.failure)

    def subject(self) -> str:
        """What is new, in one line."""
        parts = []
        if self.failure:
            parts.append("the run failed")
        if self.conflicts:
            worst = self.conflicts[0].severity
            parts.append(f"{counted(len(self.conflicts), 'new conflict')}, the worst of {worst} severity")
        if self.failing:
            parts.append(f"{counted(len(self.failing), 'source')} failing")
        return f"Factledger: {'; '.join(parts)}"

    def text(self) -> str:
        """What is new, as the text of a mail."""
        lines = [self.failure, ""] if self.failure else []
        lines += [f"[{c.severity}] {c.explanation}\n    factledger explain {c.id}" for c in self.conflicts[:_LISTED]]
        if len(self.conflicts) > _LISTED:
            lines.append(f"… and {len(self.conflicts) - _LISTED} more: factledger conflicts --new")
        if self.conflicts:
            lines += ["", "Decide with: factledger review"]
        lines += [
            f"failing  {row['source']} since {row['since']}: {row['reason']}" for row in self._failing()[:_LISTED]
        ]
        if len(self.failing) > _LISTED:
            lines.append(f"… and {len(self.failing) - _LISTED} more: factledger sources")
        return "\n".join(lines)

    def rows(self) -> list[dict[str, Any]]:
        return [*([{"failure": self.failure}] if self.failure else []), *self._conflicts(), *self._failing()]

    def body(self) -> dict[str, Any]:
        """What is new, as a web hook is sent it."""
        told = {"run": self.run, "subject": self.subject(), "text": self.text(), "failure": self.failure}
        return told | {"conflicts": self._conflicts(), "sources": self._failing()}

    def _conflicts(self) -> list[dict[str, Any]]:
        names = ("id", "kind", "severity", "explanation", "sides", "facts")
        return [{name: getattr(conflict, name) for name in names} for conflict in self.conflicts]

    def _failing(self) -> list[dict[str, Any]]:
        names = ("kind", "reason", "remedy", "since")
        return [{"source": each.id} | {name: getattr(each.fault, name) for name in names} for each in self.failing]


def after_run(ledger: Ledger, run_id: int, failure: str) -> tuple[Notified, ...]:
    """Tells every configured hook of the conflicts that a run brought and nobody has decided, of sources that have
    failed for long enough now, and of the fault of ours, `failure`, that kept documents from being read (empty: none).

    Nothing new, nothing told. Never raises for a hook's failure: each is in what comes back, with its reason.
    """
    settings = ledger.settings.notify
    if not any(hook.configured(settings) for hook in HOOKS):
        return ()
    return _told(
        News(run_id, _undecided(ledger, run_id, settings), _failing(ledger, run_id, settings), failure), settings
    )


def after_failure(folder: Path, failure: str) -> tuple[Notified, ...]:
    """Tells the hooks of the ledger in this folder that a run could not be done, and why."""
    try:
        settings = settings_of(folder).notify
    except LedgerError:  # it is what is wrong, and nobody can be told by it
        return ()
    return _told(News(None, (), (), failure), settings)


def _told(news: News, settings: NotifySettings) -> tuple[Notified, ...]:
    told = []
    for hook in HOOKS if news else ():
        if hook.configured(settings):
            try:
                hook.send(news, settings)
                told.append(Notified(hook.name, True))
            except HookError as failure:
                told.append(Notified(hook.name, False, str(failure)))
    return tuple(told)


def _undecided(ledger: Ledger, run_id: int, settings: NotifySettings) -> tuple[Conflict, ...]:
    told = severities_from(settings.severity)
    worth = [conflict for conflict in ledger.conflicts.find(first_run=run_id) if conflict.severity in told]
    states = DecisionLog(ledger).states(worth)
    return tuple(conflict for conflict in worth if states[conflict.id].status != "settled")


def _failing(ledger: Ledger, run_id: int, settings: NotifySettings) -> tuple[SourceStatus, ...]:
    """The sources whose failure has become old enough to be told since the run before: each failure is told once."""
    before = max((run.finished_at or "" for run in ledger.runs.all() if run.id < run_id), default="")
    now = ledger.runs.get(run_id).finished_at or ""
    failing = (each for each in ledger.sources.status() if each.state == "failing" and each.fault)
    wait = timedelta(days=settings.failing_days)
    return tuple(each for each in failing if each.fault and before < _after(each.fault.since, wait) <= now)


def _after(at: str, wait: timedelta) -> str:
    return (datetime.fromisoformat(at) + wait).strftime("%Y-%m-%dT%H:%M:%SZ")
