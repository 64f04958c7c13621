"""What every route has at hand: the review cache, the templates, and the reader of documents."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, unquote

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.templating import Jinja2Templates
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from outputs.review.cache import FactRow, ReviewCache, ReviewState
from outputs.review.correcting import PickLists, correction_fields, form_name, pick_lists
from outputs.review.views import ClaimView, Viewer, letter
from outputs.wording import period, printable, says
from pipeline.comparing.gates.wording import figure_text
from pipeline.ledger import StoredDocument, UnknownId
from pipeline.ledger.corrections import corrected
from pipeline.records.data import load_yaml
from pipeline.records.model import Block, Claim, Fact

PERSON_COOKIE = "factledger_person"
_LONGEST_NAME = 60
_YEAR = 365 * 24 * 3600
_DOCUMENTS_HELD = 24
_BESIDE = ("outputs.plots", "outputs.audit")
"""Packages whose templates the pages use too; these lie beside their modules."""
STATIC = tuple(Path(str(files(package).joinpath("static"))) for package in ("outputs.review", "outputs.plots"))
"""Where static files lie; a name is looked for in one after the other."""


@dataclass
class Review:
    """The application's own state; one for each `create_app`."""

    cache: ReviewCache
    csrf: str
    person: str
    _documents: OrderedDict[tuple[str, str], StoredDocument] = field(default_factory=OrderedDict)

    def person_of(self, request: Request) -> str:
        """Who decides: the name in the browser's cookie, else the one that the application was started with."""
        return on_one_line(unquote(request.cookies.get(PERSON_COOKIE, ""))) or self.person

    def document(self, doc: str, snapshot: str | None) -> StoredDocument:
        """A document as it is read now; kept under its snapshot, where its claims name one. Raises UnknownId."""
        if snapshot is None:
            return self.cache.ledger.documents.get(doc)
        key = (doc, snapshot)
        if key not in self._documents:
            self._documents[key] = self.cache.ledger.documents.get(doc)
            while len(self._documents) > _DOCUMENTS_HELD:
                self._documents.popitem(last=False)
        return self._documents[key]

    def blocks_of(self, claim: Claim) -> tuple[Block, ...]:
        """The blocks of the claim's document; none where it is no longer kept."""
        try:
            return self.document(claim.doc, claim.document.snapshot).reading.blocks
        except UnknownId:
            return ()

    def views(self, ids: Iterable[str], state: ReviewState, *, excerpts: bool = True) -> dict[str, ClaimView]:
        """Views of stated claims by id."""
        wanted = list(dict.fromkeys(ids))
        claims = self.cache.ledger.claims.find(ids=wanted) if wanted else []
        viewer = self.viewer(claims, state)
        return {claim.id: viewer.claim(claim, self.blocks_of(claim) if excerpts else ()) for claim in claims}

    def fact_rows(self, facts: Iterable[Fact], state: ReviewState) -> list[FactRow]:
        """Facts as decisions leave them, with where they stand."""
        counted = self.cache.decision_log.as_counted(facts, state.in_force)
        return [FactRow(fact, state.fact_states[fact.id]) for fact in counted]

    def pick_lists(self, docs: Iterable[str], state: ReviewState) -> PickLists:
        """What a correction of these documents' claims can be filled with."""
        packs = tuple(dict.fromkeys(pack for doc in docs for pack in self.cache.ledger.lists.packs_of(doc)))
        return pick_lists(packs, *state.index.words)

    def viewer(self, claims: Iterable[Claim], state: ReviewState) -> Viewer:
        """Shows claims as people corrected them."""
        done = corrected(claims, state.in_force)
        return Viewer(
            self.cache.ledger.settings.compare, {c.id: c for c in done.claims}, done.corrections, done.withdrawn
        )

    def page(self, request: Request, name: str, context: Mapping[str, Any], status: int = 200) -> HTMLResponse:
        """A page from its template, everything in it escaped."""
        common = {"csrf": self.csrf, "person": self.person_of(request), "path": request.url.path}
        return templates().TemplateResponse(request, name, common | dict(context), status_code=status)


def review_of(request: Request) -> Review:
    """What the application was made with."""
    held = request.app.state.review
    assert isinstance(held, Review)
    return held


Reviewing = Annotated[Review, Depends(review_of)]


def on_one_line(name: str) -> str:
    """A person's name as the browser keeps it."""
    return " ".join(name.split())[:_LONGEST_NAME]


def keep_in_browser(answer: Response, cookie: str, text: str) -> None:
    """Has the browser keep a text for a year, which our own pages alone are sent."""
    answer.set_cookie(cookie, quote(text), max_age=_YEAR, httponly=True, samesite="strict")


@cache
def labels() -> Mapping[str, Any]:
    """The labels of labels.yaml."""
    held: dict[str, Any] = load_yaml("outputs.review", "labels.yaml")
    return held


@cache
def templates() -> Jinja2Templates:
    """The templates of the pages; a name that is not given is an error."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("outputs.review"), *(PackageLoader(package, "") for package in _BESIDE)]),
        autoescape=True,
        finalize=printable,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "label": _label,
        "figure": figure_text,
        "period": period,
        "says": says,
        "day": _day,
        "count": _count,
    }
    environment.globals |= {"labels": labels(), "static": _static, "letter": letter, "quoted": quote}
    environment.globals |= {"correction_fields": correction_fields, "form_name": form_name}
    return Jinja2Templates(env=environment)


def warm_templates() -> None:
    """Compiles every template now, so that no first page waits for it."""
    environment = templates().env
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)


def _label(word: str | None, group: str) -> str:
    held = labels().get(group, {})
    return str(held.get(word) or (word or "").replace("_", " ").capitalize())


def _day(at: str | None) -> str:
    """A time of the ledger to the minute, as it is read."""
    return at.replace("T", " ")[:16] if at else "never"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@cache
def _static(name: str) -> str:
    """The address of a static file with a digest of its bytes, so that a browser may keep it."""
    path = next(folder / name for folder in STATIC if (folder / name).is_file())
    return f"/static/{name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:10]}"
