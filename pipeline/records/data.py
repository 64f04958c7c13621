"""Vocabulary, lexicons and tables that ship beside the code that reads them."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where there is one: some of these files are read at every start."""


def load_yaml(package: str, name: str) -> Any:
    """What a YAML file in a package holds, as plain lists and mappings."""
    return read_yaml(files(package).joinpath(name).read_text("utf-8"))


def read_yaml(text: str) -> Any:
    """What YAML holds, as plain lists and mappings. Raises yaml.YAMLError."""
    return yaml.load(text, _LOADER)
