"""The words and names by which pages say what they are."""

from __future__ import annotations

from functools import cache
from typing import Any

from pipeline.records.data import load_yaml


@cache
def page_words() -> dict[str, Any]:
    """What `page_metadata.yaml` holds."""
    loaded: dict[str, Any] = load_yaml("pipeline.documents", "page_metadata.yaml")
    return loaded
