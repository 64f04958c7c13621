"""What is wrong with text that is no YAML, in a line, and where."""

from __future__ import annotations

import yaml


def yaml_fault(error: yaml.YAMLError, text: str) -> tuple[int | None, str]:
    """The line that YAML stumbles over, from 1, and what it says of it; a tab is named, since nobody sees it."""
    mark = (error.problem_mark or error.context_mark) if isinstance(error, yaml.MarkedYAMLError) else None
    if mark is None:
        return None, " ".join(str(error).split())
    assert isinstance(error, yaml.MarkedYAMLError)
    lines = text.splitlines()
    if mark.line < len(lines) and lines[mark.line][mark.column : mark.column + 1] == "\t":
        return mark.line + 1, "a tab stands where YAML takes spaces only"
    if error.context_mark is not None and error.problem == "found unexpected end of stream":
        return error.context_mark.line + 1, "a quotation mark opens here and is closed nowhere"
    return mark.line + 1, "; ".join(filter(None, (error.context, error.problem)))
