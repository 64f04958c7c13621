"""Every threshold and switch, with its default: settings.yaml, read into frozen, typed records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config

from pipeline.records.data import load_yaml, read_yaml
from pipeline.records.output_settings import DatasetSettings, NotifySettings
from pipeline.records.setting_values import Amount, ChosenField, Count, Share, fault_of
from sources.errors import UserError
from sources.yaml_faults import yaml_fault


class SettingsError(UserError):
    """A settings file that does not hold what it should; the message names file, field and remedy."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class PdfSettings:
    """Limits on reading one PDF, which has a process of its own."""

    max_bytes: Count = 64 * 1024 * 1024
    max_pages: Count = 3000
    max_characters: Count = 12_000_000
    cpu_seconds: Amount = 8.0
    """For the document, and for each page on top; then the reading ends with the page it is in."""
    cpu_seconds_per_page: Amount = 0.05
    wall_seconds: Amount = 18.0
    """Without so many seconds' end the process is killed; `wall_seconds_per_page` on top once its pages are counted."""
    wall_seconds_per_page: Amount = 0.2
    memory_mib: Count = 1024
    """Address space of the process."""
    ocr_dots_per_inch: Count = 200
    ocr_max_pages: Count = 50
    ocr_max_pixels: Count = 20_000_000
    ocr_seconds_per_page: Amount = 30.0


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class HtmlSettings:
    """Limits on reading one page or plain text."""

    max_bytes: Count = 32 * 1024 * 1024


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """Limits on unpacking one office document or compressed file."""

    max_bytes: Count = 200_000_000
    """Of what it unpacks to."""
    max_members: Count = 5_000


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class SheetSettings:
    """Limits on reading one spreadsheet or table of delimited values, all its sheets together."""

    max_rows: Count = 20_000
    """Rows that hold something."""
    max_cells: Count = 1_000_000
    """Empty ones between and before others included."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """Limits on reading a document."""

    html: HtmlSettings = field(default_factory=HtmlSettings)
    pdf: PdfSettings = field(default_factory=PdfSettings)
    archive: ArchiveSettings = field(default_factory=ArchiveSettings)
    sheets: SheetSettings = field(default_factory=SheetSettings)


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class ClaimSettings:
    """How claims are read."""

    claim_from: Share = 0.5
    """From which probability on a number is taken for a claim."""
    least_probability: Mapping[ChosenField, Share] = field(default_factory=dict)
    """By field, the probability below which it stays empty."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class CompareSettings:
    """The numbers in the rules of comparison. Shares are of 1, spans of time in months."""

    rounding_cap: Amount = 0.25
    """A rounded point stands for at most this share of itself to either side."""
    exact_digits: Count = 3
    """An integer with this many significant digits stands for itself."""
    fraction_width: Amount = 0.05
    """A fraction in words ("two-thirds") stands for this share of itself to either side."""
    about_width: Amount = 0.10
    about_points: Amount = 3.0
    """What "about" adds to a share at most, in percentage points."""
    nearly_width: Amount = 0.10
    loose_bound: Amount = 1.5
    """Beyond this many times the bound, "more than" fits still, but says little."""
    undated_months: Count = 24
    """Undated claims count as of one time when their pages are at most so far apart."""
    series_months: Count = 36
    """Dates of one study, event or counter that lie further apart are of two."""
    one_witness_similarity: Share = 0.8
    """Quotes that share this much of their word triples are copies of one text."""
    restated_similarity: Share = 0.8
    """Two sentences of one document that share this much of their word triples tell one thing."""
    near_miss: Amount = 0.12
    """A sum of neighbours that misses its total by no more may be a slip."""
    sum_window: Count = 16
    """How many claims to either side of a figure are looked at for what it follows from."""
    sum_parts: Count = 8
    """How many parts a sum may have."""
    derived_from: Share = 0.5
    """From this probability on that people mean it, figures that come out are said to follow from each other."""
    explained_from: Share = 0.8
    """From this one on, a figure is explained, and need not come out otherwise."""
    tied_ratio: Amount = 1.1
    tied_ratio_in_sentence: Amount = 2.5
    """Figures that the text ties and that are further off, as the ratio of the nearer ends, are taken to be others."""
    high_ratio: Amount = 1.5
    high_ratio_inferred: Amount = 2.0
    medium_ratio: Amount = 1.1
    """From these gaps on, as the ratio of the nearer ends, a conflict is of high or of medium severity."""
    close_ratio: Annotated[float, Field(gt=1.0)] = 1.5
    """Up to this ratio figures are close: they may be of one thing that was read for two measures, places or times."""
    reread_from: Share = 0.03
    """From this probability on, by what their readers left open, two close figures may be of one place or one time that
    was read as two."""
    filed_from: Share = 0.05
    """They are looked for under each measure and each year that a reader gave this probability or more."""
    sure_reading: Amount = 0.25
    """Below this confidence of a reading a conflict is at most of low severity."""
    broken_from: Share = 0.3
    """From this probability on, an equation that does not come out is flagged."""
    flag_from: Share = 0.25
    """From this probability on that a person would call it a contradiction, a pair is flagged."""
    unsure_from: Share = 0.08
    """From this one on it is kept as unsure, apart from the flags."""
    same_from: Share = 0.3
    """From this probability on, figures that fit are taken to be of one thing."""
    joined_from: Share = 0.6
    """From this one on, equal figures are told in one fact."""
    listed_verdicts: Count = 20
    """How many of a conflict's pairs are kept with it."""
    paired_up_to: Count = 120
    """In buckets of up to so many claims each pair is judged that may be flagged."""
    most_partners: Count = 6
    """In larger ones each claim with so many of its likeliest partners."""
    claims_a_shard: Count = 20_000
    """Where all claims are compared, that many are looked at at once, each such shard as a task of its own."""
    packs: tuple[str, ...] = ()
    """Measure packs whose measures' traits are known, beside those that the ledger's lists name."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class AuditSettings:
    """How a draft is compared where it differs from sources: its author is there to say what is meant."""

    restated_similarity: Share = 0.3
    """Two sentences of a draft that share this much of their word triples tell one thing."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class SecondReaderSettings:
    """A language model that is asked to pick among the candidates of claims in flagged conflicts."""

    ask: Literal["never", "flagged"] = "never"
    address: str = "http://127.0.0.1:8080/v1"
    """Of a server that speaks the common chat-completions form."""
    model: str = ""
    key_variable: str = ""
    """The environment variable that holds the server's key, where it asks for one."""
    most_questions: Count = 200
    """In one run."""
    seconds: Amount = 30.0
    """Time limit for each answer."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class FetchSettings:
    """What whoever runs the ledger opens to its lists."""

    private_hosts: tuple[str, ...] = ()
    """Hosts that may lie in a private network: `HOST` for the web's ports, `HOST:PORT` for another."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """Where the ledger's tables are kept."""

    url: str | None = None
    """A SQLAlchemy address; without one they are in a SQLite file in the ledger's folder."""
    password_variable: str = ""
    """The environment variable that holds the database's password, where the address has none."""
    snapshots: str | None = None
    """An address of fsspec under which snapshots are kept; without one they are in the ledger's folder."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a ledger, by what they are for."""

    documents: DocumentSettings = field(default_factory=DocumentSettings)
    claims: ClaimSettings = field(default_factory=ClaimSettings)
    compare: CompareSettings = field(default_factory=CompareSettings)
    audit: AuditSettings = field(default_factory=AuditSettings)
    dataset: DatasetSettings = field(default_factory=DatasetSettings)
    notify: NotifySettings = field(default_factory=NotifySettings)
    second_reader: SecondReaderSettings = field(default_factory=SecondReaderSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    ledger: LedgerSettings = field(default_factory=LedgerSettings)


@cache
def default_settings() -> Settings:
    """The settings that ship, from settings.yaml."""
    return _validated(_read_defaults(), "pipeline/records/settings.yaml")


def load_settings(path: Path) -> Settings:
    """The defaults, overridden by those that `path` names. Raises SettingsError where it does not fit."""
    text = ""
    try:
        text = path.read_text("utf-8")
        changes = read_yaml(text, unique_keys=True)
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        reason = f"{path} cannot be read ({error.strerror})"
        raise SettingsError(f"{reason}; `factledger explain settings` prints what such a file holds") from error
    except yaml.YAMLError as error:
        line, told = yaml_fault(error, text)
        raise SettingsError(f"{path}{f', line {line}' if line else ''}: not YAML: {told}") from error
    if changes is not None and not isinstance(changes, Mapping):
        raise SettingsError(f"{path}: expected sections such as 'compare:', found a {type(changes).__name__}")
    return _validated(_merged(_read_defaults(), changes or {}), str(path))


def _read_defaults() -> dict[str, Any]:
    loaded: dict[str, Any] = load_yaml("pipeline.records", "settings.yaml")
    return loaded


def _merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A setting or section that is named and left empty is as it ships."""
    merged = dict(base)
    for key, value in changes.items():
        if value is None and key in merged:
            continue
        under = merged.get(key)
        merged[key] = _merged(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
    return merged


def _validated(values: Mapping[str, Any], where: str) -> Settings:
    try:
        return TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        faults = "; ".join(fault_of(each, _beside(each["loc"])) for each in error.errors())
        raise SettingsError(f"{where}: {faults}") from error


def _beside(place: tuple[int | str, ...]) -> Iterable[str]:
    """The names of the settings in the section of this one."""
    section: Any = _read_defaults()
    for name in place[:-1]:
        section = section.get(name, {}) if isinstance(section, Mapping) else {}
    return section if isinstance(section, Mapping) else ()
