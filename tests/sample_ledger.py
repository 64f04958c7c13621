"""A small ledger of invented organisations, filled through the ledger's own doors, for the tests of outputs/."""

from __future__ import annotations

import atexit
import io
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.ledger import Ledger
from pipeline.ledger.refresh import refresh
from pipeline.records.model import (
    Block,
    BlockPlace,
    Box,
    Claim,
    ClaimPlace,
    DocumentContext,
    Reading,
    with_ids,
)
from sources.catalog import Source, SourceList
from sources.fetch import Fetched, FetchFailure, Validators

FIRST_RUN = "2026-03-02T06:00:00Z"
SECOND_RUN = "2026-03-09T06:00:00Z"
BASE: dict[str, Any] = {"low": None, "high": None, "bound": "exact", "unit": "count", "part": None, "direction": None}


@dataclass(frozen=True)
class Figure:
    """A claim of a block: its number's words and what was read from them."""

    number: str
    value: float | None
    measure: str
    subject: str
    kind: str = "level"
    place: str | None = None
    start: str | None = None
    end: str | None = None
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Text:
    kind: str
    text: str
    figures: tuple[Figure, ...] = ()
    kept: bool = True
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True)
class Document:
    id: str
    publisher: str
    title: str
    published: str | None
    texts: tuple[Text, ...]
    licence: str | None = None
    suffix: str = "html"

    @property
    def url(self) -> str:
        return f"https://{self.id}.example.org/{'factsheet.pdf' if self.suffix == 'pdf' else 'story'}"


LANTERN = Document(
    "lantern",
    "Lantern Institute",
    "The trade that hides in plain sight",
    "2019-06-04",
    (
        Text("heading", "The trade that hides in plain sight"),
        Text("paragraph", "Our researchers spent two years in five port cities."),
        Text(
            "paragraph",
            "Across the world 2 million children are sold for sex, most of them far from home. "
            "Behind each figure stands a child with a name.",
            (Figure("2 million", 2_000_000, "exploited", "children", place="world"),),
        ),
        Text("paragraph", "Shelters in the region turn children away for want of beds."),
        Text(
            "callout",
            "300\nchildren and women brought to safety since 2012",
            (
                Figure(
                    "300",
                    300,
                    "rescued",
                    "children and women",
                    "total",
                    "Costa Verde",
                    "2012",
                    more={"bound": "min", "modifier": "more than"},
                ),
            ),
        ),
    ),
    licence="CC BY 4.0",
)
HARBOUR = Document(
    "harbour-watch",
    "Harbour Watch",
    "Five things to know about child trafficking",
    "2019-11-20",
    (
        Text("heading", "Five things to know"),
        Text(
            "list_item",
            "One million children are sold in the commercial sex trade each night, worldwide.",
            (Figure("One million", 1_000_000, "exploited", "children", place="world"),),
        ),
        Text(
            "list_item",
            "=SUM of our work: 110 children and women rescued in Costa Verde since 2012 <b>and counting</b>.",
            (Figure("110", 110, "rescued", "children and women", "total", "Costa Verde", "2012", "2018-05"),),
        ),
        Text("paragraph", "Share this page with a friend.", kept=False),
    ),
)
COASTAL = Document(
    "coastal-review",
    "Coastal Justice Review",
    "Courts of the coast, year by year",
    "2023-02",
    (
        Text("heading", "Convictions"),
        Text(
            "paragraph",
            "Between 2012 and 2022 the courts of Costa Verde handed down 55 convictions for trafficking.",
            (Figure("55", 55, "convicted", "convictions", "total", "Costa Verde", "2012", "2022"),),
        ),
        Text(
            "paragraph",
            "By the end of 2022 the joint patrols had freed 516 people along the coast, the review says.",
            (Figure("516", 516, "rescued", "people", "total", "Costa Verde", "2012", "2022"),),
        ),
    ),
)
FACTSHEET = Document(
    "factsheet",
    "Ministry of Ports",
    "Fact sheet: joint patrols",
    "2023-01-15",
    (
        Text("heading", "Fact sheet: joint patrols", page=1, box=(72, 72, 400, 96)),
        Text(
            "paragraph",
            "Up to the end of 2022 patrols freed 517 people along the coast of Costa Verde.",
            (Figure("517", 517, "rescued", "people", "total", "Costa Verde", "2012", "2022"),),
            page=1,
            box=(72, 120, 480, 136),
        ),
        Text(
            "paragraph",
            "In the same ten years the courts counted 28 convictions.",
            (Figure("28", 28, "convicted", "convictions", "total", "Costa Verde", "2012", "2022"),),
            page=1,
            box=(72, 150, 480, 166),
        ),
    ),
    suffix="pdf",
)
DOCUMENTS = (LANTERN, HARBOUR, COASTAL, FACTSHEET)
SILENT = Source("silent", url="https://silent.example.org/", publisher="Silent Bay Trust", list_name="sample")


