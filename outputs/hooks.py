"""The ways in which news leaves: a command, a web hook, mail."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pipeline.records.output_settings import NotifySettings

_OWN_ENVIRONMENT = frozenset({"PYTHONSAFEPATH"})
"""What a run sets for its own processes: a command written in Python may import what lies beside it."""


class HookError(Exception):
    """A hook that did not do its work, and why."""


class News(Protocol):
    """What is told."""

    def subject(self) -> str:
        """It in a few words."""

    def text(self) -> str:
        """It for a person to read."""

    def rows(self) -> list[dict[str, Any]]:
        """It for a program, an object for each thing."""

    def body(self) -> dict[str, Any]:
        """It for a program, in one object."""


def _run_command(news: News, settings: NotifySettings) -> None:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in news.rows())
    try:
        done = subprocess.run(
            settings.command,
            input=lines,
            capture_output=True,
            encoding="utf-8",
            errors="backslashreplace",  # what the command writes may be anything
            timeout=settings.seconds,
            check=False,
            env={name: value for name, value in os.environ.items() if name not in _OWN_ENVIRONMENT},
        )
    except subprocess.TimeoutExpired:
        raise HookError(f"notify.command did not end within {settings.seconds:g} s and was stopped") from None
    except (OSError, ValueError) as error:
        told = error.strerror if isinstance(error, OSError) else str(error)
        raise HookError(f"notify.command {settings.command[0]!r} cannot be started: {told}") from error
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise HookError(f"notify.command ended with status {done.returncode}: {last}")


def _post(news: News, settings: NotifySettings) -> None:
    import httpx

    try:
        answer = httpx.post(settings.webhook, json=news.body(), timeout=settings.seconds)
        answer.raise_for_status()
    except httpx.HTTPStatusError as error:
        raise HookError(f"notify.webhook answered {error.response.status_code}") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:  # the last for a host that no name can have
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
class Hook:
    """A way to tell, whether it is set up, and how it is done. Raises HookError where it fails."""

    name: str
    configured: Callable[[NotifySettings], bool]
    send: Callable[[News, NotifySettings], None]


HOOKS: Sequence[Hook] = (
    Hook("command", lambda settings: bool(settings.command), _run_command),
    Hook("webhook", lambda settings: bool(settings.webhook), _post),
    Hook("mail", lambda settings: bool(settings.mail), _mail),
)
