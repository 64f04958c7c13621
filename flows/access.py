"""What whoever runs the program opens to source lists: the ledger's settings and the environment say it."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.records.settings import FetchSettings
from sources.access import Access, private_hosts

VARIABLE = "FACTLEDGER_PRIVATE_HOSTS"
"""Hosts to open, apart by spaces, besides those of the settings."""


def access(folder: Path | None, settings: FetchSettings) -> Access:
    """Files of this folder, and the hosts that are opened. Raises AccessError."""
    return Access(folder, private_hosts([*settings.private_hosts, *os.environ.get(VARIABLE, "").split()]))