def pdf_bytes(document: Document) -> bytes:
    """The document's texts drawn at their boxes, on pages of A4."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    for text in document.texts:
        assert text.box is not None
        canvas.setFont("Helvetica", 12)
        canvas.drawString(text.box[0], A4[1] - text.box[3] + 3, text.text)
    canvas.save()
    return file.getvalue()


def html_bytes(document: Document) -> bytes:
    body = "".join(f"<p>{text.text}</p>" for text in document.texts)
    return f"<!doctype html><title>{document.title}</title>{body}<script>alert(1)</script>".encode()


def claims_of(document: Document, context: DocumentContext) -> list[Claim]:
    """The document's claims as a reader of it would give them."""
    found = []
    for n, text in enumerate(document.texts):
        for figure in text.figures:
            quote = _sentence(text.text, figure.number)
            start = text.text.index(quote)
            at = quote.index(figure.number)
            found.append(
                Claim(
                    id="",
                    doc=document.id,
                    quote=quote,
                    number=figure.number,
                    value=figure.value,
                    measure=figure.measure,
                    subject=figure.subject,
                    kind=figure.kind,  # type: ignore[arg-type]  # the samples hold only kinds that there are
                    start=figure.start,
                    end=figure.end,
                    place=figure.place,
                    attributed_to=None,
                    block_kind=text.kind,  # type: ignore[arg-type]  # as above
                    reading=("sample",),
                    document=context,
                    locator=ClaimPlace(
                        n,
                        start,
                        start + len(quote),
                        start + at,
                        start + at + len(figure.number),
                        page=text.page,
                        box=text.box,
                    ),
                    **(BASE | figure.more),
                )
            )
    return with_ids(found)


def store(ledger: Ledger, run: int, document: Document, at: str) -> list[Claim]:
    """Fetches, keeps and reads one document."""
    data = pdf_bytes(document) if document.suffix == "pdf" else html_bytes(document)
    media_type = "application/pdf" if document.suffix == "pdf" else "text/html"
    sha256 = ledger.snapshots.put(data, headers=(), final_url=document.url, at=at, media_type=media_type)
    fetched = Fetched(
        document.id, "new", data, sha256, media_type, (), document.url, at, Validators(None, None, sha256)
    )  # type: ignore[arg-type]
    ledger.fetches.put(run, fetched)
    context = DocumentContext(
        document.url, document.publisher, document.title, document.published, at, sha256, document.licence
    )
    blocks = tuple(
        Block(
            n,
            text.kind,  # type: ignore[arg-type]
            text.text,
            text.kept,
            "content" if text.kept else "share",
            place=BlockPlace(page=text.page, box=text.box),
        )
        for n, text in enumerate(document.texts)
    )
    claims = claims_of(document, context)
    reading = Reading(blocks, kind="pdf" if document.suffix == "pdf" else "web")
    ledger.documents.put(
        run, document.id, sha256=sha256, stage="sample", context=context, reading=reading, claims=claims, at=at
    )
    return claims


def sample_ledger(home: Path, documents: Sequence[Document] = DOCUMENTS) -> Ledger:
    """A ledger after two runs: the second brought the last document, and one source fails."""
    if tuple(documents) == DOCUMENTS:
        shutil.copytree(_made_once(), home, dirs_exist_ok=True)
        return Ledger.open(home)
    return _made(home, documents)


@cache
def _made_once() -> Path:
    """The usual sample, made once for all tests of a process and copied for each."""
    home = Path(tempfile.mkdtemp(prefix="factledger-sample-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    _made(home, DOCUMENTS).close()
    return home


def _made(home: Path, documents: Sequence[Document]) -> Ledger:
    ledger = Ledger.open(home)
    sources = [Source(d.id, url=d.url, publisher=d.publisher, licence=d.licence, list_name="sample") for d in documents]
    ledger.lists.put(SourceList("sample", home / "sample.yaml", (*sources, SILENT)), FIRST_RUN)
    for at, some in ((FIRST_RUN, documents[:-1]), (SECOND_RUN, documents[-1:])):
        run = ledger.runs.start(["sample"], at)
        for document in some:
            store(ledger, run, document, at)
        ledger.fetches.put_failure(
            run, FetchFailure("silent", "not_found", "https://silent.example.org/ is 404", "mend the list", False, at)
        )
        refresh(ledger, run)
        done = {"read": [d.id for d in some], "unchanged": 4 - len(some), "failed": [{"source": "silent"}]}
        ledger.runs.finish(run, done | {"claims": ledger.claims.count(), "claims_before": 0}, at)
    return ledger


def reread(ledger: Ledger, document: Document, at: str = "2026-03-16T06:00:00Z") -> None:
    """A further run in which one document was changed."""
    run = ledger.runs.start(["sample"], at)
    store(ledger, run, document, at)
    refresh(ledger, run)
    ledger.runs.finish(run, {"read": 1}, at)


def changed(document: Document, old: str, new: str, **figure: Any) -> Document:
    """The document with other words, and its figure in them read otherwise."""

    def edit(text: Text) -> Text:
        if old not in text.text:
            return text
        figures = tuple(
            replace(each, number=each.number.replace(old, new), **figure) if old in each.number else each
            for each in text.figures
        )
        return replace(text, text=text.text.replace(old, new), figures=figures)

    return replace(document, texts=tuple(edit(text) for text in document.texts))


def _sentence(text: str, number: str) -> str:
    if "\n" in text or ". " not in text:
        return text
    parts = [part if part.endswith(".") else f"{part}." for part in text.split(". ")]
    return next(part for part in parts if number in part)
