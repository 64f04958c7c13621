"""robots.txt and crawl delay per host, after RFC 9309."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from urllib.parse import urlsplit

from protego import Protego

MAX_ROBOTS_BYTES = 500 * 1024
"""RFC 9309, section 2.5: what a crawler must at least parse."""
_AGENTS = re.compile(r"\s*user[- ]?agents?\s*:([^#]*)", re.IGNORECASE)
_PRODUCT = re.compile(r"""(?:^|,)[\s"']*(\*(?!\w)|[a-z_-]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """What a host says to a request for its robots.txt: status 0 where it could not be asked, `why` then says why.

    `unreachable`: no connection to it could be made.
    """

    status: int
    text: str = ""
    why: str = ""
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether an address may be read, and how long to pause between requests to its host (None: nothing is said).

    `passing` marks a refusal that only holds until robots.txt can be read again.
    """

    allowed: bool
    delay: float | None = None
    why: str = ""
    unreachable: bool = False
    passing: bool = False


class Robots:
    """The robots.txt files of one run, each read once, by `read`, which takes its address. Safe among threads."""

    def __init__(self, robot: str, read: Callable[[str], RobotsAnswer]) -> None:
        self._robot = robot
        self._read = read
        self._answers: dict[str, RobotsAnswer] = {}
        self._rules: dict[str, Protego] = {}
        self._locks: dict[str, Lock] = {}
        self._lock = Lock()

    def permission(self, url: str) -> Permission:
        """A missing file (4xx) allows everything; one that cannot be read (5xx, no answer) nothing: RFC 9309, 2.3.1."""
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc}/robots.txt"
        with self._lock:
            lock = self._locks.setdefault(address, Lock())
        with lock:
            if address not in self._answers:
                answer = self._answers[address] = self._read(address)
                self._rules[address] = _rules_of(answer.text[:MAX_ROBOTS_BYTES] if answer.status == 200 else "")
        answer, rules = self._answers[address], self._rules[address]
        if answer.status == 0 or answer.status == 429 or answer.status >= 500:
            why = answer.why or f"{address} cannot be read now ({answer.status})"
            return Permission(False, why=why, passing=True, unreachable=answer.unreachable)
        if not rules.can_fetch(url, self._robot):
            return Permission(False, why=f"{address} does not allow {self._robot} to read it")
        delay = rules.crawl_delay(self._robot)
        return Permission(True, None if delay is None else float(delay))


def _rules_of(text: str) -> Protego:
    return Protego.parse("\n".join(map(_by_product, text.splitlines())))


def _by_product(line: str) -> str:
    """A line with the names of robots alone, each on its own: RFC 9309, 2.2.1, compares no versions or comments."""
    names = _PRODUCT.findall(agents[1]) if (agents := _AGENTS.match(line)) else ()
    return "\n".join(f"User-agent: {name}" for name in names) or line
