"""The release as Croissant, which is a schema.org Dataset with its tables' fields: croissant.json.

https://docs.mlcommons.org/croissant/docs/croissant-spec.html; what only knows schema.org reads name, licence, files and
coverage from it.
"""

from __future__ import annotations

import json
from typing import Any

from outputs.dataset.about import DESCRIPTION, About, ReleaseFile
from outputs.dataset.dictionary import Column, TableShape, dictionary
from pipeline.records.data import load_yaml

_TYPES = {
    "string": "sc:Text",
    "strings": "sc:Text",
    "number": "sc:Float",
    "integer": "sc:Integer",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}


def croissant(about: About) -> bytes:
    """croissant.json; its record sets are the Parquet files. References between tables stand in datapackage.json: the
    reference implementation, mlcroissant 1.1, fails where a table refers to one that refers to a third."""
    settings = about.settings
    described: dict[str, Any] = {
        "@context": load_yaml("outputs.dataset", "croissant.yaml"),
        "@type": "sc:Dataset",
        "@id": about.address,
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": settings.name,
        "alternateName": settings.title,
        "description": DESCRIPTION,
        "url": about.address,
        "version": f"{about.release}.0.0",
        "citeAs": f"{settings.publisher or settings.title}: {settings.title}, release {about.release}",
        "variableMeasured": [_variable(name, gloss) for name, gloss in about.measures],
    }
    if about.at:
        described["datePublished"] = about.at[:10]
    if settings.licence.url or settings.licence.name:
        described["license"] = settings.licence.url or settings.licence.name
    if settings.keywords:
        described["keywords"] = list(settings.keywords)
    if settings.publisher:
        organisation = {"@type": "sc:Organization", "name": settings.publisher}
        described |= {"creator": organisation, "publisher": organisation}
    if about.first_day and about.last_day:
        described["temporalCoverage"] = f"{about.first_day}/{about.last_day}"
    if about.places:
        described["spatialCoverage"] = [{"@type": "sc:Place", "name": place} for place in about.places]
    described["isBasedOn"] = [address for _, address in about.sources]
    described["distribution"] = [_file_object(file) for file in about.files]
    described["recordSet"] = [_record_set(name, shape) for name, shape in dictionary().items()]
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _variable(name: str, gloss: str) -> dict[str, str]:
    return {"@type": "sc:PropertyValue", "name": name} | ({"description": gloss} if gloss else {})


def _file_object(file: ReleaseFile) -> dict[str, str]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.address,
        "contentSize": f"{file.size} B",
        "encodingFormat": "application/x-parquet" if file.path.endswith(".parquet") else file.media_type,
        "sha256": file.sha256,
    }


def _record_set(name: str, shape: TableShape) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": shape.description,
        "key": {"@id": f"{name}/{shape.key}"},
        "field": [_field(name, field, column) for field, column in shape.fields.items()],
    }


def _field(table: str, name: str, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{name}",
        "name": f"{table}/{name}",
        "description": column.description,
        "dataType": _TYPES[column.type],
        "source": {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": name}},
    }
    if column.type == "strings":
        field["repeated"] = True
    return field
