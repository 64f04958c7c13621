"""Every threshold and switch, with its default: settings.yaml, read into frozen, typed records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config


class SettingsError(Exception):
    """A settings file that does not hold what it should; the message names file, field and remedy."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """Limits on reading a document."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class ClaimSettings:
    """How claims are read."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class CompareSettings:
    """The numbers in the rules of comparison."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """Where the ledger's tables are kept."""

    url: str | None = None


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class DatasetSettings:
    """What the exported dataset says of itself, and how much of a source's text it carries."""

    name: str = "factledger"
    title: str = "Dated, sourced figures"
    publisher: str = ""
    quote_length: int = 300
    """Characters of a quote at most, cut around its figure; 0: no quotes."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class NotifySettings:
    """Whom a run tells of new conflicts."""

    severity: Literal["high", "medium", "low"] = "low"
    """The least severity that is told."""
    command: tuple[str, ...] = ()
    """A program with its arguments; the new conflicts come on its standard input as JSON lines."""
    webhook: str = ""
    """An address that the new conflicts are posted to as JSON."""
    mail: tuple[str, ...] = ()
    """Addresses in the notation of the apprise library (extra `mail`), such as mailtos://user:password@host."""
    seconds: float = 30.0
    """Time limit for each."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Settings:
    documents: DocumentSettings = field(default_factory=DocumentSettings)
    claims: ClaimSettings = field(default_factory=ClaimSettings)
    compare: CompareSettings = field(default_factory=CompareSettings)
    dataset: DatasetSettings = field(default_factory=DatasetSettings)
    notify: NotifySettings = field(default_factory=NotifySettings)
    ledger: LedgerSettings = field(default_factory=LedgerSettings)


@cache
def default_settings() -> Settings:
    return _validated(_read_defaults(), "pipeline/settings.yaml")


def load_settings(path: Path) -> Settings:
    """The defaults, overridden by those that `path` names. Raises SettingsError where it does not fit."""
    try:
        changes = yaml.safe_load(path.read_text("utf-8")) or {}
    except yaml.YAMLError as error:
        raise SettingsError(f"{path}: not YAML: {error}") from error
    if not isinstance(changes, Mapping):
        raise SettingsError(f"{path}: expected sections such as 'compare:', found {type(changes).__name__}")
    return _validated(_merged(_read_defaults(), changes), str(path))


def _read_defaults() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(files("pipeline").joinpath("settings.yaml").read_text("utf-8"))
    return loaded


def _merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in changes.items():
        under = merged.get(key)
        merged[key] = _merged(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
    return merged


def _validated(values: Mapping[str, Any], where: str) -> Settings:
    try:
        return TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise SettingsError(f"{where}: {faults}") from error
