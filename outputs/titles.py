"""What a ledger's dataset and report are called."""

from __future__ import annotations

from dataclasses import replace

from pipeline.ledger import Ledger
from pipeline.records.output_settings import DatasetSettings

_UNNAMED = "Dated, sourced figures"
_NAMED = 3
"""Lists that a title names."""


def dataset_settings(ledger: Ledger) -> DatasetSettings:
    """The settings of the dataset; where they give no title, it is that of the ledger's lists."""
    settings = ledger.settings.dataset
    if settings.title:
        return settings
    names = [each.name for each in ledger.lists.all()]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return replace(settings, title="; ".join(names[:_NAMED]) + more or _UNNAMED)
