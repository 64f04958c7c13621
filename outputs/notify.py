"""Telling people of new conflicts after a run: a command, a web hook, mail. A hook that fails breaks nothing."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from outputs.decisions import DecisionLog
from pipeline.ledger import Ledger
from pipeline.records.model import Conflict
from pipeline.records.settings import NotifySettings

_RANK = {"high": 0, "medium": 1, "low": 2}
_LISTED = 20
_OWN_ENVIRONMENT = frozenset({"PYTHONSAFEPATH"})
"""What a run sets for its own processes: a command written in Python may import what lies beside it."""


class HookError(Exception):
    """A hook that did not do its work, and why."""


@dataclass(frozen=True, slots=True)
class Told:
    """One hook, whether it was told, and why not."""

    hook: str
    ok: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What a run brought that is worth telling, the worst first."""

    run: int
    conflicts: tuple[Conflict, ...]

    def subject(self) -> str:
        count = len(self.conflicts)
        worst = self.conflicts[0].severity
        return f"Factledger: {count} new conflict{'' if count == 1 else 's'}, the worst of {worst} severity"

    def text(self) -> str:
        lines = [f"[{c.severity}] {c.explanation}\n    factledger explain {c.id}" for c in self.conflicts[:_LISTED]]
        if len(self.conflicts) > _LISTED:
            lines.append(f"… and {len(self.conflicts) - _LISTED} more: factledger conflicts --new")
        return "\n".join([*lines, "", "Decide with: factledger review"])

    def rows(self) -> list[dict[str, Any]]:
        names = ("id", "kind", "severity", "explanation", "sides", "facts")
        return [{name: getattr(conflict, name) for name in names} for conflict in self.conflicts]


def after_run(ledger: Ledger, run_id: int) -> tuple[Told, ...]:
    """Tells every configured hook of the conflicts that a run brought and nobody has decided.

    Nothing new, nothing told. Never raises for a hook's failure: each is in what comes back, with its reason.
    """
    settings = ledger.settings.notify
    hooks = [hook for hook in _HOOKS if hook.configured(settings)]
    if not hooks:
        return ()
    news = _news(ledger, run_id, settings)
    return tuple(_tell(hook, news, settings) for hook in hooks) if news.conflicts else ()


def _tell(hook: _Hook, news: News, settings: NotifySettings) -> Told:
    try:
        hook.send(news, settings)
    except HookError as failure:
        return Told(hook.name, False, str(failure))
    return Told(hook.name, True)


def _news(ledger: Ledger, run_id: int, settings: NotifySettings) -> News:
    worth = [c for c in ledger.conflicts.find(first_run=run_id) if _RANK[c.severity] <= _RANK[settings.severity]]
    states = DecisionLog(ledger).states(worth)
    undecided = [c for c in worth if states[c.id].status != "settled"]
    return News(run_id, tuple(sorted(undecided, key=lambda c: (_RANK[c.severity], -c.score, c.id))))


def _run_command(news: News, settings: NotifySettings) -> None:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in news.rows())
    try:
        done = subprocess.run(
            settings.command,
            input=lines,
            capture_output=True,
            text=True,
            timeout=settings.seconds,
            check=False,
            env={name: value for name, value in os.environ.items() if name not in _OWN_ENVIRONMENT},
        )
    except subprocess.TimeoutExpired:
        raise HookError(f"notify.command did not end within {settings.seconds:g} s and was stopped") from None
    except OSError as error:
        raise HookError(f"notify.command {settings.command[0]!r} cannot be started: {error.strerror}") from error
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise HookError(f"notify.command ended with status {done.returncode}: {last}")


def _post(news: News, settings: NotifySettings) -> None:
    import httpx

    body = {"run": news.run, "subject": news.subject(), "text": news.text(), "conflicts": news.rows()}
    try:
        answer = httpx.post(settings.webhook, json=body, timeout=settings.seconds)
        answer.raise_for_status()
    except httpx.HTTPStatusError as error:
        raise HookError(f"notify.webhook answered {error.response.status_code}") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise HookError(f"notify.webhook could not be reached: {error or type(error).__name__}") from error


def _mail(news: News, settings: NotifySettings) -> None:
    try:
        import apprise
    except ModuleNotFoundError as error:
        raise HookError("notify.mail needs the extra 'mail': pip install 'factledger[mail]'") from error
    post = apprise.Apprise()
    if refused := [n for n, address in enumerate(settings.mail, 1) if not post.add(address)]:
        raise HookError(f"notify.mail: address {refused[0]} of {len(settings.mail)} is none that apprise can read")
    if not post.notify(title=news.subject(), body=news.text()):
        raise HookError("notify.mail: the mail server did not take the message; see the addresses in the settings")


@dataclass(frozen=True, slots=True)
class _Hook:
    name: str
    configured: Callable[[NotifySettings], bool]
    send: Callable[[News, NotifySettings], None]


_HOOKS: Sequence[_Hook] = (
    _Hook("command", lambda settings: bool(settings.command), _run_command),
    _Hook("webhook", lambda settings: bool(settings.webhook), _post),
    _Hook("mail", lambda settings: bool(settings.mail), _mail),
)
