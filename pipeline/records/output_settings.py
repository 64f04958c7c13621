"""Settings of what leaves the ledger: what the dataset says of itself, and whom a run tells."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import ConfigDict, with_config

from pipeline.records.findings import Severity
from pipeline.records.setting_values import Amount, Count, FileName, WebAddress


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class LicenceSettings:
    """The dataset's own licence: its SPDX name, such as CC-BY-4.0, and its address."""

    name: str = ""
    url: WebAddress = ""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Contributor:
    """Who made the dataset; `role` as Data Package has it: author, maintainer, wrangler, publisher, contributor."""

    name: str
    role: str = "author"
    url: WebAddress = ""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Rating:
    """What a claim is given in ClaimReview, on the scale, and what that is called."""

    value: float
    name: str


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class RatingSettings:
    """The scale of ClaimReview, and what on it a claim is that was found right, outdated, or was rejected."""

    worst: float = 1
    best: float = 5
    right: Rating = field(default_factory=lambda: Rating(5, "Right"))
    outdated: Rating = field(default_factory=lambda: Rating(2, "Outdated"))
    rejected: Rating = field(default_factory=lambda: Rating(1, "Not right"))

    def __post_init__(self) -> None:
        given = (self.right.value, self.outdated.value, self.rejected.value)
        if not self.worst < self.best or not all(self.worst <= value <= self.best for value in given):
            raise ValueError(f"expected a scale from worst to best that holds {', '.join(f'{v:g}' for v in given)}")


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class DatasetSettings:
    """What the exported dataset says of itself, and how much of a source's text it carries."""

    name: FileName = "factledger"
    title: str = ""
    """Of the dataset and the report; the names of the lists where it is empty."""
    publisher: str = ""
    publisher_url: WebAddress = ""
    site: WebAddress = ""
    """The address that the dataset's files and the report are published under."""
    licence: LicenceSettings = field(default_factory=LicenceSettings)
    keywords: tuple[str, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    ratings: RatingSettings = field(default_factory=RatingSettings)
    quote_length: Count = 300
    """Characters of a quote at most, cut around its figure; 0: no quotes."""
    workbook_rows: Count = 50_000
    """The workbook is left out where a table has more rows: writing it takes long. 0: never written."""
    byte_order_mark: bool = False
    """Whether CSV files begin with one; some spreadsheets take them for another encoding without."""

    def address_of(self, path: str) -> str:
        """Where a file of the dataset is published; its path alone where no site is set."""
        return f"{self.site.rstrip('/')}/{path}" if self.site else path


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class NotifySettings:
    """Whom a run tells of new conflicts and of failures."""

    severity: Severity = "low"
    """The least severity that is told."""
    command: tuple[str, ...] = ()
    """A program with its arguments; what is new comes on its standard input as JSON lines."""
    webhook: WebAddress = ""
    """An address that what is new is posted to as JSON."""
    mail: tuple[str, ...] = ()
    """Addresses in the notation of the apprise library (extra `mail`), such as mailtos://user:password@host."""
    seconds: Amount = 30.0
    """Time limit for each."""
    failing_days: Amount = 0.0
    """For how many days a source has to fail before it is told."""
