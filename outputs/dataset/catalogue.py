"""The release for catalogues of data: DCAT 3 in JSON-LD, and CITATION.cff for who cites it.

https://www.w3.org/TR/vocab-dcat-3/ and https://citation-file-format.github.io/
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import yaml

from outputs.dataset.about import DESCRIPTION, About, ReleaseFile

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def dcat(about: About) -> bytes:
    """dcat.jsonld."""
    settings = about.settings
    described: dict[str, Any] = {
        "@context": _CONTEXT,
        "@id": about.address,
        "@type": "dcat:Dataset",
        "dct:title": settings.title,
        "dct:description": DESCRIPTION,
        "dct:identifier": settings.name,
        "dcat:version": str(about.release),
    }
    if about.at:
        described["dct:modified"] = _typed("dateTime", about.at)
    if settings.publisher:
        described["dct:publisher"] = {"@type": "foaf:Organization", "foaf:name": settings.publisher}
    if settings.licence.url:
        described["dct:license"] = {"@id": settings.licence.url}
    if settings.keywords:
        described["dcat:keyword"] = list(settings.keywords)
    if settings.site:
        described["dcat:landingPage"] = {"@id": settings.site}
    if about.first_day and about.last_day:
        described["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed("date", about.first_day),
            "dcat:endDate": _typed("date", about.last_day),
        }
    described["dct:source"] = [{"@id": address} for _, address in about.sources]
    described["dcat:distribution"] = [_distribution(file) for file in about.files]
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def citation(about: About) -> bytes:
    """CITATION.cff, version 1.2.0; the authors are the contributors of the settings, else the publisher."""
    settings = about.settings
    authors = [each.name for each in settings.contributors] or [settings.publisher or settings.title]
    described: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "Please cite this dataset by its title and version.",
        "type": "dataset",
        "title": settings.title,
        "version": str(about.release),
        "authors": [{"name": name} for name in authors],
    }
    if about.at:
        described["date-released"] = about.at[:10]
    if settings.licence.name:
        described["license"] = settings.licence.name
    if settings.keywords:
        described["keywords"] = list(settings.keywords)
    if settings.site:
        described["url"] = settings.site
    return yaml.safe_dump(described, allow_unicode=True, sort_keys=False).encode()


def _typed(kind: str, value: str | date) -> dict[str, str]:
    return {"@type": f"xsd:{kind}", "@value": str(value)}


def _distribution(file: ReleaseFile) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": file.path,
        "dcat:downloadURL": {"@id": file.address},
        "dcat:mediaType": {"@id": f"{_MEDIA_TYPES}{file.media_type}"},
        "dcat:byteSize": file.size,
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": file.sha256,
        },
    }
