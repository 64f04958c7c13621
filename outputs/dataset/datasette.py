"""datasette.yaml: what Datasette shows beside dataset.sqlite, its descriptions, facets and a query for conflicts.

https://docs.datasette.io/en/stable/metadata.html
"""

from __future__ import annotations

from typing import Any

import yaml

from outputs.dataset.about import DESCRIPTION, About
from outputs.dataset.dictionary import dictionary

_FACETS = {
    "facts": ["measure", "place", "unit", "status", "vetted"],
    "claims": ["measure", "place", "source", "status"],
    "conflicts": ["kind", "severity", "status"],
    "decisions": ["decision", "person"],
    "sources": ["publisher", "licence"],
}
_SORT_DESCENDING = {"facts": "witnesses", "measures": "facts", "decisions": "decided_at"}
_LABELS = {"facts": "says", "claims": "number", "sources": "title"}
_OPEN_CONFLICTS = """\
SELECT conflicts.id, severity, conflicts.kind, conflicts.status, explanation
FROM conflicts WHERE conflicts.status IN ('open', 'reopened')
ORDER BY CASE severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, conflicts.id
"""


def datasette_yaml(about: About) -> bytes:
    """For `datasette dataset.sqlite --metadata datasette.yaml`."""
    settings = about.settings
    described: dict[str, Any] = {"title": settings.title, "description": DESCRIPTION}
    if settings.licence.name:
        described["license"] = settings.licence.name
    if settings.licence.url:
        described["license_url"] = settings.licence.url
    if settings.publisher:
        described["source"] = settings.publisher
    if settings.site:
        described["source_url"] = settings.site
    open_conflicts = {"title": "Conflicts that nobody has decided", "sql": _OPEN_CONFLICTS}
    tables = {name: _table(name) for name in dictionary()}
    described["databases"] = {"dataset": {"tables": tables, "queries": {"open_conflicts": open_conflicts}}}
    return yaml.safe_dump(described, allow_unicode=True, sort_keys=False).encode()


def _table(name: str) -> dict[str, Any]:
    shape = dictionary()[name]
    table: dict[str, Any] = {
        "description": shape.description,
        "columns": {field: column.description for field, column in shape.fields.items()},
    }
    if name in _FACETS:
        table["facets"] = _FACETS[name]
    if name in _SORT_DESCENDING:
        table["sort_desc"] = _SORT_DESCENDING[name]
    if name in _LABELS:
        table["label_column"] = _LABELS[name]
    return table
