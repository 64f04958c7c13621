"""What a source list holds, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sources.errors import UserError
from sources.policy import FetchPolicy


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of a source list, and what to do about it. Lines count from 1."""

    file: str
    line: int | None
    field: str | None
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        what = f"{self.field}: {self.problem}" if self.field else self.problem
        return f"{place}: {what}. {self.remedy}"


class CatalogError(UserError):
    """A source list that cannot be used, with every fault that was found in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read, or a feed of documents. `url` is fetched, unless there is a `path` (absolute): then it is
    only cited. `feed` is the address of a feed or sitemap; a document that it names has the feed's id as `parent`.
    """

    id: str
    url: str | None = None
    feed: str | None = None
    path: Path | None = None
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    licence: str | None = None
    place: str | None = None
    browser: bool = False
    """Whether its page is rendered, since a script fills it."""
    include: tuple[str, ...] = ()
    """Of a feed, words one of which an entry's address or title must hold."""
    exclude: tuple[str, ...] = ()
    since: str | None = None
    """The day before which entries are left out; those without a date are not."""
    at_most: int | None = None
    """How many entries are taken at a time, the newest first."""
    parent: str | None = None
    list_name: str = ""
    line: int = field(default=0, compare=False)
    """Where the source stands in its list, for messages."""

    @property
    def address(self) -> str:
        """What is fetched of it, where that is no file."""
        return self.feed or self.url or ""


@dataclass(frozen=True, slots=True)
class SourceList:
    """A source list as read from `path` (absolute)."""

    name: str
    path: Path
    sources: tuple[Source, ...]
    packs: tuple[str, ...] = ()
    policy: FetchPolicy = field(default_factory=FetchPolicy)
