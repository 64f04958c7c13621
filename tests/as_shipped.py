"""The program's functions under the settings that ship, for tests that are about something else.

What reads and compares is imported where it is called: tests of documents need not load a language model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.documents import html, pdf, read
from pipeline.records.model import Box, Claim, DocumentContext, Reading, Verdict
from pipeline.records.settings import CompareSettings, DocumentSettings, PdfSettings, default_settings

if TYPE_CHECKING:
    from pipeline.comparing.reconcile import BucketKey, Findings, Reconciled
    from pipeline.reading.claims import DocumentToRead

SETTINGS = default_settings()


def read_document(
    data: bytes,
    settings: DocumentSettings = SETTINGS.documents,
    *,
    url: str | None = None,
    charset: str | None = None,
) -> Reading:
    return read.read_document(data, settings, url=url, charset=charset)


def read_html(data: bytes) -> Reading:
    return html.read_html(data, SETTINGS.documents.html)


def read_pdf(data: bytes, settings: PdfSettings = SETTINGS.documents.pdf) -> Reading:
    return pdf.read_pdf(data, settings)


def read_pdf_inline(data: bytes) -> Reading:
    return pdf.read_pdf_inline(data, SETTINGS.documents.pdf)


def render_crop(data: bytes, page: int, box: Box, quote: str | None = None) -> bytes:
    return pdf.render_crop(data, page, box, quote, SETTINGS.documents.pdf)


def extract_claims(
    doc: str, document: Reading, context: DocumentContext, *, packs: tuple[str, ...] = ()
) -> list[Claim]:
    from pipeline.reading import claims

    return claims.extract_claims(doc, document, context, SETTINGS.claims, packs=packs)


def extract_many(documents: Iterable[DocumentToRead]) -> Iterator[list[Claim]]:
    from pipeline.reading import claims

    return claims.extract_many(documents, SETTINGS.claims)


def compare(a: Claim, b: Claim) -> tuple[Verdict, ...]:
    """What is said of two claims when nothing else is told."""
    from pipeline.comparing.gates import normalise
    from pipeline.comparing.pairs.comparable import company_among
    from pipeline.comparing.pairs.judge import Rules, judge
    from pipeline.comparing.pairs.weights import shipped_models

    first, second = normalise(a, SETTINGS.compare), normalise(b, SETTINGS.compare)
    company = company_among((first, second), SETTINGS.compare)(first, second)
    return judge(first, second, company, Rules(SETTINGS.compare, shipped_models()))


def reconcile(claims: Iterable[Claim], settings: CompareSettings = SETTINGS.compare) -> Reconciled:
    from pipeline.comparing import reconcile

    return reconcile.reconcile(claims, settings)


def find_in_buckets(claims: Iterable[Claim], wanted: Callable[[BucketKey], bool] | None = None) -> Findings:
    from pipeline.comparing import reconcile

    scope = reconcile.Scope() if wanted is None else reconcile.Scope(buckets=wanted)
    return reconcile.find_in_buckets(claims, SETTINGS.compare, scope)
